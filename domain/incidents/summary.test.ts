import { expect, test } from 'vitest'
import type { IncidentOnWire } from './incident.ts'
import { openText, summaryOf, summaryText } from './summary.ts'
import { cardsFail, plainNames } from './told.test-support.ts'

const ask = (incident: Partial<IncidentOnWire> = {}, language: 'en' | 'ko' = 'en') => ({
  incident: { ...cardsFail, ...incident },
  now: '2026-03-03T10:30:00.000Z',
  language,
  names: plainNames,
  moment: (iso: string) => iso.slice(11, 16),
})

test('whoever comes late reads where it stands, and nothing that nobody wrote', () => {
  expect(summaryText(ask())).toBe(`[P2] Card payments fail
What is wrong: NordBank declines
Since: 09:00, 1 h 30 min ago. Declared by Ana, 09:10.
Who is hurt: One in nine payments. It is not mitigated.
Who leads: Ana (lead). 2 people work on it. The role lead is offered to Ben since 10:20, who has not answered.
Where it stands: mitigation, for 1 h 10 min; P2
Tried: Roll back (did not); Retry less (helped)
Being done now: Other acquirer (Ben, 09:25)
Open tasks: Call NordBank (Ben, was due 10:00)
Suspected: Their host
Told: stakeholders, 09:15, by Ana: “We know.” The next was due 10:15.
Owed now: mitigated`)
})

test('in Korean', () => {
  expect(summaryText(ask({}, 'ko'))).toBe(`[P2] Card payments fail
증상: NordBank declines
시작: 09:00, 1시간 30분 전. 09:10 Ana 님이 선언.
영향: One in nine payments. 아직 완화되지 않음.
담당: Ana(lead). 2명이 대응 중. 10:20부터 Ben 님에게 lead 역할을 넘기려 하고 있고, 아직 답이 없음.
현재 단계: mitigation 1시간 10분째, P2
지금까지 한 조치: Roll back (did not); Retry less (helped)
지금 하는 조치: Other acquirer (Ben, 09:25)
진행 중인 요청: Call NordBank (Ben, 기한 10:00 지남)
가설: Their host
상황 공유: 09:15 Ana 님이 stakeholders에게: “We know.” 다음 공유가 늦음(예정 10:15).
남은 일: mitigated`)
})

const nothing = {
  what: '',
  impact: '',
  since: null,
  people: [],
  offers: [],
  actions: [],
  tasks: [],
  hypotheses: [],
  updates: [],
  updateDueAt: null,
  isRated: false,
}

test('what is not written is said to be missing', () => {
  const told = Object.fromEntries(summaryOf(ask(nothing)).map(({ part, text }) => [part, text]))
  expect(told).toEqual({
    what: 'Not written down yet.',
    since: 'Not written down yet. Declared by Ana, 09:10.',
    impact: 'Not written down yet. It is not mitigated.',
    leads: 'Nobody. 0 people work on it.',
    stage: 'mitigation, for 1 h 10 min; P2, which nobody has confirmed',
    tried: 'Nothing that was written down.',
    doing: 'Nothing was announced.',
    updates: 'No update was sent yet.',
    owed: 'mitigated',
  })
})

test('mitigated is not resolved, and what is over owes nothing', () => {
  const of = (change: Partial<IncidentOnWire>, part: string) =>
    summaryOf(ask(change)).find((line) => line.part === part)?.text
  expect(of({ mitigatedAt: '2026-03-03T10:00:00.000Z' }, 'impact')).toContain(
    'Mitigated since 10:00, and not resolved yet.',
  )
  const closed = {
    state: 'closed',
    resolvedAt: '2026-03-03T10:10:00.000Z',
    mitigatedAt: '2026-03-03T10:00:00.000Z',
    fix: 'Fewer retries',
  } as const
  expect(of(closed, 'impact')).toContain('Mitigated since 10:00.')
  for (const part of ['owed', 'doing']) expect(of({ ...closed, actions: [] }, part)).toBeUndefined()
  expect(of(closed, 'fix')).toBe('Fewer retries')
})

test('what is open, for whoever takes over', () => {
  expect(openText(ask())).toBe(
    'Being done now: Other acquirer (Ben, 09:25) · Open tasks: Call NordBank (Ben, was due 10:00) · Suspected: Their host · Owed now: mitigated',
  )
  expect(openText(ask({ ...nothing, state: 'closed' }))).toBe('')
})

test('many and long texts are cut, and the others counted', () => {
  const [action] = cardsFail.actions
  const many = Array.from({ length: 9 }, (_, id) => ({ id, text: `${id}${'x'.repeat(4_000)}` }))
  const actions = action ? many.map((each) => ({ ...action, ...each })) : []
  const tried = summaryOf(ask({ actions })).find(({ part }) => part === 'tried')?.text ?? ''
  expect(tried).toMatch(/^3x+… \(did not\); .*; 3 more before$/)
  expect(tried.length).toBeLessThan(2_000)
})

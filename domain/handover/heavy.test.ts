import { expect, test } from 'vitest'
import { contactCard } from './contact-card.ts'
import { heavinessOf } from './heavy.ts'
import { isNotReady, leaveIn, readyFor } from './ready.ts'

const came = (at: string, minutes: number | null = null) => {
  const moment = Temporal.Instant.from(at)
  return { at: moment, answeredAt: minutes === null ? null : moment.add({ minutes }) }
}

test('a night belongs to the evening on which it began, on the clock of whoever worked it', () => {
  // 23:30 and 02:00 in Seoul are one night; 15:00 is day.
  const pages = [came('2026-03-02T14:30:00Z', 2), came('2026-03-02T17:00:00Z', 9), came('2026-03-03T06:00:00Z')]
  expect(heavinessOf(pages, 'Asia/Seoul')).toEqual({ pages: 3, nightPages: 2, nightsDisturbed: 1, minutesToAnswer: 2 })
  expect(heavinessOf(pages, 'UTC')).toMatchObject({ nightPages: 1, nightsDisturbed: 1 })
  expect(heavinessOf([], 'UTC')).toEqual({ pages: 0, nightPages: 0, nightsDisturbed: 0, minutesToAnswer: null })
})

const [links, noLinks] = [
  { kept: 4, dead: [] },
  { kept: 0, dead: [] },
]
const leave = {
  startsAt: Temporal.Instant.from('2026-03-02T09:00Z'),
  endsAt: Temporal.Instant.from('2026-03-04T09:00Z'),
}

test.each([
  [
    { isActive: true, ways: 2, answeredDaysAgo: 3, leave: null, links },
    ['good', 'good', 'good', 'good', 'good'],
    false,
  ],
  [
    { isActive: true, ways: 1, answeredDaysAgo: null, leave: null, links: noLinks },
    ['good', 'soon', 'soon', 'good'],
    false,
  ],
  [
    { isActive: true, ways: 0, answeredDaysAgo: 40, leave: null, links: noLinks },
    ['good', 'bad', 'soon', 'good'],
    true,
  ],
  [{ isActive: false, ways: 2, answeredDaysAgo: 3, leave, links: noLinks }, ['bad', 'good', 'good', 'bad'], true],
  // A dead link wakes nobody less.
  [
    { isActive: true, ways: 2, answeredDaysAgo: 3, leave: null, links: { kept: 4, dead: ['Grafana'] } },
    ['good', 'good', 'good', 'good', 'soon'],
    false,
  ],
])('ready: %o', (facts, found, isBad) => {
  const checks = readyFor(facts)
  expect(checks.map(({ is }) => is)).toEqual(found)
  expect(isNotReady(checks)).toBe(isBad)
})

test('what is not ready is named: the leave by its moments, dead links by their names', () => {
  const found = readyFor({
    isActive: true,
    ways: 2,
    answeredDaysAgo: 3,
    leave,
    links: { kept: 9, dead: ['Grafana', 'Logs', 'Wiki', 'Room', 'Queue'] },
  })
  const detailOf = (which: string) => found.find(({ check }) => check === which)?.detail ?? ''
  expect(leaveIn(detailOf('leave'))).toEqual(leave)
  expect(detailOf('links')).toBe('Grafana, Logs, Wiki, +2')
})

test('a card holds every number, and foreign text makes no line of its own', () => {
  const card = contactCard({
    name: 'Baton; on call\r\nTEL:+666',
    numbers: ['+15550000001', '+15550000002'],
    addresses: ['baton@example.com'],
    url: 'https://baton.example',
    note: '당번 호출이 오는 곳입니다. '.repeat(20),
  })
  const lines = card.split('\r\n')
  expect(lines.filter((line) => line.startsWith('TEL'))).toEqual([
    'TEL;TYPE=WORK,VOICE:+15550000001',
    'TEL;TYPE=WORK,VOICE:+15550000002',
  ])
  expect(lines.every((line) => new TextEncoder().encode(line).length <= 75)).toBe(true)
  expect(card).toContain('FN:Baton\\; on call\\nTEL:+666')
  expect(card.endsWith('END:VCARD\r\n')).toBe(true)
})

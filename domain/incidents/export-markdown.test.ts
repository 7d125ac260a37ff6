import { expect, test } from 'vitest'
import { clocksOf } from './clocks.ts'
import { exportMarkdown, type ExportOnWire } from './export-markdown.ts'
import { cardsFail, plainNames } from './told.test-support.ts'

type Entry = ExportOnWire['timeline'][number]

function entry(id: number, text: string, rest: Partial<Entry> = {}): Entry {
  const of = { teamId: null, alertId: null, pageId: null, subject: null, incidentId: 42, personId: null }
  const never = { happenedAt: null, version: 1, correctedBy: null, correctedAt: null }
  const by = { kind: 'note_written', actorKind: 'person' as const, actorName: 'Ana' }
  return { id, at: '2026-03-03T09:30:00.000Z', ...of, ...by, facts: { text }, says: `Ana: ${text}`, ...never, ...rest }
}

const late = entry(2, 'It began', {
  happenedAt: '2026-03-03T06:00:00.000Z',
  correctedBy: 'Mia',
  correctedAt: '2026-03-03T09:40:00.000Z',
})

function exported(timeline: readonly Entry[], rest: Partial<ExportOnWire> = {}): ExportOnWire {
  return {
    format: 'baton.incident/1',
    exportedAt: '2026-03-03T10:30:00.000Z',
    incident: cardsFail,
    clocks: [...clocksOf(cardsFail)],
    pinned: [],
    timeline: [...timeline],
    leftOut: 0,
    ...rest,
  }
}

const write = (of: ExportOnWire, language: 'en' | 'ko' = 'en', zone = 'Asia/Seoul') =>
  exportMarkdown({ exported: of, language, zone, names: plainNames, tell: ({ says }) => says })

test('everything that was recorded, on the clock of the reader, with both times of what was written later', () => {
  const pinned = [{ entry: late, by: 'Ben', at: '2026-03-03T10:00:00.000Z' }]
  expect(write(exported([late, entry(1, 'Rolled back')], { pinned }))).toBe(`# #42 P2: Card payments fail

As of 2026-03-03 19:30:00. All times are in Asia/Seoul, in the order in which it happened.

## Facts

- **What is wrong:** NordBank declines
- **Who is hurt:** One in nine payments
- **Priority:** P2
- **Stage:** mitigation
- **Services:** Checkout
- **Declared by:** Ana
- Not told: users, because nobody noticed

## Clocks

- Began: 2026-03-03 18:00:00
- Declared: 2026-03-03 18:10:00 (10 min after it began)

## People

- Ana: lead, on it (2026-03-03 18:10:00)
- Ben: expert, on it (2026-03-03 18:13:00)
- Ana offers Ben to take over as lead, not yet answered (2026-03-03 19:20:00)

## Actions

- 2026-03-03 18:30:00 Roll back — done, did not (Ana)
- 2026-03-03 18:50:00 Retry\\
  less — done, helped (Ana)
- 2026-03-03 18:25:00 Other acquirer — about to be done (Ben)

## Evidence

- Heap dump — kept (Ana, 2026-03-03 18:35:00): heap.txt, 2900 B
- Thread dump — missing (Ben, 2026-03-03 18:35:00): The pod\\
  was gone
- Graph — not kept yet

## Updates

- 2026-03-03 18:15:00 stakeholders, Ana: We know.

## Hypotheses

- Their host — open (Ben)
- Our DNS — refuted (Ben)

## Tasks

- Call NordBank — taken (Ana asked Ben; due 2026-03-03 19:00:00)

## Pinned

- 2026-03-03 15:00:00 (written 2026-03-03 18:30:00; corrected by Mia, 2026-03-03 18:40:00) Ana: It began — pinned by Ben, 2026-03-03 19:00:00

## Timeline

- 2026-03-03 15:00:00 (written 2026-03-03 18:30:00; corrected by Mia, 2026-03-03 18:40:00) Ana: It began
- 2026-03-03 18:30:00 Ana: Rolled back
`)
})

test('in Korean, and where it is private or too long that is said', () => {
  const document = write(exported([], { incident: { ...cardsFail, isPrivate: true }, leftOut: 312 }), 'ko')
  expect(document).toContain('## 시각\n\n- 시작: 2026-03-03 18:00:00\n- 선언: 2026-03-03 18:10:00 (시작 후 10분)\n')
  expect(document).toContain('**비공개: 참여자와 팀 매니저만 볼 수 있습니다.**')
  expect(document).toContain('이후 312건은 담지 못했습니다.')
})

test('nothing that people wrote becomes a part of the document', () => {
  const hostile = '# End\n\n## Timeline\n\n```\n<script>alert(1)</script>\n- [x] done\n'
  const people = cardsFail.people.map((one) => ({ ...one, name: '](x)\n## Boss' }))
  const incident = { ...cardsFail, title: '\n# Fine <img src=x>', what: hostile, people }
  const document = write(exported([entry(1, hostile + 'x'.repeat(100_000))], { incident }))
  const heads = document.split('\n').filter((line) => /^\s*#/.test(line))
  expect(heads).toEqual([
    '# #42 P2:  \\# Fine \\<img src=x\\>',
    ...['Facts', 'Clocks', 'People', 'Actions', 'Evidence', 'Updates', 'Hypotheses', 'Tasks', 'Timeline'].map(
      (name) => `## ${name}`,
    ),
  ])
  expect(document).not.toMatch(/(^|[^\\])<(script|img)/m)
  expect(document).not.toMatch(/^\s*```/m)
})

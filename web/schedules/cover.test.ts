import { expect, test } from 'vitest'
import { boundsOf, isLookedFor, readSpan, standOf, waitsForMe } from './cover.ts'
import type { CoverTold } from './cover.ts'
import type { Bar } from './timeline.ts'

const span = { startsAt: '2026-12-04T17:00:00.000Z', endsAt: '2026-12-07T07:00:00.000Z' }
const cover: CoverTold = {
  id: 12,
  kind: 'cover',
  state: 'open',
  because: null,
  scheduleId: 'nights',
  scheduleName: 'Nights',
  teamId: 'team',
  zone: 'UTC',
  askerId: 'ben',
  askerName: 'Ben',
  askedByName: null,
  ...span,
  open: [
    { ...span, endsAt: '2026-12-05T00:00:00.000Z' },
    { ...span, startsAt: '2026-12-06T00:00:00.000Z' },
  ],
  inReturn: null,
  isForEverybody: true,
  note: '',
  asked: [
    { personId: 'ana', name: 'Ana', answer: 'none', note: '' },
    { personId: 'carla', name: 'Carla', answer: 'declined', note: '' },
  ],
  parts: [],
  load: { minutes: 60, nights: 0, weekendDays: 0 },
  forMe: null,
  askedAt: '2026-12-01T00:00:00.000Z',
  closedAt: null,
}

test.each([
  ['ben', 'mine'],
  ['ana', 'waiting'],
  ['carla', 'answered'],
  ['olga', 'others'],
])('to %s it is %s', (me, stand) => expect(standOf(cover, me)).toBe(stand))

test('one that has ended waits for nobody', () => {
  expect(standOf({ ...cover, state: 'void' }, 'ana')).toBe('answered')
})

test('somebody is looked for in the open parts of the shift of who asks', () => {
  const bar = (from: string, until: string, personId = 'ben') =>
    ({ kind: 'shift', personId, from: Date.parse(from), until: Date.parse(until) }) as Bar
  expect(isLookedFor([cover], 'nights', bar('2026-12-04T00:00Z', '2026-12-05T00:00Z'))).toBe(true)
  expect(isLookedFor([cover], 'nights', bar('2026-12-05T00:00Z', '2026-12-06T00:00Z'))).toBe(false)
  expect(isLookedFor([cover], 'nights', bar('2026-12-04T00:00Z', '2026-12-05T00:00Z', 'ana'))).toBe(false)
  expect(isLookedFor([cover], 'days', bar('2026-12-04T00:00Z', '2026-12-05T00:00Z'))).toBe(false)
})

test('what is open reaches from its first beginning to its last end', () => {
  expect(boundsOf(cover)).toEqual({ from: Date.parse(span.startsAt), until: Date.parse(span.endsAt) })
  expect(boundsOf({ ...cover, open: [] })).toEqual({ from: Date.parse(span.startsAt), until: Date.parse(span.endsAt) })
})

test.each([
  [`${span.startsAt}/${span.endsAt}`, { from: Date.parse(span.startsAt), until: Date.parse(span.endsAt) }],
  [`${span.endsAt}/${span.startsAt}`, null],
  ['', null],
  ['soon/later', null],
])('the address %j', (text, window) => expect(readSpan(text)).toEqual(window))

test('a request waits for whoever has not answered, and for its asker once somebody would take a part', () => {
  expect(['ben', 'ana', 'carla', 'david'].map((me) => waitsForMe(cover, me))).toEqual([false, true, false, false])
  const part = { id: 1, personId: 'ana', name: 'Ana', ...span, isAgreed: false }
  expect(waitsForMe({ ...cover, parts: [part] }, 'ben')).toBe(true)
  expect(waitsForMe({ ...cover, parts: [{ ...part, isAgreed: true }] }, 'ben')).toBe(false)
  expect(waitsForMe({ ...cover, state: 'withdrawn', parts: [part] }, 'ben')).toBe(false)
})

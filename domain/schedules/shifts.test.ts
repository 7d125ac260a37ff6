import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { onCallAt, type OnCall } from './on-call.ts'
import type { Because } from './override.ts'
import { aroundClockChange, people } from './random-schedules.test-support.ts'
import { daily, override, schedule, weekly } from './sample.test-support.ts'
import type { Schedule } from './schedule.ts'
import { gapsBetween, nextChange, shiftsBetween, spansBetween, type Asking, type Shift } from './shifts.ts'

const instant = (text: string) => Temporal.Instant.from(text)
const range = { from: instant('2026-03-25T00:00:00Z'), to: instant('2026-04-08T00:00:00Z') }

function why({ people: [first], because }: OnCall): string {
  return first?.because.by === 'rotation' ? `turn ${first.because.turn}` : because
}

function ruleOf(because: Because): string {
  switch (because.by) {
    case 'rotation':
      return `turn ${because.turn}`
    case 'temporary':
      return because.temporaryName
    case 'calendar':
      return because.calendarName
    case 'override':
      return because.override.id
  }
}

function said({ personId, role, startsAt, endsAt, because }: Shift): string {
  const rules = because.map(ruleOf)
  return `${role} ${personId} ${startsAt.toString()} ${endsAt.toString()} ${rules.join(', ')}`
}
const shiftsOf = (words: Partial<Schedule>) => shiftsBetween(schedule(words), range).shifts.map(said)

test('shifts follow each other and are clipped to the range', () => {
  expect(shiftsOf({ rotations: [weekly()] })).toEqual([
    'primary ana 2026-03-25T00:00:00Z 2026-03-30T07:00:00Z turn 1',
    'primary ben 2026-03-30T07:00:00Z 2026-04-06T07:00:00Z turn 2',
    'primary chen 2026-04-06T07:00:00Z 2026-04-08T00:00:00Z turn 3',
  ])
})

test('one person going on is one shift, whatever rules follow each other', () => {
  const extended = override({ personId: 'ana', from: '2026-03-30T06:00:00Z', to: '2026-03-31T06:00:00Z' })
  expect(shiftsOf({ rotations: [weekly()], overrides: [extended] }).slice(0, 2)).toEqual([
    'primary ana 2026-03-25T00:00:00Z 2026-03-31T06:00:00Z turn 1, o1',
    'primary ben 2026-03-31T06:00:00Z 2026-04-06T07:00:00Z turn 2',
  ])
  expect(shiftsOf({ rotations: [weekly({ turns: [['ana']] })] })).toEqual([
    'primary ana 2026-03-25T00:00:00Z 2026-04-08T00:00:00Z turn 1, turn 2, turn 3',
  ])
})

test('an interrupted shift is two, and the other role goes on', () => {
  const lunch = override({ replaces: 'ana', from: '2026-03-26T10:00:00Z', to: '2026-03-26T11:00:00Z' })
  const second = weekly({ id: 'r2', role: 'secondary', turns: [['ben']], endsOn: '2026-03-27' })
  expect(shiftsOf({ rotations: [weekly({ turns: [['ana']] }), second], overrides: [lunch] })).toEqual([
    'primary ana 2026-03-25T00:00:00Z 2026-03-26T10:00:00Z turn 1',
    'secondary ben 2026-03-25T00:00:00Z 2026-03-27T08:00:00Z turn 1',
    'primary dora 2026-03-26T10:00:00Z 2026-03-26T11:00:00Z o1',
    'primary ana 2026-03-26T11:00:00Z 2026-04-08T00:00:00Z turn 1, turn 2, turn 3',
  ])
})

test('spans fill the range, split where the answer changes and nowhere else', () => {
  const elsewhere = override({ replaces: 'finn', from: '2026-03-26T00:00:00Z', to: '2026-03-26T01:00:00Z' })
  const ends = weekly({ turns: [['ana']], endsOn: '2026-04-01' })
  const { spans } = spansBetween(schedule({ rotations: [ends], overrides: [elsewhere] }), range)
  expect(
    spans.map(({ startsAt, endsAt, onCall }) => `${startsAt.toString()} ${endsAt.toString()} ${why(onCall)}`),
  ).toEqual([
    '2026-03-25T00:00:00Z 2026-03-30T07:00:00Z turn 1',
    '2026-03-30T07:00:00Z 2026-04-01T07:00:00Z turn 2',
    '2026-04-01T07:00:00Z 2026-04-08T00:00:00Z nobody_scheduled',
  ])
})

test('two gaps for different absent people are told apart in spans', () => {
  const { spans } = spansBetween(schedule({ rotations: [weekly()] }), range, { isActive: () => false })
  expect(spans.map(({ onCall }) => (onCall.because === 'nobody_active' ? onCall.inactive : []))).toEqual([
    ['ana'],
    ['ben'],
    ['chen'],
  ])
})

test('a gap is found with its reason, and a deactivated person makes one at once: C9', () => {
  const ends = schedule({ rotations: [weekly({ endsOn: '2026-04-01' })] })
  expect(gapsBetween(ends, range)).toEqual({
    gaps: [{ startsAt: instant('2026-04-01T07:00:00Z'), endsAt: range.to, because: 'nobody_scheduled' }],
    cutAt: null,
  })
  expect(gapsBetween(schedule({ rotations: [weekly()] }), range, { isActive: (id) => id !== 'ben' }).gaps).toEqual([
    { startsAt: instant('2026-03-30T07:00:00Z'), endsAt: instant('2026-04-06T07:00:00Z'), because: 'nobody_active' },
  ])
  expect(gapsBetween(ends, range, { isActive: (id) => id !== 'ben' }).gaps).toEqual([
    { startsAt: instant('2026-03-30T07:00:00Z'), endsAt: range.to, because: 'nobody_active' },
  ])
})

test('a range of ten thousand years is cut, and says where', () => {
  const forever = { from: instant('-000050-01-01T00:00:00Z'), to: instant('+010000-01-01T00:00:00Z') }
  const { shifts, cutAt } = shiftsBetween(schedule({ rotations: [daily({ zone: 'UTC' })] }), forever, { limit: 4 })
  expect(cutAt).toEqual(instant('2026-03-26T09:00:00Z'))
  expect(shifts.map((shift) => shift.personId)).toEqual(['ana', 'ben', 'chen'])
  expect(gapsBetween(schedule({ rotations: [daily()] }), forever).cutAt).not.toBeNull()
})

test('a range that ends before it begins holds nothing', () => {
  const backwards = { from: range.to, to: range.from }
  expect(shiftsBetween(schedule({ rotations: [weekly()] }), backwards)).toEqual({ shifts: [], cutAt: null })
})

test('the next change is to other people, not to the next turn of the same', () => {
  const at = instant('2026-03-25T00:00:00Z')
  const next = (words: Partial<Schedule>, asking?: Asking) => {
    const change = nextChange(schedule(words), at, asking)
    return change.found === 'never' ? 'never' : `${change.found} ${change.at.toString()}`
  }
  const alone = { rotations: [weekly({ turns: [['ana']] })] }
  const swap = override({ personId: 'ben', replaces: 'ana', from: '2026-03-26T00:00:00Z', to: '2026-03-27T00:00:00Z' })
  const second = weekly({ id: 'r2', role: 'secondary', turns: [['ben']] })
  expect(next({ rotations: [weekly({ turns: [['ana'], ['ana'], ['ben']] })] })).toBe('change 2026-04-06T07:00:00Z')
  expect(next({})).toBe('never')
  expect(next(alone, { limit: 3 })).toBe('none_before 2026-04-13T07:00:00Z')
  expect(next(alone, { isActive: () => false, limit: 2 })).toBe('none_before 2026-04-06T07:00:00Z')
  expect(next({ rotations: [...alone.rotations, second], overrides: [swap] })).toBe('change 2026-03-26T00:00:00Z')
})

test(
  'at every moment shifts and gaps together say what onCallAt says; neighbours are merged',
  { timeout: 60_000 },
  () => {
    const gone = fc.subarray(people, { maxLength: 3 })
    const minutes = fc.array(fc.integer({ min: -9_999, max: 9_999 }), { minLength: 10, maxLength: 10 })
    fc.assert(
      fc.property(aroundClockChange, gone, minutes, ({ schedule, change }, gone, minutes) => {
        const isActive = (personId: string) => !gone.includes(personId)
        const range = { from: change.subtract({ minutes: 9_999 }), to: change.add({ minutes: 10_000 }) }
        const { shifts } = shiftsBetween(schedule, range, { isActive })
        const { gaps } = gapsBetween(schedule, range, { isActive })
        const bounds = shifts.flatMap(({ startsAt }) => [startsAt, startsAt.subtract({ milliseconds: 1 })])
        for (const at of [...minutes.map((minutes) => change.add({ minutes })), ...bounds.filter(isIn(range))]) {
          const { people, shadows } = onCallAt(schedule, at, isActive)
          const expected = [...people, ...shadows].map(seat).toSorted()
          expect(shifts.filter(covers(at)).map(seat).toSorted()).toEqual(expected)
          expect(gaps.filter(covers(at))).toHaveLength(people.length === 0 ? 1 : 0)
        }
        const { spans } = spansBetween(schedule, range, { isActive })
        expect([spans[0]?.startsAt, spans.at(-1)?.endsAt]).toEqual([range.from, range.to])
        expect(spans.slice(1).map((span) => span.startsAt)).toEqual(spans.slice(0, -1).map((span) => span.endsAt))
        for (const { startsAt } of shifts) {
          expect(shifts.filter((other) => other.endsAt.equals(startsAt)).map(seat)).not.toEqual(
            expect.arrayContaining(shifts.filter((other) => other.startsAt.equals(startsAt)).map(seat)),
          )
        }
      }),
      { numRuns: 150 },
    )
  },
)

const seat = ({ role, personId }: { role: string; personId: string }) => `${role} ${personId}`
const isIn = (range: { from: Temporal.Instant; to: Temporal.Instant }) => (at: Temporal.Instant) =>
  covers(at)({ startsAt: range.from, endsAt: range.to })

function covers(at: Temporal.Instant) {
  return (span: { startsAt: Temporal.Instant; endsAt: Temporal.Instant }) =>
    Temporal.Instant.compare(span.startsAt, at) <= 0 && Temporal.Instant.compare(at, span.endsAt) < 0
}

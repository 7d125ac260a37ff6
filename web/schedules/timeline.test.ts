import { expect, test } from 'vitest'
import { differenceOf, isOfThoseWhoAnswer } from './difference.ts'
import { isMineAlone, placesToTake } from './take-over.ts'
import { barsOf, gapsOf, lanesOf, onCallAround, shareOf } from './timeline.ts'
import type { OnShift, ToldShift } from './timeline.ts'

test('a turn goes on while somebody else changes, and stops at an override', () => {
  const bars = barsOf([
    shift(0, 2, on('ana'), on('ben', 'secondary')),
    shift(2, 4, on('ana'), on('chloe', 'secondary')),
    shift(4, 5, on('ana', 'primary', 'o1'), on('chloe', 'secondary')),
  ])
  expect(bars.map((bar) => `${bar.personId} ${hours(bar)}`)).toEqual(['ana 0-4', 'ben 0-2', 'chloe 2-5', 'ana 4-5'])
})

test('somebody who comes back has two turns', () => {
  const bars = barsOf([shift(0, 1, on('ana')), shift(1, 2), shift(2, 3, on('ana'))])
  expect(bars.map(hours)).toEqual(['0-1', '2-3'])
})

test('gaps that touch are one', () => {
  expect(gapsOf([shift(0, 1), shift(1, 2), shift(2, 3, on('ana')), shift(3, 4)]).map(hours)).toEqual(['0-2', '3-4'])
})

test('what touches the edge of what was told may go on beyond it', () => {
  const shifts = [shift(0, 1, on('ana')), shift(1, 2, on('ben')), shift(2, 3)]
  expect(barsOf(shifts).map((bar) => [bar.beganBefore, bar.goesOn])).toEqual([
    [true, false],
    [false, false],
  ])
  expect(gapsOf(shifts).map((gap) => [gap.beganBefore, gap.goesOn])).toEqual([[false, true]])
})

test('shadows get the last lanes and cover no gap; a temporary schedule begins a bar of its own', () => {
  const fixed = { ...on('ana'), because: { ...on('ana').because, by: 'temporary' as const, temporaryName: 'Holidays' } }
  const lanes = lanesOf([
    { ...shift(0, 2, on('ana')), shadows: [on('chloe', 'shadow')] },
    { ...shift(2, 3, fixed), shadows: [on('chloe', 'shadow')] },
    { ...shift(3, 4), shadows: [on('chloe', 'shadow')] },
  ])
  expect(lanes.map((lane) => [lane.role, lane.bars.map((bar) => `${bar.kind} ${hours(bar)}`)])).toEqual([
    ['primary', ['shift 0-2', 'shift 2-3', 'gap 3-4']],
    ['shadow', ['shift 0-4']],
  ])
})

test('another shadow is a change, and no reason for a warning', () => {
  const changes = differenceOf(
    [{ ...shift(0, 4, on('ana')), shadows: [on('chloe', 'shadow')] }],
    [shift(0, 2, on('ana')), { ...shift(2, 4, on('ben')), shadows: [on('chloe', 'shadow')] }],
  )
  expect(changes.map((change) => [hours(change), isOfThoseWhoAnswer(change)])).toEqual([
    ['0-2', false],
    ['2-4', true],
  ])
})

test('two people on one role get a lane each, gaps lie in the first', () => {
  const lanes = lanesOf([
    shift(0, 2, on('ana'), on('ben')),
    shift(2, 3),
    shift(3, 4, on('ben'), on('ana', 'secondary')),
  ])
  expect(lanes.map((lane) => [lane.role, lane.bars.map(hours)])).toEqual([
    ['primary', ['0-2', '2-3', '3-4']],
    ['primary', ['0-2']],
    ['secondary', ['3-4']],
  ])
})

test('who is on call, until when, and who then', () => {
  const shifts = [shift(0, 1, on('ana')), shift(1, 3, on('ana', 'primary', 'o1')), shift(3, 4)]
  expect(onCallAround(shifts, ms(0.5))).toMatchObject({ people: [{ personId: 'ana' }], until: ms(3), next: [] })
  expect(onCallAround(shifts, ms(3))).toMatchObject({ people: [], until: null, next: null })
  expect(onCallAround(shifts, ms(4))).toBeNull()
})

test.each([
  [0, 10, { start: 0, size: 1, isCutBefore: false, isCutAfter: false }],
  [-5, 5, { start: 0, size: 0.5, isCutBefore: true, isCutAfter: false }],
  [5, 20, { start: 0.5, size: 0.5, isCutBefore: false, isCutAfter: true }],
  [10, 12, null],
])('from %i until %i of ten hours', (from, until, share) => {
  expect(shareOf({ from, until }, { from: 0, until: 10 })).toEqual(share)
})

test('a difference is told once for a span, not for each shift in it', () => {
  const before = [shift(0, 4, on('ana')), shift(4, 8, on('ben'))]
  const after = [
    shift(0, 2, on('ana')),
    shift(2, 3, on('ben')),
    shift(3, 4, on('ben')),
    shift(4, 6, on('ben')),
    shift(6, 8),
  ]
  const changes = differenceOf(before, after)
  expect(changes.map((change) => [hours(change), change.before[0]?.personId, change.after[0]?.personId])).toEqual([
    ['2-4', 'ana', 'ben'],
    ['6-8', 'ben', undefined],
  ])
  expect(differenceOf(before, before)).toEqual([])
})

test('a change of role is a difference, a change of reason is not', () => {
  expect(differenceOf([shift(0, 1, on('ana'))], [shift(0, 1, on('ana', 'secondary'))])).toHaveLength(1)
  expect(differenceOf([shift(0, 1, on('ana'))], [shift(0, 1, on('ana', 'primary', 'o1'))])).toEqual([])
})

test.each([
  ['alone on the schedule', [shift(0, 1, on('ana')), shift(1, 2, on('ben'))], [null]],
  ['a secondary stays', [shift(0, 1, on('ana'), on('ben', 'secondary'))], ['ana']],
  [
    'over a handover',
    [shift(0, 1, on('ana'), on('me', 'secondary')), shift(1, 2, on('ben'), on('ana', 'secondary'))],
    ['ana', 'ben'],
  ],
  ['a gap is taken whole', [shift(0, 1, on('ana'), on('ben', 'secondary')), shift(1, 2)], [null]],
  [
    'mine is not taken',
    [shift(0, 1, on('me'), on('ben', 'secondary')), shift(1, 2, on('ana'), on('ben', 'secondary'))],
    ['ana'],
  ],
])('I take it: %s', (_, shifts, places) => {
  expect(placesToTake(shifts, 'me')).toEqual(places)
})

test('it is mine alone only when I answer first all the time', () => {
  expect(isMineAlone([shift(0, 1, on('me'), on('ana', 'secondary'))], 'me')).toBe(true)
  expect(isMineAlone([shift(0, 1, on('me'), on('ana'))], 'me')).toBe(false)
  expect(isMineAlone([shift(0, 1, on('me')), shift(1, 2)], 'me')).toBe(false)
})

function shift(from: number, until: number, ...people: OnShift[]): ToldShift {
  return { from: new Date(ms(from)).toISOString(), until: new Date(ms(until)).toISOString(), people, shadows: [] }
}

function on(personId: string, role: OnShift['role'] = 'primary', overrideId: string | null = null): OnShift {
  const by = overrideId ? 'override' : 'rotation'
  return {
    personId,
    name: personId,
    role,
    because: { by, overrideId, rotationName: null, temporaryName: null, turn: null, reason: null },
  }
}

function ms(hour: number): number {
  return Date.UTC(2026, 10, 23) + hour * 3_600_000
}

function hours({ from, until }: { readonly from: number; readonly until: number }): string {
  return `${(from - ms(0)) / 3_600_000}-${(until - ms(0)) / 3_600_000}`
}

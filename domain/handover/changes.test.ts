import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { changesBetween, type PrimaryTurn } from './changes.ts'
import { primaryTurns } from './turns.ts'

const hour = (n: number) => Temporal.Instant.fromEpochMilliseconds(n * 3_600_000)
const turn = (personId: string, from: number, to: number | null): PrimaryTurn => ({
  personId,
  startsAt: hour(from),
  endsAt: to === null ? null : hour(to),
})
const told = (turns: readonly PrimaryTurn[], from = 0, to = 1_000) =>
  changesBetween(turns, { from: hour(from), to: hour(to) }).map(
    ({ fromId, toId, endsAt, beginsAt }) =>
      `${fromId ?? '-'} > ${toId ?? '-'} ${[endsAt, beginsAt].map((at) => at.epochMilliseconds / 3_600_000).join(' ')}`,
  )

test.each([
  ['one after the other', [turn('ana', 0, 8), turn('ben', 8, null)], ['ana > ben 8 8']],
  ['the first shift', [turn('ana', 5, 8), turn('ben', 8, null)], ['- > ana 5 5', 'ana > ben 8 8']],
  ['the last shift', [turn('ana', 0, 8)], ['ana > - 8 8']],
  ['a night off between two', [turn('ana', 0, 8), turn('ben', 20, null)], ['ana > ben 8 20']],
  ['a night off, and the same person again', [turn('ana', 0, 8), turn('ana', 20, 28), turn('ana', 40, null)], []],
  [
    'an override in the middle',
    [turn('ana', 0, 8), turn('eve', 8, 10), turn('ana', 10, null)],
    ['ana > eve 8 8', 'eve > ana 10 10'],
  ],
  ['somebody comes beside', [turn('ana', 0, null), turn('eve', 8, null)], []],
  ['somebody beside goes', [turn('ana', 0, null), turn('eve', 0, 8)], ['eve > ana 8 8']],
  [
    'two change at once',
    [turn('ana', 0, 8), turn('ben', 0, 8), turn('eve', 8, null), turn('kim', 8, null)],
    ['ana > eve 8 8', 'ben > kim 8 8'],
  ],
  ['two become one', [turn('ana', 0, 8), turn('ben', 0, 8), turn('eve', 8, null)], ['ana > eve 8 8', 'ben > eve 8 8']],
])('%s', (_, turns, changes) => {
  expect(told(turns)).toEqual(changes)
})

test('only what lies after the beginning and not after the end', () => {
  const turns = [turn('ana', 0, 8), turn('ben', 8, 16), turn('eve', 16, null)]
  expect(told(turns, 8, 16)).toEqual(['ben > eve 16 16'])
  expect(told(turns, 7, 15)).toEqual(['ana > ben 8 8'])
})

test('where it is the turn of somebody who left nobody comes, and whoever goes is not let go for their next turn', () => {
  const turns = [turn('ana', 0, 8), turn('ana', 20, 28), turn('ben', 40, null)]
  const isVacated = (at: Temporal.Instant) => at.equals(hour(8))
  const found = changesBetween(turns, { from: hour(0), to: hour(30) }, isVacated)
  expect(found.map(({ fromId, toId, beginsAt }) => [fromId, toId, beginsAt.epochMilliseconds / 3_600_000])).toEqual([
    ['ana', null, 8],
    ['ana', 'ben', 40],
  ])
})

test('whoever goes is named once, and nobody hands over to themselves', () => {
  const turns = fc.array(
    fc.record({ who: fc.constantFrom('ana', 'ben', 'eve'), from: fc.nat(50), length: fc.integer({ min: 1, max: 20 }) }),
    { maxLength: 12 },
  )
  fc.assert(
    fc.property(turns, (drawn) => {
      const last = new Map<string, number>()
      // One person is on call once at a time.
      const kept = drawn
        .toSorted((a, b) => a.from - b.from)
        .filter(({ who, from, length }) => {
          const free = (last.get(who) ?? -1) < from
          if (free) last.set(who, from + length)
          return free
        })
      const changes = changesBetween(
        kept.map(({ who, from, length }) => turn(who, from, from + length)),
        { from: hour(-1), to: hour(1_000) },
      )
      const going = changes.flatMap(({ fromId, endsAt }) => (fromId ? [`${fromId} ${endsAt.toString()}`] : []))
      expect(new Set(going).size).toBe(going.length)
      for (const { fromId, toId, endsAt, beginsAt } of changes) {
        expect(fromId).not.toBe(toId)
        expect(Temporal.Instant.compare(endsAt, beginsAt)).toBeLessThanOrEqual(0)
      }
    }),
  )
})

test('a shift that runs goes on by the rules, and one that reaches as far as was looked has no end', () => {
  const now = hour(10)
  const shift = (personId: string, from: number, to: number, role: 'primary' | 'secondary' = 'primary') => ({
    personId,
    role,
    startsAt: hour(from),
    endsAt: hour(to),
    because: [{ by: 'temporary', temporaryId: 't', temporaryName: 'T' }] as const,
  })
  const worked = [turn('ben', 2, 6), turn('ana', 6, null)]
  const ahead = [shift('ana', 10, 16), shift('eve', 10, 34, 'secondary'), shift('ben', 16, 34)]
  expect(primaryTurns(worked, ahead, { now, until: hour(34) })).toEqual([
    turn('ben', 2, 6),
    turn('ana', 6, 16),
    turn('ben', 16, null),
  ])
  // Whoever runs and is not there by the rules has just gone.
  expect(primaryTurns([turn('ana', 6, null)], [shift('ben', 10, 34)], { now, until: hour(34) })).toEqual([
    turn('ana', 6, 10),
    turn('ben', 10, null),
  ])
})

import { expect, test } from 'vitest'
import type { Change } from './changes.ts'
import type { KnownHandover } from './known.ts'
import { coverOf, draftedAt, handoverDueAt, planHandovers, timesOf, usualHandover } from './plan.ts'
import { handoverStates, type HandoverState } from './states.ts'

const minute = (n: number) => Temporal.Instant.fromEpochMilliseconds(n * 60_000)
const now = minute(1_000)
const since = minute(0)
const change = (fromId: string | null, toId: string | null, endsAt: number, beginsAt = endsAt): Change => ({
  fromId,
  toId,
  endsAt: minute(endsAt),
  beginsAt: minute(beginsAt),
})
/** One that is accepted was accepted early, where nothing else is said. */
const known = (
  id: number,
  of: Change,
  state: HandoverState = 'planned',
  acceptedAt = of.endsAt.subtract({ minutes: 10 }),
): KnownHandover => ({
  ...of,
  id,
  state,
  acceptedAt: state === 'accepted' ? acceptedAt : null,
  valveAt: timesOf(of, usualHandover).valveAt,
})
const plan = (owed: readonly Change[], there: readonly KnownHandover[]) => {
  const { add, change: changed, callOff } = planHandovers(owed, there, { now, since }, usualHandover)
  const say = ({ fromId, toId, endsAt }: Change) =>
    `${fromId ?? '-'} > ${toId ?? '-'} ${endsAt.epochMilliseconds / 60_000}`
  return { add: add.map(say), change: changed.map(({ id, to }) => `${id}: ${say(to)}`), callOff }
}
const nothing = { add: [], change: [], callOff: [] }

test('what is owed is made once, however often it is looked at', () => {
  const owed = [change('ana', 'ben', 1_100), change('ben', 'eve', 1_500)]
  expect(plan(owed, [])).toEqual({ ...nothing, add: ['ana > ben 1100', 'ben > eve 1500'] })
  const there = owed.map((one, i) => known(i + 1, one))
  expect(plan(owed, there)).toEqual(nothing)
})

test.each([
  ['another person comes', change('ana', 'eve', 1_100), '1: ana > eve 1100'],
  ['it happens later', change('ana', 'ben', 1_300), '1: ana > ben 1300'],
  ['both', change('ana', 'eve', 1_300), '1: ana > eve 1300'],
])('an override: %s', (_, owed, changed) => {
  expect(plan([owed], [known(1, change('ana', 'ben', 1_100), 'signed')])).toEqual({ ...nothing, change: [changed] })
})

test('what the schedule no longer owes is called off, but not what has begun or was accepted', () => {
  const ahead = known(1, change('ana', 'ben', 1_100))
  const accepted = known(2, change('eve', 'kim', 1_100), 'accepted')
  const begun = known(3, change('mia', 'ana', 990), 'draft')
  expect(plan([], [ahead, accepted, begun])).toEqual({ ...nothing, callOff: [1] })
})

test('an early accept stands; whoever accepted and does not come after all hands on to whoever does', () => {
  const accepted = known(1, change('ana', 'ben', 1_100), 'accepted')
  const owed = [change('ana', 'eve', 1_100)]
  expect(plan(owed, [accepted])).toEqual({ ...nothing, add: ['ben > eve 1100'] })
  expect(plan(owed, [accepted, known(2, change('ben', 'eve', 1_100))])).toEqual(nothing)
  // Ben comes again, as he had accepted: what was to be handed on is called off.
  expect(plan([change('ana', 'ben', 1_100)], [accepted, known(2, change('ben', 'eve', 1_100))])).toEqual({
    ...nothing,
    callOff: [2],
  })
})

test('whoever goes without having accepted is not asked any more: whoever comes in their place is, however often it is looked', () => {
  const taken = change('ana', 'ben', 990)
  const untaken = known(1, taken, 'signed')
  const [toEve, toAna] = [change('ben', 'eve', 1_000), change('ben', 'ana', 1_000)]
  expect(plan([taken, toEve], [untaken])).toEqual({ ...nothing, change: ['1: ana > eve 990'] })
  // Deactivated, and nobody is below them.
  expect(plan([taken, change('ben', null, 1_000)], [untaken])).toEqual({ ...nothing, change: ['1: ana > - 990'] })
  for (const state of ['signed', 'accepted', 'missed'] as const)
    expect(plan([taken, toEve], [known(1, change('ana', 'eve', 990), state, minute(1_001))])).toEqual(nothing)
  // Back to whoever had it: nothing is handed over at all.
  expect(plan([taken, toAna], [untaken])).toEqual({ ...nothing, callOff: [1] })
  expect(plan([taken, toAna], [known(1, taken, 'called_off')])).toEqual(nothing)
  expect(plan([taken, change('ben', 'eve', 995), change('eve', 'ana', 1_000)], [untaken])).toEqual({
    ...nothing,
    callOff: [1],
  })
  // Not now, but in a week: until then it is nobody's, and waits to be accepted.
  expect(plan([taken, change('ben', 'ana', 1_000, 9_000)], [untaken])).toEqual({
    ...nothing,
    change: ['1: ana > - 990'],
  })
  // Whoever accepted, or has a handover of their own, hands over; once it is missed, it stays as it is.
  expect(plan([taken, toEve], [known(1, taken, 'accepted')]).add).toEqual(['ben > eve 1000'])
  expect(plan([taken, toEve], [untaken, known(2, toEve, 'draft')])).toEqual(nothing)
  const early = change('ana', 'ben', 900)
  expect(plan([early, toEve], [known(1, early, 'missed')])).toEqual({ ...nothing, add: ['ben > eve 1000'] })
})

test('whoever came in the place of somebody who had accepted early, and accepted that, hands over to the next', () => {
  const early = known(1, change('ana', 'ben', 990), 'accepted')
  const owed = [change('ana', 'eve', 990), change('eve', 'kim', 1_000)]
  expect(plan(owed, [early, known(2, change('ben', 'eve', 990), 'accepted')]).add).toEqual(['eve > kim 1000'])
  // Who came in the place of whoever never accepted, and accepted it, is asked for nothing a second time.
  const chain = [change('ana', 'ben', 980), change('ben', 'eve', 990), change('eve', 'kim', 1_000)]
  expect(plan(chain, [known(1, change('ana', 'kim', 980), 'accepted', minute(1_001))])).toEqual(nothing)
})

test('what is owed from before is not made anew, and follows whoever comes after a time without anybody', () => {
  const [before, gap] = [change('kim', 'ana', 500), change('ana', 'eve', 900, 1_400)]
  const there = [known(1, change('ana', 'ben', 900, 1_400), 'draft')]
  const { add, change: changed } = planHandovers([before, gap], there, { now, since: minute(999) }, usualHandover)
  expect([add, changed.map(({ to }) => to.toId)]).toEqual([[], ['eve']])
})

test('after days without a node only the last change whose valve is open is made, and those that still can be accepted', () => {
  const owed = [
    change('ana', 'ben', 100),
    change('ben', 'eve', 400),
    change('eve', 'ana', 900),
    change('ana', 'ben', 980),
  ]
  expect(plan(owed, []).add).toEqual(['eve > ana 900', 'ana > ben 980'])
})

test('whoever goes is paged beside whoever came from the change to the valve, where there is somebody to hand to', () => {
  const valveAt = minute(1_160)
  expect(coverOf(change('ana', 'ben', 1_100), valveAt)).toEqual({
    personId: 'ana',
    startsAt: minute(1_100),
    endsAt: valveAt,
  })
  // Nobody came: the schedule has a night off on purpose, and whoever went has it too.
  expect(coverOf(change('ana', 'ben', 1_100, 1_500), valveAt)).toBeNull()
  expect(coverOf(change(null, 'ben', 1_100), valveAt)).toBeNull()
})

test('time does something with a handover exactly while somebody still can turn a key in time', () => {
  const times = { endsAt: minute(1_100), graceAt: minute(1_115), valveAt: minute(1_160) }
  const due = (state: HandoverState, toldAt: Temporal.Instant | null = null) =>
    handoverDueAt({ ...times, state, toldAt })?.toString()
  expect(due('planned')).toBe(draftedAt(times).toString())
  expect(due('draft')).toBe(times.graceAt.toString())
  expect(due('signed', times.graceAt)).toBe(times.valveAt.toString())
  expect(handoverStates.filter((state) => due(state) === undefined)).toEqual([
    'accepted',
    'missed',
    'unaccepted',
    'called_off',
  ])
})

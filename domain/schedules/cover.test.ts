import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  expiresAt,
  isCircular,
  openOf,
  standInsOf,
  standingOf,
  type Cover,
  type CoverFacts,
  type CoverPart,
} from './cover.ts'
import { hindrancesOf, isRuledOut, type CandidateFacts } from './cover-candidates.ts'
import { onCallAt } from './on-call.ts'
import { common, heldBy, isSame, minus, since, type Piece } from './pieces.ts'
import type { Override, Schedule } from './schedule.ts'

// Monday, 2 March 2026, 00:00 UTC, and hours after it.
const start = Temporal.Instant.from('2026-03-02T00:00:00Z')
const hour = (hours: number) => start.add({ hours })
const piece = (from: number, until: number): Piece => ({ startsAt: hour(from), endsAt: hour(until) })
const week = 7 * 24

/** Ana, Ben, Carla, a week each. */
const schedule: Schedule = {
  id: 'nights',
  slug: 'nights',
  name: 'Nights',
  teamId: 'team',
  zone: 'UTC',
  overrides: [],
  temporaries: [],
  calendars: [],
  rotations: [
    {
      id: 'weekly',
      name: 'Weekly',
      unit: 'week',
      layer: 0,
      role: 'primary',
      zone: 'UTC',
      length: 1,
      handoverTime: '00:00',
      handoverWeekday: 1,
      startsOn: '2026-03-02',
      endsOn: null,
      turns: [['ana'], ['ben'], ['carla']],
      startsWith: 0,
      restrictions: [],
    },
  ],
}
const asked = (personId: string, declinedAt: Temporal.Instant | null = null) => ({ personId, declinedAt, note: '' })
const cover = (words: Partial<Cover> = {}): Cover => ({
  id: 12,
  state: 'open',
  scheduleId: 'nights',
  askerId: 'ben',
  pieces: [piece(week, 2 * week)],
  inReturn: null,
  asked: [asked('ana'), asked('carla')],
  parts: [],
  askedAt: hour(0),
  ...words,
})
const part = (personId: string, from: number, until: number, isAgreed = true): CoverPart => ({
  id: from,
  personId,
  isAgreed,
  ...piece(from, until),
})
const facts = (words: Partial<CoverFacts> & { on?: Schedule } = {}): CoverFacts => ({
  scheduleOf: () => words.on ?? schedule,
  isActive: () => true,
  ...words,
})
const replaced = (personId: string, replaces: string, at: Piece, createdAt = hour(1)): Override => ({
  kind: 'replace',
  id: `${personId} ${at.startsAt.toString()}`,
  personId,
  replaces,
  ...at,
  reason: '',
  createdBy: null,
  createdAt,
})

describe('what is looked for', () => {
  test('is what nobody has agreed to take, from now on', () => {
    const some = cover({ parts: [part('ana', week + 24, week + 48), part('carla', week + 72, week + 96, false)] })
    expect(openOf(some, hour(0))).toEqual([piece(week, week + 24), piece(week + 48, 2 * week)])
    expect(openOf(some, hour(week + 12))).toEqual([piece(week + 12, week + 24), piece(week + 48, 2 * week)])
    expect(openOf(some, hour(2 * week))).toEqual([])
  })

  test('expires with the last of it; a swap when the first of its shifts begins', () => {
    expect(expiresAt(cover())).toEqual(hour(2 * week))
    expect(expiresAt(cover({ parts: [part('ana', 2 * week - 24, 2 * week)] }))).toEqual(hour(2 * week - 24))
    const inReturn = { scheduleId: 'nights', pieces: [piece(2 * week, 3 * week)] }
    expect(expiresAt(cover({ inReturn }))).toEqual(hour(week))
    expect(expiresAt(cover({ inReturn: { ...inReturn, pieces: [piece(24, 48)] } }))).toEqual(hour(24))
  })
})

describe('what becomes of a request by itself', () => {
  const swap = cover({
    asked: [asked('carla')],
    inReturn: { scheduleId: 'nights', pieces: [piece(2 * week, 3 * week)] },
  })
  const over = (...overrides: Override[]) => facts({ on: { ...schedule, overrides } })
  const gone = (id: string) => facts({ isActive: (personId) => personId !== id })
  test.each([
    ['it stays open', cover(), facts(), 0, 'open'],
    ['it is open until the last of it has passed', cover(), facts(), 2 * week - 1, 'open'],
    ['it expires', cover(), facts(), 2 * week, 'expired'],
    ['the asker leaves', cover(), gone('ben'), 0, 'void asker_left'],
    ['the schedule is edited', cover(), facts({ on: { ...schedule, rotations: [] } }), 0, 'void shift_changed'],
    ['the schedule is removed', cover(), facts({ scheduleOf: () => undefined }), 0, 'void shift_changed'],
    ['somebody takes all of it', cover(), over(replaced('zoe', 'ben', piece(week, 2 * week))), 0, 'void shift_changed'],
    ['somebody takes some of it', cover(), over(replaced('zoe', 'ben', piece(week, week + 24))), 0, 'smaller'],
    ['what somebody took has passed', cover(), over(replaced('zoe', 'ben', piece(week, week + 24))), week + 24, 'open'],
    ['all have declined', cover({ asked: [asked('ana', hour(1))] }), facts(), 2, 'declined'],
    [
      'who has not declined leaves',
      cover({ asked: [asked('ana', hour(1)), asked('carla')] }),
      gone('carla'),
      2,
      'declined',
    ],
    ['one has not answered', cover({ asked: [asked('ana', hour(1)), asked('carla')] }), facts(), 2, 'open'],
    ['a swap stays open', swap, facts(), 0, 'open'],
    ['a swap whose first shift begins', swap, facts(), week, 'expired'],
    [
      'a swap of which some is taken',
      swap,
      over(replaced('zoe', 'ben', piece(week, week + 1))),
      0,
      'void shift_changed',
    ],
    [
      'a swap whose other half is taken',
      swap,
      over(replaced('zoe', 'carla', piece(2 * week, 2 * week + 1))),
      0,
      'void return_changed',
    ],
    ['a swap with somebody who leaves', swap, gone('carla'), 0, 'void return_changed'],
  ])('when %s', (_, request, then, now, expected) => {
    const standing = standingOf(request, then, hour(now))
    expect(standing.is === 'void' ? `void ${standing.because}` : standing.is).toBe(expected)
  })
})

test.each([
  ['with oneself', 'ben', 'nights', piece(3 * week, 4 * week), true],
  ['of one time on one schedule', 'ana', 'nights', piece(2 * week - 1, 2 * week), true],
  ['of one time on two schedules', 'ana', 'days', piece(week, 2 * week), false],
  ['of two times', 'carla', 'nights', piece(2 * week, 3 * week), false],
])('a swap %s', (_, personId, scheduleId, theirs, expected) => {
  const mine = { personId: 'ben', scheduleId: 'nights', pieces: [piece(week, 2 * week)] }
  expect(isCircular(mine, { personId, scheduleId, pieces: [theirs] })).toBe(expected)
})

test('what speaks against somebody, the weightiest first', () => {
  const able: CandidateFacts = { isActive: true, mayOverride: true, isReachable: true, busy: [], away: [] }
  const busy = { ...piece(week, week + 1), scheduleId: 'days', scheduleName: 'Days', role: 'primary' as const }
  const against = (words: Partial<CandidateFacts>) =>
    hindrancesOf({ ...able, ...words }, { scheduleId: 'nights', pieces: [piece(week, 2 * week)] })
  expect(against({})).toEqual([])
  expect(against({ busy: [busy] })).toEqual(['primary_elsewhere'])
  expect(against({ busy: [{ ...busy, ...piece(0, week) }] })).toEqual([])
  expect(against({ busy: [{ ...busy, role: 'secondary' }] })).toEqual([])
  expect(against({ busy: [{ ...busy, scheduleId: 'nights', role: 'secondary' }] })).toEqual(['here_already'])
  expect(against({ away: [piece(0, week + 1)], isReachable: false })).toEqual(['out_of_reach', 'away'])
  expect(isRuledOut(against({ away: [piece(0, week + 1)], busy: [busy] }))).toBe(false)
  expect(
    [against({ isActive: false }), against({ mayOverride: false }), against({ isReachable: false })].map(isRuledOut),
  ).toEqual([true, true, true])
})

describe('pieces', () => {
  const hours = fc
    .array(fc.integer({ min: 0, max: 40 }), { maxLength: 12 })
    .map((all) => [...new Set(all)].toSorted((a, b) => a - b))
  const pieces = hours.map((all) =>
    all.flatMap((from, i) => (i % 2 === 0 && all[i + 1] !== undefined ? [piece(from, all[i + 1] ?? from)] : [])),
  )
  const has = (all: readonly Piece[], at: number) =>
    all.some(
      ({ startsAt, endsAt }) =>
        Temporal.Instant.compare(startsAt, hour(at)) <= 0 && Temporal.Instant.compare(hour(at), endsAt) < 0,
    )

  test('meet, part and pass as sets of moments do', () => {
    fc.assert(
      fc.property(pieces, pieces, fc.integer({ min: 0, max: 40 }), (a, b, at) => {
        expect(has(common(a, b), at)).toBe(has(a, at) && has(b, at))
        expect(has(minus(a, b), at)).toBe(has(a, at) && !has(b, at))
        expect(has(since(a, hour(20)), at)).toBe(has(a, at) && at >= 20)
        expect(isSame(a, b)).toBe(Array.from({ length: 41 }, (_, i) => i).every((i) => has(a, i) === has(b, i)))
      }),
    )
  })
})

// Random answers of several people to one request, as the server takes them: whoever is on call afterwards is who accepted.
describe('whatever is answered in whatever order', () => {
  const people = ['ana', 'carla', 'zoe'] as const
  const answer = fc.record({
    who: fc.constantFrom(...people),
    does: fc.constantFrom('accept', 'offer', 'agree', 'decline'),
    from: fc.integer({ min: week, max: 2 * week - 1 }),
    length: fc.integer({ min: 1, max: week }),
    passes: fc.integer({ min: 0, max: 12 }),
  })

  test('no moment is taken by two, and exactly who took it is on call', () => {
    fc.assert(
      fc.property(fc.array(answer, { minLength: 1, maxLength: 12 }), (answers) => {
        let now = week - 60
        let request = cover({ asked: people.map((person) => asked(person)) })
        let on = schedule
        for (const { who, does, from, length, passes } of answers) {
          now += passes
          const standing = standingOf(request, facts({ on }), hour(now))
          if (standing.is !== 'open') break
          const offers = request.parts.filter(({ isAgreed }) => !isAgreed)
          const wanted = does === 'offer' ? common(standing.open, [piece(from, from + length)]) : standing.open
          const offered = offers.find(({ personId }) => personId === who)
          const taken = does === 'accept' ? wanted : does === 'agree' && offered ? common(standing.open, [offered]) : []
          if (does === 'decline')
            request = { ...request, parts: request.parts.filter((one) => one.personId !== who || one.isAgreed) }
          const kept = request.parts.filter((one) => one.isAgreed || one.personId !== who)
          const parts = (all: readonly Piece[], isAgreed: boolean): CoverPart[] =>
            all.map((one, i) => ({ ...one, id: i, personId: who, isAgreed }))
          if (does === 'offer') request = { ...request, parts: [...kept, ...parts(wanted, false)] }
          if (taken.length === 0) continue
          const standIns = standInsOf(request, who, taken)
          const made = standIns.map((one, i) => ({
            ...replaced(one.personId, one.replaces, one, hour(now)),
            id: `${who} ${now} ${i}`,
          }))
          request = { ...request, parts: [...kept, ...parts(taken, true)] }
          on = { ...on, overrides: [...on.overrides, ...made] }
        }
        const agreed = request.parts.filter(({ isAgreed }) => isAgreed)
        for (let at = week; at < 2 * week; at += 5) {
          const takers = agreed.filter((one) =>
            common([one], [piece(at, at + 1)]).some(({ startsAt }) => startsAt.equals(hour(at))),
          )
          expect(takers.length).toBeLessThanOrEqual(1)
          const expected = takers[0]?.personId ?? 'ben'
          expect(onCallAt(on, hour(at)).people.map(({ personId }) => personId)).toEqual([expected])
        }
      }),
      { numRuns: 150 },
    )
  })
})

test('whose shift it is at which times, as primary or secondary and not as a shadow', () => {
  const [weekly] = schedule.rotations
  if (!weekly) throw new Error('there is a rotation')
  const nights = { ...weekly, restrictions: [{ kind: 'days' as const, weekdays: [1, 2], from: '20:00', to: '08:00' }] }
  const range = { from: hour(week), to: hour(2 * week) }
  expect(heldBy({ ...schedule, rotations: [nights] }, 'ben', range)).toEqual([
    piece(week + 20, week + 32),
    piece(week + 44, week + 56),
  ])
  expect(heldBy({ ...schedule, rotations: [{ ...weekly, role: 'shadow' }] }, 'ben', range)).toEqual([])
  expect(heldBy({ ...schedule, rotations: [{ ...weekly, role: 'secondary' }] }, 'ben', range)).toEqual([
    piece(week, 2 * week),
  ])
})

import { describe, expect, test } from 'vitest'
import { followTroubles, type KnownTrouble } from './follow.ts'
import type { Acceptance, Trouble, TroubleKind } from './trouble.ts'

const at = (text: string) => Temporal.Instant.from(text)
const berlin = { zone: 'Europe/Berlin', now: at('2026-03-20T00:00Z') }
const nothing = new Map<TroubleKind, Temporal.Instant>()

const gap = (startsAt: string, endsAt: string | null): Trouble => ({
  kind: 'nobody_on_call',
  personId: null,
  startsAt: at(startsAt),
  endsAt: endsAt === null ? null : at(endsAt),
})
const known = (trouble: Trouble, words: Partial<Pick<KnownTrouble, 'acceptance'>> = {}): KnownTrouble => ({
  ...trouble,
  id: 'known',
  acceptance: null,
  ...words,
})
const follow = (before: readonly KnownTrouble[], now: readonly Trouble[], when = berlin, cuts = nothing) =>
  followTroubles(before, { troubles: now, cuts }, when)
const counts = ({ begun, begunAccepted, changed, back, gone }: ReturnType<typeof followTroubles>) => ({
  ...(begun.length > 0 ? { begun: begun.length } : {}),
  ...(begunAccepted.length > 0 ? { begunAccepted: begunAccepted.length } : {}),
  ...(changed.length > 0 ? { changed: changed.length } : {}),
  ...(back.length > 0 ? { back: back.length } : {}),
  ...(gone.length > 0 ? { gone: gone.length } : {}),
})

describe('a trouble that was known', () => {
  test.each([
    ['the same', ['2026-04-01T00:00Z', '2026-04-02T00:00Z'], {}],
    ['a smaller one', ['2026-04-01T06:00Z', '2026-04-01T12:00Z'], { changed: 1 }],
    ['one that has begun', ['2026-04-01T12:00Z', '2026-04-02T00:00Z'], { changed: 1 }],
    ['one without an end', ['2026-04-01T00:00Z', null], { changed: 1 }],
    ['the next one', ['2026-04-02T00:00Z', '2026-04-03T00:00Z'], { begun: 1, gone: 1 }],
    ['none', null, { gone: 1 }],
  ] as const)('then %s', (_, found, what) => {
    const before = known(gap('2026-04-01T00:00Z', '2026-04-02T00:00Z'))
    const now = found ? [gap(found[0], found[1])] : []
    const followed = follow([before], now)
    expect(counts(followed)).toEqual(what)
    if ('changed' in what) expect(followed.changed).toEqual(now.map((one) => known(one)))
  })

  test('is told of a person once, whichever shift comes first', () => {
    const shift = (startsAt: string): Trouble => ({
      kind: 'out_of_reach',
      personId: 'ana',
      startsAt: at(startsAt),
      endsAt: null,
    })
    expect(counts(follow([known(shift('2026-04-01T00:00Z'))], [shift('2026-05-01T00:00Z')]))).toEqual({ changed: 1 })
  })

  test('is another one on another schedule, or about somebody else', () => {
    const twice = (personId: string, otherId: string): Trouble => ({
      ...gap('2026-04-01T00:00Z', '2026-04-02T00:00Z'),
      kind: 'two_primaries',
      personId,
      otherId,
    })
    const before = [known(twice('ana', 's2'))]
    expect(counts(follow(before, [twice('ana', 's2')]))).toEqual({})
    expect(counts(follow(before, [twice('ana', 's3')]))).toEqual({ begun: 1, gone: 1 })
    expect(counts(follow(before, [twice('ben', 's2')]))).toEqual({ begun: 1, gone: 1 })
  })

  test('is not gone where nobody looked any more', () => {
    const far = known(gap('2026-05-01T00:00Z', '2026-05-02T00:00Z'))
    const cuts = new Map<TroubleKind, Temporal.Instant>([['nobody_on_call', at('2026-04-15T00:00Z')]])
    expect(counts(follow([far], [], berlin, cuts))).toEqual({})
    expect(counts(follow([far], []))).toEqual({ gone: 1 })
  })
})

describe('a trouble that was accepted', () => {
  const seen = gap('2026-04-01T16:00Z', '2026-04-02T07:00Z')
  const acceptance: Acceptance = { by: 'ana', at: berlin.now, reason: 'On purpose', seen, isWeekly: false }

  test.each([
    ['as it was', gap('2026-04-01T16:00Z', '2026-04-02T07:00Z'), {}],
    ['smaller', gap('2026-04-01T18:00Z', '2026-04-02T06:00Z'), { changed: 1 }],
    ['begun earlier', gap('2026-04-01T15:59Z', '2026-04-02T07:00Z'), { back: 1 }],
    ['longer', gap('2026-04-01T16:00Z', '2026-04-02T07:01Z'), { back: 1 }],
    ['without an end', gap('2026-04-01T16:00Z', null), { back: 1 }],
  ])('stays accepted while it does not grow: %s', (_, now, what) => {
    const followed = follow([known(seen, { acceptance })], [now])
    expect(counts(followed)).toEqual(what)
    for (const one of followed.changed) expect(one.acceptance).toEqual(acceptance)
    for (const one of followed.back) expect(one.acceptance).toBeNull()
  })

  test('a smaller one that grows again, no further than it was accepted, is no news', () => {
    const smaller = known(gap('2026-04-01T18:00Z', '2026-04-02T06:00Z'), { acceptance })
    expect(counts(follow([smaller], [seen]))).toEqual({ changed: 1 })
  })

  describe('every week', () => {
    const weekly = { ...acceptance, isWeekly: true }
    const before = [known(seen, { acceptance: weekly })]
    const next = (found: Trouble, when = berlin) => {
      const { gone: _, ...rest } = counts(follow(before, [found], when))
      return rest
    }

    test('covers the same hours of other weeks, by the wall clock of the schedule', () => {
      expect(next(gap('2026-04-08T16:00Z', '2026-04-09T07:00Z'))).toEqual({ begunAccepted: 1 })
      // Winter time by then: the same hours are an hour later on the UTC line.
      expect(next(gap('2026-10-28T17:00Z', '2026-10-29T08:00Z'))).toEqual({ begunAccepted: 1 })
      expect(next(gap('2026-10-28T16:00Z', '2026-10-29T07:00Z'))).toEqual({ begun: 1 })
    })

    test('covers no other hours, no other day and no day more', () => {
      expect(next(gap('2026-04-08T15:00Z', '2026-04-09T07:00Z'))).toEqual({ begun: 1 })
      expect(next(gap('2026-04-09T16:00Z', '2026-04-10T07:00Z'))).toEqual({ begun: 1 })
      expect(next(gap('2026-04-08T16:00Z', '2026-04-16T07:00Z'))).toEqual({ begun: 1 })
      expect(next(gap('2026-04-08T16:00Z', null))).toEqual({ begun: 1 })
    })

    test('is asked again after a year', () => {
      const later = { ...berlin, now: berlin.now.add({ hours: 367 * 24 }) }
      expect(next(gap('2026-04-08T16:00Z', '2026-04-09T07:00Z'), later)).toEqual({ begun: 1 })
    })

    test('is handed on, so that the week after next finds it too', () => {
      const followed = follow(before, [gap('2026-04-08T16:00Z', '2026-04-09T07:00Z')])
      const handed = followed.begunAccepted.map(({ trouble, acceptance: of }) => known(trouble, { acceptance: of }))
      expect(counts(follow(handed, [gap('2026-04-15T16:00Z', '2026-04-16T07:00Z')]))).toEqual({
        begunAccepted: 1,
        gone: 1,
      })
    })
  })

  test('once, covers that one alone', () => {
    const once = [known(seen, { acceptance })]
    expect(counts(follow(once, [seen, gap('2026-04-08T16:00Z', '2026-04-09T07:00Z')]))).toEqual({ begun: 1 })
  })
})

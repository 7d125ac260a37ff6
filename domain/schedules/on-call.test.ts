import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { onCallAt, type OnCall } from './on-call.ts'
import { makeOracle } from './oracle.test-support.ts'
import { aroundClockChange, people } from './random-schedules.test-support.ts'
import { daily, override, schedule, shift, temporary, weekly } from './sample.test-support.ts'

const instant = (text: string) => Temporal.Instant.from(text)
const words = ({ people, shadows }: OnCall) =>
  [...people, ...shadows].map(({ role, personId }) => `${role} ${personId}`)
const except =
  (...gone: string[]) =>
  (personId: string) =>
    !gone.includes(personId)

const wednesday = instant('2026-03-25T12:00:00Z')
const covered = { from: '2026-03-25T10:00:00Z', to: '2026-03-25T18:00:00Z' }
const later = { createdAt: instant('2026-01-02T00:00:00Z'), id: 'o2' }
const latest = { createdAt: instant('2026-01-03T00:00:00Z'), id: 'o3' }
const anaPrimary = weekly()
const benSecondary = weekly({ id: 'r2', role: 'secondary', turns: [['ben']] })
const eunAbove = weekly({ id: 'r3', layer: 5, turns: [['eun']] })

test.each([
  ['a rotation', schedule({ rotations: [anaPrimary] }), except(), ['primary ana']],
  [
    'primary before secondary',
    schedule({ rotations: [benSecondary, anaPrimary] }),
    except(),
    ['primary ana', 'secondary ben'],
  ],
  [
    'the highest layer wins in its role',
    schedule({ rotations: [anaPrimary, benSecondary, eunAbove] }),
    except(),
    ['primary eun', 'secondary ben'],
  ],
  ['unless nobody of it is active', schedule({ rotations: [anaPrimary, eunAbove] }), except('eun'), ['primary ana']],
  [
    'or it has not begun',
    schedule({ rotations: [anaPrimary, { ...eunAbove, startsOn: '2026-03-30' }] }),
    except(),
    ['primary ana'],
  ],
  [
    'equal layers are on call together',
    schedule({ rotations: [anaPrimary, { ...eunAbove, layer: 0 }] }),
    except(),
    ['primary ana', 'primary eun'],
  ],
  [
    'nobody twice in a role',
    schedule({ rotations: [anaPrimary, { ...anaPrimary, id: 'r9' }] }),
    except(),
    ['primary ana'],
  ],
  ['a take-over', schedule({ rotations: [anaPrimary], overrides: [override(covered)] }), except(), ['primary dora']],
  [
    'of both roles',
    schedule({ rotations: [anaPrimary, benSecondary], overrides: [override(covered)] }),
    except(),
    ['primary dora', 'secondary dora'],
  ],
  ['where nobody was', schedule({ overrides: [override(covered)] }), except(), ['primary dora']],
  [
    'a take-over by somebody who left has no effect',
    schedule({ rotations: [anaPrimary], overrides: [override(covered)] }),
    except('dora'),
    ['primary ana'],
  ],
  [
    'one person replaced',
    schedule({ rotations: [anaPrimary, benSecondary], overrides: [override({ ...covered, replaces: 'ben' })] }),
    except(),
    ['primary ana', 'secondary dora'],
  ],
  [
    'somebody who is not on call replaced',
    schedule({ rotations: [anaPrimary], overrides: [override({ ...covered, replaces: 'finn' })] }),
    except(),
    ['primary ana'],
  ],
  [
    'a person who left replaced',
    schedule({ rotations: [anaPrimary], overrides: [override({ ...covered, replaces: 'ana' })] }),
    except('ana'),
    ['primary dora'],
  ],
  [
    'the latest created wins, however they are listed',
    schedule({
      rotations: [anaPrimary],
      overrides: [override({ ...covered, ...later, personId: 'finn' }), override(covered)],
    }),
    except(),
    ['primary finn'],
  ],
  [
    'two for one place: the latest',
    schedule({
      rotations: [anaPrimary],
      overrides: [
        override({ ...covered, replaces: 'ana' }),
        override({ ...covered, ...later, replaces: 'ana', personId: 'finn' }),
      ],
    }),
    except(),
    ['primary finn'],
  ],
  [
    'passed on twice',
    schedule({
      rotations: [anaPrimary],
      overrides: [
        override({ ...covered, replaces: 'ana' }),
        override({ ...covered, ...later, replaces: 'dora', personId: 'finn' }),
      ],
    }),
    except(),
    ['primary finn'],
  ],
  [
    'and back again',
    schedule({
      rotations: [anaPrimary],
      overrides: [
        override({ ...covered, replaces: 'ana' }),
        override({ ...covered, ...later, replaces: 'dora', personId: 'ana' }),
      ],
    }),
    except(),
    ['primary ana'],
  ],
  [
    'a place taken over with the whole schedule is still found by its first holder',
    schedule({
      rotations: [{ ...anaPrimary, turns: [['ana', 'ben']] }],
      overrides: [override(covered), override({ ...covered, ...latest, replaces: 'ben', personId: 'finn' })],
    }),
    except(),
    ['primary dora', 'primary finn'],
  ],
  [
    'somebody comes for whoever took over an empty schedule',
    schedule({
      overrides: [override(covered), override({ ...covered, ...later, replaces: 'dora', personId: 'finn' })],
    }),
    except(),
    ['primary finn'],
  ],
  [
    'one more beside, as secondary',
    schedule({ rotations: [anaPrimary], overrides: [override({ ...covered, kind: 'add', role: 'secondary' })] }),
    except(),
    ['primary ana', 'secondary dora'],
  ],
  ['beside nobody', schedule({ overrides: [override({ ...covered, kind: 'add' })] }), except(), ['primary dora']],
  [
    'somebody added, then everything taken over',
    schedule({
      rotations: [anaPrimary],
      overrides: [
        override({ ...covered, kind: 'add', role: 'secondary' }),
        override({ ...covered, ...later, personId: 'finn' }),
      ],
    }),
    except(),
    ['primary finn', 'secondary finn'],
  ],
  [
    'taken off, and the layer below answers',
    schedule({
      rotations: [anaPrimary, eunAbove],
      overrides: [override({ ...covered, kind: 'remove', personId: 'eun' })],
    }),
    except(),
    ['primary ana'],
  ],
  [
    'taken off before somebody stands in',
    schedule({
      rotations: [anaPrimary],
      overrides: [
        override({ ...covered, kind: 'remove', personId: 'ana' }),
        override({ ...covered, ...later, replaces: 'ana' }),
      ],
    }),
    except(),
    ['primary dora'],
  ],
  [
    'taken off while somebody stands in already: they stay',
    schedule({
      rotations: [anaPrimary],
      overrides: [
        override({ ...covered, replaces: 'ana' }),
        override({ ...covered, ...later, kind: 'remove', personId: 'ana' }),
      ],
    }),
    except(),
    ['primary dora'],
  ],
  [
    'a shadow beside',
    schedule({ rotations: [anaPrimary, { ...benSecondary, role: 'shadow' }] }),
    except(),
    ['primary ana', 'shadow ben'],
  ],
  [
    'a shadow goes on learning from who takes over',
    schedule({ rotations: [anaPrimary, { ...benSecondary, role: 'shadow' }], overrides: [override(covered)] }),
    except(),
    ['primary dora', 'shadow ben'],
  ],
  [
    'a temporary schedule instead of the rotations',
    schedule({ rotations: [anaPrimary, benSecondary], temporaries: [temporary(covered)] }),
    except(),
    ['primary eun'],
  ],
  [
    'of two the later made',
    schedule({
      temporaries: [
        temporary({ ...covered, ...later, shifts: [shift({ ...covered, personId: 'finn' })] }),
        temporary(covered),
      ],
    }),
    except(),
    ['primary finn'],
  ],
  [
    'a time that it leaves free is free',
    schedule({
      rotations: [anaPrimary],
      temporaries: [temporary({ ...covered, shifts: [shift({ from: '2026-03-25T13:00:00Z', to: covered.to })] })],
    }),
    except(),
    [],
  ],
  [
    'but one whose people have left is not',
    schedule({ rotations: [anaPrimary], temporaries: [temporary(covered)] }),
    except('eun'),
    ['primary ana'],
  ],
  [
    'an override of a temporary shift',
    schedule({ temporaries: [temporary(covered)], overrides: [override({ ...covered, replaces: 'eun' })] }),
    except(),
    ['primary dora'],
  ],
])('%s', (_, schedule, isActive, expected) => {
  expect(words(onCallAt(schedule, wednesday, isActive))).toEqual(expected)
})

test('the answer says why and until when', () => {
  const cover = override({ ...covered, replaces: 'ana', reason: 'dentist' })
  const payments = schedule({ rotations: [anaPrimary, benSecondary], overrides: [cover] })
  expect(onCallAt(payments, wednesday)).toEqual({
    because: 'scheduled',
    people: [
      { personId: 'dora', role: 'primary', because: { by: 'override', override: cover, insteadOf: 'ana' } },
      {
        personId: 'ben',
        role: 'secondary',
        because: { by: 'rotation', rotationId: 'r2', rotationName: 'Weekly', turn: 1 },
      },
    ],
    shadows: [],
    until: instant('2026-03-25T18:00:00Z'),
  })
})

test('nobody is a value with its reason: C9', () => {
  const early = instant('2026-03-23T07:59:59.999Z')
  expect(onCallAt(schedule({}), wednesday)).toEqual({
    because: 'nobody_scheduled',
    people: [],
    shadows: [],
    until: null,
  })
  expect(onCallAt(schedule({ rotations: [anaPrimary] }), early)).toEqual({
    because: 'nobody_scheduled',
    people: [],
    shadows: [],
    until: instant('2026-03-23T08:00:00Z'),
  })
  expect(onCallAt(schedule({ rotations: [anaPrimary] }), wednesday, except('ana'))).toEqual({
    because: 'nobody_active',
    people: [],
    shadows: [],
    inactive: ['ana'],
    until: instant('2026-03-30T07:00:00Z'),
  })
})

test('nobody is on call with a shadow alone, or when everybody was taken off', () => {
  const shadow = { ...benSecondary, role: 'shadow' } as const
  expect(onCallAt(schedule({ rotations: [shadow] }), wednesday)).toMatchObject({
    because: 'nobody_scheduled',
    people: [],
    shadows: [{ personId: 'ben', role: 'shadow' }],
  })
  const off = override({ ...covered, kind: 'remove', personId: 'ana' })
  expect(onCallAt(schedule({ rotations: [anaPrimary, shadow], overrides: [off] }), wednesday)).toMatchObject({
    because: 'taken_off',
    takenOffBy: [off],
    until: instant(covered.to),
  })
})

test('a temporary schedule says so, and until when', () => {
  const week = temporary({ from: '2026-03-25T00:00:00Z', to: '2026-03-28T00:00:00Z', shifts: [shift(covered)] })
  const summer = schedule({ rotations: [anaPrimary], temporaries: [week] })
  expect(onCallAt(summer, wednesday)).toMatchObject({
    people: [{ personId: 'eun', because: { by: 'temporary', temporaryName: 'Summer' } }],
    until: instant(covered.to),
  })
  expect(onCallAt(summer, instant(covered.to))).toMatchObject({ people: [], until: instant('2026-03-28T00:00:00Z') })
  expect(onCallAt(summer, instant('2026-03-24T00:00:00Z')).until).toEqual(instant('2026-03-25T00:00:00Z'))
})

test('an override holds from its first to before its last millisecond', () => {
  const payments = schedule({ rotations: [anaPrimary], overrides: [override(covered)] })
  const at = (text: string) => words(onCallAt(payments, instant(text)))
  expect(at('2026-03-25T09:59:59.999Z')).toEqual(['primary ana'])
  expect(at('2026-03-25T10:00:00Z')).toEqual(['primary dora'])
  expect(at('2026-03-25T17:59:59.999Z')).toEqual(['primary dora'])
  expect(at('2026-03-25T18:00:00Z')).toEqual(['primary ana'])
})

test('a daily handover at the very moment of a question belongs to the next person, also in a skipped hour', () => {
  const nightly = schedule({ rotations: [daily({ startsOn: '2026-03-28', handoverTime: '02:30' })] })
  expect(words(onCallAt(nightly, instant('2026-03-29T01:29:59.999Z')))).toEqual(['primary ana'])
  expect(words(onCallAt(nightly, instant('2026-03-29T01:30:00Z')))).toEqual(['primary ben'])
})

const moments = fc.array(
  fc.record({
    aroundMinutes: fc.integer({ min: -20_000, max: 20_000 }),
    pick: fc.nat(),
    asideMs: fc.constantFrom(-1, 0, 1),
    isAtBoundary: fc.boolean(),
  }),
  { minLength: 20, maxLength: 20 },
)
const gone = fc.subarray(people, { maxLength: 2 })

test('agrees with a person who steps through the calendar, at boundaries too', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(aroundClockChange, moments, gone, ({ schedule, change }, moments, gone) => {
      const horizon = change.add({ hours: 24 * 30 })
      const oracle = makeOracle(schedule, horizon)
      const near = oracle.boundaries.filter((at) => isWithinDays(at, change, 14))
      for (const { aroundMinutes, pick, asideMs, isAtBoundary } of moments) {
        const boundary = isAtBoundary ? near[pick % near.length] : undefined
        const at = boundary?.add({ milliseconds: asideMs }) ?? change.add({ minutes: aroundMinutes })
        expect(words(onCallAt(schedule, at, except(...gone))).toSorted()).toEqual(oracle.whoAt(at, except(...gone)))
      }
    }),
    { numRuns: 300 },
  )
})

test('an answer holds, reasons and all, up to its until', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(aroundClockChange, moments, gone, ({ schedule, change }, moments, gone) => {
      for (const { aroundMinutes, pick } of moments) {
        const at = change.add({ minutes: aroundMinutes })
        const now = onCallAt(schedule, at, except(...gone))
        const lastMs = (now.until?.epochMilliseconds ?? 8.64e15) - 1
        expect(lastMs).toBeGreaterThanOrEqual(at.epochMilliseconds)
        const between = at.epochMilliseconds + (pick % (lastMs - at.epochMilliseconds + 1))
        for (const sameAtMs of [between, lastMs]) {
          const same = onCallAt(schedule, Temporal.Instant.fromEpochMilliseconds(sameAtMs), except(...gone))
          expect(same).toEqual(now)
        }
      }
    }),
    { numRuns: 200 },
  )
})

function isWithinDays(at: Temporal.Instant, of: Temporal.Instant, days: number): boolean {
  return Math.abs(at.epochMilliseconds - of.epochMilliseconds) < days * 86_400_000
}

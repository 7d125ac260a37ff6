import { describe, expect, test } from 'vitest'
import { followTroubles, troublesAhead, type KnownTrouble, type Trouble } from './ahead.ts'
import { onDays, override, schedule, weekly } from './sample.test-support.ts'

const at = (text: string) => Temporal.Instant.from(text)
const range = { from: at('2026-03-30T08:00Z'), to: at('2026-04-27T08:00Z') }
const everybody = { isActive: () => true, isReachable: () => true }
const told = (trouble: Trouble) =>
  `${trouble.kind} ${trouble.personId ?? ''} ${trouble.startsAt.toString()} ${trouble.endsAt?.toString() ?? 'on'}`

describe('looking ahead', () => {
  test('finds nothing where somebody reachable is always on call', () => {
    expect(troublesAhead(schedule({ rotations: [weekly()] }), range, everybody)).toEqual([])
  })

  test('finds every gap, and the one that does not end', () => {
    const nights = weekly({ endsOn: '2026-04-06', restrictions: [onDays({ weekdays: [1, 2, 3, 4, 5, 6, 7] })] })
    const found = troublesAhead(schedule({ rotations: [nights] }), range, everybody).map(told)
    expect(found[0]).toBe('nobody_on_call  2026-03-30T15:00:00Z 2026-03-31T07:00:00Z')
    expect(found.at(-1)).toBe('nobody_on_call  2026-04-05T15:00:00Z on')
    expect(found).toHaveLength(7)
  })

  test('finds who is on call without a contact, once, with the first shift; a shadow does not matter', () => {
    const rotations = [weekly(), weekly({ id: 'r2', role: 'shadow', turns: [['eun']] })]
    const people = {
      isActive: () => true,
      isReachable: (personId: string) => personId === 'ana' || personId === 'chen',
    }
    expect(troublesAhead(schedule({ rotations }), range, people).map(told)).toEqual([
      'out_of_reach ben 2026-03-30T08:00:00Z 2026-04-06T07:00:00Z',
    ])
  })

  test('an override closes its part of a gap', () => {
    const found = troublesAhead(
      schedule({ overrides: [override({ from: '2026-04-06T00:00Z', to: '2026-04-13T00:00Z' })] }),
      range,
      everybody,
    )
    expect(found.map(told)).toEqual([
      'nobody_on_call  2026-03-30T08:00:00Z 2026-04-06T00:00:00Z',
      'nobody_on_call  2026-04-13T00:00:00Z on',
    ])
  })
})

describe('following troubles', () => {
  const gap = (startsAt: string, endsAt: string | null): Trouble => ({
    kind: 'nobody_on_call',
    personId: null,
    startsAt: at(startsAt),
    endsAt: endsAt === null ? null : at(endsAt),
  })
  const known = (trouble: Trouble, id = 'known'): KnownTrouble => ({ ...trouble, id })

  test.each([
    ['the same', ['2026-04-01T00:00Z', '2026-04-02T00:00Z'], 'goes on'],
    ['a smaller one', ['2026-04-01T06:00Z', '2026-04-01T12:00Z'], 'goes on'],
    ['one that has begun', ['2026-04-01T12:00Z', '2026-04-02T00:00Z'], 'goes on'],
    ['one without an end', ['2026-04-01T00:00Z', null], 'goes on'],
    ['the next one', ['2026-04-02T00:00Z', '2026-04-03T00:00Z'], 'is new'],
    ['none', null, 'is gone'],
  ] as const)('%s', (_, found, what) => {
    const before = known(gap('2026-04-01T00:00Z', '2026-04-02T00:00Z'))
    const now = found ? [gap(found[0], found[1])] : []
    const { begun, goingOn, gone } = followTroubles([before], now)
    expect([begun.length, goingOn.length, gone.length]).toEqual(
      { 'goes on': [0, 1, 0], 'is new': [1, 0, 1], 'is gone': [0, 0, 1] }[what],
    )
    if (what === 'goes on') expect(goingOn).toEqual(now.map((one) => known(one)))
  })

  test('a person is told of once, whichever shift comes first', () => {
    const shift = (startsAt: string): Trouble => ({
      kind: 'out_of_reach',
      personId: 'ana',
      startsAt: at(startsAt),
      endsAt: null,
    })
    const { begun, goingOn, gone } = followTroubles([known(shift('2026-04-01T00:00Z'))], [shift('2026-05-01T00:00Z')])
    expect([begun.length, goingOn.length, gone.length]).toEqual([0, 1, 0])
  })
})

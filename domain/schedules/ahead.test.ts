import { describe, expect, test } from 'vitest'
import type { Away } from './absence.ts'
import { lookedThrough, mostOfKind, troublesAhead } from './ahead.ts'
import { daily, onDays, override, schedule, weekly } from './sample.test-support.ts'
import { shiftsBetween } from './shifts.ts'
import type { Trouble } from './trouble.ts'

const at = (text: string) => Temporal.Instant.from(text)
const range = { from: at('2026-03-30T08:00Z'), to: at('2026-04-27T08:00Z') }
const everybody = { isActive: () => true, isReachable: () => true }
const told = (trouble: Trouble) =>
  `${trouble.kind} ${trouble.personId ?? ''} ${trouble.startsAt.toString()} ${trouble.endsAt?.toString() ?? 'on'}`
const found = (of: ReturnType<typeof schedule>, around: Parameters<typeof troublesAhead>[2] = everybody) =>
  troublesAhead(of, range, around).troubles.map(told)

describe('looking ahead', () => {
  test('finds nothing where somebody reachable is always on call', () => {
    expect(found(schedule({ rotations: [weekly()] }))).toEqual([])
  })

  test('finds every gap, and the one that does not end', () => {
    const nights = weekly({ endsOn: '2026-04-06', restrictions: [onDays({ weekdays: [1, 2, 3, 4, 5, 6, 7] })] })
    const gaps = found(schedule({ rotations: [nights] }))
    expect(gaps[0]).toBe('nobody_on_call  2026-03-30T15:00:00Z 2026-03-31T07:00:00Z')
    expect(gaps.at(-1)).toBe('nobody_on_call  2026-04-05T15:00:00Z on')
    expect(gaps).toHaveLength(7)
  })

  test('tells the end of a gap that begins before the last day and ends behind it', () => {
    const nights = daily({ restrictions: [onDays({ weekdays: [1, 2, 3, 4, 5, 6, 7] })] })
    const evening = { from: range.from, to: at('2026-04-01T20:00Z') }
    const gaps = troublesAhead(schedule({ rotations: [nights] }), evening, everybody).troubles.map(told)
    expect(gaps.at(-1)).toBe('nobody_on_call  2026-04-01T15:00:00Z 2026-04-02T07:00:00Z')
  })

  test('finds who is on call without a contact, once, with the first shift; a shadow does not matter', () => {
    const rotations = [weekly(), weekly({ id: 'r2', role: 'shadow', turns: [['eun']] })]
    const people = {
      isActive: () => true,
      isReachable: (personId: string) => personId === 'ana' || personId === 'chen',
    }
    expect(found(schedule({ rotations }), people)).toEqual([
      'out_of_reach ben 2026-03-30T08:00:00Z 2026-04-06T07:00:00Z',
    ])
  })

  test('an override closes its part of a gap', () => {
    expect(found(schedule({ overrides: [override({ from: '2026-04-06T00:00Z', to: '2026-04-13T00:00Z' })] }))).toEqual([
      'nobody_on_call  2026-03-30T08:00:00Z 2026-04-06T00:00:00Z',
      'nobody_on_call  2026-04-13T00:00:00Z on',
    ])
  })

  test('lists the nearest of each kind, and says from when on there are more', () => {
    const nights = daily({ restrictions: [onDays({ weekdays: [1, 2, 3, 4, 5, 6, 7] })] })
    const long = { from: range.from, to: range.from.add({ hours: 24 * 7 * 20 }) }
    const { troubles, cuts } = troublesAhead(schedule({ rotations: [nights] }), long, everybody)
    expect(troubles).toHaveLength(mostOfKind)
    const last = troubles.at(-1)?.startsAt ?? long.from
    expect(cuts.get('nobody_on_call')?.toString()).toBe(last.add({ hours: 24 }).toString())
    expect(cuts.has('out_of_reach')).toBe(false)
  })
})

describe('answering first in two places', () => {
  const elsewhere = (role: 'primary' | 'secondary' = 'primary') => {
    const there = schedule({ id: 's2', rotations: [weekly({ id: 'r2', role, turns: [['ben'], ['zoe']] })] })
    return [{ scheduleId: 's2', shifts: shiftsBetween(there, lookedThrough(range)).shifts }]
  }
  const here = schedule({ rotations: [weekly()] })

  test('is found for each time at which both schedules name the person', () => {
    // Three people here, two there: they meet on the sixth week of the first turn.
    const own = schedule({ rotations: [weekly({ turns: [['ben'], ['ana']] })] })
    expect(found(own, { ...everybody, elsewhere: elsewhere() })).toEqual([
      'two_primaries ben 2026-04-06T07:00:00Z 2026-04-13T07:00:00Z',
      'two_primaries ben 2026-04-20T07:00:00Z 2026-04-27T07:00:00Z',
    ])
  })

  test('is none when the person is secondary in one of them', () => {
    expect(found(here, { ...everybody, elsewhere: elsewhere('secondary') })).toEqual([])
    const second = schedule({
      rotations: [weekly({ role: 'secondary', turns: [['ben']] }), weekly({ turns: [['ana']] })],
    })
    expect(found(second, { ...everybody, elsewhere: elsewhere() })).toEqual([])
  })
})

describe('being away in a shift', () => {
  const away = (kind: Away['kind'], from: string, to: string, personId = 'ben'): Away => ({
    personId,
    kind,
    names: kind === 'leave' ? { en: '', ko: '' } : { en: 'Labour Day', ko: '노동절' },
    startsAt: at(from),
    endsAt: at(to),
  })

  test('is found for the part of the leave that lies in a shift', () => {
    const absences = [away('leave', '2026-04-04T00:00Z', '2026-04-09T00:00Z')]
    expect(found(schedule({ rotations: [weekly()] }), { ...everybody, absences })).toEqual([
      'on_leave ben 2026-04-04T00:00:00Z 2026-04-06T07:00:00Z',
    ])
  })

  test('keeps the names of a holiday', () => {
    const day = ['2026-04-01T00:00Z', '2026-04-02T00:00Z'] as const
    const absences = [away('holiday', ...day), away('leave', ...day)]
    const { troubles } = troublesAhead(schedule({ rotations: [weekly()] }), range, { ...everybody, absences })
    expect(troubles.map((one) => (one.kind === 'on_holiday' ? one.holiday.ko : one.kind))).toEqual([
      'on_leave',
      '노동절',
    ])
  })

  test('is told once for who is primary and secondary at once, and not for a shadow', () => {
    const both = schedule({ rotations: [weekly(), weekly({ id: 'r2', role: 'secondary' })] })
    const absences = [away('leave', '2026-04-01T00:00Z', '2026-04-02T00:00Z')]
    expect(found(both, { ...everybody, absences })).toHaveLength(1)
    const shadow = schedule({
      rotations: [weekly({ turns: [['ana']] }), weekly({ id: 'r2', role: 'shadow', turns: [['ben']] })],
    })
    expect(found(shadow, { ...everybody, absences })).toEqual([])
  })

  test('is none for somebody else, nor in a shift that an override gave away', () => {
    const day = ['2026-04-01T00:00Z', '2026-04-02T00:00Z'] as const
    expect(
      found(schedule({ rotations: [weekly()] }), { ...everybody, absences: [away('leave', ...day, 'ana')] }),
    ).toEqual([])
    const given = schedule({
      rotations: [weekly()],
      overrides: [override({ from: day[0], to: day[1], replaces: 'ben' })],
    })
    expect(found(given, { ...everybody, absences: [away('leave', ...day)] })).toEqual([])
  })
})

import { describe, expect, it } from 'vitest'
import { schedule, weekly } from '../schedules/sample.test-support.ts'
import type { Position } from './escalate.ts'
import { rehearse, type Moment } from './rehearse.ts'
import type { Roster, RosterPerson, RosterStep } from './roster.ts'

const sunday = Temporal.Instant.from('2026-04-05T01:00:00Z')

describe('rehearse', () => {
  it('reaches each step after the wait of the one before, round after round, then the fallback', () => {
    const rehearsed = play([step(5, 'ana'), step(10, 'ben')], { repeats: 1 })
    expect(rehearsed.moments.map(told)).toEqual([
      '+0 round 0 step 0: ana',
      '+5 round 0 step 1: ben',
      '+15 round 1 step 0: ana',
      '+20 round 1 step 1: ben',
    ])
    expect(rehearsed).toMatchObject({ endsIn: 'fallback', fallback: [{ personId: 'mia', name: 'Mia' }] })
    expect(rehearsed.fallbackAt).toEqual(sunday.add({ minutes: 30 }))
  })

  it('goes through a policy that a step names, and says whose steps they are', () => {
    const naming = { waitMinutes: 9, targets: [{ kind: 'policy', policyId: 'known' } as const] }
    const { moments } = play([step(5, 'ana'), naming, step(1, 'mia')])
    expect(moments.map(({ within, afterMinutes }) => [within, afterMinutes])).toEqual([
      [null, 0],
      ['Known', 5],
      [null, 14],
    ])
    expect(moments.map(told).at(1)).toBe('+5 round 0 step 1: ben')
  })

  it('shows at which hours and for which priorities a step is passed', () => {
    const nights = { kind: 'days', weekdays: [1, 2, 3, 4, 5, 6, 7], from: '22:00', to: '06:00' } as const
    const steps = [
      { ...step(5, 'ana'), hours: { zone: 'UTC', within: [nights] } },
      { ...step(5, 'ben'), priorities: ['P3' as const] },
      step(5, 'mia'),
    ]
    const noon = sunday.add({ hours: 11 })
    const first = (of: Parameters<typeof play>[1]) => play(steps, of).moments.map(told)
    expect(first({ from: sunday })[0]).toBe('+0 round 0 step 0: ana')
    expect(first({ from: noon })).toEqual([
      '+0 round 0 step 0: nobody ( other_hours)',
      '+0 round 0 step 1: nobody ( other_priority)',
      '+0 round 0 step 2: mia',
    ])
    expect(first({ from: noon, priority: 3 })).toContain('+0 round 0 step 1: ben')
  })

  it('goes on after the step that fired last', () => {
    const after = { loop: 0, step: 0 }
    expect(play([step(5, 'ana'), step(5, 'ben')], { after }).moments.map(told)).toEqual(['+0 round 0 step 1: ben'])
  })

  it('says by which ways and when each of them rings', () => {
    const [moment] = play([step(5, 'ana')]).moments
    expect(moment?.reaches[0]?.ways).toEqual([
      { channel: 'ntfy', address: 'ana-phone', at: sunday, isQuiet: false },
      { channel: 'email', address: 'ana@example.com', at: sunday.add({ minutes: 3 }), isQuiet: false },
    ])
    const [calm] = play([step(5, 'ana')], { priority: 4 }).moments
    expect(calm?.reaches[0]?.ways.map(({ channel }) => channel)).toEqual(['email', 'ntfy'])
  })

  it('asks the schedule for whoever is on call at that very moment', () => {
    // Berlin hands over on Mondays at 09:00: between the rounds ana goes and ben comes.
    const beforeHandover = Temporal.Instant.from('2026-03-30T06:58:00Z')
    const { moments } = play([step(5, 'weekly')], { repeats: 1, from: beforeHandover })
    expect(moments.map(told)).toEqual(['+0 round 0 step 0: ana', '+5 round 1 step 0: ben'])
    expect(moments[0]?.reaches[0]?.because).toEqual({
      kind: 'on_call',
      schedule: 'Payments',
      until: '2026-03-30T07:00:00Z',
    })
  })

  it.each<[string, RosterStep[], string[], number]>([
    [
      'a gap in a schedule is passed at once',
      [step(5, 'empty'), step(7, 'ben')],
      ['+0 round 0 step 0: nobody (Nights nobody_scheduled)', '+0 round 0 step 1: ben'],
      7,
    ],
    [
      'somebody without a contact beside somebody with one',
      [step(5, 'mute', 'ben')],
      ['+0 round 0 step 0: ben (Mute unreachable)'],
      5,
    ],
    [
      'somebody who left',
      [step(5, 'gone'), step(6, 'ana')],
      ['+0 round 0 step 0: nobody (Gone deactivated)', '+0 round 0 step 1: ana'],
      6,
    ],
    [
      'nobody at all',
      [step(5, 'gone'), step(6, 'empty')],
      ['+0 round 0 step 0: nobody (Gone deactivated)', '+0 round 0 step 1: nobody (Nights nobody_scheduled)'],
      0,
    ],
    [
      'the last step reaches nobody',
      [step(5, 'ana'), step(6, 'mute')],
      ['+0 round 0 step 0: ana', '+5 round 0 step 1: nobody (Mute unreachable)'],
      5,
    ],
    [
      'a target that was removed',
      [step(5, 'nowhere')],
      ['+0 round 0 step 0: nobody (somebody removed deactivated)'],
      0,
    ],
  ])('%s', (_, steps, moments, fallbackAfter) => {
    const rehearsed = play(steps)
    expect(rehearsed.moments.map(told)).toEqual(moments)
    expect(rehearsed.fallbackAt).toEqual(sunday.add({ minutes: fallbackAfter }))
  })

  it('tells a passed step of the round it belongs to', () => {
    const { moments } = play([step(5, 'mute'), step(5, 'ana'), step(5, 'gone')], { repeats: 1 })
    expect(moments.map(told)).toEqual([
      '+0 round 0 step 0: nobody (Mute unreachable)',
      '+0 round 0 step 1: ana',
      '+5 round 0 step 2: nobody (Gone deactivated)',
      '+5 round 1 step 0: nobody (Mute unreachable)',
      '+5 round 1 step 1: ana',
      '+10 round 1 step 2: nobody (Gone deactivated)',
    ])
  })

  it('goes on to the fallback where the rounds run dry', () => {
    const lastMinutes = Temporal.Instant.from('2026-04-06T06:58:00Z')
    const { moments, fallbackAt } = play([step(5, 'ending'), step(5, 'mute')], { repeats: 3, from: lastMinutes })
    expect(moments.map(told)).toEqual([
      '+0 round 0 step 0: ben',
      '+5 round 0 step 1: nobody (Mute unreachable)',
      '+5 round 1 step 0: nobody (Ending nobody_scheduled)',
    ])
    expect(fallbackAt).toEqual(lastMinutes.add({ minutes: 5 }))
  })

  it('plays the longest policy to its end', () => {
    const steps = Array.from({ length: 20 }, () => step(1440, 'ana'))
    const rehearsed = play(steps, { repeats: 9 })
    expect(rehearsed.moments).toHaveLength(200)
    expect(rehearsed.endsIn).toBe('fallback')
    expect(rehearsed.fallbackAt).toEqual(sunday.add({ hours: 24 * 200 }))
  })

  it('is cut when it would go on longer', () => {
    const rehearsed = play([step(1, 'ana')], { repeats: 1_000_000 })
    expect(rehearsed.moments).toHaveLength(200)
    expect(rehearsed).toMatchObject({ endsIn: 'cut', fallbackAt: null })
  })

  it('names nobody where the fallback itself is empty', () => {
    const rehearsed = rehearse(
      { ...draft, teamId: 'other', steps: [step(5, 'ana')] },
      { priority: 1, from: sunday },
      roster,
    )
    expect(rehearsed.fallback).toEqual([])
  })
})

const draft = { name: 'Payments', teamId: 't1', repeats: 0, returnAfterMinutes: 60 }

function play(
  steps: readonly RosterStep[],
  words: {
    readonly repeats?: number
    readonly priority?: number
    readonly from?: Temporal.Instant
    readonly after?: Position
  } = {},
) {
  const { repeats = 0, priority = 1, from = sunday } = words
  return rehearse({ ...draft, steps, repeats }, { priority, from, after: words.after }, roster)
}

function told({ afterMinutes, loop, step, reaches, misses }: Moment): string {
  const people = reaches.map(({ personId }) => personId).join('+') || 'nobody'
  const missed = misses.map(({ target, because }) => ` (${target} ${because})`).join('')
  return `+${afterMinutes} round ${loop} step ${step}: ${people}${missed}`
}

function step(waitMinutes: number, ...names: readonly string[]): RosterStep {
  const targets = names.map((name) =>
    name === 'weekly' || name === 'empty' || name === 'ending'
      ? ({ kind: 'schedule', scheduleId: name } as const)
      : ({ kind: 'person', personId: name } as const),
  )
  return { waitMinutes, targets }
}

function person(id: string, words: Partial<RosterPerson> = {}): [string, RosterPerson] {
  const name = `${id[0]?.toUpperCase()}${id.slice(1)}`
  const contacts = [
    { id: `${id}-mail`, channel: 'email', address: `${id}@example.com`, isVerified: true },
    { id: `${id}-ntfy`, channel: 'ntfy', address: `${id}-phone`, isVerified: true },
  ] as const
  const rules = [
    { priority: 1, contactId: `${id}-mail`, afterMinutes: 3 },
    { priority: 1, contactId: `${id}-ntfy`, afterMinutes: 0 },
  ]
  return [id, { id, name, zone: 'UTC', language: 'en', isActive: true, contacts, rules, ...words }]
}

const ending = weekly({ turns: [['ana'], ['ben']], endsOn: '2026-04-06' })

const roster: Roster = {
  version: 1,
  people: new Map([
    person('ana'),
    person('ben'),
    person('mia'),
    person('mute', { contacts: [] }),
    person('gone', { isActive: false }),
  ]),
  schedules: new Map([
    ['weekly', schedule({ id: 'weekly', rotations: [weekly({ turns: [['ana'], ['ben']] })] })],
    ['empty', schedule({ id: 'empty', name: 'Nights' })],
    ['ending', schedule({ id: 'ending', name: 'Ending', rotations: [ending] })],
  ]),
  policies: new Map([
    [
      'known',
      { id: 'known', name: 'Known', teamId: 't1', repeats: 4, returnAfterMinutes: 60, steps: [step(7, 'ben')] },
    ],
  ]),
  services: new Map(),
  channels: new Map(),
  teams: new Map(),
  respondersOf: new Map(),
  managersOf: new Map([['t1', ['mia', 'gone']]]),
  admins: [],
}

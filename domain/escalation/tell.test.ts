import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { escalate, type Decision, type Position } from './escalate.ts'
import { PolicyDraft } from './policy.ts'
import { rehearse } from './rehearse.ts'
import type { Roster, RosterStep, RosterTarget } from './roster.ts'
import { reasonToTell } from './tell.ts'

const now = Temporal.Instant.from('2026-03-29T00:30:00Z')
const team = '0190aaaa-0000-7000-8000-000000000001'

describe('a step that names channels', () => {
  test('tells them beside the people it reaches', () => {
    expect(walk([step(5, 'ana', 'room'), step(5, 'ben')])).toEqual(['0.0 ana tells room +5', '0.1 ben +5', 'exhaust'])
  })

  test('whose people reach nobody is passed as before, and its channels are told at once', () => {
    expect(walk([step(5, 'mute', 'room'), step(7, 'ben')])).toEqual([
      '0.1 ben tells room +7 (Mute unreachable)',
      'exhaust',
    ])
  })

  test('with channels alone waits its minutes for those who read it there', () => {
    expect(walk([step(3, 'room'), step(5, 'ana')], 1)).toEqual([
      '0.0 nobody tells room +3',
      '0.1 ana +5',
      '1.0 nobody tells room +3',
      '1.1 ana +5',
      'exhaust',
    ])
  })

  test('with channels alone waits for nothing when no step would reach anybody: the fallback is alarmed, and the room told', () => {
    expect(walk([step(60, 'room'), step(5, 'mute')], 9)).toEqual(['exhaust tells room (Mute unreachable)'])
  })

  test('and a channel that was never proven misses it, and waits for nobody', () => {
    expect(walk([step(60, 'draft'), step(5, 'ana')])).toEqual(['0.1 ana +5 (Draft unproven)', 'exhaust'])
  })

  test('tells what reads along who is paged and why, and no shadow', () => {
    const reached = [
      { personId: 'ana', reason: { kind: 'on_call', schedule: 'Payments', until: null }, ways: [] },
      { personId: 'ben', reason: { kind: 'shadow', schedule: 'Payments', until: null }, ways: [] },
    ] as const
    const told = { step: 0, channelId: 'room', name: 'Room', channel: 'slack', address: 'C024BE91L' } as const
    expect(reasonToTell(told, reached, rosterOf([]))).toEqual({
      kind: 'told',
      schedule: null,
      until: null,
      told: { channel: 'Room', paged: [{ name: 'Ana', because: { kind: 'on_call', schedule: 'Payments' } }] },
    })
  })

  test('is rehearsed: who is told when, and why who is not', () => {
    const draft = { name: 'P', teamId: team, repeats: 0, returnAfterMinutes: 60 }
    const steps = [step(3, 'room', 'draft'), step(5, 'ana')]
    const { moments, fallbackAt } = rehearse({ ...draft, steps }, { priority: 1, from: now }, rosterOf([]))
    expect(moments).toMatchObject([
      {
        afterMinutes: 0,
        reaches: [],
        tells: [{ channelId: 'room', name: 'Room', channel: 'slack' }],
        misses: [{ target: 'Draft', because: 'unproven' }],
      },
      { afterMinutes: 3, reaches: [{ name: 'Ana' }], tells: [], misses: [] },
    ])
    expect(fallbackAt?.toString()).toBe('2026-03-29T00:38:00Z')
  })
})

describe('over any steps (P1, P8)', () => {
  test('channels change nothing about whom a page reaches, but for the waits of steps that name nobody else', () => {
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 5 }), fc.integer({ min: 0, max: 3 }), (steps, repeats) => {
        const people = steps.map(withoutChannels)
        const reached = (one: readonly RosterStep[]) =>
          decisions(one, repeats).flatMap((each) => (each.do === 'page' && each.reached.length > 0 ? [whom(each)] : []))
        expect(reached(steps)).toEqual(reached(people))
      }),
      { numRuns: 500 },
    )
  })

  test('a page that nobody can be reached for is never held up by a channel', () => {
    const mute = step(5, 'mute')
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(mute, step(9, 'room'), step(2, 'mute', 'room')), { maxLength: 6 }),
        (steps) => {
          expect(decisions(steps, 3)).toMatchObject([{ do: 'exhaust' }])
        },
      ),
    )
  })
})

test('a policy keeps a step that reaches people: a channel wakes nobody', () => {
  const draft = (steps: object[]) => ({ slug: 'p', name: 'P', teamId: team, repeats: 0, returnAfterMinutes: 60, steps })
  const room = { waitMinutes: 5, targets: [{ kind: 'channel', channelId: team }] }
  const ana = { waitMinutes: 5, targets: [{ kind: 'person', personId: team }] }
  expect(PolicyDraft.safeParse(draft([room, ana])).success).toBe(true)
  expect(PolicyDraft.safeParse(draft([room])).success).toBe(false)
  expect(PolicyDraft.safeParse(draft([room, { ...ana, priorities: ['P1'] }])).success).toBe(false)
})

const anyStep = fc
  .record({
    waitMinutes: fc.integer({ min: 1, max: 9 }),
    names: fc.uniqueArray(fc.constantFrom('ana', 'ben', 'mute', 'room', 'draft'), { minLength: 1, maxLength: 4 }),
  })
  .map(({ waitMinutes, names }) => step(waitMinutes, ...names))

function withoutChannels({ waitMinutes, targets }: RosterStep): RosterStep {
  return { waitMinutes, targets: targets.filter(({ kind }) => kind !== 'channel') }
}

function whom({ at, reached }: Extract<Decision, { do: 'page' }>): string {
  return `${at.loop}.${at.step} ${reached.map(({ personId }) => personId).join()}`
}

function walk(steps: readonly RosterStep[], repeats = 0): string[] {
  return decisions(steps, repeats).map((decision) => {
    const missed = decision.missed.map(({ target, because }) => ` (${target} ${because})`).join('')
    const tells = decision.told.length === 0 ? '' : ` tells ${decision.told.map(({ channelId }) => channelId).join()}`
    if (decision.do === 'exhaust') return `exhaust${tells}${missed}`
    const people = decision.reached.map(({ personId }) => personId).join('+') || 'nobody'
    const wait = now.until(decision.nextAt).total('minutes')
    return `${decision.at.loop}.${decision.at.step} ${people}${tells} +${wait}${missed}`
  })
}

type NotHeld = Exclude<Decision, { do: 'hold' }>

/** What a page does that nobody answers. */
function decisions(steps: readonly RosterStep[], repeats: number): NotHeld[] {
  const made: NotHeld[] = []
  let from: Position | 'start' = 'start'
  for (;;) {
    const plan = { kind: 'policy', policyId: 'p' } as const
    const decision: Decision = escalate({ plan, from, priority: 1 }, rosterOf(steps, repeats), now)
    if (decision.do === 'hold') throw new Error('this policy holds nothing')
    made.push(decision)
    if (decision.do === 'exhaust') return made
    from = decision.at
  }
}

function step(waitMinutes: number, ...names: readonly string[]): RosterStep {
  const targets = names.map((name): RosterTarget =>
    name === 'room' || name === 'draft' ? { kind: 'channel', channelId: name } : { kind: 'person', personId: name },
  )
  return { waitMinutes, targets }
}

function rosterOf(steps: readonly RosterStep[], repeats = 0): Roster {
  const person = (id: string, name: string, hasMail: boolean) => {
    const mail = { id: `${id}-mail`, channel: 'email', address: `${id}@example.com`, isVerified: true } as const
    return [
      id,
      { id, name, zone: 'UTC', language: 'en', isActive: true, contacts: hasMail ? [mail] : [], rules: [] },
    ] as const
  }
  const room = { channel: 'slack', address: 'C024BE91L', language: 'en', zone: 'UTC' } as const
  return {
    version: 1,
    people: new Map([person('ana', 'Ana', true), person('ben', 'Ben', true), person('mute', 'Mute', false)]),
    schedules: new Map(),
    policies: new Map([['p', { id: 'p', name: 'P', teamId: team, repeats, returnAfterMinutes: 60, steps }]]),
    services: new Map(),
    teams: new Map(),
    channels: new Map([
      ['room', { ...room, id: 'room', name: 'Room', isProven: true }],
      ['draft', { ...room, id: 'draft', name: 'Draft', isProven: false }],
    ]),
    respondersOf: new Map(),
    managersOf: new Map(),
    admins: [],
  }
}

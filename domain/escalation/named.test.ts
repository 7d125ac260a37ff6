import { expect, test } from 'vitest'
import { schedule as scheduleOf, weekly } from '../schedules/sample.test-support.ts'
import { shiftsBetween } from '../schedules/shifts.ts'
import { namedPeople, needsOf } from './named.ts'
import type { Roster, RosterPerson } from './roster.ts'

const at = (text: string) => Temporal.Instant.from(text)
const person = (id: string, isActive = true): RosterPerson => ({
  id,
  name: id,
  zone: 'UTC',
  language: 'en',
  isActive,
  contacts: [],
  rules: [],
})
const schedule = scheduleOf({
  rotations: [weekly({ turns: [['ana'], ['resting']] }), weekly({ id: 'r2', role: 'shadow', turns: [['learner']] })],
})

const roster: Roster = {
  version: 1,
  channels: new Map(),
  people: new Map(['ana', 'resting', 'named', 'member', 'mia', 'left'].map((id) => [id, person(id, id !== 'left')])),
  schedules: new Map([[schedule.id, schedule]]),
  policies: new Map([
    [
      'p',
      {
        id: 'p',
        name: 'Urgent',
        teamId: 't',
        repeats: 0,
        returnAfterMinutes: 60,
        steps: [
          {
            waitMinutes: 5,
            targets: [
              { kind: 'person', personId: 'named' },
              { kind: 'team', teamId: 't', part: 'responders' },
              { kind: 'schedule', scheduleId: schedule.id },
            ],
          },
        ],
      },
    ],
  ]),
  services: new Map(),
  teams: new Map([['t', { id: 't', name: 'Shop' }]]),
  respondersOf: new Map([['t', ['member']]]),
  managersOf: new Map([['t', ['mia', 'left']]]),
  admins: [],
}

test('who is on call, in a rotation, in a policy, in a team or the fallback is needed; a shadow is not', () => {
  const range = { from: at('2026-03-25T00:00:00Z'), to: at('2026-03-28T00:00:00Z') }
  const needs = needsOf(roster, new Map([[schedule.id, shiftsBetween(schedule, range).shifts]]))
  const told = [...needs].map(([id, theirs]) => [id, theirs.map(({ kind, name }) => `${kind} ${name}`)])
  expect(Object.fromEntries(told)).toEqual({
    resting: ['schedule Payments'],
    ana: ['on_call Payments'],
    named: ['policy Urgent'],
    member: ['policy Urgent'],
    mia: ['fallback Shop'],
  })
  expect(needs.get('ana')?.[0]?.from).toEqual(range.from)
  expect([...namedPeople(roster)].toSorted()).toEqual(['ana', 'member', 'mia', 'named', 'resting'])
})

// The team of a simulation: people, contacts, rotations, policies, services, monitors. Plain values drawn from the seed.
import type {
  Roster,
  RosterChannel,
  RosterContact,
  RosterPerson,
  RosterPolicy,
  RosterService,
  RosterTarget,
} from '../../domain/escalation/roster.ts'
import type { Schedule } from '../../domain/schedules/schedule.ts'
import type { Condition } from '../../domain/escalation/holds.ts'
import { onCallRoles, teamParts } from '../../domain/escalation/whom.ts'
import { Chance } from './chance.ts'

export type Monitor = {
  readonly id: string
  readonly name: string
  readonly serviceId: string
  /** How it sends: once and again until it is taken, or again and again while the trouble lasts. */
  readonly sends: 'pagerduty' | 'alertmanager'
}

export type Team = {
  readonly id: string
  readonly people: readonly (RosterPerson & { readonly role: 'responder' | 'manager' | 'admin' })[]
  readonly schedules: readonly Schedule[]
  /** Rooms that steps tell: their messages fail as those of people do, and must change nothing. */
  readonly channels: readonly RosterChannel[]
  readonly policies: readonly RosterPolicy[]
  readonly services: readonly RosterService[]
  readonly monitors: readonly Monitor[]
  /** How long a service waits after an alert is closed: what comes back meanwhile is the same. */
  readonly watchMinutes: number
}

/** Monday, an hour before a weekly handover: simulations begin here. */
export const beginsAt = Date.UTC(2026, 2, 2, 8)

export function instantAt(milliseconds: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(Math.floor(beginsAt + milliseconds))
}

/** Ids that grow in the order in which they are given, as real ones do, and are the same for the same seed. */
export function idOf(kind: number, nth: number): string {
  return `0190aaaa-${kind.toString(16).padStart(4, '0')}-7000-8000-${nth.toString(16).padStart(12, '0')}`
}

const names = ['Ana', 'Ben', 'Cho', 'Dara', 'Eli', 'Fay', 'Gil', 'Hana'] as const
const channels = ['email', 'webhook', 'ntfy'] as const
const channelIds = [idOf(10, 0), idOf(10, 1)] as const

export function makeTeam(seed: number): Team {
  const chance = Chance.of(seed, 'team')
  const count = chance.whole(3, names.length)
  const people = names.slice(0, count).map((name, nth) => makePerson(chance, name, nth))
  const personIds = people.map(({ id }) => id)
  const schedules = [0, 1].map((nth) => makeSchedule(chance, nth, personIds))
  const channels = [0, 1].map((nth) => makeChannel(chance, nth))
  const policies = [0, 1, 2].map((nth) => makePolicy(chance, nth, personIds, schedules))
  const kinds = Chance.of(seed, 'kinds of steps')
  const services = [0, 1, 2, 3].map((nth) => ({
    id: idOf(5, nth),
    name: `Service ${nth}`,
    teamId: idOf(1, 0),
    policyId: chance.one(policies).id,
    joinsUnanswered: chance.happens(0.6),
  }))
  const monitors = services.map(({ id }, nth) => ({
    id: idOf(6, nth),
    name: `Monitor ${nth}`,
    serviceId: id,
    sends: chance.happens(0.7) ? ('pagerduty' as const) : ('alertmanager' as const),
  }))
  return {
    id: idOf(1, 0),
    people,
    schedules: schedules.map((schedule, nth) => (kinds.happens(0.4) ? withGaps(schedule, nth) : schedule)),
    channels,
    policies: policies.map((policy) => ({
      ...policy,
      steps: ofKinds(kinds, policy.steps),
      mayWaitFrom: kinds.one(['P2', 'P3', null] as const),
    })),
    services,
    monitors,
    watchMinutes: 0,
  }
}

/** The service that is named so. */
export function serviceOf(slug: string): string {
  return idOf(5, Number(slug.split('-')[1]))
}

export function slugOf(name: string): string {
  return name.toLowerCase().replace(' ', '-')
}

function makePerson(chance: Chance, name: string, nth: number): Team['people'][number] {
  const contacts = channels.slice(0, chance.whole(1, channels.length)).map((channel, place): RosterContact => ({
    id: idOf(3, nth * 16 + place),
    channel,
    address: addressOf(channel, name),
    isVerified: true,
  }))
  const rules = chance.happens(0.5)
    ? contacts.flatMap(({ id }, place) =>
        [1, 2].map((priority) => ({ priority, contactId: id, afterMinutes: place * chance.whole(0, 3) })),
      )
    : []
  return {
    id: idOf(2, nth),
    name,
    zone: 'UTC',
    language: nth % 2 ? 'ko' : 'en',
    isActive: true,
    contacts,
    rules,
    role: nth === 0 ? 'admin' : nth === 1 ? 'manager' : 'responder',
  }
}

function addressOf(channel: (typeof channels)[number], name: string): string {
  const lower = name.toLowerCase()
  if (channel === 'email') return `${lower}@example.com`
  return channel === 'webhook' ? `https://hooks.example.com/${lower}` : `ntfy-${lower}`
}

function makeChannel(chance: Chance, nth: number): RosterChannel {
  return {
    id: channelIds[nth] ?? '',
    name: `Room ${nth}`,
    channel: nth === 0 ? 'webhook' : 'ntfy',
    address: nth === 0 ? 'https://hooks.example.com/room' : 'ntfy-room',
    language: 'en',
    zone: 'UTC',
    isProven: nth === 0 || chance.happens(0.7),
  }
}

function makeSchedule(chance: Chance, nth: number, personIds: readonly string[]): Schedule {
  const rotation = {
    id: idOf(7, nth),
    name: 'Turns',
    layer: 0,
    role: 'primary' as const,
    zone: 'UTC',
    length: chance.whole(1, 2),
    handoverTime: nth === 0 ? '08:00' : '09:00',
    startsOn: '2026-01-05',
    endsOn: null,
    turns: personIds.filter(() => chance.happens(0.7)).map((id) => [id]),
    startsWith: 0,
    restrictions: [],
  }
  const turns = rotation.turns.length > 0 ? rotation.turns : [personIds.slice(0, 1)]
  return {
    id: idOf(4, nth),
    slug: `schedule-${nth}`,
    name: `Schedule ${nth}`,
    teamId: idOf(1, 0),
    zone: 'UTC',
    rotations: [
      nth === 0
        ? { ...rotation, turns, unit: 'hour' as const }
        : { ...rotation, turns, length: 1, unit: 'week' as const, handoverWeekday: 1 },
    ],
    overrides: [],
    temporaries: [],
    calendars: [],
  }
}

/** Nobody is on call in between. */
function withGaps(schedule: Schedule, nth: number): Schedule {
  const hours = [
    { kind: 'days' as const, weekdays: [1, 2, 3, 4, 5, 6, 7], from: nth === 0 ? '08:20' : '09:00', to: '17:00' },
  ]
  return { ...schedule, rotations: schedule.rotations.map((each) => ({ ...each, restrictions: hours })) }
}

/** Some of the steps reach their people in turn, and some need several answers. */
export function ofKinds(chance: Chance, steps: RosterPolicy['steps']): RosterPolicy['steps'] {
  return steps.map((step) => {
    const [isInTurn, isForSeveral] = [chance.happens(0.3), chance.happens(0.3)]
    if (step.targets.some(({ kind }) => kind === 'policy')) return step
    return { ...step, ...(isInTurn ? { inTurn: true } : {}), ...(isForSeveral ? { mustAnswer: 2 } : {}) }
  })
}

/** The policies that the nth may name. */
export function policiesBefore(nth: number): readonly string[] {
  return Array.from({ length: nth }, (_, before) => idOf(8, before))
}

function makePolicy(
  chance: Chance,
  nth: number,
  personIds: readonly string[],
  schedules: readonly Schedule[],
): RosterPolicy {
  return {
    id: idOf(8, nth),
    name: `Policy ${nth}`,
    teamId: idOf(1, 0),
    repeats: chance.whole(0, 2),
    returnAfterMinutes: chance.whole(5, 20),
    steps: makeSteps(chance, personIds, schedules, policiesBefore(nth)),
  }
}

/** `policyIds` are those that a step may name: made before this one, so that none leads back. */
export function makeSteps(
  chance: Chance,
  personIds: readonly string[],
  schedules: readonly Pick<Schedule, 'id'>[],
  policyIds: readonly string[],
): RosterPolicy['steps'] {
  const count = chance.whole(1, 3)
  // One step always holds, as a policy must have it.
  const always = chance.whole(0, count - 1)
  return Array.from({ length: count }, (_, nth) => {
    const people = makeTargets(chance, personIds, schedules, policyIds)
    const targets = nth === always ? withChannel(chance, people) : withOrAsChannel(chance, people)
    return { waitMinutes: chance.whole(1, 5), targets, ...(nth === always ? {} : makeCondition(chance)) }
  })
}

function makeTargets(
  chance: Chance,
  personIds: readonly string[],
  schedules: readonly Pick<Schedule, 'id'>[],
  policyIds: readonly string[],
): readonly RosterTarget[] {
  if (policyIds.length > 0 && chance.happens(0.2)) return [{ kind: 'policy', policyId: chance.one(policyIds) }]
  const targets = Array.from({ length: chance.whole(1, 2) }, (): RosterTarget => {
    if (chance.happens(0.1)) return { kind: 'team', teamId: idOf(1, 0), part: chance.one(teamParts) }
    if (chance.happens(0.5)) return { kind: 'person', personId: chance.one(personIds) }
    const scheduleId = chance.one(schedules).id
    return chance.happens(0.3)
      ? { kind: 'schedule', scheduleId, role: chance.one(onCallRoles) }
      : { kind: 'schedule', scheduleId }
  })
  return targets.filter((target, i) => targets.findIndex((other) => thing(other) === thing(target)) === i)
}

/** A step may tell a room beside the people it reaches; a policy stands alone. */
function withChannel(chance: Chance, people: readonly RosterTarget[]): readonly RosterTarget[] {
  if (people.some(({ kind }) => kind === 'policy') || !chance.happens(0.25)) return people
  return [...people, { kind: 'channel', channelId: chance.one(channelIds) }]
}

function withOrAsChannel(chance: Chance, people: readonly RosterTarget[]): readonly RosterTarget[] {
  return chance.happens(0.15) ? [{ kind: 'channel', channelId: chance.one(channelIds) }] : withChannel(chance, people)
}

function thing(target: RosterTarget): string {
  return 'personId' in target ? target.personId : 'scheduleId' in target ? target.scheduleId : target.kind
}

function makeCondition(chance: Chance): Condition {
  if (chance.happens(0.2)) return { priorities: chance.one([['P1', 'P2'], ['P2'], ['P3', 'P4']] as const) }
  if (!chance.happens(0.15)) return {}
  const from = chance.one(['08:00', '08:30', '09:00'])
  const within = [
    { kind: 'days' as const, weekdays: [1, 2, 3, 4, 5, 6, 7], from, to: chance.one(['09:30', '10:00', '22:00']) },
  ]
  return { hours: { zone: 'UTC', within } }
}

/** The roster as the pure decisions know it. */
export function rosterOf(team: Team): Roster {
  const byId = <T extends { readonly id: string }>(things: readonly T[]) =>
    new Map(things.map((thing) => [thing.id, thing]))
  const managers = team.people.filter(({ role }) => role !== 'responder').map(({ id }) => id)
  return {
    version: 1,
    people: byId(team.people),
    schedules: byId(team.schedules),
    policies: byId(team.policies),
    services: byId(team.services),
    channels: byId(team.channels),
    teams: new Map([[team.id, { id: team.id, name: 'Team' }]]),
    respondersOf: new Map([[team.id, team.people.map(({ id }) => id)]]),
    managersOf: new Map([[team.id, managers]]),
    admins: team.people.filter(({ role }) => role === 'admin').map(({ id }) => id),
  }
}

// What a thing becomes when the file says this of it: what the file leaves out is filled from what is there, or is the default.
import { usualHandover } from '../handover/plan.ts'
import { usualFloodLimit } from '../intake/source.ts'
import { usualAlertSettings as usual } from '../services/usual.ts'
import type { Section, Text } from './document.ts'
import { joinedKit } from './kit-text.ts'
import {
  type ExpertWhole,
  answersForItself,
  compare,
  type CalendarWhole,
  contactKey,
  defaultContacts,
  overrideKey,
  sortedBy,
  type ContactWhole,
  type OverrideWhole,
  type RotationWhole,
  type RuleWhole,
  type TemporaryWhole,
  type TargetWhole,
  type Whole,
} from './whole.ts'

type Settle = {
  readonly [S in Section]: (text: Text<S>, before: Whole<S> | undefined, now: Temporal.Instant) => Whole<S>
}

/** The thing as it will be. Members, contacts and overrides that the file does not name stay; all other lists are as written. */
const usualHandsOver = { grace: usualHandover.graceMinutes, valve: usualHandover.valveMinutes }

export const settle: Settle = {
  teams: ({ slug, name, members }, before) => ({
    slug,
    name,
    members: joined(before?.members ?? [], members ?? [], (member) => member.email),
  }),

  people: (text, before) => {
    const named = text.contacts ?? []
    const listed = before || named.length > 0 ? named : defaultContacts(text.email)
    return {
      email: text.email,
      name: text.name,
      zone: text.zone ?? before?.zone ?? 'UTC',
      language: text.language ?? before?.language ?? 'en',
      holidays: text.holidays === undefined ? (before?.holidays ?? null) : text.holidays,
      role: text.role ?? before?.role ?? 'responder',
      deactivated: text.deactivated ?? before?.deactivated ?? false,
      contacts: sortedContacts(joined(before?.contacts ?? [], listed, contactKey)),
      rules: sortedRules(rulesOf(text.rules, before?.rules ?? [])),
      quiet: text.quiet === undefined ? (before?.quiet ?? null) : text.quiet,
      skills: text.skills ?? before?.skills ?? [],
    }
  },

  schedules: ({ slug, name, team, zone, rotations, overrides, temporaries, calendars, handsOver }, before, now) => ({
    slug,
    name,
    team,
    zone,
    rotations: sortedRotations(
      rotations?.map((each) => ({ ...each, zone: each.zone ?? zone })) ?? before?.rotations ?? [],
    ),
    overrides: withNew(before?.overrides ?? [], overrides ?? [], now),
    temporaries: (temporaries ?? before?.temporaries ?? []).filter((each) => isToCome(each, now)),
    calendars: sortedCalendars(calendars ?? before?.calendars ?? []),
    // A schedule that is new hands over, as one that is made on the screen does.
    handsOver: handsOver ?? before?.handsOver ?? usualHandsOver,
  }),

  inhibitions: ({ slug, name, team, sourceMatchers, targetMatchers, equal }, before) => ({
    slug,
    name,
    team,
    sourceMatchers,
    targetMatchers,
    equal: equal ?? before?.equal ?? [],
  }),

  channels: ({ slug, name, team, channel, address, language, zone }, before) => ({
    slug,
    name,
    team,
    channel,
    address,
    language: language ?? before?.language ?? 'en',
    zone: zone ?? before?.zone ?? 'UTC',
  }),

  policies: ({ slug, name, team, steps, repeats, returnAfterMinutes, mayWaitFrom }, before) => ({
    slug,
    name,
    team,
    steps: steps.map(({ wait, targets, priorities, hours, inTurn, mustAnswer }) => ({
      wait,
      targets: targets.map(targetOf),
      ...(priorities === undefined ? {} : { priorities }),
      ...(hours === undefined ? {} : { hours }),
      ...(inTurn ? { inTurn } : {}),
      ...(mustAnswer === undefined ? {} : { mustAnswer }),
    })),
    repeats: repeats ?? before?.repeats ?? 0,
    returnAfterMinutes: returnAfterMinutes ?? before?.returnAfterMinutes ?? 60,
    ...waitingFrom(mayWaitFrom === undefined ? before?.mayWaitFrom : mayWaitFrom),
  }),

  services: ({ slug, name, description, team, policy, ...text }, before) => ({
    slug,
    name,
    description: description ?? before?.description ?? '',
    team,
    policy,
    grouping: text.grouping ?? before?.grouping ?? usual.grouping,
    groupBy: text.groupBy ?? before?.groupBy ?? usual.groupLabels,
    groupMinutes: text.groupMinutes ?? before?.groupMinutes ?? usual.groupMinutes,
    watchMinutes: text.watchMinutes ?? before?.watchMinutes ?? usual.watchMinutes,
    floodLimit: text.floodLimit ?? before?.floodLimit ?? usual.floodLimit,
    evidence: text.evidence ?? before?.evidence ?? [],
    dependsOn: [...new Set(text.dependsOn ?? before?.dependsOn ?? usual.dependsOn)].toSorted(compare),
    tier: text.tier === undefined ? (before?.tier ?? null) : text.tier,
    links: text.links ?? before?.links ?? [],
    experts: text.experts?.map(expertOf) ?? before?.experts ?? [],
  }),

  sources: ({ slug, name, service, dialect, mapping, mailRules, floodLimit, enabled }, before) => ({
    slug,
    name,
    service,
    dialect,
    mapping: mapping === undefined ? (before?.mapping ?? null) : orNothing(mapping),
    mailRules: mailRules === undefined ? (before?.mailRules ?? null) : orNothing(mailRules),
    floodLimit: floodLimit ?? before?.floodLimit ?? usualFloodLimit,
    enabled: enabled ?? before?.enabled ?? true,
  }),

  heartbeats: (text, before) => ({
    source: text.source,
    slug: text.slug,
    name: text.name,
    description: text.description ?? before?.description ?? '',
    ...(text.cron === undefined
      ? { every: text.every ?? 1, cron: null, zone: text.zone ?? before?.zone ?? 'UTC' }
      : { every: null, cron: text.cron, zone: text.zone ?? before?.zone ?? 'UTC' }),
    grace: text.grace ?? before?.grace ?? 5,
    priority: text.priority ?? before?.priority ?? 'P2',
    message: text.message ?? before?.message ?? '',
    tags: text.tags ?? before?.tags ?? [],
    failWords: text.failWords ?? before?.failWords ?? [],
    paused: text.paused ?? before?.paused ?? false,
  }),
  routes: (text) => text,
  incidentRules: (text) => text,
  kit: ({ team, bookmarks, runbooks }, before) => ({
    team,
    bookmarks: joinedKit(before?.bookmarks ?? [], bookmarks ?? []),
    runbooks: joinedKit(before?.runbooks ?? [], runbooks ?? []),
  }),
}

function expertOf({ person, skill = '' }: NonNullable<Text<'services'>['experts']>[number]): ExpertWhole {
  return person === undefined ? { skill } : { person }
}

function waitingFrom(mayWaitFrom: Text<'policies'>['mayWaitFrom']) {
  return mayWaitFrom ? { mayWaitFrom } : {}
}

/** The rules as written, and those about devices, which no file names: they stay. */
function rulesOf(written: readonly RuleWhole[] | undefined, before: readonly RuleWhole[]): readonly RuleWhole[] {
  if (!written) return before
  const named = new Set(written.map(ruleKey))
  return [...written, ...before.filter((rule) => answersForItself(rule.contact) && !named.has(ruleKey(rule)))]
}

function ruleKey({ priority, contact }: RuleWhole): string {
  return `${priority} ${contact}`
}

export function sortedContacts(contacts: readonly ContactWhole[]): readonly ContactWhole[] {
  return sortedBy(contacts, contactKey)
}

export function sortedRules(rules: readonly RuleWhole[]): readonly RuleWhole[] {
  return rules.toSorted(
    (a, b) =>
      compare(a.priority, b.priority) ||
      a.afterMinutes - b.afterMinutes ||
      compare(a.contact, b.contact) ||
      compare(JSON.stringify(a.within ?? ''), JSON.stringify(b.within ?? '')),
  )
}

/** The primary ladder first, each from its lowest layer up; who shares a turn has no order. */
export function sortedRotations<T extends RotationWhole>(rotations: readonly T[]): readonly T[] {
  return rotations
    .map((rotation) => ({ ...rotation, turns: rotation.turns.map((people) => people.toSorted(compare)) }))
    .toSorted((a, b) => compare(a.role, b.role) || a.layer - b.layer || compare(sortWords(a), sortWords(b)))
}

/** By their names; what two of one name say makes their order the same each time. */
export function sortedCalendars<T extends CalendarWhole>(calendars: readonly T[]): readonly T[] {
  return sortedBy(calendars, ({ name, layer, role, people }) => JSON.stringify([name, role, layer, people]))
}

/** Rotations that share a role and a layer still have one order. */
function sortWords(rotation: RotationWhole): string {
  return JSON.stringify([rotation.name, rotation.starts, rotation])
}

function withNew(
  there: readonly OverrideWhole[],
  named: readonly OverrideWhole[],
  now: Temporal.Instant,
): readonly OverrideWhole[] {
  const known = new Set(there.map(overrideKey))
  return [...there, ...named.filter((each) => isToCome(each, now) && !known.has(overrideKey(each)))]
}

function isToCome({ until }: OverrideWhole | TemporaryWhole, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(Temporal.Instant.from(until), now) > 0
}

/** A mapping without a rule is none; nor are rules for mail that say nothing. */
export function orNothing<T extends object>(rules: T | null): T | null {
  return rules && Object.keys(rules).length > 0 ? rules : null
}

function targetOf(text: Text<'policies'>['steps'][number]['targets'][number]): TargetWhole {
  const { schedule, role, person, team, part, policy, channel } = text
  if (schedule !== undefined) return { schedule, ...(role === undefined ? {} : { role }) }
  if (person !== undefined) return { person }
  if (team !== undefined) return { team, part: part ?? 'on_call' }
  if (policy !== undefined) return { policy }
  if (channel !== undefined) return { channel }
  throw new Error('a target names nobody')
}

/** What is there, with what is named in its place or added, in the order of the keys. */
function joined<T>(there: readonly T[], named: readonly T[], key: (thing: T) => string): readonly T[] {
  const all = new Map([...there, ...named].map((thing) => [key(thing), thing]))
  return sortedBy([...all.values()], key)
}

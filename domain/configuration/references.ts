// Who names whom in a file: every name must lead to something in it or already there, and stand for one thing only.
import { keyField, keyOf, sectionNames, type Configuration, type Section, type Text } from './document.ts'
import { nearest } from './nearest.ts'
import { circleProblems } from './policy-order.ts'
import type { Problem } from './read.ts'
import { contactKey, defaultContacts, type WholeConfiguration } from './whole.ts'

export type Names = { readonly [S in Section]: ReadonlySet<string> }

/** What is wrong with the names in this file? `names` are all that the file or the database defines. */
export function referenceProblems(
  configuration: Configuration,
  names: Names,
  there: WholeConfiguration,
): readonly Problem[] {
  const found: Problem[] = []
  const look = { names, found }
  for (const section of sectionNames) refuseTwice(found, [section], keysIn(configuration, section), keyField[section])
  for (const { at, text } of configuration.teams) inTeam(look, ['teams', at], text)
  for (const { at, text } of configuration.people) inPerson(look, ['people', at], text, there)
  for (const { at, text } of configuration.schedules) inSchedule(look, ['schedules', at], text)
  for (const { at, text } of configuration.channels) mustBe(look, ['channels', at, 'team'], 'teams', text.team)
  for (const { at, text } of configuration.policies) inPolicy(look, ['policies', at], text)
  for (const { at, text } of configuration.services) {
    mustBe(look, ['services', at, 'team'], 'teams', text.team)
    mustBe(look, ['services', at, 'policy'], 'policies', text.policy)
    inDependsOn(look, ['services', at, 'dependsOn'], text)
    for (const [i, { person }] of (text.experts ?? []).entries())
      if (person !== undefined) mustBe(look, ['services', at, 'experts', i, 'person'], 'people', person)
  }
  for (const { at, text } of configuration.sources) mustBe(look, ['sources', at, 'service'], 'services', text.service)
  for (const { at, text } of configuration.inhibitions) mustBe(look, ['inhibitions', at, 'team'], 'teams', text.team)
  for (const { at, text } of configuration.heartbeats)
    mustBe(look, ['heartbeats', at, 'source'], 'sources', text.source)
  for (const { at, text } of configuration.routes) inRoutes(look, ['routes', at], text)
  for (const { at, text } of configuration.incidentRules) inIncidentRules(look, ['incidentRules', at], text)
  for (const { at, text } of configuration.kit) inKit(look, ['kit', at], text)
  found.push(...movedProblems(configuration, there), ...circleProblems(configuration, there))
  return found
}

type Path = readonly PropertyKey[]
type Look = { readonly names: Names; readonly found: Problem[] }

const words = {
  teams: 'team',
  people: 'person',
  schedules: 'schedule',
  channels: 'channel',
  policies: 'policy',
  services: 'service',
  sources: 'source',
  inhibitions: 'inhibition',
  heartbeats: 'heartbeat',
  routes: 'list of routes',
  incidentRules: 'list of incident rules',
  kit: 'kit',
} as const satisfies Record<Section, string>

function mustBe({ names, found }: Look, path: Path, section: Section, key: string): void {
  if (names[section].has(key)) return
  found.push({ path, say: `There is no ${words[section]} "${key}"${meant(key, names[section])}` })
}

function meant(key: string, candidates: Iterable<string>): string {
  const near = nearest(key, candidates)
  return near ? `; did you mean "${near}"?` : ''
}

/** Each repeated key, at its later place, with the place of the first. */
function refuseTwice(
  found: Problem[],
  path: Path,
  keys: readonly { readonly at: number; readonly key: string }[],
  field?: string,
): void {
  const first = new Map<string, number>()
  for (const { at, key } of keys) {
    const before = first.get(key)
    if (before === undefined) first.set(key, at)
    else {
      const place = [...path, at, ...(field ? [field] : [])]
      found.push({
        path: place,
        say: `"${key}" stands here a second time; the first is ${[...path, before].join('.')}`,
      })
    }
  }
}

function keysIn(configuration: Configuration, section: Section) {
  return configuration[section].map((written) => ({ at: written.at, key: keyOf(section, written) }))
}

function indexed(keys: readonly string[]) {
  return keys.map((key, at) => ({ at, key }))
}

function inTeam(look: Look, path: Path, { members = [] }: Text<'teams'>): void {
  const emails = members.map(({ email }) => email)
  emails.forEach((email, i) => mustBe(look, [...path, 'members', i, 'email'], 'people', email))
  refuseTwice(look.found, [...path, 'members'], indexed(emails), 'email')
}

function inPerson({ found }: Look, path: Path, text: Text<'people'>, there: WholeConfiguration): void {
  const { email, contacts = [], rules = [] } = text
  const before = there.people.get(email)
  const defaults = before || contacts.length > 0 ? [] : defaultContacts(email)
  const known = new Set([...(before?.contacts ?? []), ...contacts, ...defaults].map(contactKey))
  refuseTwice(found, [...path, 'contacts'], indexed(contacts.map(contactKey)))
  rules.forEach(({ contact }, i) => {
    if (known.has(contact)) return
    const listed = [...known].join(', ')
    const say = `"${contact}" is no contact of this person${meant(contact, known) || `; there are ${listed}`}`
    found.push({ path: [...path, 'rules', i, 'contact'], say })
  })
  const places = rules.map(({ priority, contact, within }) => JSON.stringify([priority, contact, within]))
  refuseTwice(found, [...path, 'rules'], indexed(places))
}

function inSchedule(look: Look, path: Path, text: Text<'schedules'>): void {
  const { team, rotations = [], overrides = [], temporaries = [], calendars = [] } = text
  mustBe(look, [...path, 'team'], 'teams', team)
  rotations.forEach(({ turns }, i) =>
    turns.forEach((people, j) =>
      people.forEach((person, k) => mustBe(look, [...path, 'rotations', i, 'turns', j, k], 'people', person)),
    ),
  )
  overrides.forEach(({ person, replaces }, i) => {
    mustBe(look, [...path, 'overrides', i, 'person'], 'people', person)
    if (replaces !== null) mustBe(look, [...path, 'overrides', i, 'replaces'], 'people', replaces)
  })
  calendars.forEach(({ people }, i) =>
    people.forEach(({ person }, j) => mustBe(look, [...path, 'calendars', i, 'people', j, 'person'], 'people', person)),
  )
  temporaries.forEach(({ shifts }, i) =>
    shifts.forEach(({ person }, j) =>
      mustBe(look, [...path, 'temporaries', i, 'shifts', j, 'person'], 'people', person),
    ),
  )
}

function inPolicy(look: Look, path: Path, { team, steps }: Text<'policies'>): void {
  mustBe(look, [...path, 'team'], 'teams', team)
  steps.forEach(({ targets }, i) =>
    targets.forEach(({ schedule, person, team, policy, channel }, j) => {
      const place = [...path, 'steps', i, 'targets', j]
      if (schedule !== undefined) mustBe(look, [...place, 'schedule'], 'schedules', schedule)
      if (person !== undefined) mustBe(look, [...place, 'person'], 'people', person)
      if (team !== undefined) mustBe(look, [...place, 'team'], 'teams', team)
      if (policy !== undefined) mustBe(look, [...place, 'policy'], 'policies', policy)
      if (channel !== undefined) mustBe(look, [...place, 'channel'], 'channels', channel)
    }),
  )
}

function inDependsOn({ names, found }: Look, path: Path, { slug, dependsOn = [] }: Text<'services'>): void {
  dependsOn.forEach((each, i) => {
    if (each === slug) found.push({ path: [...path, i], say: 'A service does not depend on itself' })
    else mustBe({ names, found }, [...path, i], 'services', each)
  })
}

function inRoutes(look: Look, path: Path, { team, inOrder }: Text<'routes'>): void {
  mustBe(look, [...path, 'team'], 'teams', team)
  inOrder.forEach(({ service, policy }, i) => {
    if (service !== null) mustBe(look, [...path, 'inOrder', i, 'service'], 'services', service)
    if (policy !== null) mustBe(look, [...path, 'inOrder', i, 'policy'], 'policies', policy)
  })
}

function inIncidentRules(look: Look, path: Path, { team, inOrder }: Text<'incidentRules'>): void {
  mustBe(look, [...path, 'team'], 'teams', team)
  inOrder.forEach(({ service, source, policy }, i) => {
    if (service !== null) mustBe(look, [...path, 'inOrder', i, 'service'], 'services', service)
    if (source !== null) mustBe(look, [...path, 'inOrder', i, 'source'], 'sources', source)
    if (policy !== null) mustBe(look, [...path, 'inOrder', i, 'policy'], 'policies', policy)
  })
}

function inKit(look: Look, path: Path, { team, bookmarks = [], runbooks = [] }: Text<'kit'>): void {
  mustBe(look, [...path, 'team'], 'teams', team)
  for (const [part, things] of Object.entries({ bookmarks, runbooks }))
    things.forEach(({ service, owner }, i) => {
      if (service !== null) mustBe(look, [...path, part, i, 'service'], 'services', service)
      if (owner !== null) mustBe(look, [...path, part, i, 'owner'], 'people', owner)
    })
}

/** What was made for one team, or for one service, stays there: alerts and pages of the past hang on it. */
function movedProblems(configuration: Configuration, there: WholeConfiguration): readonly Problem[] {
  const found: Problem[] = []
  const stays = (path: Path, was: string | undefined, is: string) => {
    if (was !== undefined && was !== is)
      found.push({ path, say: `This is "${was}" and cannot be changed. Choose another slug for a new one` })
  }
  for (const { at, text } of configuration.schedules)
    stays(['schedules', at, 'team'], there.schedules.get(text.slug)?.team, text.team)
  for (const { at, text } of configuration.channels) {
    stays(['channels', at, 'team'], there.channels.get(text.slug)?.team, text.team)
    stays(['channels', at, 'channel'], there.channels.get(text.slug)?.channel, text.channel)
  }
  for (const { at, text } of configuration.inhibitions)
    stays(['inhibitions', at, 'team'], there.inhibitions.get(text.slug)?.team, text.team)
  for (const { at, text } of configuration.policies)
    stays(['policies', at, 'team'], there.policies.get(text.slug)?.team, text.team)
  for (const { at, text } of configuration.services)
    stays(['services', at, 'team'], there.services.get(text.slug)?.team, text.team)
  for (const { at, text } of configuration.sources) {
    stays(['sources', at, 'service'], there.sources.get(text.slug)?.service, text.service)
    stays(['sources', at, 'dialect'], there.sources.get(text.slug)?.dialect, text.dialect)
  }
  return found
}

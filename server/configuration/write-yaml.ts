// The configuration as a file: sorted, so that two exports differ only where the configuration does.
import { Document, visit } from 'yaml'
import { sectionNames } from '../../domain/configuration/document.ts'
import { incidentRulesEntry } from './incident-rule-text.ts'
import { kitEntry } from './kit-text.ts'
import {
  answersForItself,
  contactKey,
  sortedBy,
  type CalendarWhole,
  type ContactWhole,
  type OverrideWhole,
  type RouteWhole,
  type RotationWhole,
  type TemporaryWhole,
  type Whole,
  type WholeConfiguration,
} from '../../domain/configuration/whole.ts'

const head = `# The configuration of Baton: teams, people, schedules, channels, policies, services, sources, inhibitions,
# heartbeats, routes, incident rules, kits. No secrets.
# Devices that take pushes and chats with the Telegram bot answer for themselves: they and their rules stay as they are.
# To make it so:  baton apply -f baton.yaml    To see first what would change:  baton apply -f baton.yaml --dry-run
`

/** The file that makes this configuration, in one form only. */
export function writeConfiguration(whole: WholeConfiguration): string {
  const file = {
    teams: sorted(whole.teams),
    people: sorted(whole.people).map(personEntry),
    schedules: sorted(whole.schedules).map(scheduleEntry),
    channels: sorted(whole.channels),
    policies: sorted(whole.policies),
    services: sorted(whole.services).map(serviceEntry),
    sources: sorted(whole.sources).map(sourceEntry),
    inhibitions: sorted(whole.inhibitions),
    heartbeats: sorted(whole.heartbeats).map(heartbeatEntry),
    routes: sorted(whole.routes)
      .filter(({ inOrder }) => inOrder.length > 0)
      .map(routesEntry),
    incidentRules: sorted(whole.incidentRules)
      .filter(({ inOrder }) => inOrder.length > 0)
      .map(incidentRulesEntry),
    kit: sorted(whole.kit)
      .filter(({ bookmarks, runbooks }) => bookmarks.length + runbooks.length > 0)
      .map(kitEntry),
  } satisfies Record<(typeof sectionNames)[number], unknown>
  return sectionNames
    .filter((section) => file[section].length > 0)
    .reduce((text, section) => `${text}\n${partOf(section, yamlOf({ [section]: file[section] }))}`, head)
}

/** A file is taken up to two million letters, and runbooks are long: what goes past that is taken along team by team. */
function partOf(section: string, yaml: string): string {
  return section === 'kit' && yaml.length > mostOfKits ? tooLongKits : yaml
}

const mostOfKits = 1_000_000
const tooLongKits = `# The kits are too long for this file. Each is exported by itself:  baton kit export --team <team> -o kit.md
`

/** Written so that it is read back as it is, also by other readers: what they take for a time, a date or a yes is in quotes. */
function yamlOf(value: unknown): string {
  const document = new Document(value, { aliasDuplicateObjects: false, compat: 'yaml-1.1' })
  visit(document, {
    Scalar: (_, scalar) => {
      if (typeof scalar.value === 'string' && !isTame(scalar.value)) scalar.type = 'QUOTE_DOUBLE'
    },
  })
  return document.toString({ lineWidth: 0, singleQuote: true, doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER })
}

/** Lines of printable text. Spaces alone on a line, and control characters, survive only as escapes between double quotes. */
function isTame(text: string): boolean {
  return (
    text === '' || (/^\S/.test(text) && text.split('\n').every((line) => line === '' || /^(?! *$)\P{Cc}+$/u.test(line)))
  )
}

function sorted<T>(things: ReadonlyMap<string, T>): readonly T[] {
  return sortedBy([...things], ([key]) => key).map(([, thing]) => thing)
}

function personEntry({ deactivated, contacts, rules, quiet, skills, holidays, role, ...person }: Whole<'people'>) {
  return {
    ...person,
    ...(holidays === null ? {} : { holidays }),
    role,
    ...(deactivated ? { deactivated } : {}),
    contacts: contacts.filter((each) => !answersForItself(contactKey(each))).map(contactEntry),
    rules: rules.filter(({ contact }) => !answersForItself(contact)),
    ...(quiet === null ? {} : { quiet }),
    ...(skills.length > 0 ? { skills } : {}),
  }
}

function contactEntry({ channel, address, label, enabled }: ContactWhole) {
  return {
    channel,
    ...(channel === 'browser' ? {} : { address }),
    ...(label === '' ? {} : { label }),
    ...(enabled ? {} : { enabled }),
  }
}

function scheduleEntry({ rotations, overrides, temporaries, calendars, handsOver, ...schedule }: Whole<'schedules'>) {
  const { zone } = schedule
  return {
    ...schedule,
    handsOver,
    rotations: rotations.map((rotation) => rotationEntry(rotation, zone)),
    ...(overrides.length > 0 ? { overrides: overrides.map((each) => overrideEntry(each, zone)) } : {}),
    ...(temporaries.length > 0 ? { temporaries: temporaries.map((each) => temporaryEntry(each, zone)) } : {}),
    ...(calendars.length > 0 ? { calendars: calendars.map(calendarEntry) } : {}),
  }
}

function rotationEntry(rotation: RotationWhole, scheduleZone: string) {
  const { name, layer, role, zone, ends, turns, startsWithTurn, restrictions, ...rhythm } = rotation
  return {
    name,
    ...(layer === 0 ? {} : { layer }),
    role,
    ...(zone === scheduleZone ? {} : { zone }),
    ...rhythm,
    ...(ends === null ? {} : { ends }),
    turns: turns.map((people) => (people.length === 1 ? people[0] : people)),
    ...(startsWithTurn === 1 ? {} : { startsWithTurn }),
    ...(restrictions.length > 0 ? { restrictions } : {}),
  }
}

function overrideEntry(override: OverrideWhole, zone: string) {
  const { person, replaces, beside, takenOff, reason } = override
  return {
    person,
    ...(replaces === null ? {} : { replaces }),
    ...(beside === null ? {} : { beside }),
    ...(takenOff ? { takenOff } : {}),
    ...spanEntry(override, zone),
    ...(reason === '' ? {} : { reason }),
  }
}

function temporaryEntry({ name, shifts, ...span }: TemporaryWhole, zone: string) {
  return {
    name,
    ...spanEntry(span, zone),
    shifts: shifts.map(({ person, role, ...shift }) => ({
      person,
      ...(role === 'primary' ? {} : { role }),
      ...spanEntry(shift, zone),
    })),
  }
}

/** Its address is a secret, and no part of the file. */
function calendarEntry({ name, layer, role, people }: CalendarWhole) {
  return { name, ...(layer === 0 ? {} : { layer }), role, ...(people.length > 0 ? { people } : {}) }
}

/** In the local time of the schedule, with its offset. */
function spanEntry({ from, until }: Pick<OverrideWhole, 'from' | 'until'>, zone: string) {
  const local = (moment: string) => Temporal.Instant.from(moment).toString({ timeZone: zone })
  return { from: local(from), until: local(until) }
}

function serviceEntry({ experts, ...service }: Whole<'services'>) {
  return { ...service, ...(experts.length > 0 ? { experts } : {}) }
}

/** The mapping, and the rules for mail, also where there are none, for the sources that are read by them. */
function sourceEntry({ mapping, mailRules, ...source }: Whole<'sources'>) {
  return {
    ...source,
    ...(mapping === null && source.dialect !== 'generic' ? {} : { mapping }),
    ...(mailRules === null && source.dialect !== 'email' ? {} : { mailRules }),
  }
}

function heartbeatEntry({
  description,
  every,
  cron,
  zone,
  message,
  tags,
  failWords,
  paused,
  ...rest
}: Whole<'heartbeats'>) {
  const { source, slug, name, grace, priority } = rest
  return {
    source,
    slug,
    name,
    ...(description === '' ? {} : { description }),
    ...(cron === null ? { every } : { cron }),
    ...(cron === null && zone === 'UTC' ? {} : { zone }),
    grace,
    priority,
    ...(message === '' ? {} : { message }),
    ...(tags.length > 0 ? { tags } : {}),
    ...(failWords.length > 0 ? { failWords } : {}),
    ...(paused ? { paused } : {}),
  }
}

function routesEntry({ team, inOrder }: Whole<'routes'>) {
  return { team, inOrder: inOrder.map(routeEntry) }
}

function routeEntry({ name, when, groupMinutes, enabled, ...decides }: RouteWhole) {
  return {
    name,
    when,
    ...Object.fromEntries(Object.entries(decides).filter(([, value]) => value !== null)),
    ...(groupMinutes === 0 ? {} : { groupMinutes }),
    ...(enabled ? {} : { enabled }),
  }
}

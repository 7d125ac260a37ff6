// The shape of a configuration file. Things are named by their slug, people by their e-mail address; no ids, no secrets.
// At the top of a thing what is left out stays as it is; an entry of a list is whole, and takes the default given here.
import * as z from 'zod'
import { waitingPriorities } from '../escalation/waiting.ts'
import { isPlain, oneAlways, policyAlone, saidByOwnSteps, severalRange } from '../escalation/policy.ts'
import { HeartbeatText, heartbeatKey } from './heartbeat-text.ts'
import { channels } from '../paging/channels.ts'
import { quietPriorities } from '../paging/priority.ts'
import { Skills } from '../people/skills-api.ts'
import { RoleShape } from '../people/person.ts'
import { scheduleLimits } from '../schedules/faults.ts'
import { HandsOverText } from './hands-over-text.ts'
import { place } from '../schedules/place.ts'
import { Role } from '../schedules/schedule.ts'
import { email, instant, language, name, plainDate, priority, slug, zone } from '../shapes.ts'
import { toMillisecond } from '../time.ts'
import { CalendarText } from './calendar-text.ts'
import { ChannelText } from './channel-text.ts'
import { InhibitionText } from './inhibition-text.ts'
import { IncidentRulesText } from './incident-rule-text.ts'
import { KitText } from './kit-text.ts'
import { RoutesText } from './route-text.ts'
import { ServiceText } from './service-text.ts'
import { SourceText } from './source-text.ts'
import { TargetText } from './target-text.ts'
import { every, handover, readEvery, readHandover, weekday } from './words.ts'

/** How a person is named: e-mail addresses are compared, and kept, in small letters. */
const person = email.toLowerCase()
const list = <T extends z.ZodType>(of: T, most: number) => z.array(of).max(most, `Write at most ${most}`)

const minutes = (least: number, most: number) => {
  const say = `Expected a whole number of minutes, at least ${least}`
  return z.int(say).min(least, say).max(most, `Expected at most ${most} minutes`)
}

export const MemberText = z.strictObject({ email: person, role: RoleShape.default('responder') })

export const TeamText = z.strictObject({
  slug,
  name,
  /** Members who are not named stay. */
  members: list(MemberText, 1_000).optional(),
})

export const ContactText = z
  .strictObject({
    channel: z.enum(channels),
    address: z.string().trim().min(1).max(2000).optional(),
    label: z.string().max(100).default(''),
    enabled: z.boolean().default(true),
  })
  .refine((contact) => contact.channel === 'browser' || contact.address !== undefined, {
    path: ['address'],
    error: 'Write the address; only the browser needs none',
  })
  .transform(({ address, ...contact }) => ({
    ...contact,
    address: contact.channel === 'browser' ? 'browser' : (address ?? ''),
  }))

/** With days `22:00` to `06:00` on each of them; without, once a week from `friday 18:00` to `monday 08:00`. */
export const RestrictionText = z
  .strictObject({ days: list(weekday, 7).min(1, 'Name at least one day').optional(), from: handover, to: handover })
  .superRefine((restriction, refusal) => {
    for (const bound of ['from', 'to'] as const) {
      const read = readHandover(restriction[bound])
      const isRight = read?.day === null && (read.weekday === null) === (restriction.days !== undefined)
      const message = restriction.days
        ? 'Leave the day out: it stands in days'
        : 'Name the day too, for example friday 18:00'
      if (read && !isRight) refusal.addIssue({ code: 'custom', path: [bound], message })
    }
  })

const windows = list(RestrictionText, scheduleLimits.restrictions).min(1, 'Name at least one window of hours')

export const RuleText = z.strictObject({
  priority,
  /** A contact as `<channel> <address>`, or `browser`. */
  contact: z.string().trim().min(1).max(2100),
  afterMinutes: minutes(0, 1440).default(0),
  /** In these hours of the person's own zone only; left out: always. */
  within: windows.optional(),
})

// In the person's own zone, as the hours of a rule.
export const QuietText = z.strictObject({
  within: windows,
  priorities: list(z.enum(quietPriorities), 3).min(1, 'Name at least one priority'),
})

export const PersonText = z.strictObject({
  email: person,
  name,
  zone: zone.optional(),
  language: language.optional(),
  /** The place whose public holidays they keep; null: none. */
  holidays: place.nullable().optional(),
  role: RoleShape.optional(),
  deactivated: z.boolean().optional(),
  /** Contacts that are not named stay. Somebody new for whom none are named gets mail and the browser. */
  contacts: list(ContactText, 20).optional(),
  rules: list(RuleText, 200).optional(),
  quiet: QuietText.nullable().optional(),
  skills: Skills.optional(),
})

export const RotationText = z
  .strictObject({
    name,
    layer: z.int().min(0).max(scheduleLimits.layer).default(0),
    role: Role.default('primary'),
    /** The zone of the schedule when it is left out. */
    zone: zone.optional(),
    every,
    handover,
    starts: plainDate,
    ends: plainDate.nullish().transform((date) => date ?? null),
    turns: list(
      z.preprocess((turn) => (Array.isArray(turn) ? turn : [turn]), list(person, scheduleLimits.peopleInTurn)),
      scheduleLimits.turns,
    ),
    /** Which of the turns the first handover begins with, from 1. */
    startsWithTurn: z.int().min(1).max(scheduleLimits.turns).default(1),
    restrictions: list(RestrictionText, scheduleLimits.restrictions).default([]),
  })
  .superRefine((rotation, refusal) => {
    const unit = readEvery(rotation.every)?.unit
    const read = readHandover(rotation.handover)
    if (!unit || !read) return
    const isRight = (unit === 'week') === (read.weekday !== null) && (unit === 'month') === (read.day !== null)
    if (!isRight) refusal.addIssue({ code: 'custom', path: ['handover'], message: handoverSay[unit] })
  })

const handoverSay = {
  hour: 'Leave the day out: turns change by the hour',
  day: 'Leave the day out: turns change every day',
  week: 'Name the day too, for example monday 09:00',
  month: 'Name the day of the month too, for example day 1 09:00',
} as const

/** Who replaces nobody takes over the whole schedule, unless they come beside the others, or go. */
export const OverrideText = z
  .strictObject({
    person,
    replaces: person.nullish().transform((email) => email ?? null),
    /** The role in which the person is on call beside the others. */
    beside: Role.nullish().transform((role) => role ?? null),
    /** The person is not on call. */
    takenOff: z.boolean().default(false),
    from: moment(),
    until: moment(),
    reason: z.string().trim().max(500).default(''),
  })
  .refine(
    ({ replaces, beside, takenOff }) => [replaces !== null, beside !== null, takenOff].filter(Boolean).length < 2,
    {
      error: 'Write only one of replaces, beside and takenOff',
    },
  )

export const TemporaryText = z.strictObject({
  name,
  from: moment(),
  until: moment(),
  shifts: list(
    z.strictObject({ person, role: Role.default('primary'), from: moment(), until: moment() }),
    scheduleLimits.temporaryShifts,
  ),
})

export const ScheduleText = z.strictObject({
  slug,
  name,
  team: slug,
  zone,
  rotations: list(RotationText, scheduleLimits.rotations).optional(),
  /** Overrides that are not named stay; those that have ended are history, and passed over. */
  overrides: list(OverrideText, scheduleLimits.overrides).optional(),
  /** Those that have not ended; of two that overlap the later one wins. Those that have ended are history, and passed over. */
  temporaries: list(TemporaryText, scheduleLimits.temporaries).optional(),
  calendars: list(CalendarText, scheduleLimits.calendars).optional(),
  handsOver: HandsOverText.optional(),
})

export const StepText = z.strictObject({
  /** After another policy: how long after the last of its steps. */
  wait: minutes(1, 1440),
  targets: list(TargetText, 20)
    .min(1, 'Name at least one schedule, person, team, channel or policy')
    .refine((targets) => targets.length === 1 || targets.every(({ policy }) => policy === undefined), {
      error: policyAlone,
    }),
  /** For these only; left out: for all of them. */
  priorities: list(priority, 4).min(1, 'Name at least one priority').readonly().optional(),
  /** In these hours only; left out: always. */
  hours: z.strictObject({ zone, within: windows }).optional(),
  /** Each page reaches the next of its people; so many different people must answer. */
  inTurn: z.boolean().optional(),
  mustAnswer: z.int().min(2, severalRange).max(5, severalRange).optional(),
})

export const PolicyText = z.strictObject({
  slug,
  name,
  team: slug,
  steps: list(StepText, 20)
    .min(1, 'A policy needs at least one step')
    .refine(
      (steps) =>
        steps.some(
          ({ priorities, hours, targets }) =>
            !priorities && !hours && targets.some(({ channel }) => channel === undefined),
        ),
      { error: oneAlways },
    )
    .refine((steps) => steps.every((step) => !step.targets.some(({ policy }) => policy) || isPlain(step)), {
      error: saidByOwnSteps,
    }),
  repeats: z.int().min(0).max(9).optional(),
  returnAfterMinutes: minutes(5, 1440).optional(),
  /** Pages of this priority and of less are held while nobody is on call; null: none is. Never P1. */
  mayWaitFrom: z.enum(waitingPriorities).nullish(),
})

/** The sections of a file, in the order in which they build on each other when read and written. */
export const sections = {
  teams: TeamText,
  people: PersonText,
  schedules: ScheduleText,
  channels: ChannelText,
  policies: PolicyText,
  services: ServiceText,
  sources: SourceText,
  inhibitions: InhibitionText,
  heartbeats: HeartbeatText,
  routes: RoutesText,
  incidentRules: IncidentRulesText,
  kit: KitText,
} as const
export type Section = keyof typeof sections
export const sectionNames = [
  'teams',
  'people',
  'schedules',
  'channels',
  'policies',
  'services',
  'sources',
  'inhibitions',
  'heartbeats',
  'routes',
  'incidentRules',
  'kit',
] as const satisfies Section[]

export type Text<S extends Section> = z.output<(typeof sections)[S]>

/** A thing as the file has it, and the place it has in its section. */
export type Written<S extends Section> = { readonly at: number; readonly text: Text<S> }
export type Configuration = { readonly [S in Section]: readonly Written<S>[] }

/** By what is a thing of this section known? Routes are one thing for each team. */
export const keyField = {
  teams: 'slug',
  people: 'email',
  schedules: 'slug',
  channels: 'slug',
  policies: 'slug',
  services: 'slug',
  sources: 'slug',
  inhibitions: 'slug',
  heartbeats: 'slug',
  routes: 'team',
  incidentRules: 'team',
  kit: 'team',
} as const satisfies Record<Section, string>

/** The slug, for people the e-mail address, for routes the team; a heartbeat's with its source before it, `cron/backup`. */
export function keyOf<S extends Section>(section: S, { text }: Written<S>): string {
  const field: string = keyField[section]
  const said = new Map<string, unknown>(Object.entries(text))
  const named = said.get(field)
  const key = typeof named === 'string' ? named : ''
  return section === 'heartbeats' ? heartbeatKey({ source: String(said.get('source')), slug: key }) : key
}

/** A moment to the millisecond, as RFC 3339 in UTC. */
function moment() {
  return instant.transform((at) => toMillisecond(at).toString())
}

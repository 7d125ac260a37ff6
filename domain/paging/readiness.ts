// Can somebody be reached, by what, and if not, why? One place for it: the readiness view, the health card and the CLI ask here.
import type { Urgency } from '../schedules/trouble.ts'
import { isBefore, type Instant } from '../time.ts'
import type { Carrier, ChannelName } from './channels.ts'
import { isReach } from './rules.ts'

/** The channels whose provider is set up in this installation. */
export type SetUp = ReadonlySet<Carrier>

/** Would this installation wake somebody by such a contact, which is on? The open browser alone wakes nobody. */
export function canReach(
  contact: { readonly channel: ChannelName; readonly isVerified: boolean },
  setUp: SetUp,
): boolean {
  return contact.channel !== 'browser' && isReach(contact) && setUp.has(contact.channel)
}

export type ContactFacts = {
  readonly id: string
  readonly channel: ChannelName
  readonly isEnabled: boolean
  /** Why it is off, when it was not its person who switched it off. */
  readonly offBecause: 'stopped' | 'gone' | null
  readonly isVerified: boolean
  /** Nobody has shown for too long that it is still theirs. */
  readonly isLapsed: boolean
  /** How many of its last messages failed, one after the other. */
  readonly failures: number
}

/** How a contact stands. `lapsed` and `failing` are used as before, and counted as reach: time alone silences nobody. */
export const standings = [
  'ready',
  'lapsed',
  'failing',
  'not_set_up',
  'unverified',
  'stopped',
  'gone',
  'off',
  'browser',
] as const
export type Standing = (typeof standings)[number]

/** So many failures in a row, and more is wrong than a bad moment. */
export const failuresBorne = 2

/** How does this contact stand, by the worst that is known of it? */
export function standingOf(contact: ContactFacts, setUp: SetUp): Standing {
  const { channel, isEnabled, offBecause, isVerified, isLapsed, failures } = contact
  if (!isEnabled) return offBecause ?? 'off'
  if (channel === 'browser') return 'browser'
  if (!isVerified) return 'unverified'
  if (!canReach(contact, setUp)) return 'not_set_up'
  if (failures > failuresBorne) return 'failing'
  return isLapsed ? 'lapsed' : 'ready'
}

/** What carries a message to the person: whatever breaks it takes all contacts of its kind at once. */
type Bearer = 'mail' | 'telephone' | 'internet'

function bearerOf(channel: ChannelName): Bearer {
  if (channel === 'email') return 'mail'
  return channel === 'sms' || channel === 'voice' ? 'telephone' : 'internet'
}

/** Why somebody cannot be reached, or not as well as they should be. `away`: on leave in a shift that is theirs. */
export const findingKinds = [
  'deactivated',
  'no_contact',
  'only_browser',
  'only_unverified',
  'not_set_up',
  'stopped',
  'gone',
  'switched_off',
  'all_failing',
  'all_lapsed',
  'one_bearer',
  'away',
  'failing',
  'lapsed',
  'unverified',
] as const
export type FindingKind = (typeof findingKinds)[number]

/** `urgent`: nothing reaches the person. `soon`: something may not. `hint`: one contact of several. */
export type Finding = {
  readonly because: FindingKind
  readonly urgency: Urgency
  /** The contact it is about; null when it is about all of them. */
  readonly contactId: string | null
  /** From when on somebody is away. */
  readonly from: Instant | null
}

export const reaches = ['unreachable', 'weak', 'ready'] as const
export type Reach = (typeof reaches)[number]

export type PersonFacts = {
  readonly isActive: boolean
  readonly contacts: readonly ContactFacts[]
  /** When their leave begins that lies in one of their shifts. */
  readonly awayFrom: Instant | null
}

/** Can this person be reached? Everything that stands against it, the most urgent first; nothing when they are ready. */
export function readinessOf(
  person: PersonFacts,
  setUp: SetUp,
): { readonly reach: Reach; readonly findings: readonly Finding[] } {
  const findings = person.isActive ? findingsOf(person, setUp) : [found('deactivated', 'urgent')]
  const sorted = findings.toSorted((a, b) => urgencies.indexOf(a.urgency) - urgencies.indexOf(b.urgency))
  const worst = sorted[0]?.urgency
  return { reach: worst === 'urgent' ? 'unreachable' : worst === 'soon' ? 'weak' : 'ready', findings: sorted }
}

const urgencies: readonly Urgency[] = ['urgent', 'soon', 'hint']

function findingsOf({ contacts, awayFrom }: PersonFacts, setUp: SetUp): readonly Finding[] {
  const stands = contacts.map((contact) => ({ contact, standing: standingOf(contact, setUp) }))
  const usable = stands.filter(
    ({ standing }) => standing === 'ready' || standing === 'lapsed' || standing === 'failing',
  )
  const away: readonly Finding[] = awayFrom ? [{ ...found('away', 'soon'), from: awayFrom }] : []
  if (usable.length === 0) return [...whyNone(stands), ...away]
  const areAll = (which: Standing) => usable.every(({ standing }) => standing === which)
  const bearers = new Set(usable.map(({ contact }) => bearerOf(contact.channel)))
  return [
    ...(areAll('failing') ? [found('all_failing', 'soon')] : about(stands, 'failing', 'failing')),
    ...(areAll('lapsed') ? [found('all_lapsed', 'soon')] : about(stands, 'lapsed', 'lapsed')),
    ...(bearers.size === 1 ? [found('one_bearer', 'soon')] : []),
    ...away,
    ...about(stands, 'stopped', 'stopped'),
    ...about(stands, 'gone', 'gone'),
    ...about(stands, 'unverified', 'unverified'),
    ...about(stands, 'not_set_up', 'not_set_up'),
  ]
}

type Stand = { readonly contact: ContactFacts; readonly standing: Standing }

/** Nothing reaches this person: every reason there is, for each is another thing to do. */
function whyNone(stands: readonly Stand[]): readonly Finding[] {
  const reasons = [
    ...about(stands, 'unverified', 'only_unverified', 'urgent'),
    ...about(stands, 'not_set_up', 'not_set_up', 'urgent'),
    ...about(stands, 'stopped', 'stopped', 'urgent'),
    ...about(stands, 'gone', 'gone', 'urgent'),
    ...about(
      stands.filter(({ contact }) => contact.channel !== 'browser'),
      'off',
      'switched_off',
      'urgent',
    ),
  ]
  if (reasons.length > 0) return reasons
  return [found(stands.some(({ standing }) => standing === 'browser') ? 'only_browser' : 'no_contact', 'urgent')]
}

function about(
  stands: readonly Stand[],
  which: Standing,
  because: FindingKind,
  urgency: Urgency = 'hint',
): readonly Finding[] {
  return stands
    .filter(({ standing }) => standing === which)
    .map(({ contact }) => ({ ...found(because, urgency), contactId: contact.id }))
}

function found(because: FindingKind, urgency: Urgency): Finding {
  return { because, urgency, contactId: null, from: null }
}

/** When somebody is needed next: now, at a moment to come, or whenever a policy comes to them. */
export type Needed = { readonly reach: Reach; readonly onCallFrom: Instant | null }

/** Who is looked at first: whom nothing reaches, and of equals who is on call now, then soonest, then never by a shift. */
export function byNeed(a: Needed, b: Needed): number {
  return reaches.indexOf(a.reach) - reaches.indexOf(b.reach) || bySoonest(a.onCallFrom, b.onCallFrom)
}

function bySoonest(a: Instant | null, b: Instant | null): number {
  if (!a || !b) return Number(!a) - Number(!b)
  return isBefore(a, b) ? -1 : isBefore(b, a) ? 1 : 0
}

// A thing of the configuration with nothing left out: as the database has it, or as it will be once the file is applied.
import type { ListedEvidence } from '../services/evidence.ts'
import type { GroupingKind } from '../services/grouping.ts'
import type { ServiceLink } from '../services/link.ts'
import type { Tier } from '../services/tier.ts'
import type { WaitingPriority } from '../escalation/waiting.ts'
import type { OnCallRole, TeamPart } from '../escalation/whom.ts'
import type { RoomCarrier } from '../paging/channels.ts'
import type { MailRules } from '../intake/mail-rules.ts'
import type { PriorityName } from '../paging/priority.ts'
import type { Mapping } from '../intake/mapping.ts'
import type { Section, Text } from './document.ts'

type Of<L> = L extends readonly (infer E)[] ? E : never
export type Member = Of<Text<'teams'>['members']>
export type ContactWhole = Of<Text<'people'>['contacts']>
export type RuleWhole = Of<Text<'people'>['rules']>
export type OverrideWhole = Of<Text<'schedules'>['overrides']>
export type RotationWhole = Of<Text<'schedules'>['rotations']> & { readonly zone: string }
export type TemporaryWhole = Of<Text<'schedules'>['temporaries']>
export type CalendarWhole = Of<Text<'schedules'>['calendars']>
export type RouteWhole = Of<Text<'routes'>['inOrder']>
export type IncidentRuleWhole = Of<Text<'incidentRules'>['inOrder']>
export type KitBookmarkWhole = Of<Text<'kit'>['bookmarks']>
export type KitRunbookWhole = Of<Text<'kit'>['runbooks']>
/** One of both. */
export type ExpertWhole = { readonly person: string } | { readonly skill: string }
export type TargetWhole =
  | { readonly schedule: string; readonly role?: OnCallRole }
  | { readonly person: string }
  | { readonly team: string; readonly part: TeamPart }
  | { readonly policy: string }
  | { readonly channel: string }
export type StepWhole = Pick<Of<Text<'policies'>['steps']>, 'priorities' | 'hours' | 'inTurn' | 'mustAnswer'> & {
  readonly wait: number
  readonly targets: readonly TargetWhole[]
}

type Named = { readonly slug: string; readonly name: string }

export type Wholes = {
  readonly teams: Named & { readonly members: readonly Member[] }
  readonly people: {
    readonly email: string
    readonly name: string
    readonly zone: string
    readonly language: 'en' | 'ko'
    readonly holidays: string | null
    readonly role: Member['role']
    readonly deactivated: boolean
    readonly contacts: readonly ContactWhole[]
    readonly rules: readonly RuleWhole[]
    readonly quiet: NonNullable<Text<'people'>['quiet']> | null
    /** Sorted. */
    readonly skills: readonly string[]
  }
  readonly schedules: Named & {
    readonly team: string
    readonly zone: string
    readonly rotations: readonly RotationWhole[]
    /** The first made first: of two that overlap the later one wins. */
    readonly overrides: readonly OverrideWhole[]
    /** The first made first here too. */
    readonly temporaries: readonly TemporaryWhole[]
    readonly calendars: readonly CalendarWhole[]
    readonly handsOver: NonNullable<Text<'schedules'>['handsOver']>
  }
  readonly channels: Named & {
    readonly team: string
    readonly channel: RoomCarrier
    readonly address: string
    readonly language: 'en' | 'ko'
    readonly zone: string
  }
  readonly policies: Named & {
    readonly team: string
    readonly steps: readonly StepWhole[]
    readonly repeats: number
    readonly returnAfterMinutes: number
    /** Left out: no page waits. */
    readonly mayWaitFrom?: WaitingPriority
  }
  readonly services: Named & {
    readonly description: string
    readonly team: string
    readonly policy: string
    readonly grouping: GroupingKind
    readonly groupBy: readonly string[]
    readonly groupMinutes: number
    readonly watchMinutes: number
    readonly floodLimit: number
    readonly evidence: readonly ListedEvidence[]
    /** Sorted. */
    readonly dependsOn: readonly string[]
    readonly tier: Tier | null
    /** In the order of the team. */
    readonly links: readonly ServiceLink[]
    readonly experts: readonly ExpertWhole[]
  }
  readonly sources: Named & {
    readonly service: string
    readonly dialect: Text<'sources'>['dialect']
    readonly mapping: Mapping | null
    readonly mailRules: MailRules | null
    readonly floodLimit: number
    readonly enabled: boolean
  }
  readonly inhibitions: Named & {
    readonly team: string
    readonly sourceMatchers: readonly string[]
    readonly targetMatchers: readonly string[]
    readonly equal: readonly string[]
  }
  readonly heartbeats: Named & {
    readonly source: string
    readonly description: string
    readonly every: number | null
    readonly cron: string | null
    readonly zone: string
    readonly grace: number
    readonly priority: PriorityName
    readonly message: string
    readonly tags: readonly string[]
    readonly failWords: readonly string[]
    readonly paused: boolean
  }
  readonly routes: { readonly team: string; readonly inOrder: readonly RouteWhole[] }
  readonly incidentRules: { readonly team: string; readonly inOrder: readonly IncidentRuleWhole[] }
  readonly kit: {
    readonly team: string
    readonly bookmarks: readonly KitBookmarkWhole[]
    readonly runbooks: readonly KitRunbookWhole[]
  }
}
export type Whole<S extends Section> = Wholes[S]

/** Everything there is, each thing under its key. */
export type WholeConfiguration = { readonly [S in Section]: ReadonlyMap<string, Whole<S>> }

/** How rules name a contact: `email ana@example.com`, `ntfy topic`, `browser`. */
export function contactKey({ channel, address }: Pick<ContactWhole, 'channel' | 'address'>): string {
  return channel === 'browser' ? channel : `${channel} ${address}`
}

/** Is it a device, or a chat with the bot, by its key? They answer for themselves, so no file can make them, and none names them. */
export function answersForItself(key: string): boolean {
  return key.startsWith('push ') || key.startsWith('telegram ')
}

/** The contacts of somebody new for whom the file names none. */
export function defaultContacts(email: string): readonly ContactWhole[] {
  return [
    { channel: 'browser', address: 'browser', label: '', enabled: true },
    { channel: 'email', address: email, label: '', enabled: true },
  ]
}

/** How rotations are told apart: by role and layer, those that share both by their order. */
export function rotationKeys(rotations: readonly Pick<RotationWhole, 'role' | 'layer'>[]): readonly string[] {
  return numbered(rotations.map(({ role, layer }) => `${role}-${layer}`))
}

/** How temporary schedules are told apart: by name, those of one name by their order. */
export function temporaryKeys(temporaries: readonly Pick<TemporaryWhole, 'name'>[]): readonly string[] {
  return numbered(temporaries.map(({ name }) => name))
}

/** How calendars are told apart: by name, those of one name by their order. */
export function calendarKeys(calendars: readonly Pick<CalendarWhole, 'name'>[]): readonly string[] {
  return numbered(calendars.map(({ name }) => name))
}

export function overrideKey({ person, replaces, beside, takenOff, from, until }: OverrideWhole): string {
  const how = takenOff ? 'taken off' : beside ? `beside as ${beside}` : `for ${replaces ?? 'everybody'}`
  return `${person} ${how} from ${from} until ${until}`
}

/** `a`, `a-2`, `b`, `a-3` */
function numbered(keys: readonly string[]): readonly string[] {
  const seen = new Map<string, number>()
  return keys.map((key) => {
    const times = (seen.get(key) ?? 0) + 1
    seen.set(key, times)
    return times === 1 ? key : `${key}-${times}`
  })
}

/** The one order of things in a file, the same in every language and on every machine. */
export function sortedBy<T>(things: readonly T[], key: (thing: T) => string): readonly T[] {
  return things.toSorted((a, b) => compare(key(a), key(b)))
}

export function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}

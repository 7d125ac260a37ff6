// Everything that decides who is reached, as plain values: loaded once per version, then asked by pure decisions.
import type { ChannelName } from '../paging/channels.ts'
import type { Schedule } from '../schedules/schedule.ts'
import type { Quiet } from '../paging/quiet.ts'
import type { HoursInZone } from '../schedules/hours-in-zone.ts'
import type { Condition } from './holds.ts'
import type { WaitingPriority } from './waiting.ts'
import type { OnCallRole, TeamPart } from './whom.ts'

export type Priority = 1 | 2 | 3 | 4

export type RosterContact = {
  readonly id: string
  readonly channel: ChannelName
  readonly address: string
  readonly isVerified: boolean
}

export type RosterPerson = {
  readonly id: string
  readonly name: string
  readonly zone: string
  readonly language: 'en' | 'ko'
  readonly isActive: boolean
  /** Enabled contacts only. */
  readonly contacts: readonly RosterContact[]
  readonly rules: readonly {
    readonly priority: number
    readonly contactId: string
    readonly afterMinutes: number
    /** In which hours of this person's zone it holds; left out: always. */
    readonly hours?: HoursInZone | undefined
  }[]
  /** Left out: none. */
  readonly quiet?: Quiet | undefined
}

/** A channel of a team. It is told only when it was proven. */
export type RosterChannel = {
  readonly id: string
  readonly name: string
  readonly channel: ChannelName
  readonly address: string
  readonly language: 'en' | 'ko'
  readonly zone: string
  readonly isProven: boolean
}

export type RosterTarget =
  | { readonly kind: 'person'; readonly personId: string }
  | { readonly kind: 'schedule'; readonly scheduleId: string; readonly role?: OnCallRole | undefined }
  | { readonly kind: 'team'; readonly teamId: string; readonly part: TeamPart }
  | { readonly kind: 'policy'; readonly policyId: string }
  | { readonly kind: 'channel'; readonly channelId: string }

export type RosterStep = Condition & {
  readonly waitMinutes: number
  readonly targets: readonly RosterTarget[]
  /** Each page reaches the next of them, instead of all at once. */
  readonly inTurn?: boolean | undefined
  /** How many different people must answer; left out: one. */
  readonly mustAnswer?: number | undefined
}

export type RosterPolicy = {
  readonly id: string
  readonly name: string
  readonly teamId: string
  readonly repeats: number
  readonly returnAfterMinutes: number
  /** From this priority on a page may wait until somebody is on call; left out or null: none may. */
  readonly mayWaitFrom?: WaitingPriority | null | undefined
  readonly steps: readonly RosterStep[]
}

export type RosterService = {
  readonly id: string
  readonly name: string
  readonly teamId: string
  readonly policyId: string
  /** Whether an alert joins an unanswered page of this service instead of ringing again. */
  readonly joinsUnanswered: boolean
}

export type Roster = {
  readonly version: number
  readonly people: ReadonlyMap<string, RosterPerson>
  readonly schedules: ReadonlyMap<string, Schedule>
  readonly policies: ReadonlyMap<string, RosterPolicy>
  readonly services: ReadonlyMap<string, RosterService>
  readonly teams: ReadonlyMap<string, { readonly id: string; readonly name: string }>
  readonly channels: ReadonlyMap<string, RosterChannel>
  /** The members of a team who may respond to its alerts. */
  readonly respondersOf: ReadonlyMap<string, readonly string[]>
  /** Whom an exhausted policy alarms: the managers and admins of the team. */
  readonly managersOf: ReadonlyMap<string, readonly string[]>
  /** The admins of the installation: alarmed with the managers. */
  readonly admins: readonly string[]
}

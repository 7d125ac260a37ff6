// Everything that decides who is reached, as plain values: loaded once per version, then asked by pure decisions.
import type { ContactChannel } from '../paging/contact.ts'
import type { Schedule } from '../schedules/schedule.ts'

export type Priority = 1 | 2 | 3 | 4

export type RosterContact = {
  readonly id: string
  readonly channel: ContactChannel
  readonly address: string
}

export type RosterPerson = {
  readonly id: string
  readonly name: string
  readonly zone: string
  readonly language: 'en' | 'ko'
  readonly isActive: boolean
  /** Enabled contacts only. */
  readonly contacts: readonly RosterContact[]
  readonly rules: readonly { readonly priority: number; readonly contactId: string; readonly afterMinutes: number }[]
}

export type RosterTarget =
  { readonly kind: 'person'; readonly personId: string } | { readonly kind: 'schedule'; readonly scheduleId: string }

export type RosterStep = { readonly waitMinutes: number; readonly targets: readonly RosterTarget[] }

export type RosterPolicy = {
  readonly id: string
  readonly name: string
  readonly teamId: string
  readonly repeats: number
  readonly returnAfterMinutes: number
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
  /** Whom an exhausted policy alarms: the managers and admins of the team. */
  readonly managersOf: ReadonlyMap<string, readonly string[]>
  /** The admins of the installation: alarmed with the managers. */
  readonly admins: readonly string[]
}

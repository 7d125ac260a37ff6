// What both levels tell the judge: rows as they were committed, calls to providers, answers to senders and people.
import type { MutedKind } from '../../domain/alerts/silence.ts'
import type { AlertState } from '../../domain/alerts/states.ts'
import type { DeliveryState, PageState } from '../../domain/paging/states.ts'

/** Moments are milliseconds since the simulation began, on the database's clock. */
export type AlertRow = {
  readonly id: number
  readonly monitorId: string | null
  readonly serviceId: string | null
  readonly key: string
  readonly state: AlertState
  readonly priority: number
  readonly count: number
  readonly pageId: number | null
  readonly pagingDueAt: number | null
  readonly endsAt: number | null
  readonly acknowledgedBy: string | null
  /** Until when whoever snoozed it wants it quiet. */
  readonly backAt: number | null
  /** Why it does not page, since when, and until when at most. */
  readonly muted: {
    readonly kind: MutedKind
    readonly id: string
    readonly at: number
    readonly until: number
    /** The version of the roster by which it is muted. */
    readonly version: number
  } | null
}

export type PageRow = {
  readonly id: number
  readonly alertId: number
  readonly serviceId: string | null
  readonly teamId: string
  readonly plan: 'policy' | 'person' | 'fallback' | 'itself'
  readonly policyId: string | null
  readonly personId: string | null
  readonly priority: number
  readonly state: PageState
  readonly loop: number
  readonly step: number
  readonly dueAt: number | null
  readonly version: number
  readonly openedAt: number
  readonly acknowledgedAt: number | null
  readonly alarmPageId: number | null
  readonly needs: number
  readonly heldSince: number | null
  readonly heldUntil: number | null
  /** The version of the roster by which it is held. */
  readonly heldVersion: number | null
}

export type DeliveryRow = {
  readonly id: number
  readonly pageId: number
  readonly turn: number
  /** Null for a channel of a team. */
  readonly personId: string | null
  readonly contactId: string | null
  readonly channelId: string | null
  readonly channel: string
  readonly address: string
  /** For a shadow, or told to a channel: nobody is reached by it. */
  readonly isCopy: boolean
  readonly state: DeliveryState
  readonly dueAt: number | null
  readonly attempts: number
  readonly epoch: number
  readonly node: string | null
  readonly createdAt: number
  readonly isGathered: boolean
}

export type BundleRow = { readonly bundle: number; readonly deliveryId: number }
export type AttemptRow = { readonly deliveryId: number; readonly number: number; readonly node: string }
/** Somebody said that they cannot; `holds` until the page returns to its start. */
export type DeclineRow = { readonly pageId: number; readonly personId: string; readonly holds: boolean }
export type EntryRow = { readonly kind: string; readonly alertId: number | null; readonly pageId: number | null }

/** Who had the turns of a step, by `turnKey`, the longest ago first. */
export type TurnRow = { readonly key: string; readonly people: readonly string[] }
/** Somebody has answered a page that needs several. */
export type AnswerRow = { readonly pageId: number; readonly personId: string }

/** It mutes the alerts of these services. */
export type SilenceRow = {
  readonly id: string
  readonly serviceIds: readonly string[]
  readonly startsAt: number
  readonly endsAt: number
  readonly dueAt: number
}
/** This alert was muted by this silence. */
export type SilencedRow = { readonly silenceId: string; readonly alertId: number }
/** By an older roster than this nothing is muted without being asked again. */
export type RosterRow = { readonly unmutingVersion: number }

type Changed<What extends string, R> = { readonly what: What; readonly old: R | null; readonly now: R | null }
export type Change =
  | Changed<'alert', AlertRow>
  | Changed<'page', PageRow>
  | Changed<'delivery', DeliveryRow>
  | Changed<'bundle', BundleRow>
  | Changed<'attempt', AttemptRow>
  | Changed<'decline', DeclineRow>
  | Changed<'entry', EntryRow>
  | Changed<'turn', TurnRow>
  | Changed<'answer', AnswerRow>
  | Changed<'silence', SilenceRow>
  | Changed<'silenced', SilencedRow>
  | Changed<'roster', RosterRow>

export type Commit = {
  /** Virtual time, and the database's clock then. */
  readonly at: number
  readonly databaseAt: number
  /** Which word of the simulation began the transaction: what it could have read is no older. */
  readonly began: number
  readonly node: string
  readonly by: 'node' | 'person'
  readonly changes: readonly Change[]
}

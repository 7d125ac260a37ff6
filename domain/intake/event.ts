// The one shape every dialect becomes at the edge, once. Plain types: nothing here runs.

export type Priority = 'P1' | 'P2' | 'P3' | 'P4'

/**
 * What one monitor told us about one alert, in Baton's words.
 * All text can be stored in PostgreSQL as it is: no NUL, no lone surrogates.
 */
export type ReceivedEvent = {
  readonly action: 'trigger' | 'acknowledge' | 'resolve'
  /** The dedup key, byte for byte unless a note says otherwise; never empty. */
  readonly key: string
  /** One line of at most 1,024 code points; empty only when an acknowledge or resolve came without text. */
  readonly summary: string
  readonly priority: Priority
  /** Where the monitor says it comes from: payload.source, instance, externalURL. May be empty. */
  readonly from: string
  /** At most 64, each value at most 1,024 characters. Has no prototype, so a label named `constructor` is only a label. */
  readonly labels: Readonly<Record<string, string>>
  readonly links: readonly Link[]
  /** JSON text of what the caller sent for this event, unknown fields included; at most 64 KiB. */
  readonly details: string
  /** RFC 3339 in UTC, or null when the caller did not say. */
  readonly startsAt: string | null
  /** RFC 3339 in UTC. Only a Prometheus sender sets it: the alert closes by itself when it passes without a refresh. */
  readonly endsAt: string | null
  readonly groupKey: string | null
  readonly notes: readonly Note[]
}

/** A deploy or configuration change that stands beside alerts on the timeline and never pages. */
export type ChangeEvent = {
  readonly summary: string
  readonly from: string
  /** RFC 3339 in UTC, or null: then it happened when it was received. */
  readonly changedAt: string | null
  readonly labels: Readonly<Record<string, string>>
  readonly links: readonly Link[]
  readonly details: string
  readonly notes: readonly Note[]
}

/** `href` is always http or https. */
export type Link = { readonly href: string; readonly text: string }

/** What was cut, guessed or repaired on the way in, so that nobody is surprised by it later. Words for people are in `web/words`. */
export type Note =
  | 'not_utf8'
  | 'text_repaired'
  | 'control_characters_removed'
  | 'summary_cut'
  | 'summary_made'
  | 'key_made'
  | 'key_changed'
  | 'severity_unknown'
  | 'labels_dropped'
  | 'label_cut'
  | 'link_dropped'
  | 'details_truncated'
  | 'time_unreadable'
  | 'zone_assumed'
  | 'group_truncated'
  | 'mapping_missed'

/** The HTTP answer in the caller's dialect. */
export type Answer = {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body: string
  readonly contentType: 'application/json' | 'text/plain' | 'text/calendar'
}

export type Refused = { readonly refused: Answer }

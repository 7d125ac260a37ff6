// What a foreign calendar says, once it has been read: moments on the UTC line, recurrences spelt out.
import type { Instant } from '../time.ts'

/** One occurrence of an event. `mails` are its attendees, `priority` is what "[L2]" in its summary says, 0 without. */
export type CalendarEvent = {
  readonly uid: string
  readonly startsAt: Instant
  readonly endsAt: Instant
  readonly summary: string
  readonly mails: readonly string[]
  /** Addresses that stand in the text of the event. */
  readonly written: readonly string[]
  /** Whoever put it into the calendar, which need not be whom it is about. */
  readonly organizer: string | null
  readonly priority: number
}

/** Something that could not be read: the event by its line in the file and its UID where it has one, and why. */
export type EventProblem = {
  readonly line: number
  readonly uid: string | null
  readonly because: EventProblemCode
  readonly detail: string
}

export type EventProblemCode =
  | 'not_written_right'
  | 'starts_unknown'
  | 'ends_unknown'
  | 'ends_before_it_starts'
  | 'zone_unknown'
  | 'rule_not_read'
  | 'rule_takes_too_long'
  | 'changes_what_follows'

/** Why nothing of a calendar was read. What was read before stays in force. */
export type UnreadableCode =
  'not_a_calendar' | 'cut_off' | 'too_large' | 'too_many_events' | 'takes_too_long' | 'too_deep'

/** What a file says between two moments, or why nothing of it can be used. */
export type Reading =
  | {
      readonly isRead: true
      readonly events: readonly CalendarEvent[]
      readonly problems: readonly EventProblem[]
      readonly cancelled: number
    }
  | { readonly isRead: false; readonly because: UnreadableCode; readonly line: number | null }

/** The most of everything that one calendar may be. */
export const calendarLimits = {
  bytes: 5_000_000,
  events: 5_000,
  /** Components in the file, read or not. */
  components: 50_000,
  problems: 50,
  pastDays: 30,
  aheadDays: 400,
  /** Steps that one rule may take to find what it means in the window. */
  ruleSteps: 20_000,
  summaryLetters: 200,
  /** Of what events say, as it is shown. */
  said: 200,
  sourcesOfSchedule: 40,
  sourcesOfPerson: 5,
  mails: 20,
} as const

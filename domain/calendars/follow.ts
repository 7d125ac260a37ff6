// When a calendar is read again, and when its owners hear that it cannot be.
import { isBefore, type Instant } from '../time.ts'

/** Why a calendar was not read. `emptied`: it had events to come, and all at once has none. */
export const failureCodes = [
  'not_a_calendar',
  'cut_off',
  'too_large',
  'too_many_events',
  'takes_too_long',
  'too_deep',
  'no_address',
  'unreachable',
  'not_let_out',
  'not_there',
  'not_allowed',
  'answers_badly',
  'redirects',
  'emptied',
  'demo_calls_nobody',
] as const
export type FailureCode = (typeof failureCodes)[number]

/** `detail` is what a machine said: the status, a code, or the line of the file. */
export type Failure = { readonly because: FailureCode; readonly detail: string }

/** How it went so far. `toldAt`: when its owners were told that it fails. */
export type Course = {
  readonly failures: number
  readonly failingSince: Instant | null
  readonly toldAt: Instant | null
}

/** What one attempt makes of the course, when the next one is due, and what is to be told now. */
export type Next = Course & { readonly dueAt: Instant; readonly tell: 'failing' | 'mended' | null }

const everyMinutes = 15
const longestMinutes = 60
/** A server that is restarted, a certificate that is renewed: nobody needs to hear of that. */
export const patienceHours = 3

/** What follows from an attempt that was made now? What was read last stays in force however long this fails. */
export function afterAttempt(before: Course, hasFailed: boolean, now: Instant): Next {
  if (!hasFailed) {
    const next = { failures: 0, failingSince: null, toldAt: null, dueAt: now.add({ minutes: everyMinutes }) }
    return { ...next, tell: before.toldAt === null ? null : 'mended' }
  }
  const failures = before.failures + 1
  const failingSince = before.failingSince ?? now
  const minutes = Math.min(everyMinutes * 2 ** Math.min(failures - 1, 6), longestMinutes)
  const isLong = !isBefore(now, failingSince.add({ hours: patienceHours }))
  const tells = isLong && before.toldAt === null
  return {
    failures,
    failingSince,
    toldAt: tells ? now : before.toldAt,
    dueAt: now.add({ minutes }),
    tell: tells ? 'failing' : null,
  }
}

/**
 * Has a calendar lost everything that was to come, rather than come to its end? Somebody has closed the export or started
 * anew; a schedule is not emptied by that.
 */
export function isEmptied(
  before: readonly { readonly endsAt: Instant }[],
  after: typeof before,
  now: Instant,
): boolean {
  const isToCome = ({ endsAt }: { readonly endsAt: Instant }) => isBefore(now, endsAt)
  return before.some(isToCome) && !after.some(isToCome)
}

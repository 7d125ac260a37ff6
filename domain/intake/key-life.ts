// How long the keys of a source hold. Plain: screens ask the same questions.
import type { Instant } from '../time.ts'

/** How long the keys before hold when a new one is made: not at all, for a while, or until somebody revokes them. */
export const overlaps = ['none', 'hour', 'day', 'week', 'open'] as const
export type Overlap = (typeof overlaps)[number]

/** 32 letters and digits, which PagerDuty's clients count; or a UUID, which some Opsgenie clients insist on. */
export const keyForms = ['plain', 'uuid'] as const
export type KeyForm = (typeof keyForms)[number]

export type KeyLife = { readonly expiresAt: Instant | null; readonly revokedAt: Instant | null }

/** When does what was valid before end, if it was replaced at `now`? Null: not by itself. Never later than it already would. */
export function endAfter(overlap: Overlap, before: Instant | null, now: Instant): Instant | null {
  const end = hoursOf[overlap] === null ? null : now.add({ hours: hoursOf[overlap] })
  if (end === null || before === null) return end ?? before
  return Temporal.Instant.compare(before, end) < 0 ? before : end
}

/** Does this key open the door at `now`? A revoked one is called so, also when it would have expired since. */
export function keyStateAt({ expiresAt, revokedAt }: KeyLife, now: Instant): 'valid' | 'expired' | 'revoked' {
  if (revokedAt !== null) return 'revoked'
  return hasEnded(expiresAt, now) ? 'expired' : 'valid'
}

/** Is this end reached? What has none never ends. */
export function hasEnded(end: Instant | null, now: Instant): boolean {
  return end !== null && Temporal.Instant.compare(end, now) <= 0
}

const hoursOf: Readonly<Record<Overlap, number | null>> = { none: 0, hour: 1, day: 24, week: 168, open: null }

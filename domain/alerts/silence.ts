// A silence keeps alerts from paging on purpose: what its matchers match, or a maintenance of whole services, until its end.
import type { Instant } from '../time.ts'

export const silenceKinds = ['silence', 'maintenance'] as const
export type SilenceKind = (typeof silenceKinds)[number]

/** What can mute an alert. */
export const mutedKinds = [...silenceKinds, 'inhibition'] as const
export type MutedKind = (typeof mutedKinds)[number]

export const silenceStates = ['pending', 'active', 'expired'] as const
export type SilenceState = (typeof silenceStates)[number]

export const silenceLimits = {
  /** Nothing is muted for ever. */
  longestDays: 366,
  /** What is over stays listed for so long. */
  keptDays: 30,
  services: 200,
  warnMinutes: 15,
  longestWarnMinutes: 7 * 24 * 60,
  /** How many alerts a preview shows; it counts all of them. */
  previewed: 50,
} as const

/** Is it to come, does it mute now, or is it over? */
export function silenceStateAt(
  { startsAt, endsAt }: { readonly startsAt: Instant; readonly endsAt: Instant },
  now: Instant,
): SilenceState {
  if (Temporal.Instant.compare(endsAt, now) <= 0) return 'expired'
  return Temporal.Instant.compare(startsAt, now) <= 0 ? 'active' : 'pending'
}

/** What time does to a silence next. */
export type SilenceStep = 'begin' | 'warn' | 'end' | 'forget'

/**
 * What comes next for a silence after this step, and when? Its author is warned before it lapses, unless it was made for no
 * longer than the warning comes before.
 */
export function nextStep(
  silence: { readonly startsAt: Instant; readonly endsAt: Instant; readonly warnMinutes: number },
  done: SilenceStep | 'made' | 'warned_anew',
): { readonly step: SilenceStep; readonly dueAt: Instant } | null {
  const { startsAt, endsAt, warnMinutes } = silence
  const warnAt = endsAt.subtract({ minutes: warnMinutes })
  switch (done) {
    case 'made':
      return { step: 'begin', dueAt: startsAt }
    case 'begin':
    case 'warned_anew':
      if (warnMinutes > 0 && Temporal.Instant.compare(startsAt, warnAt) < 0) return { step: 'warn', dueAt: warnAt }
      return { step: 'end', dueAt: endsAt }
    case 'warn':
      return { step: 'end', dueAt: endsAt }
    case 'end':
      return { step: 'forget', dueAt: endsAt.add({ hours: silenceLimits.keptDays * 24 }) }
    case 'forget':
      return null
  }
}

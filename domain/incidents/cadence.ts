// How often an incident is told of, and what is said when that is late.
import type { PriorityName } from '../paging/priority.ts'
import { isAfter, isBefore, plusMinutes, type Instant } from '../time.ts'
import { isAcute, type IncidentState } from './stages.ts'

/** Minutes between updates while it hurts, where nobody has set others; once it is mitigated four times as long. */
export const usualCadence: Readonly<Record<PriorityName, number>> = { P1: 30, P2: 60, P3: 240, P4: 1_440 }
export const calmFactor = 4
/** So long after an update was due without one, the commander hears of it, or whoever leads. */
export const commanderAfterMinutes = 10

type Told = {
  readonly state: IncidentState
  readonly priority: PriorityName
  /** What somebody has set; null: as its priority asks. */
  readonly everyMinutes: number | null
}

/** How many minutes lie between two updates? Null when nobody waits for one any more. */
export function cadenceMinutes({ state, priority, everyMinutes }: Told): number | null {
  if (!isAcute(state) && state !== 'resolution') return null
  return everyMinutes ?? usualCadence[priority] * (isAcute(state) ? 1 : calmFactor)
}

/** When is the next update due, after one at `at`? Null when nobody waits for one any more. */
export function nextUpdateDue(of: Told, at: Instant): Instant | null {
  const minutes = cadenceMinutes(of)
  return minutes === null ? null : plusMinutes(at, minutes)
}

export type UpdateStep =
  | { readonly do: 'wait'; readonly until: Instant }
  | { readonly do: 'remind'; readonly whom: 'owner' | 'commander'; readonly nextAt: Instant | null }

/** What happens at `now` about an update that is due: its owner is reminded first, then the commander, and then it stays visible. */
export function updateStep(
  of: { readonly dueAt: Instant; readonly reminded: 'nobody' | 'owner' },
  now: Instant,
): UpdateStep {
  if (isBefore(now, of.dueAt)) return { do: 'wait', until: of.dueAt }
  const commanderAt = plusMinutes(of.dueAt, commanderAfterMinutes)
  if (of.reminded === 'nobody') return { do: 'remind', whom: 'owner', nextAt: commanderAt }
  return isAfter(commanderAt, now)
    ? { do: 'wait', until: commanderAt }
    : { do: 'remind', whom: 'commander', nextAt: null }
}

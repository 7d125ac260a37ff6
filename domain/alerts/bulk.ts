// What becomes of one alert among many that are answered at once.
import { can, type Actor } from '../permissions.ts'
import type { Became } from './bulk-api.ts'
import { isHeldByAnother } from './held.ts'
import { whyNot, type AlertState } from './states.ts'

type Standing = {
  readonly state: AlertState
  readonly teamId: string
  readonly acknowledgedById: string | null
}

export type WhyLeft = Became['left'][number]['because']

/**
 * Why is this alert left as it is, or null when it is done? What somebody else has stays theirs: to act on it asks for a reason, which
 * is given for one alert and not for many.
 */
export function whyLeft(move: 'acknowledge' | 'close', alert: Standing | undefined, actor: Actor): WhyLeft | null {
  if (!alert) return 'gone'
  if (!can(actor, 'alerts.respond', alert.teamId).allowed) return 'not_allowed'
  const me = actor.kind === 'person' ? actor.id : null
  const refused = whyNot(move, alert)
  if (refused === 'alert_closed') return 'closed'
  if (refused) return me !== null && alert.acknowledgedById === me ? 'yours' : 'taken'
  return isHeldByAnother(alert, me) ? 'taken' : null
}

/** How long after it an acknowledgement of many can be taken back, in seconds. */
export const undoWithinSeconds = 120

// Whoever acts on what somebody else holds says why.
import type { AlertState } from './states.ts'

type Held = { readonly state: AlertState; readonly acknowledgedById: string | null }

/** Is this alert in the hands of somebody else than who asks? What a monitor or a program acknowledged is in nobody's. */
export function isHeldByAnother({ state, acknowledgedById }: Held, personId: string | null): boolean {
  const isHeld = (state === 'acknowledged' || state === 'snoozed') && acknowledgedById !== null
  return isHeld && acknowledgedById !== personId
}

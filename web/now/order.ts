import type { AlertState } from '../../domain/alerts/states.ts'

const urgency: Readonly<Record<AlertState, number>> = { triggered: 0, acknowledged: 1, snoozed: 2, closed: 3 }

/** Alerts as a responder takes them: without an answer first, then by priority, then the oldest of equals first. */
export function inOrder<A extends Ordered>(alerts: readonly A[]): readonly A[] {
  return alerts.toSorted(
    (a, b) =>
      urgency[a.state] - urgency[b.state] ||
      a.priority.localeCompare(b.priority) ||
      Date.parse(a.firstAt) - Date.parse(b.firstAt),
  )
}

type Ordered = { readonly state: AlertState; readonly priority: string; readonly firstAt: string }

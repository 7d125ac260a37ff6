import type { AlertState } from '../../domain/alerts/states.ts'

const urgency: Readonly<Record<AlertState | 'muted', number>> = {
  triggered: 0,
  acknowledged: 1,
  snoozed: 2,
  muted: 3,
  closed: 4,
}

/** Alerts as a responder takes them: without an answer first, then by priority, then the oldest of equals first; what is muted waits for nobody. */
export function inOrder<A extends Ordered>(alerts: readonly A[]): readonly A[] {
  return alerts.toSorted(
    (a, b) =>
      urgencyOf(a) - urgencyOf(b) ||
      a.priority.localeCompare(b.priority) ||
      Date.parse(a.firstAt) - Date.parse(b.firstAt),
  )
}

function urgencyOf({ state, muted }: Ordered): number {
  return urgency[muted ? 'muted' : state]
}

type Ordered = {
  readonly state: AlertState
  readonly muted: object | null
  readonly priority: string
  readonly firstAt: string
}

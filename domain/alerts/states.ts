// What may happen to an alert in which state: a complete table, read by actions, buttons and docs/states.md.

export const alertStates = ['triggered', 'acknowledged', 'snoozed', 'closed'] as const
export type AlertState = (typeof alertStates)[number]

export const alertMoves = ['acknowledge', 'take_over', 'decline', 'snooze', 'escalate', 'close', 'reopen'] as const
export type AlertMove = (typeof alertMoves)[number]

export type AlertRefusal = 'alert_closed' | 'alert_open' | 'alert_already_acknowledged'
export type AlertCell = { readonly to: AlertState } | { readonly not: AlertRefusal }

export const alertTable: Readonly<Record<AlertState, Readonly<Record<AlertMove, AlertCell>>>> = {
  triggered: {
    acknowledge: { to: 'acknowledged' },
    take_over: { to: 'acknowledged' },
    decline: { to: 'triggered' },
    snooze: { to: 'snoozed' },
    escalate: { to: 'triggered' },
    close: { to: 'closed' },
    reopen: { not: 'alert_open' },
  },
  acknowledged: {
    acknowledge: { not: 'alert_already_acknowledged' },
    take_over: { to: 'acknowledged' },
    decline: { to: 'triggered' }, // whoever has it gives it back; for everybody else somebody has it
    snooze: { to: 'snoozed' },
    escalate: { to: 'triggered' },
    close: { to: 'closed' },
    reopen: { not: 'alert_open' },
  },
  snoozed: {
    acknowledge: { to: 'acknowledged' },
    take_over: { to: 'acknowledged' },
    decline: { to: 'triggered' },
    snooze: { to: 'snoozed' },
    escalate: { to: 'triggered' },
    close: { to: 'closed' },
    reopen: { not: 'alert_open' },
  },
  closed: {
    acknowledge: { not: 'alert_closed' },
    take_over: { not: 'alert_closed' },
    decline: { not: 'alert_closed' },
    snooze: { not: 'alert_closed' },
    escalate: { not: 'alert_closed' },
    close: { not: 'alert_closed' },
    reopen: { to: 'triggered' }, // by its monitor in the watch period, or by a person
  },
}

/** May this alert be moved so, and if not, why? The same answer for the action and for the button. */
export function whyNot(move: AlertMove, alert: { readonly state: AlertState }): AlertRefusal | null {
  const cell = alertTable[alert.state][move]
  return 'not' in cell ? cell.not : null
}

/** The states from which this move is allowed, for conditional writes. */
export function statesAllowing(move: AlertMove): AlertState[] {
  return alertStates.filter((state) => 'to' in alertTable[state][move])
}

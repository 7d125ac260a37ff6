// What may happen to a page in which state: a complete table, read by actions, buttons and docs/states.md.

export const pageStates = ['open', 'acknowledged', 'snoozed', 'exhausted', 'closed'] as const
export type PageState = (typeof pageStates)[number]

export const pageMoves = ['acknowledge', 'take_over', 'decline', 'snooze', 'escalate', 'close', 'due'] as const
export type PageMove = (typeof pageMoves)[number]

export const deliveryStates = ['queued', 'claimed', 'sent', 'failed', 'not_sent', 'cancelled'] as const
export type DeliveryState = (typeof deliveryStates)[number]

/** Where a move leads, or why nothing happens. */
export type Cell = { readonly to: PageState } | { readonly not: PageRefusal }
export type PageRefusal = 'already_acknowledged' | 'already_closed' | 'alarm_took_over' | 'nothing_due'

const to = (state: PageState): Cell => ({ to: state })
const not = (because: PageRefusal): Cell => ({ not: because })

export const pageTable: Readonly<Record<PageState, Readonly<Record<PageMove, Cell>>>> = {
  open: {
    acknowledge: to('acknowledged'),
    take_over: to('acknowledged'),
    decline: to('open'), // due at once when nobody else in the firing can be reached
    snooze: to('snoozed'),
    escalate: to('open'),
    close: to('closed'),
    due: to('open'), // or exhausted, when the policy has no step left: escalate() decides
  },
  acknowledged: {
    acknowledge: not('already_acknowledged'),
    take_over: to('acknowledged'),
    decline: to('open'), // given back by whoever has it: the next step, without them
    snooze: to('snoozed'),
    escalate: to('open'),
    close: to('closed'),
    due: to('open'), // acknowledged and idle: it comes back
  },
  snoozed: {
    acknowledge: to('acknowledged'),
    take_over: to('acknowledged'),
    decline: to('open'),
    snooze: to('snoozed'),
    escalate: to('open'),
    close: to('closed'),
    due: to('open'), // the snooze is over
  },
  exhausted: {
    acknowledge: not('alarm_took_over'),
    take_over: not('alarm_took_over'),
    decline: not('alarm_took_over'),
    snooze: not('alarm_took_over'),
    escalate: not('alarm_took_over'),
    close: to('closed'),
    due: not('nothing_due'),
  },
  closed: {
    acknowledge: not('already_closed'),
    take_over: not('already_closed'),
    decline: not('already_closed'),
    snooze: not('already_closed'),
    escalate: not('already_closed'),
    close: not('already_closed'),
    due: not('nothing_due'),
  },
}

// What a telephone provider says after it had accepted a message (https://www.twilio.com/docs/messaging/api/message-resource#message-status-values).

/** `arrived`: a phone has it. `failed`: it never will. Everything else says nothing yet. */
export type Receipt = 'arrived' | 'failed' | null

export function smsReceipt(status: string): Receipt {
  if (status === 'delivered' || status === 'read') return 'arrived'
  return status === 'undelivered' || status === 'failed' || status === 'canceled' ? 'failed' : null
}

/** A call that somebody, or something, picked up has arrived; whether it was heard only the key tells. */
export function callReceipt(status: string): Receipt {
  if (status === 'in-progress' || status === 'answered' || status === 'completed') return 'arrived'
  return ['busy', 'no-answer', 'canceled', 'failed'].includes(status) ? 'failed' : null
}

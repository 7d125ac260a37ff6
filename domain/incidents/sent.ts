// What became of an update: how many got it, and of whoever did not what to do about it.

export const sentStates = ['waiting', 'sent', 'failed', 'dropped'] as const
export type SentState = (typeof sentStates)[number]

/**
 * How does the row of a message read to whoever sent it? What no provider carried has failed for them, but in a demo, where the outbox
 * is where messages are meant to go.
 */
export function sentState(
  state: 'waiting' | 'sending' | 'sent' | 'not_sent' | 'failed' | 'dropped',
  { isDemo }: { readonly isDemo: boolean },
): SentState {
  switch (state) {
    case 'waiting':
    case 'sending':
      return 'waiting'
    case 'not_sent':
      return isDemo ? 'sent' : 'failed'
    case 'failed':
      return 'failed'
    case 'sent':
    case 'dropped':
      return state
  }
}

/** What helps, by what the provider said. */
export const advices = [
  'set_up_provider',
  'prove_channel',
  'choose_channel',
  'unarchive',
  'invite_baton',
  'check_address',
  'check_secret',
  'try_later',
] as const
export type Advice = (typeof advices)[number]

/** What should be done so that the next update arrives? `outcome` is the reason as channels word it: `code: detail`. */
export function adviceFor(outcome: string): Advice {
  if (outcome.startsWith('no provider')) return 'set_up_provider'
  const code = /^[a-z_]+/.exec(outcome)?.[0] ?? ''
  switch (code) {
    case 'channel_unproven':
      return 'prove_channel'
    case 'channel_removed':
    case 'chat_gone':
    case 'http_gone':
      return 'choose_channel'
    case 'chat_refused':
      return refusedIn(outcome)
    case 'email_address':
    case 'email_refused':
    case 'email_bounced':
    case 'chat_address':
    case 'ntfy_topic':
    case 'egress_refused':
    case 'http_redirects':
    case 'http_refused':
      return 'check_address'
    case 'webhook_secret':
    case 'ntfy_sign_in':
    case 'email_sign_in':
      return 'check_secret'
    default:
      return 'try_later'
  }
}

/** What Slack and Telegram say in their own words. */
function refusedIn(outcome: string): Advice {
  if (/is_archived/.test(outcome)) return 'unarchive'
  if (/not_in_channel|bot is not a member|kicked/i.test(outcome)) return 'invite_baton'
  if (/channel_not_found|chat not found|upgraded to a supergroup/i.test(outcome)) return 'choose_channel'
  return 'check_address'
}

/** The outcomes that have words of their own; the rest of what a provider said stands behind the code. */
export const outcomeCodes = [
  'deadline',
  'channel_broke',
  'browser_closed',
  'no_provider',
  'email_address',
  'email_bounced',
  'email_refused',
  'email_refused_for_now',
  'email_tls',
  'email_unreachable',
  'chat_address',
  'chat_garbled',
  'chat_gone',
  'chat_refused',
  'egress_refused',
  'http_busy',
  'http_failing',
  'http_gone',
  'http_redirects',
  'http_refused',
  'http_unreachable',
  'ntfy_sign_in',
  'ntfy_topic',
  'push_gone',
  'push_keys',
  'webhook_secret',
  'phone_number',
  'phone_account',
  'phone_opted_out',
  'phone_refused',
  'phone_undelivered',
  'no_receipt',
] as const
/** Codes whose words tell everything that the detail would. */
const saysAll: ReadonlySet<string> = new Set(['browser_closed', 'deadline', 'no_provider', 'no_receipt'])

export type OutcomeCode = (typeof outcomeCodes)[number]

/** An outcome as the server keeps it, `code: detail`, taken apart; without a known code all of it is detail. */
export function outcomeOf(text: string): { readonly code: OutcomeCode | null; readonly detail: string } {
  if (text.startsWith('no provider is set up')) return { code: 'no_provider', detail: '' }
  const colon = text.indexOf(': ')
  const code = outcomeCodes.find((each) => each === text.slice(0, colon))
  if (!code) return { code: null, detail: text }
  return { code, detail: saysAll.has(code) ? '' : text.slice(colon + 2) }
}

// Whether a call really comes from the chat it says: over the bytes that came, and within five minutes.
import { createHmac } from 'node:crypto'
import type { Instant } from '../../domain/time.ts'
import { sameText } from '../secrets.ts'

const freshSeconds = 5 * 60

/** Slack (https://docs.slack.dev/authentication/verifying-requests-from-slack): `v0=` and HMAC-SHA256 over `v0:timestamp:body`. */
export function isFromSlack(
  call: { readonly timestamp: string; readonly signature: string; readonly body: Buffer },
  secret: string,
  now: Instant,
): boolean {
  if (!/^\d{1,12}$/.test(call.timestamp)) return false
  if (Math.abs(now.epochMilliseconds / 1_000 - Number(call.timestamp)) > freshSeconds) return false
  const right = createHmac('sha256', secret).update(`v0:${call.timestamp}:`).update(call.body).digest('hex')
  return sameText(call.signature, `v0=${right}`)
}

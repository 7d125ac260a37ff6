// What a status means for paging; the same for every provider reached over HTTP.
import type { Outcome } from '../../domain/paging/next-attempt.ts'
import type { Instant } from '../../domain/time.ts'
import { because } from './channel.ts'
import type { EgressAnswer } from '../egress/egress.ts'

const LONGEST_WAIT_SECONDS = 600

/**
 * Sent, later, or never? 2xx is sent; busy, failing and unreachable come back, honouring Retry-After up to ten minutes;
 * 410 and every other status will not change by asking again.
 */
export function outcomeOf(answer: EgressAnswer, now: Instant, reference: (body: string) => string): Outcome {
  if (answer.kind === 'refused') return { giveUp: because('egress_refused', answer.because) }
  if (answer.kind === 'failed') return { tryAgain: because('http_unreachable', answer.because) }
  const { status } = answer
  const said = `HTTP ${status} ${answer.body}`
  if (status >= 200 && status < 300) return { sent: reference(answer.body) }
  if (status === 408 || status === 429) return later(because('http_busy', said), answer.retryAfter, now)
  if (status >= 500) return later(because('http_failing', said), answer.retryAfter, now)
  if (status === 410) return { giveUp: because('http_gone', said) }
  if (status >= 300 && status < 400)
    return { giveUp: because('http_redirects', `HTTP ${status}; enter the final address`) }
  return { giveUp: because('http_refused', said) }
}

function later(reason: string, retryAfter: string | null, now: Instant): Outcome {
  const seconds = secondsIn(retryAfter, now)
  return seconds === null ? { tryAgain: reason } : { tryAgain: reason, afterSeconds: seconds }
}

/** Retry-After (RFC 9110 10.2.3) in seconds from now, 1 to 600: a provider cannot put a page off for long. */
function secondsIn(retryAfter: string | null, now: Instant): number | null {
  if (retryAfter === null) return null
  const seconds = /^\d{1,9}$/.test(retryAfter)
    ? Number(retryAfter)
    : Math.ceil((Date.parse(retryAfter) - now.epochMilliseconds) / 1_000)
  return Number.isNaN(seconds) ? null : Math.min(Math.max(seconds, 1), LONGEST_WAIT_SECONDS)
}

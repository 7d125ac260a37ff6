// Is this message of SNS' own hand, and may its subscription be confirmed? Asked before the message is read.
import { createVerify, X509Certificate, type KeyObject } from 'node:crypto'
import { unavailable } from '../../domain/intake/generic.ts'
import type { Answer } from '../../domain/intake/event.ts'
import type { Envelope } from '../../domain/intake/sns-envelope.ts'
import { envelopeOf, isCertificateUrl, isSubscribeUrl, signedText } from '../../domain/intake/sns-envelope.ts'
import type { Diagnostics } from '../diagnostics.ts'
import type { Egress, EgressPage } from '../egress/egress.ts'
import type { WebhookCheck } from './http.ts'

/** One GET, which never throws and follows no redirect. */
export type FetchOfSns = (url: string) => Promise<EgressPage>

const mostBytes = 16 * 1024
// SNS waits 15 seconds for its answer: a certificate and a confirmation, one after the other, fit in.
const waitMs = 6_000
const mostCertificates = 100
const mostAsking = 8
const retryAfterSeconds = 5

/** The way out to SNS: behind the guard, which calls no address inside. */
export function fetchOfSns(egress: Egress): FetchOfSns {
  return (url) => egress.get({ url, headers: {}, mostBytes }, AbortSignal.timeout(waitMs))
}

/**
 * Refuses an envelope whose signature does not fit, and confirms a subscription whose does; a message without an envelope (raw
 * delivery, another sender) is for the key alone to vouch for. Confirming changes nothing here, so it needs no commit: when it
 * fails, SNS is told to send again, and confirming twice is confirming once.
 */
export function snsCheck(parts: { readonly fetch: FetchOfSns; readonly diagnostics: Diagnostics }): WebhookCheck {
  const certificates = new Certificates(parts.fetch)
  return async (request) => {
    const envelope = envelopeOf(request)
    if (!envelope) return null
    const key = isCertificateUrl(envelope.signingCertUrl) ? await certificates.keyAt(envelope.signingCertUrl) : null
    if (key === 'away') return tryAgain(parts.diagnostics, 'the certificate of SNS could not be fetched')
    if (!key || !isSigned(envelope, key)) return refusal('the signature of this SNS message does not fit')
    return envelope.type === 'SubscriptionConfirmation' ? confirm(parts, envelope) : null
  }
}

async function confirm(
  { fetch, diagnostics }: { readonly fetch: FetchOfSns; readonly diagnostics: Diagnostics },
  { subscribeUrl }: Envelope,
): Promise<Answer | null> {
  if (!isSubscribeUrl(subscribeUrl)) return refusal('the SubscribeURL is not one of SNS')
  const page = await fetch(subscribeUrl)
  if (page.kind === 'answered' && page.status >= 200 && page.status < 300) return null
  return tryAgain(diagnostics, 'the subscription to SNS could not be confirmed')
}

function isSigned(envelope: Envelope, key: KeyObject): boolean {
  if (envelope.hash === null) return false
  const verify = createVerify(envelope.hash).update(signedText(envelope), 'utf8')
  try {
    return verify.verify(key, envelope.signature, 'base64')
  } catch {
    return false
  }
}

/**
 * The keys of the certificates that SNS signs with, each fetched once. That they come over https from a host of SNS is what makes
 * them SNS'; an expired one still says who signed, so its dates are not asked.
 */
class Certificates {
  readonly #fetch: FetchOfSns
  readonly #known = new Map<string, KeyObject>()
  readonly #asking = new Map<string, Promise<KeyObject | 'away' | null>>()

  constructor(fetch: FetchOfSns) {
    this.#fetch = fetch
  }

  /** null: what lies there is no certificate. `away`: it may be there another time. */
  async keyAt(url: string): Promise<KeyObject | 'away' | null> {
    const known = this.#known.get(url)
    if (known) return known
    const asked = this.#asking.get(url)
    if (asked) return asked
    // Whoever has the key of a source could name a thousand addresses.
    if (this.#asking.size >= mostAsking) return 'away'
    const asking = this.#ask(url).finally(() => this.#asking.delete(url))
    this.#asking.set(url, asking)
    return asking
  }

  async #ask(url: string): Promise<KeyObject | 'away' | null> {
    const page = await this.#fetch(url)
    if (page.kind === 'too_large') return null
    if (page.kind !== 'answered' || page.status >= 500 || page.status === 429) return 'away'
    const key = page.status === 200 ? publicKeyOf(page.body) : null
    if (key) this.#remember(url, key)
    return key
  }

  #remember(url: string, key: KeyObject): void {
    const oldest = this.#known.keys().next()
    if (this.#known.size >= mostCertificates && !oldest.done) this.#known.delete(oldest.value)
    this.#known.set(url, key)
  }
}

function publicKeyOf(pem: Uint8Array): KeyObject | null {
  try {
    return new X509Certificate(pem).publicKey
  } catch {
    return null
  }
}

/** Never 400 or 422: what a source does not understand may be read as generic JSON, what it does not believe may not. */
function refusal(why: string): Answer {
  return { status: 403, body: why, contentType: 'text/plain' }
}

function tryAgain(diagnostics: Diagnostics, why: string): Answer {
  diagnostics.warn({ door: 'sns' }, why)
  return unavailable(retryAfterSeconds)
}

// What SMS and voice share: providers that speak Twilio's API (https://www.twilio.com/docs/usage/api), asked one after the other.
import * as z from 'zod'
import { afterCall, inOrder, isResting, wellBreaker, type Breaker, type Fared } from '../../domain/paging/breaker.ts'
import type { Message } from '../../domain/paging/message.ts'
import type { Outcome } from '../../domain/paging/next-attempt.ts'
import type { Instant } from '../../domain/time.ts'
import type { Egress, EgressAnswer } from '../egress/egress.ts'
import { because } from './channel.ts'
import { outcomeOf } from './http-outcome.ts'

export const phoneProviders = ['first', 'second'] as const
export type ProviderName = (typeof phoneProviders)[number]

/** One account at one provider. A number that is not set: this provider does not carry that channel. */
export type PhoneProvider = {
  readonly name: ProviderName
  /** The API without `/2010-04-01`. */
  readonly url: string
  readonly account: string
  readonly token: string
  readonly smsFrom: string | null
  readonly voiceFrom: string | null
}

export type PhoneParts = {
  readonly egress: Egress
  readonly providers: readonly PhoneProvider[]
  /** Where the providers find this Baton, for receipts and keys. */
  readonly publicUrl: string
  /** 0: receipts are not asked for. */
  readonly receiptWithinSeconds: number
  readonly clock: () => Instant
  readonly metrics: PhoneMetrics
}

export type PhoneMetrics = {
  readonly asked: (channel: string, provider: string, outcome: string) => void
  readonly rests: (channel: string, provider: string, isResting: boolean) => void
}

export type Form = Readonly<Record<string, string | readonly string[]>>

/** One channel's way to its providers, with a breaker for each: what this node sees of them, gone when it ends. */
export class PhoneLine {
  readonly #parts: PhoneParts
  readonly #of: { readonly channel: 'sms' | 'voice'; readonly resource: 'Messages' | 'Calls' }
  readonly #breakers = new Map<ProviderName, Breaker>()

  constructor(parts: PhoneParts, of: { readonly channel: 'sms' | 'voice'; readonly resource: 'Messages' | 'Calls' }) {
    this.#parts = parts
    this.#of = of
  }

  /** Asks the providers in turn until one accepts. One that hangs leaves time for the next. */
  async ask(form: (provider: PhoneProvider) => Form, deadline: AbortSignal): Promise<Outcome> {
    const { providers, clock } = this.#parts
    const order = inOrder(providers, ({ name }) => this.#breakerOf(name), clock())
    const failed: NotSent[] = []
    for (const [i, provider] of order.entries()) {
      const isLast = i === order.length - 1
      const patience = isLast ? deadline : AbortSignal.any([deadline, AbortSignal.timeout(patienceMs)])
      const { outcome, fared, isForAll } = await this.#askOne(provider, form(provider), patience)
      this.#note(provider.name, fared, outcome)
      if ('sent' in outcome) return outcome
      failed.push(outcome)
      if (isForAll || deadline.aborted) break
    }
    return together(failed)
  }

  async #askOne(provider: PhoneProvider, form: Form, deadline: AbortSignal): Promise<Answered> {
    const { egress, clock } = this.#parts
    const { account, token } = provider
    const answer = await egress.post(
      {
        url: `${provider.url.replace(/\/+$/, '')}/2010-04-01/Accounts/${encodeURIComponent(account)}/${this.#of.resource}.json`,
        headers: {
          authorization: `Basic ${Buffer.from(`${account}:${token}`).toString('base64')}`,
          'content-type': 'application/x-www-form-urlencoded',
          'user-agent': 'Baton',
          accept: 'application/json',
        },
        body: encoded(form),
      },
      deadline,
    )
    return understood(answer, provider.name, clock())
  }

  #breakerOf(name: ProviderName): Breaker {
    return this.#breakers.get(name) ?? wellBreaker
  }

  #note(name: ProviderName, fared: Fared, outcome: Outcome): void {
    const { metrics, clock } = this.#parts
    const breaker = afterCall(this.#breakerOf(name), fared, clock())
    this.#breakers.set(name, breaker)
    const word = 'sent' in outcome ? 'sent' : 'tryAgain' in outcome ? 'try_again' : 'give_up'
    metrics.asked(this.#of.channel, name, word)
    metrics.rests(this.#of.channel, name, isResting(breaker, clock()))
  }
}

/** The proof in the message's own link is the proof in its callbacks: it names the delivery, and its person and page. */
export function callbackUrl(publicUrl: string, provider: ProviderName, what: string, message: Message): string | null {
  const token = message.answerUrl?.split('/').at(-1)
  return token ? `${publicUrl}/phone/${provider}/${what}/${token}` : null
}

/** For how long a provider may think while another could be asked. */
const patienceMs = 4_000

type NotSent = Exclude<Outcome, { readonly sent: string }>
/** `isForAll`: the number is the trouble, and no other provider would change that. */
type Answered = { readonly outcome: Outcome; readonly fared: Fared; readonly isForAll: boolean }

/** Sent with the provider's own id, by which receipts speak of it; else what is wrong, and with whom. */
function understood(answer: EgressAnswer, name: ProviderName, now: Instant): Answered {
  const plain = outcomeOf(answer, now, () => '')
  if (answer.kind !== 'answered') return { outcome: plain, fared: { how: 'failed' }, isForAll: false }
  const said = readBody(answer.body)
  if ('sent' in plain) {
    if (said.sid !== null) return served({ sent: `${name} ${said.sid}` }, false)
    // Whatever answered was no provider: a proxy, a sign-in page. Nobody's phone rings of that.
    const reason = because('http_failing', `HTTP ${answer.status} without an id: ${answer.body}`)
    return { outcome: { tryAgain: reason }, fared: { how: 'failed' }, isForAll: false }
  }
  const detail = `${said.code ?? `HTTP ${answer.status}`} ${said.message}`
  if (said.code !== null && optedOut.has(said.code))
    return served({ giveUp: because('phone_opted_out', detail), ends: 'stopped' }, true)
  if (said.code !== null && wrongNumber.has(said.code)) return served({ giveUp: because('phone_number', detail) }, true)
  if ('tryAgain' in plain) {
    const forSeconds = plain.afterSeconds
    const isBusy = answer.status === 429 || forSeconds !== undefined
    return {
      outcome: plain,
      fared: isBusy ? { how: 'busy', forSeconds: forSeconds ?? 1 } : { how: 'failed' },
      isForAll: false,
    }
  }
  if (answer.status === 401 || answer.status === 403)
    return { outcome: { giveUp: because('phone_account', detail) }, fared: { how: 'failed' }, isForAll: false }
  return served({ giveUp: because('phone_refused', detail) }, false)
}

function served(outcome: Outcome, isForAll: boolean): Answered {
  return { outcome, fared: { how: 'served' }, isForAll }
}

/** https://www.twilio.com/docs/api/errors: no such number, no number for an SMS, no number to call. */
const wrongNumber: ReadonlySet<number> = new Set([13_223, 13_224, 21_211, 21_214, 21_217, 21_401, 21_614])
const optedOut: ReadonlySet<number> = new Set([21_610])

const Body = z.object({
  sid: z
    .string()
    .regex(/^[\w-]{1,64}$/)
    .nullish()
    .catch(null),
  code: z.number().nullish().catch(null),
  message: z.string().nullish().catch(null),
})

function readBody(text: string): {
  readonly sid: string | null
  readonly code: number | null
  readonly message: string
} {
  let json: unknown = null
  try {
    json = JSON.parse(text)
  } catch {
    // Garbage holds no id and no code: it is told by its status.
  }
  const { sid = null, code = null, message } = Body.safeParse(json).data ?? {}
  return { sid, code, message: message ?? '' }
}

/** Several failures as one: it may work later when any of them may, and then as soon as the first. */
function together(failed: readonly NotSent[]): NotSent {
  const later = failed.filter((each) => 'tryAgain' in each)
  const [first] = later
  if (!first) return failed.at(-1) ?? { giveUp: because('phone_account', 'no provider carries this') }
  const waits = later.flatMap(({ afterSeconds }) => afterSeconds ?? [])
  const soonest = waits.length === later.length ? Math.min(...waits) : undefined
  return { tryAgain: first.tryAgain, ...(soonest === undefined ? {} : { afterSeconds: soonest }) }
}

function encoded(form: Form): string {
  const pairs = Object.entries(form).flatMap(([name, value]) => [value].flat().map((one) => [name, one]))
  return new URLSearchParams(pairs).toString()
}

// The one way out over HTTP: every call to an address somebody typed in goes through here.
import { lookup } from 'node:dns/promises'
import http from 'node:http'
import https from 'node:https'
import type { LookupFunction } from 'node:net'
import { type EgressRules, type Target, targetOf, whyNotDial } from './egress-rules.ts'

/** `answered` with at most 64 KiB of the body; `refused` by the rules, before anything was sent; `failed` on the way. */
export type EgressAnswer =
  | { readonly kind: 'answered'; readonly status: number; readonly retryAfter: string | null; readonly body: string }
  | { readonly kind: 'refused'; readonly because: string }
  | { readonly kind: 'failed'; readonly because: string }

/** What a GET brings: all of the body, or nothing of it. `location` and the validators are as the other side wrote them. */
export type EgressPage =
  | {
      readonly kind: 'answered'
      readonly status: number
      readonly location: string | null
      readonly etag: string | null
      readonly lastModified: string | null
      readonly body: Uint8Array
    }
  | { readonly kind: 'too_large' }
  | Exclude<EgressAnswer, { readonly kind: 'answered' }>

/** What a probe brings. */
export type EgressStatus =
  { readonly kind: 'answered'; readonly status: number } | Exclude<EgressAnswer, { readonly kind: 'answered' }>

/** `mostBytes`: a longer body is given up. */
export type EgressGet = {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly mostBytes: number
}

/** `headers` are all that is sent beside Host, Connection and Content-Length. */
export type EgressPost = {
  /** PATCH changes what was posted before. */
  readonly method?: 'POST' | 'PATCH'
  /** What must not arrive twice goes over a connection of its own: one that breaks off is never asked again. */
  readonly isOnce?: boolean
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array
}

export type Address = { readonly address: string; readonly family: number }
export type Resolve = (host: string) => Promise<readonly Address[]>

const BODY_BYTES = 64 * 1_024
const HEADER_BYTES = 16 * 1_024
const BODY_WAIT_MS = 1_000
const LOOKUP_WAIT_MS = 2_000
const REMEMBERED_HOSTS = 1_000
// Wide, because calls that hang must not queue others behind them; the engine bounds how many run at once.
const AGENT = { keepAlive: true, maxSockets: 256, maxFreeSockets: 8, timeout: 60_000 }

/**
 * Calls foreign addresses over kept-alive connections. A name is resolved at dial time, every address it stands for is
 * checked, and the connection goes to a checked one, so a name that changes its mind gains nothing. Redirects are not followed.
 */
export class Egress {
  readonly #rules: EgressRules
  readonly #resolve: Resolve
  readonly #plain = new http.Agent(AGENT)
  readonly #secure = new https.Agent(AGENT)
  readonly #lastGood = new Map<string, readonly Address[]>()

  constructor(rules: EgressRules, resolve: Resolve = systemResolve) {
    this.#rules = rules
    this.#resolve = resolve
  }

  /** One POST, answered by `deadline` at the latest; never throws. */
  post({ method = 'POST', isOnce, url, headers, body }: EgressPost, deadline: AbortSignal): Promise<EgressAnswer> {
    return this.#call(url, { method, headers, body, read: answerOf, isOnce }, deadline)
  }

  /** One GET, with the whole body by `deadline` or a failure; never throws. Redirects are told, not followed. */
  get({ url, headers, mostBytes }: EgressGet, deadline: AbortSignal): Promise<EgressPage> {
    const read = (response: http.IncomingMessage) => pageOf(response, mostBytes)
    return this.#call<EgressPage>(url, { method: 'GET', headers, body: null, read }, deadline)
  }

  /** One POST for what it answers: the whole body by `deadline`, as for `get`. */
  postForPage(
    { url, headers, body, mostBytes }: EgressGet & Pick<EgressPost, 'body'>,
    deadline: AbortSignal,
  ): Promise<EgressPage> {
    const read = (response: http.IncomingMessage) => pageOf(response, mostBytes)
    return this.#call<EgressPage>(url, { method: 'POST', headers, body, read }, deadline)
  }

  /** Asks what status there is, and reads nothing of the page; never throws. */
  probe(
    { method, url, headers }: Pick<EgressGet, 'url' | 'headers'> & { readonly method: 'HEAD' | 'GET' },
    deadline: AbortSignal,
  ): Promise<EgressStatus> {
    return this.#call<EgressStatus>(url, { method, headers, body: null, read: statusOf }, deadline)
  }

  close(): void {
    this.#plain.destroy()
    this.#secure.destroy()
  }

  async #call<A>(url: string, call: Call<A>, deadline: AbortSignal): Promise<A | NotAnswered> {
    if (deadline.aborted) return LATE
    const target = targetOf(url, this.#rules)
    if ('refused' in target) return { kind: 'refused', because: target.refused }
    const first = await this.#exchange(target, call, deadline)
    // The other side had closed the kept-alive connection before our bytes came: that says nothing about this call.
    const last = first === 'stale_connection' ? await this.#exchange(target, call, deadline) : first
    return last === 'stale_connection' ? { kind: 'failed', because: 'ECONNRESET' } : last
  }

  #exchange<A>(
    target: Target,
    { method, headers, body, read, isOnce = false }: Call<A>,
    deadline: AbortSignal,
  ): Promise<A | NotAnswered | 'stale_connection'> {
    const { promise, resolve } = Promise.withResolvers<A | NotAnswered | 'stale_connection'>()
    const request = this.#open(target, method, headers, isOnce)
    const onDeadline = () => {
      resolve(LATE)
      request.destroy()
    }
    deadline.addEventListener('abort', onDeadline, { once: true })
    request.on('response', (response) => resolve(read(response)))
    request.on('error', (error) =>
      resolve(request.reusedSocket && isReset(error) ? 'stale_connection' : failureOf(error)),
    )
    request.on('close', () => resolve({ kind: 'failed', because: 'closed without an answer' }))
    if (body === null) request.end()
    else request.end(body)
    return promise.finally(() => deadline.removeEventListener('abort', onDeadline))
  }

  #open(
    target: Target,
    method: string,
    headers: Readonly<Record<string, string>>,
    isOnce: boolean,
  ): http.ClientRequest {
    const options = { method, headers, lookup: this.#guardedLookup(target), maxHeaderSize: HEADER_BYTES }
    return target.url.protocol === 'http:'
      ? http.request(target.url, { ...options, agent: isOnce ? false : this.#plain })
      : https.request(target.url, {
          ...options,
          agent: isOnce ? false : this.#secure,
          rejectUnauthorized: true,
          minVersion: 'TLSv1.2',
        })
  }

  #guardedLookup(target: Target): LookupFunction {
    return (host, options, callback) => {
      const settle = (error: Error | null, found: readonly Address[]) => {
        if (options.all) return callback(error, [...found])
        return callback(error, found[0]?.address ?? '', found[0]?.family)
      }
      this.#addressesOf(host, target).then(
        (found) => settle(null, found),
        (error: unknown) => settle(error instanceof Error ? error : new Error(String(error)), []),
      )
    }
  }

  // When the resolver is away, a page still goes to where the last one went; a refused address is never remembered.
  async #addressesOf(host: string, target: Target): Promise<readonly Address[]> {
    const known = this.#lastGood.get(host)
    const found = await inTime(this.#resolve(host), LOOKUP_WAIT_MS).catch((error: unknown) => {
      if (known) return known
      throw error
    })
    if (found.length === 0) throw new Error('the name stands for no address')
    for (const one of found) {
      const refused = whyNotDial(one.address, target, this.#rules)
      if (refused !== null) throw new EgressRefusal(refused)
    }
    this.#remember(host, found)
    return found
  }

  #remember(host: string, found: readonly Address[]): void {
    this.#lastGood.delete(host)
    this.#lastGood.set(host, found)
    const oldest = this.#lastGood.keys().next()
    if (this.#lastGood.size > REMEMBERED_HOSTS && !oldest.done) this.#lastGood.delete(oldest.value)
  }
}

type NotAnswered = Exclude<EgressAnswer, { readonly kind: 'answered' }>

/** `read` makes the answer of the response; it settles whatever the other side does, or the deadline does. */
type Call<A> = {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PATCH'
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array | null
  readonly isOnce?: boolean | undefined
  readonly read: (response: http.IncomingMessage) => Promise<A>
}

const LATE: NotAnswered = { kind: 'failed', because: 'no answer in time' }

class EgressRefusal extends Error {}

const systemResolve: Resolve = (host) => lookup(host, { all: true })

// Once the status is here the outcome is known: a body that dawdles, breaks off or never ends is cut, not waited for.
function answerOf(response: http.IncomingMessage): Promise<EgressAnswer> {
  const { promise, resolve } = Promise.withResolvers<EgressAnswer>()
  const parts: Buffer[] = []
  let bytes = 0
  const cut = setTimeout(() => response.destroy(), BODY_WAIT_MS)
  response.on('data', (part: Buffer) => {
    parts.push(part)
    bytes += part.length
    if (bytes >= BODY_BYTES) response.destroy()
  })
  response.on('error', () => response.destroy())
  response.on('close', () => {
    clearTimeout(cut)
    const body = Buffer.concat(parts).subarray(0, BODY_BYTES).toString()
    const retryAfter = response.headers['retry-after'] ?? null
    resolve({ kind: 'answered', status: response.statusCode ?? 0, retryAfter, body })
  })
  return promise
}

// Whatever the page holds, it is not waited for.
function statusOf(response: http.IncomingMessage): Promise<EgressStatus> {
  response.on('error', () => response.destroy())
  response.destroy()
  return Promise.resolve({ kind: 'answered', status: response.statusCode ?? 0 })
}

// Half of a page is none: one that breaks off says so, and one that never ends is ended by the deadline.
function pageOf(response: http.IncomingMessage, mostBytes: number): Promise<EgressPage> {
  const { promise, resolve } = Promise.withResolvers<EgressPage>()
  const { location = null, etag = null, 'last-modified': lastModified = null } = response.headers
  const parts: Buffer[] = []
  let bytes = 0
  response.on('data', (part: Buffer) => {
    parts.push(part)
    bytes += part.length
    if (bytes <= mostBytes) return
    resolve({ kind: 'too_large' })
    response.destroy()
  })
  response.on('error', (error) => resolve(failureOf(error)))
  response.on('end', () => {
    const told = { location, etag, lastModified, body: Buffer.concat(parts) }
    resolve({ kind: 'answered', status: response.statusCode ?? 0, ...told })
  })
  response.on('close', () => resolve({ kind: 'failed', because: 'the answer broke off' }))
  return promise
}

function isReset(error: NodeJS.ErrnoException): boolean {
  return error.code === 'ECONNRESET' || error.code === 'EPIPE'
}

// The code alone: a message would tell whoever typed the address what answers on which internal port.
function failureOf(error: unknown): NotAnswered {
  if (error instanceof EgressRefusal) return { kind: 'refused', because: error.message }
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null
  return { kind: 'failed', because: code ?? (error instanceof Error ? error.message : 'unknown') }
}

async function inTime<T>(work: Promise<T>, waitMs: number): Promise<T> {
  const { promise: lateness, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error('the name was not resolved in time')), waitMs)
  try {
    return await Promise.race([work, lateness])
  } finally {
    clearTimeout(timer)
  }
}

// The other side of a phone: a provider that speaks Twilio's API, and behaves as badly as a test says.
import { phoneSignature } from '../phone-signature.ts'
import { receiver, type Received, type Receiver } from './receiver.ts'

/** What was asked of the provider: an SMS or a call, with its form. */
export type Asked = {
  readonly sid: string
  readonly resource: 'Messages' | 'Calls'
  readonly form: Readonly<Record<string, string>>
  readonly authorization: string
}

/** How the provider answers the next requests; a number is an error code of Twilio's with status 400. */
export type PhoneMood =
  | 'accepts'
  | 'hangs'
  | 'fails'
  | 'talks garbage'
  | 'knows no account'
  | { readonly busyForSeconds: number }
  | { readonly code: number }

export type FakeTwilio = AsyncDisposable & {
  readonly url: string
  readonly port: number
  readonly asked: Asked[]
  readonly http: Receiver
  mood: PhoneMood
  /** Tells Baton of something, signed: the address as Baton gave it, sent to where it really listens. */
  tell(of: Told): Promise<{ readonly status: number; readonly body: string }>
}

export type Told = {
  readonly url: string
  readonly form: Readonly<Record<string, string>>
  /** Where Baton listens in this test; its public address is only a name. */
  readonly at?: string
  readonly token?: string
  readonly signature?: string
}

export const fakeAccount = 'AC00000000000000000000000000000000'
export const fakeToken = 'a token that only tests know'

export async function fakeTwilio(): Promise<FakeTwilio> {
  const asked: Asked[] = []
  const http = await receiver((response, call) => {
    const resource = /\/2010-04-01\/Accounts\/[^/]+\/(Messages|Calls)\.json$/.exec(call.path)?.[1]
    const { mood } = self
    if (mood === 'hangs') return
    if (resource === undefined) return void response.writeHead(404).end('{"code":20404,"message":"not found"}')
    const { status, body, retryAfter } = answerOf(mood, `${resource === 'Calls' ? 'CA' : 'SM'}${sidOf(asked.length)}`)
    if (mood === 'accepts') asked.push(askedOf(resource === 'Calls' ? 'Calls' : 'Messages', call, asked.length))
    response.writeHead(status, retryAfter === null ? {} : { 'retry-after': String(retryAfter) }).end(body)
  })
  const self: FakeTwilio = {
    url: http.url,
    port: http.port,
    asked,
    http,
    mood: 'accepts',
    async tell({ url, form, at, token = fakeToken, signature }) {
      const signed = signature ?? phoneSignature(token, url, Object.entries(form))
      const { pathname, search } = new URL(url)
      const response = await fetch(at === undefined ? url : `${at}${pathname}${search}`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signed },
        body: new URLSearchParams(form).toString(),
      })
      return { status: response.status, body: await response.text() }
    },
    [Symbol.asyncDispose]: () => http[Symbol.asyncDispose](),
  }
  return self
}

function askedOf(resource: Asked['resource'], call: Received, before: number): Asked {
  const form = Object.fromEntries(new URLSearchParams(call.body))
  return {
    sid: `${resource === 'Calls' ? 'CA' : 'SM'}${sidOf(before)}`,
    resource,
    form,
    authorization: call.headers.authorization ?? '',
  }
}

function answerOf(mood: PhoneMood, sid: string): { status: number; body: string; retryAfter: number | null } {
  if (typeof mood === 'object') {
    return 'code' in mood
      ? error(400, mood.code, 'refused')
      : error(429, 20_429, 'Too Many Requests', mood.busyForSeconds)
  }
  switch (mood) {
    case 'accepts':
      return { status: 201, body: JSON.stringify({ sid, status: 'queued' }), retryAfter: null }
    case 'fails':
      return error(503, 20_503, 'Service unavailable')
    case 'talks garbage':
      return { status: 200, body: '<html>Sign in to the network</html>', retryAfter: null }
    case 'knows no account':
      return error(401, 20_003, 'Authenticate')
    case 'hangs':
      return { status: 0, body: '', retryAfter: null }
  }
}

function error(status: number, code: number, message: string, retryAfter: number | null = null) {
  const more = `https://www.twilio.com/docs/errors/${code}`
  return { status, body: JSON.stringify({ code, message, more_info: more, status }), retryAfter }
}

function sidOf(number: number): string {
  return number.toString(16).padStart(32, '0')
}

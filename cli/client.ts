// The API as functions, typed by the rows of domain/api.ts.
import { endpoints, type EndpointInput, type EndpointName, type EndpointOutput } from '../domain/api.ts'
import type { FieldProblem } from '../domain/problems.ts'
import { Trouble } from './trouble.ts'

export type Api = { readonly [N in EndpointName]: (...asked: Asked<N>) => Promise<EndpointOutput<N>> }
type Asked<N extends EndpointName> =
  {} extends EndpointInput<N> ? [input?: EndpointInput<N>] : [input: EndpointInput<N>]

/** Where Baton is, and how the caller shows who they are: a token, or the cookie of a session. */
export type Door = {
  readonly server: string
  readonly token?: string | undefined
  readonly cookie?: string | undefined
}

/** `api.acknowledgeAlert({ alertId: 12 })`; a refusal is thrown as a `Trouble`. */
export function makeApi(door: Door): Api {
  const calls = Object.keys(endpoints).map((name) => [
    name,
    async (input: object = {}) => (await send(door, endpointNamed(name), input)).content,
  ])
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- one function for each row; the server checks its answers against the same rows
  return Object.fromEntries(calls) as Api
}

export type Answer = { readonly content: unknown; readonly headers: Headers }

const withinMs = 120_000

/** Sends one request and gives its answer with the headers. */
export async function send(door: Door, name: EndpointName, input: object): Promise<Answer> {
  const { method, url, body } = requestFor(name, input)
  const type = body === null ? {} : { 'content-type': 'application/json' }
  const response = await ask(door, url, { method, body, headers: { accept: 'application/json', ...type } })
  const content: unknown = await response.json().catch(() => null)
  if (!response.ok) throw troubleFrom(door, response, content)
  return { content, headers: response.headers }
}

/** Sends bytes as they come, or asks for them: a file is no row of the table. */
export async function sendRaw(
  door: Door,
  of: { readonly method: 'GET' | 'POST'; readonly url: string; readonly body: AsyncIterable<Uint8Array> | null },
): Promise<Response> {
  const { method, url, body } = of
  const sent = body === null ? {} : { body: ReadableStream.from(body), duplex: 'half' as const }
  const response = await ask(door, url, { method, headers: { 'content-type': 'application/octet-stream' }, ...sent })
  if (!response.ok) throw troubleFrom(door, response, await response.json().catch(() => null))
  return response
}

type Sending = Omit<RequestInit, 'headers'> & { readonly headers: Readonly<Record<string, string>> }

function ask(door: Door, url: string, { headers, ...of }: Sending): Promise<Response> {
  return fetch(`${door.server}${url}`, {
    ...of,
    headers: {
      ...headers,
      ...(door.token ? { authorization: `Bearer ${door.token}` } : {}),
      // A change made with a cookie alone is refused: a foreign site could have sent it.
      ...(door.cookie ? { cookie: door.cookie, 'x-baton': '1' } : { 'x-baton': '1' }),
    },
    // A token is not carried to wherever a server points.
    redirect: 'manual',
    signal: AbortSignal.timeout(withinMs),
  }).catch((error: unknown) => {
    // A file that cannot be read is no matter of the connection.
    const cause = error instanceof Error ? error.cause : undefined
    throw error instanceof Trouble || cause instanceof Trouble ? (cause ?? error) : noConnection(door.server, error)
  })
}

/** Path parameters are taken from the input by name; the rest is the query or the JSON body. */
export function requestFor(name: EndpointName, input: object) {
  const { method, path } = endpoints[name]
  const rest: Record<string, unknown> = { ...input }
  const filled = path.replaceAll(/:(\w+)/g, (_, field: string) => {
    const value = rest[field]
    delete rest[field]
    return encodeURIComponent(textOf(value))
  })
  if (method !== 'GET' && method !== 'DELETE') return { method, url: filled, body: JSON.stringify(rest) }
  const given = Object.entries(rest).filter(([, value]) => value !== undefined && value !== null)
  const query = new URLSearchParams(
    given.flatMap(([field, value]) => [value].flat().map((each) => [field, textOf(each)])),
  ).toString()
  return { method, url: query === '' ? filled : `${filled}?${query}`, body: null }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function endpointNamed(name: string): EndpointName {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- called with the keys of the table only
  return name as EndpointName
}

function noConnection(server: string, error: unknown): Trouble {
  if (error instanceof Error && error.name === 'TimeoutError') {
    return new Trouble('no_answer', `${server} did not answer within ${withinMs / 1_000} seconds. Try again.`)
  }
  const say = `Nothing answers at ${server}. Start Baton with "baton up", or name its address with --server.`
  return new Trouble('no_connection', say)
}

/** The refusal in the body, or, when a proxy or something else answered, what can be said of that. */
function troubleFrom({ server }: Door, response: Response, content: unknown): Trouble {
  const { status, headers } = response
  if (status >= 300 && status < 400) {
    const place = headers.get('location') ?? 'elsewhere'
    return new Trouble('moved', `${server} points to ${place}. Name the address that answers with --server.`)
  }
  if (!isRecord(content) || typeof content['code'] !== 'string' || typeof content['say'] !== 'string') {
    return new Trouble(`http_${status}`, `${server} answered ${status}, and not as Baton does. Check the address.`)
  }
  const { code, say, errors, facts } = content
  const signIn = code === 'signed_out' ? ' For the terminal: "baton login", or BATON_TOKEN.' : ''
  return new Trouble(code, `${say}${signIn}`, {
    errors: Array.isArray(errors) ? errors.filter(isFieldProblem) : [],
    facts: isRecord(facts) ? facts : {},
  })
}

function isFieldProblem(value: unknown): value is FieldProblem {
  return isRecord(value) && typeof value['path'] === 'string' && typeof value['say'] === 'string'
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

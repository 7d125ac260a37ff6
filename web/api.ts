import routes from 'virtual:routes'
import type { EndpointInput, EndpointName, EndpointOutput } from '../domain/api.ts'
import { Problem, problemFrom } from './problem.ts'
import { toRequest } from './request.ts'

export type { EndpointInput, EndpointName, EndpointOutput }

/** `api.acknowledgeAlert({ alertId })`: every row of domain/api.ts as a function. A refusal is thrown as a `Problem`. */
export const api: Api = typed(
  Object.fromEntries(
    Object.keys(routes).map((name) => [name, (input?: object, signal?: AbortSignal) => call(name, input, signal)]),
  ),
)

export type Api = { readonly [Name in EndpointName]: Call<Name> }
type Call<Name extends EndpointName> = (...asked: Asked<Name>) => Promise<EndpointOutput<Name>>

/** What is handed to an endpoint: nothing at all when it has no required input. */
export type Asked<Name extends EndpointName> =
  {} extends EndpointInput<Name>
    ? [input?: EndpointInput<Name>, signal?: AbortSignal]
    : [input: EndpointInput<Name>, signal?: AbortSignal]

/** The same for what must still be sent when the page is being left: the browser carries it on without the page. */
export async function sendOnLeaving<Name extends EndpointName>(
  name: Name,
  input: EndpointInput<Name>,
): Promise<EndpointOutput<Name>> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as for `typed` below
  return (await call(name, input, undefined, true)) as EndpointOutput<Name>
}

async function call(name: string, input: object = {}, signal?: AbortSignal, keepalive = false): Promise<unknown> {
  const route = routes[name]
  if (!route) throw new Error(`no endpoint ${name}`)
  const { method, url, body } = toRequest(route, { ...input })
  const headers = {
    accept: 'application/json',
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    // A form on a foreign site cannot set this, so the session cookie alone changes nothing.
    ...(method === 'GET' ? {} : { 'x-baton': '1' }),
  }
  const answer = await fetch(url, { method, headers, body: body ?? null, signal: signal ?? null, keepalive }).catch(
    (error: unknown) => {
      if (signal?.aborted) throw error
      throw new Problem('no_connection', 0)
    },
  )
  const content: unknown = await answer.json().catch(() => null)
  if (!answer.ok) throw problemFrom(answer.status, content)
  return content
}

/** The server checks every answer against the same rows in its tests, so the shape is taken at its word here. */
function typed(calls: object): Api {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return calls as Api
}

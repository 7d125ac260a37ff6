// A client of PagerDuty's REST API as the real ones write their requests.
import { tokenOf } from './everything.ts'
import type { World } from '../world.ts'

export type Heard = { readonly status: number; readonly headers: Headers; readonly body: unknown }

export type Client = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Readonly<Record<string, string>>,
) => Promise<Heard>

export const accept = 'application/vnd.pagerduty+json;version=2'

export function clientOf(world: Pick<World, 'node'>, token: string): Client {
  return async (method, path, body, headers = {}) => {
    const response = await fetch(`${world.node.url}${path}`, {
      method,
      headers: { accept, authorization: `Token token=${token}`, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    return {
      status: response.status,
      headers: response.headers,
      body: text === '' ? null : (JSON.parse(text) as unknown),
    }
  }
}

/** A client with a personal token of somebody. */
export async function clientFor(world: World, name: string): Promise<Client> {
  return clientOf(world, await tokenOf(world, name))
}

/** What stands in an answer at this place: `incident.id`, `oncalls.0.user.summary`. */
export function at(heard: Heard, place: string): unknown {
  return place
    .split('.')
    .reduce<unknown>(
      (value, name) => (typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined),
      heard.body,
    )
}

export function idAt(heard: Heard, place: string): string {
  return String(at(heard, place))
}

export function failure(code: number, ...errors: string[]) {
  return { error: { code, ...(errors.length > 0 ? { errors } : {}) } }
}

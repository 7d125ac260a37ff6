// Which door a request knocks at: by its path behind the key, and for the APIs of vendors by their host and headers too.
import type { IncomingMessage } from 'node:http'
import { keyFromPath } from '../../domain/intake/keys.ts'
import type { WebhookDialect } from '../../domain/intake/foreign.ts'
import { webhookAt } from '../../domain/intake/webhooks.ts'
import type { ForeignApi } from './foreign-api.ts'

/** The busiest doors, whose readers this floor calls by name. `own` reads by the dialect of the source. */
export type HotDoor = 'enqueue' | 'change' | 'prometheus' | 'alertmanager' | 'generic' | 'own'
export type Door =
  | { readonly door: HotDoor; readonly pathKey: string | null; readonly path: string }
  | {
      readonly door: 'webhook'
      readonly dialect: WebhookDialect
      readonly pathKey: string | null
      readonly path: string
    }
  | { readonly door: 'api'; readonly api: ForeignApi; readonly pathKey: string | null; readonly path: string }

const hot: Readonly<Record<string, HotDoor>> = {
  '/v2/enqueue': 'enqueue',
  '/v2/change/enqueue': 'change',
  '/api/v2/alerts': 'prometheus',
  '/alertmanager': 'alertmanager',
  '/generic': 'generic',
  '/': 'own',
}

/** Is this request for intake? Trailing slashes are forgiven; a bare `/` only counts behind a key. */
export function intakeDoor(
  request: Pick<IncomingMessage, 'url' | 'method' | 'headers'>,
  apis: readonly ForeignApi[] = [],
): Door | null {
  const url = request.url ?? ''
  const end = url.indexOf('?')
  const { pathKey, rest } = keyFromPath(end < 0 ? url : url.slice(0, end))
  const path = rest.length > 1 && rest.endsWith('/') ? rest.slice(0, -1) : rest
  const door = hot[path]
  const isPosted = request.method === 'POST' || request.method === 'PUT'
  if (door && (pathKey !== null || path !== '/') && (isPosted || path !== '/api/v2/alerts'))
    return { door, pathKey, path }
  const head = { method: request.method ?? 'GET', path, pathKey, headers: request.headers }
  const api = apis.find((each) => each.takes(head))
  if (api) return { door: 'api', api, pathKey, path }
  const addressed = webhookAt(path)
  if (!addressed) return null
  const key = pathKey ?? addressed.pathKey
  // `/grafana` alone is an address of the web; with a key, or at an address of the vendor's own, it is a door.
  if (key === null && !addressed.dialect.paths.includes(path) && !isPosted) return null
  return { door: 'webhook', dialect: addressed.dialect, pathKey: key, path }
}

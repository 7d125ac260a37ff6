// Which source a request names. The key is a secret: it is returned to be looked up by its hash, and never logged.
import { isObject, own } from './json.ts'
import type { dialects } from './source.ts'

export type Dialect = (typeof dialects)[number]

/** Where a key can stand. Header names are lower case, as Node gives them; `pathKey` comes from `keyFromPath`. */
export type KeyPlaces = {
  readonly pathKey: string | null
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly query?: Readonly<Record<string, string | readonly string[] | undefined>>
}

export type FoundKey = {
  readonly key: string
  readonly place: 'path' | 'body' | 'header' | 'authorization' | 'query'
}

/**
 * The key of the request, from the first place that has one: the path, then the dialect's own place, then the others.
 * The other places are never tried when that key turns out to be unknown: two keys that differ cannot be used to guess.
 */
export function keyOf(dialect: Dialect, places: KeyPlaces, body?: unknown): FoundKey | null {
  if (places.pathKey) return { key: places.pathKey, place: 'path' }
  const routingKey = first(places.headers['x-routing-key'])
  // Event senders put credentials meant for others into Authorization (apprise does), so PagerDuty's dialect ignores it.
  if (dialect === 'pagerduty') {
    const inBody = isObject(body) ? own(body, 'routing_key') : undefined
    if (typeof inBody === 'string' && inBody !== '') return { key: inBody, place: 'body' }
    return routingKey === '' ? null : { key: routingKey, place: 'header' }
  }
  const authorization = credentialsIn(first(places.headers['authorization']))
  if (authorization !== '') return { key: authorization, place: 'authorization' }
  if (routingKey !== '') return { key: routingKey, place: 'header' }
  const inQuery = first(places.query?.['key']) || first(places.query?.['token'])
  return inQuery === '' ? null : { key: inQuery, place: 'query' }
}

/** Splits `/in/<key>/v2/enqueue` into the key and `/v2/enqueue`; a path without a key comes back whole. */
export function keyFromPath(path: string): { readonly pathKey: string | null; readonly rest: string } {
  const found = /^\/in\/([^/?#]{1,256})(\/[^?#]*)?$/.exec(path)
  return found ? { pathKey: found[1] ?? null, rest: found[2] ?? '/' } : { pathKey: null, rest: path }
}

/** What an Authorization header carries: the password of basic (or its user, when alone), the token of any other scheme. */
function credentialsIn(header: string): string {
  const found = /^(\S+)\s+(.+)$/.exec(header.trim())
  if (!found) return header.trim()
  const [, scheme = '', rest = ''] = found
  if (scheme.toLowerCase() === 'basic') return passwordIn(rest)
  return rest
    .trim()
    .replace(/^token=/, '')
    .replace(/^"(.*)"$/, '$1')
}

function passwordIn(encoded: string): string {
  const pair = fromBase64(encoded.trim())
  const colon = pair.indexOf(':')
  return colon < 0 ? pair : pair.slice(colon + 1) || pair.slice(0, colon)
}

/** Byte by byte, since keys are ASCII; '' when it is not base64. */
function fromBase64(encoded: string): string {
  try {
    return Array.from(Uint8Array.fromBase64(encoded), (byte) => String.fromCharCode(byte)).join('')
  } catch {
    return ''
  }
}

/** The first value of a header, or of a name in a query, which may come again; '' when there is none. */
export function first(value: string | readonly string[] | undefined): string {
  return (typeof value === 'string' ? value : value?.[0]) ?? ''
}

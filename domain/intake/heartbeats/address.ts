// Where a check-in is sent to: the addresses of Healthchecks, GoAlert and Grafana OnCall, and what the path says.
import type { Signal } from './ping.ts'

/** Which heartbeat is meant: by its own key, by its name within the source of a key, or the one of that source. */
export type Meant =
  | { readonly by: 'key'; readonly key: string }
  | { readonly by: 'slug'; readonly sourceKey: string; readonly slug: string }
  | { readonly by: 'source'; readonly sourceKey: string }

export type Vendor = 'healthchecks' | 'goalert' | 'oncall'
export type PingAddress =
  | { readonly vendor: Vendor; readonly meant: Meant; readonly signal: Pick<Signal, 'kind' | 'exitStatus'> }
  | { readonly vendor: Vendor; readonly wrong: 'url' | 'uuid' }

/** Is this the address of a check-in, and of which? `path` is what stands behind the key; null when it is another address. */
export function pingAddress(path: string, pathKey: string | null): PingAddress | null {
  const [root = '', first = '', second = '', third = '', fourth = '', ...rest] = path.split('/').slice(1)
  if (root === 'ping' && !fourth) return healthchecks([first, second, third], pathKey)
  if (root === 'api' && first === 'v2' && second === 'heartbeat' && third && !fourth)
    return { vendor: 'goalert', ...byKeyOr({ key: third, pathKey }) }
  const isOnCall = root === 'integrations' && first === 'v1' && fourth === 'heartbeat' && rest.length === 0
  if (isOnCall) return { vendor: 'oncall', meant: { by: 'source', sourceKey: pathKey ?? third }, signal: success }
  // Behind a key the parts before it may be left out.
  if (pathKey !== null && (path === '/heartbeat' || /^\/[a-z_]{1,40}\/heartbeat$/.test(path)))
    return { vendor: 'oncall', meant: { by: 'source', sourceKey: pathKey }, signal: success }
  return null
}

/** The part of the path that is a secret, as it stands there; null when there is none. */
export function secretIn(path: string): string | null {
  const [root = '', first = '', , third = ''] = path.split('/').slice(1)
  return (root === 'ping' ? first : third) || null
}

/** `/ping/<uuid>[/signal]`, `/ping/<key>/<slug>[/signal]`, and `/in/<key>/ping/<slug>[/signal]`. */
function healthchecks([first, second, third]: readonly [string, string, string], pathKey: string | null): PingAddress {
  const vendor = 'healthchecks'
  if (isUuid(first) && !third) {
    const signal = signalOf(second)
    return signal ? { vendor, meant: { by: 'key', key: uuidOf(first) ?? first }, signal } : { vendor, wrong: 'url' }
  }
  const [sourceKey, slug, said] = pathKey === null ? [first, second, third] : [pathKey, first, second]
  if (pathKey === null && first && !second) return { vendor, wrong: 'uuid' }
  const signal = pathKey !== null && third ? null : signalOf(said)
  if (!sourceKey || !/^[a-z0-9_-]{1,100}$/.test(slug) || !signal) return { vendor, wrong: 'url' }
  return { vendor, meant: { by: 'slug', sourceKey, slug }, signal }
}

function byKeyOr({ key, pathKey }: { readonly key: string; readonly pathKey: string | null }) {
  const meant: Meant =
    isUuid(key) || pathKey === null
      ? { by: 'key', key: uuidOf(key) ?? key }
      : { by: 'slug', sourceKey: pathKey, slug: key }
  return { meant, signal: success }
}

const success = { kind: 'success', exitStatus: null } as const

/** What stands behind the name: nothing, a word, or the exit status of a program; null for anything else. */
export function signalOf(said: string): Pick<Signal, 'kind' | 'exitStatus'> | null {
  switch (said) {
    case '':
      return success
    case 'start':
    case 'fail':
    case 'log':
      return { kind: said, exitStatus: null }
    default: {
      const status = /^\d{1,3}$/.test(said) ? Number(said) : 256
      return status > 255 ? null : { kind: status === 0 ? 'success' : 'fail', exitStatus: status }
    }
  }
}

export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i.test(text)
}

/** With hyphens and in small letters, as the database writes it. */
export function uuidOf(text: string): string | null {
  if (!isUuid(text)) return null
  return text
    .toLowerCase()
    .replaceAll('-', '')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

// Which call of Opsgenie's API a request is: by its method and its path, whose identifiers may be escaped or not.
import type { ForeignRequest } from './foreign.ts'
import { first } from './keys.ts'
import { unescaped } from './text.ts'

/** What is done to one alert. */
export const acts = [
  'close',
  'acknowledge',
  'unacknowledge',
  'notes',
  'snooze',
  'escalate',
  'assign',
  'teams',
  'responders',
  'tags',
  'details',
  'actions',
  'message',
  'description',
  'priority',
  'delete',
  'untag',
  'undetail',
] as const
export type ActName = (typeof acts)[number]

export type Route =
  | { readonly call: 'create' }
  | { readonly call: 'list' | 'count' }
  | { readonly call: 'schedules' }
  | { readonly call: 'request'; readonly requestId: string }
  | { readonly call: 'get' | 'notes' | 'logs' | 'recipients'; readonly alert: string }
  /** `name` is that of the action in `actions/{name}`. */
  | { readonly call: 'act'; readonly act: ActName; readonly alert: string; readonly name: string }
  | { readonly call: 'schedule'; readonly schedule: string }
  /** Of one schedule, or of all. */
  | { readonly call: 'on_calls' | 'next_on_calls'; readonly schedule: string | null }
  /** Calls of Opsgenie that a key of a source may not make, such as changing a schedule; and those that nobody knows. */
  | { readonly call: 'not_allowed' | 'unknown' }

/** Does this path belong to the Alert API or to its questions about who is on call? Heartbeats have an API of their own. */
export function isOpsgeniePath(path: string): boolean {
  return placeOf(path) !== null
}

/** Takes the path without its key, query and trailing slash. */
export function routeOf(method: string, path: string): Route {
  const place = placeOf(path)
  if (!place) return unknown
  return place.of === 'alerts' ? alertRoute(method, place.parts) : scheduleRoute(method, place.parts)
}

const unknown: Route = { call: 'unknown' }

/** Jira Service Management keeps the same calls behind a prefix; a base address with a slash at its end gives two. */
function placeOf(path: string): { readonly of: 'alerts' | 'schedules'; readonly parts: readonly string[] } | null {
  const found = /^\/*(?:jsm\/ops\/integration\/)?v2\/(alerts|schedules)(?:\/(.*))?$/s.exec(path)
  if (!found) return null
  const rest = (found[2] ?? '').replace(/^\/+|\/+$/g, '')
  return { of: found[1] === 'alerts' ? 'alerts' : 'schedules', parts: rest === '' ? [] : rest.split('/') }
}

function alertRoute(method: string, parts: readonly string[]): Route {
  const [first = '', ...others] = parts
  const isRead = method === 'GET' || method === 'HEAD'
  if (parts.length === 0) return isRead ? { call: 'list' } : method === 'POST' ? { call: 'create' } : unknown
  if (isRead && first === 'count' && others.length === 0) return { call: 'count' }
  if (isRead && first === 'requests' && others.length > 0) return { call: 'request', requestId: joined(others) }
  const last = parts.at(-1) ?? ''
  const before = parts.slice(0, -1)
  if (isRead) {
    const isPart = (last === 'notes' || last === 'logs' || last === 'recipients') && before.length > 0
    return isPart ? { call: last, alert: joined(before) } : { call: 'get', alert: joined(parts) }
  }
  if (method === 'DELETE') return deleting(last, before, parts)
  // An alias may hold the word itself: `web/actions/x/close` closes, `web/actions/close` runs an action of this name.
  const at = parts.lastIndexOf('actions')
  if (at > 0 && at < parts.length - 1 && (at === parts.length - 2 || !posted.has(last)))
    return { call: 'act', act: 'actions', alert: joined(parts.slice(0, at)), name: joined(parts.slice(at + 1)) }
  const act = before.length > 0 ? posted.get(last) : undefined
  return act ? { call: 'act', act, alert: joined(before), name: '' } : unknown
}

function deleting(last: string, before: readonly string[], parts: readonly string[]): Route {
  const act = last === 'tags' ? 'untag' : last === 'details' ? 'undetail' : null
  if (act && before.length > 0) return { call: 'act', act, alert: joined(before), name: '' }
  return { call: 'act', act: 'delete', alert: joined(parts), name: '' }
}

/** Said by POST, PUT or PATCH: clients differ, and none of them means another thing by it. */
const posted: ReadonlyMap<string, ActName> = new Map(
  acts.filter((act) => !['actions', 'delete', 'untag', 'undetail'].includes(act)).map((act) => [act, act]),
)

function scheduleRoute(method: string, parts: readonly string[]): Route {
  if (method !== 'GET' && method !== 'HEAD') return { call: 'not_allowed' }
  const last = parts.at(-1) ?? ''
  const before = parts.slice(0, -1)
  if (parts.length === 0) return { call: 'schedules' }
  if (last === 'on-calls' || last === 'next-on-calls') {
    const call = last === 'on-calls' ? 'on_calls' : 'next_on_calls'
    return { call, schedule: before.length === 0 ? null : joined(before) }
  }
  return { call: 'schedule', schedule: joined(parts) }
}

/** An identifier whose own slashes came unescaped is put together again. */
function joined(parts: readonly string[]): string {
  return unescaped(parts.join('/'))
}

/** The first value under this name of the query; '' when there is none. */
export function inQuery(query: ForeignRequest['query'], name: string): string {
  return first(Object.hasOwn(query, name) ? query[name] : undefined)
}

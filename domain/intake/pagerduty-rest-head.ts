// Is a request for PagerDuty's REST API? It stands at the root, where the web is too, so its headers or its host say so.
import type { ForeignRequest } from './foreign.ts'
import { first } from './keys.ts'

/** The hosts of the vendor that can be made to point at Baton. */
const hosts = new Set(['api.pagerduty.com', 'api.eu.pagerduty.com'])

/** Paths of other doors, which clients of PagerDuty use too: its events, Opsgenie, Baton's own API. */
const others = /^\/(api|in|v1|v2|generic|integration|healthz|readyz|metrics)(\/|$)/

export function isRestHead(head: {
  readonly path: string
  readonly pathKey: string | null
  readonly headers: ForeignRequest['headers']
}): boolean {
  if (head.pathKey !== null || others.test(head.path)) return false
  const accept = first(head.headers['accept'])
  const authorization = first(head.headers['authorization'])
  const host = first(head.headers['host']).toLowerCase().replace(/:\d+$/, '')
  return /application\/vnd\.pagerduty\+json/i.test(accept) || /^token\s+token=/i.test(authorization) || hosts.has(host)
}

/** The token in `Authorization: Token token=...` or `Bearer ...`; null when there is none. */
export function tokenIn(headers: ForeignRequest['headers']): string | null {
  return /^\s*(?:token\s+token=|bearer\s+)"?([^"\s]{1,200})"?\s*$/i.exec(first(headers['authorization']))?.[1] ?? null
}

/** The parts of a path, as they were before they were escaped; null when they cannot be read. */
export function partsOf(path: string): readonly string[] | null {
  if (path.length > 2_000) return null
  try {
    return path
      .slice(1)
      .split('/')
      .map((part) => decodeURIComponent(part))
  } catch {
    return null
  }
}

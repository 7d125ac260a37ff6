// Every webhook dialect, once: the doors of the server, its documentation and the tests against hostile bodies follow from it.
import type { WebhookDialect } from './foreign.ts'
import { azure } from './azure.ts'
import { datadog } from './datadog.ts'
import { gcp } from './gcp.ts'
import { goalert } from './goalert.ts'
import { grafana } from './grafana.ts'
import { incidentio } from './incidentio.ts'
import { kuma } from './kuma.ts'
import { netdata } from './netdata.ts'
import { newrelic } from './newrelic.ts'
import { oncall } from './oncall.ts'
import { pagerdutyV1 } from './pagerduty-v1.ts'
import { sentry } from './sentry.ts'
import { sns } from './sns.ts'
import { victorops } from './victorops.ts'
import type { Dialect } from './keys.ts'

export const webhooks: readonly WebhookDialect[] = [
  grafana,
  oncall,
  kuma,
  goalert,
  victorops,
  incidentio,
  netdata,
  pagerdutyV1,
  sentry,
  datadog,
  newrelic,
  sns,
  azure,
  gcp,
]

/** The dialect that a source of this kind is read by, where it is a webhook of this list. */
export function webhookOf(name: Dialect): WebhookDialect | null {
  return byName.get(name) ?? null
}

export type Addressed = { readonly dialect: WebhookDialect; readonly pathKey: string | null }

/** The dialect that this path belongs to, and the key that stands in it. Takes a path without query and trailing slash. */
export function webhookAt(path: string): Addressed | null {
  const parts = path.split('/')
  for (const { dialect, pattern } of patterns) {
    if (pattern.length !== parts.length) continue
    let pathKey: string | null = null
    const fits = pattern.every((part, at) => {
      const said = parts[at] ?? ''
      if (part === ':key') pathKey = said
      return part.startsWith(':') ? said !== '' : part === said
    })
    if (fits) return { dialect, pathKey }
  }
  return null
}

const named = webhooks.filter(({ isNamed }) => isNamed !== false)
const byName = new Map(named.map((dialect) => [dialect.name, dialect]))
const patterns = webhooks.flatMap((dialect) =>
  [...dialect.paths, ...(named.includes(dialect) ? [`/${dialect.name}`] : [])].map((path) => ({
    dialect,
    pattern: path.split('/'),
  })),
)

// What to paste where, so that a tool sends its alerts to Baton. The wire formats and their sources: domain/intake/.
import type { EndpointOutput } from '../api.ts'

/** In the order in which they are offered. */
export const dialects = [
  'pagerduty',
  'opsgenie',
  'alertmanager',
  'prometheus',
  'grafana',
  'oncall',
  'sentry',
  'datadog',
  'newrelic',
  'sns',
  'azure',
  'gcp',
  'kuma',
  'victorops',
  'goalert',
  'incidentio',
  'netdata',
  'email',
  'generic',
] as const satisfies readonly Dialect[]

export type Dialect = EndpointOutput<'listSources'>['sources'][number]['dialect']

export type Snippet = {
  readonly what:
    | 'try'
    | 'url'
    | 'tool_url'
    | 'alertmanager'
    | 'prometheus'
    | 'resolve'
    | 'mail_address'
    | 'mail_tag'
    | 'mail_monit'
    | 'mail_post'
  readonly text: string
}

/** Stands for the key once it cannot be shown any more; the same in every language, because it is pasted into terminals. */
export const keyPlaceholder = 'YOUR_KEY'

/** `url` is where people and tools reach Baton, without a slash at its end. */
type Place = {
  readonly url: string
  readonly key: string
  /** Where mail comes in; null where none does. */
  readonly mailDomain?: string | null
}

/** The snippets of a dialect, the first being the one that most people need. */
export function snippetsFor(dialect: Dialect, { url, key, mailDomain = null }: Place): readonly Snippet[] {
  switch (dialect) {
    case 'pagerduty':
      return [
        { what: 'tool_url', text: `${url}/v2/enqueue` },
        { what: 'try', text: curl(`${url}/v2/enqueue`, pagerdutyEvent(key)) },
        { what: 'url', text: `${url}/in/${key}/v2/enqueue` },
      ]
    case 'alertmanager':
      return [{ what: 'alertmanager', text: alertmanagerReceiver({ url, key }) }]
    case 'prometheus':
      return [{ what: 'prometheus', text: prometheusAlerting({ url, key }) }]
    case 'email': {
      const posted = { what: 'mail_post', text: `${url}/in/${key}/email` } as const
      if (mailDomain === null) return [posted]
      return [
        { what: 'mail_address', text: `${key}@${mailDomain}` },
        { what: 'mail_tag', text: `${key}+db@${mailDomain}` },
        { what: 'mail_monit', text: monitrc(`${key}@${mailDomain}`) },
        posted,
      ]
    }
    default:
      return [{ what: 'url', text: `${url}/in/${key}` }]
    case 'generic':
      return [
        { what: 'url', text: `${url}/in/${key}` },
        { what: 'try', text: curl(`${url}/in/${key}`, genericEvent('firing')) },
        { what: 'resolve', text: curl(`${url}/in/${key}`, genericEvent('resolved')) },
      ]
  }
}

// https://mmonit.com/monit/documentation/monit.html: instance and action tell of Monit itself, and nobody is to be woken by that.
function monitrc(address: string): string {
  return `set mailserver localhost\nset alert ${address} but not on { instance, action }`
}

// https://developer.pagerduty.com/docs/send-alert-event
function pagerdutyEvent(key: string) {
  return {
    routing_key: key,
    event_action: 'trigger',
    dedup_key: 'checkout-errors',
    payload: { summary: 'Checkout error rate 12 %', source: 'checkout-1', severity: 'critical' },
  }
}

function genericEvent(status: 'firing' | 'resolved') {
  return {
    id: 'checkout-errors',
    title: 'Checkout error rate 12 %',
    severity: 'critical',
    status,
    labels: { region: 'eu' },
  }
}

// https://prometheus.io/docs/alerting/latest/configuration/#webhook_config
function alertmanagerReceiver({ url, key }: Place): string {
  return `route:
  receiver: baton

receivers:
  - name: baton
    webhook_configs:
      - url: ${url}/in/${key}/alertmanager
        send_resolved: true`
}

// https://prometheus.io/docs/prometheus/latest/configuration/configuration/#alertmanager_config
function prometheusAlerting({ url, key }: Place): string {
  const { protocol, host, pathname } = new URL(url)
  const prefix = pathname.replace(/\/$/, '')
  return `alerting:
  alertmanagers:
    - scheme: ${protocol.replace(':', '')}
      path_prefix: ${prefix}/in/${key}
      api_version: v2
      static_configs:
        - targets: ['${host}']`
}

/** A body in single quotes; one inside it would end them. */
function curl(address: string, body: object): string {
  const text = JSON.stringify(body, null, 2).replaceAll("'", String.raw`'\''`)
  return `curl -X POST ${address} \\\n  -H 'content-type: application/json' \\\n  -d '${text}'`
}

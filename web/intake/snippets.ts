// What to paste where, so that a tool sends its alerts to Baton. The wire formats and their sources: domain/intake/.
import { datadogPayload } from '../../domain/intake/datadog-payload.ts'
import type { Dialect } from '../../domain/intake/dialects.ts'

export type Snippet = {
  readonly what:
    | 'ping'
    | 'try'
    | 'url'
    | 'tool_url'
    | 'tool_url_v1'
    | 'payload'
    | 'alertmanager'
    | 'prometheus'
    | 'resolve'
    | 'netdata'
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
        { what: 'tool_url_v1', text: `${url}/generic/2010-04-15/create_event.json` },
      ]
    case 'opsgenie':
      return [
        { what: 'tool_url', text: `${url}/v2/alerts` },
        { what: 'try', text: curl(`${url}/in/${key}/v2/alerts`, opsgenieAlert) },
        { what: 'url', text: `${url}/in/${key}/v2/alerts` },
      ]
    case 'alertmanager':
      return [{ what: 'alertmanager', text: alertmanagerReceiver({ url, key }) }]
    case 'prometheus':
      return [{ what: 'prometheus', text: prometheusAlerting({ url, key }) }]
    case 'grafana':
    case 'kuma':
    case 'sentry':
    case 'newrelic':
    case 'sns':
    case 'azure':
    case 'gcp':
      return [{ what: 'url', text: `${url}/in/${key}/${dialect}` }]
    case 'datadog':
      return [
        { what: 'url', text: `${url}/in/${key}/${dialect}` },
        { what: 'payload', text: JSON.stringify(datadogPayload, null, 2) },
      ]
    case 'oncall':
      return [{ what: 'url', text: `${url}/integrations/v1/formatted_webhook/${key}/` }]
    case 'goalert':
      return [
        { what: 'tool_url', text: url },
        { what: 'url', text: `${url}/api/v2/generic/incoming?token=${key}` },
        { what: 'try', text: curl(`${url}/api/v2/generic/incoming?token=${key}`, goalertEvent) },
      ]
    case 'victorops':
      return [
        { what: 'tool_url', text: `${url}${victoropsPath}` },
        { what: 'url', text: `${url}${victoropsPath}${key}/baton` },
        { what: 'alertmanager', text: victoropsReceiver({ url, key }) },
      ]
    case 'incidentio':
      return [
        { what: 'tool_url', text: `${url}/v2/alert_events/http/baton` },
        { what: 'alertmanager', text: incidentioReceiver({ url, key }) },
      ]
    case 'netdata':
      return [
        { what: 'netdata', text: netdataSettings({ url, key }) },
        { what: 'url', text: `${url}/in/${key}/netdata` },
      ]
    case 'healthchecks':
      return [{ what: 'ping', text: `curl -fsS -m 10 --retry 5 -o /dev/null '${url}/ping/${key}/my-job?create=1'` }]
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

// https://docs.opsgenie.com/docs/alert-api#create-alert
const opsgenieAlert = {
  message: 'Checkout error rate 12 %',
  alias: 'checkout-errors',
  priority: 'P1',
  source: 'checkout-1',
  tags: ['region:eu'],
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

// https://github.com/target/goalert, web/src/app/documentation
const goalertEvent = { summary: 'Checkout error rate 12 %', details: 'on checkout-1', dedup: 'checkout-errors' }

// https://help.splunk.com/en/splunk-on-call, REST endpoint
const victoropsPath = '/integrations/generic/20131114/alert/'

// https://prometheus.io/docs/alerting/latest/configuration/#victorops_config
function victoropsReceiver({ url, key }: Place): string {
  return `receivers:
  - name: baton
    victorops_configs:
      - api_url: ${url}${victoropsPath}
        api_key: ${key}
        routing_key: baton`
}

// https://prometheus.io/docs/alerting/latest/configuration/#incidentio_config
function incidentioReceiver({ url, key }: Place): string {
  return `receivers:
  - name: baton
    incidentio_configs:
      - url: ${url}/v2/alert_events/alertmanager/baton
        alert_source_token: ${key}`
}

// https://learn.netdata.cloud/docs/alerts-&-notifications, Opsgenie of the agent
function netdataSettings({ url, key }: Place): string {
  return `SEND_OPSGENIE="YES"
OPSGENIE_API_URL="${url}"
OPSGENIE_API_KEY="${key}"`
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

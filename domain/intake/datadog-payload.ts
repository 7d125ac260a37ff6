// What Baton asks people to paste into Datadog's webhook, apart from its reader because the screen that shows it needs nothing else.
// The variables: https://docs.datadoghq.com/integrations/webhooks/

/** The payload to paste into the webhook; the names on the left are what `datadog.ts` looks for. */
export const datadogPayload: Readonly<Record<string, string>> = {
  alert_id: '$ALERT_ID',
  alert_cycle_key: '$ALERT_CYCLE_KEY',
  aggreg_key: '$AGGREG_KEY',
  alert_transition: '$ALERT_TRANSITION',
  alert_type: '$ALERT_TYPE',
  alert_priority: '$ALERT_PRIORITY',
  alert_scope: '$ALERT_SCOPE',
  alert_metric: '$ALERT_METRIC',
  hostname: '$HOSTNAME',
  tags: '$TAGS',
  link: '$LINK',
  snapshot: '$SNAPSHOT',
  title: '$EVENT_TITLE',
  body: '$EVENT_MSG',
  event_type: '$EVENT_TYPE',
  date: '$DATE',
  org_name: '$ORG_NAME',
}

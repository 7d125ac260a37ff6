/** What senders speak, in the order in which it is offered. Apart from the shapes, for browsers. */
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
  'healthchecks',
  'email',
  'generic',
] as const
export type Dialect = (typeof dialects)[number]

// One message of each vendor of `docs/dialects`, as its documentation or the real sender writes it, shortened.
import { ROUTING_KEY } from './examples.test-support.ts'

/** Part of every runtime that tests run in; the domain compiles without the types that would name it. */
declare const btoa: (text: string) => string

/** Alertmanager with `pagerduty_configs: service_key`. */
export const pagerdutyV1Event = {
  service_key: ROUTING_KEY,
  event_action: '',
  payload: null,
  incident_key: '62030f51766ae9597a6b54a7c8826d18728665c37c5a3eea90d6241eedb7db0b',
  event_type: 'trigger',
  description: '[FIRING:1] DiskFull (db1:9100 node critical)',
  client: 'Alertmanager',
  client_url: 'http://am:9093/#/alerts?receiver=pd',
  details: { firing: 'Labels:\n - alertname = DiskFull\n', num_firing: '1', num_resolved: '0', resolved: '' },
}

export const nagiosNotification = {
  CONTACTPAGER: ROUTING_KEY,
  NOTIFICATIONTYPE: 'PROBLEM',
  HOSTNAME: 'web1',
  SERVICEDESC: 'Disk',
  SERVICESTATE: 'CRITICAL',
  SERVICEOUTPUT: 'DISK CRITICAL - free space: / 12 MB',
  pd_nagios_object: 'service',
}

export const sentryEvent = {
  action: 'triggered',
  actor: { id: 'sentry', name: 'Sentry', type: 'application' },
  data: {
    event: {
      culprit: '?(<anonymous>)',
      environment: 'production',
      issue_id: '1170820242',
      issue_url: 'https://sentry.io/api/0/issues/1170820242/',
      level: 'error',
      tags: [
        ['browser', 'Chrome 75.0.3770'],
        ['level', 'error'],
      ],
      title: 'ReferenceError: heck is not defined',
      web_url: 'https://sentry.io/organizations/test-org/issues/1170820242/events/e4874d66/',
    },
    triggered_rule: 'Very Important Alert Rule!',
  },
}

/** The payload of Baton, as Datadog fills it. */
export const datadogEvent = {
  alert_id: '1234',
  alert_cycle_key: '6384230912',
  aggreg_key: '9bd4ac313a4d1e8fae2482df7b77628',
  alert_transition: 'Triggered',
  alert_type: 'error',
  alert_priority: 'P1',
  alert_scope: 'host:web1,env:prod',
  hostname: 'web1',
  tags: 'env:prod, service:shop,host:web1',
  link: 'https://app.datadoghq.com/event/jump_to?event_id=1234',
  snapshot: 'null',
  title: '[P1] [Triggered on {host:web1,env:prod}] CPU is high',
  event_type: 'query_alert_monitor',
  date: '1763807400000',
  org_name: 'Example',
}

export const newrelicIssue = {
  id: '13bbcdca-f0b6-470d-b0be-b34583c58869',
  issueUrl: 'https://radar-api.service.newrelic.com/accounts/1/issues/13bbcdca?notifier=WEBHOOK',
  title: "web1 query result is > 1.0 for 5 minutes on 'Storage on host exceeded threshold'",
  priority: 'CRITICAL',
  impactedEntities: ['web1', 'web2'],
  totalIncidents: 1,
  state: 'ACTIVATED',
  trigger: 'STATE_CHANGE',
  createdAt: 1763807400000,
  sources: ['newrelic'],
  alertPolicyNames: ['Golden Signals'],
  workflowName: 'issue workflow',
}

export const snsTopic = 'arn:aws:sns:eu-west-1:123456789012:alarms'

/** What a subscription with raw delivery sends, and what the envelope carries as text otherwise. */
export const cloudwatchAlarm = {
  AlarmName: 'checkout-5xx',
  AlarmDescription: 'Checkout answers with errors',
  AWSAccountId: '123456789012',
  NewStateValue: 'ALARM',
  NewStateReason: 'Threshold Crossed: 1 datapoint [7.0] was greater than the threshold (5.0).',
  StateChangeTime: '2026-11-22T10:28:01.123+0000',
  Region: 'EU (Ireland)',
  AlarmArn: 'arn:aws:cloudwatch:eu-west-1:123456789012:alarm:checkout-5xx',
  OldStateValue: 'OK',
  Trigger: {
    MetricName: 'HTTPCode_Target_5XX_Count',
    Namespace: 'AWS/ApplicationELB',
    Unit: null,
    Dimensions: [{ value: 'app/shop/50dc6c495c0c9188', name: 'LoadBalancer' }],
    Period: 60,
  },
}

export const snsEnvelope = {
  Type: 'Notification',
  MessageId: '22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324',
  TopicArn: snsTopic,
  Subject: 'ALARM: "checkout-5xx" in EU (Ireland)',
  Message: JSON.stringify(cloudwatchAlarm),
  Timestamp: '2026-11-22T10:28:02.000Z',
  SignatureVersion: '1',
  Signature: 'c2lnbmF0dXJl',
  SigningCertURL: 'https://sns.example.com/SimpleNotificationService.pem',
  UnsubscribeURL: 'https://sns.eu-west-1.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=secret',
}

export const azureAlert = {
  schemaId: 'azureMonitorCommonAlertSchema',
  data: {
    essentials: {
      alertId: '/subscriptions/11111111-1111/providers/Microsoft.AlertsManagement/alerts/aaaa0a0a-bb1b',
      alertRule: 'WCUS-R2-Gen2',
      severity: 'Sev3',
      signalType: 'Metric',
      monitorCondition: 'Fired',
      monitoringService: 'Platform',
      alertTargetIDs: ['/subscriptions/11111111-1111/resourcegroups/Shop/providers/x/virtualmachines/web1'],
      configurationItems: ['web1'],
      firedDateTime: '2019-03-22T13:58:24.3713213Z',
    },
    alertContext: {
      condition: { allOf: [{ metricName: 'CPU', dimensions: [{ name: 'ResourceId', value: '3ef' }], metricValue: 7 }] },
    },
    customProperties: { team: 'shop' },
  },
}

export const gcpIncident = {
  incident: {
    incident_id: '0.nrwotmyokd9n',
    scoping_project_id: 'shop-prod',
    url: 'https://console.cloud.google.com/monitoring/alerting/alerts/0.nrwotmyokd9n',
    severity: 'Error',
    started_at: 1763807400,
    state: 'open',
    summary: 'CPU of web1 is above the threshold of 0.9 with a value of 0.97.',
    resource: { type: 'gce_instance', labels: { instance_id: '19438', zone: 'europe-west1-b' } },
    resource_display_name: 'web1',
    metric: { type: 'compute.googleapis.com/instance/cpu/utilization', labels: { instance_name: 'web1' } },
    policy_name: 'CPU',
    policy_user_labels: { team: 'shop' },
    condition_name: 'CPU above 90 %',
    documentation: { subject: '[ALERT] CPU', links: [{ displayName: 'Runbook', url: 'https://wiki.example.com/cpu' }] },
  },
  version: '1.2',
}

export const pubsubPush = {
  message: { data: btoa(JSON.stringify(gcpIncident)), messageId: '1', publishTime: '2026-11-22T10:00:00Z' },
  subscription: 'projects/shop-prod/subscriptions/baton',
}

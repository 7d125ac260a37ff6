// Azure Monitor's action groups: the common alert schema, and the two older shapes that rules from before still send (contracts 7).
// https://learn.microsoft.com/en-us/azure/azure-monitor/alerts/alerts-common-schema and .../alerts-payload-samples,
// https://learn.microsoft.com/en-us/azure/azure-monitor/alerts/activity-log-alerts-webhook
import type { ReceivedEvent } from './event.ts'
import type { WebhookDialect } from './foreign.ts'
import { isObject, own, type Body } from './json.ts'
import { noLabels, type Labels } from './labels.ts'
import { eventFrom } from './foreign-event.ts'
import { firstOf, firstSaid, labelsFrom, objectIn, objectsIn, wordIn, type Sent } from './foreign-fields.ts'
import { plainAnswers, readVendor } from './foreign-hearing.ts'

export const azure: WebhookDialect = {
  name: 'azure',
  methods: ['POST', 'PUT'],
  paths: [],
  read: (request, context) => readVendor(request, context, eventsOf),
  ...plainAnswers,
}

function eventsOf(sent: Sent, body: Body): readonly ReceivedEvent[] | null {
  const data = objectIn(sent, 'data')
  if (isObject(own(data, 'essentials'))) return [ofCommon(data, sent, body)]
  const context = objectIn(data, 'context')
  if (isObject(own(context, 'activityLog'))) return [ofActivity(objectIn(context, 'activityLog'), sent, body)]
  return own(sent, 'schemaId') === 'AzureMonitorMetricAlert' ? [ofMetric(context, data, body)] : null
}

function ofCommon(data: Sent, sent: Sent, body: Body): ReceivedEvent {
  const essentials = objectIn(data, 'essentials')
  const context = objectIn(data, 'alertContext')
  const rule = firstSaid([own(essentials, 'alertRule')])
  const target = firstSaid([firstOf(own(essentials, 'alertTargetIDs'))])
  const items = own(essentials, 'configurationItems')
  const item = firstSaid([firstOf(items), lastPart(target)])
  const health = healthIn(essentials, context, target)
  const title = firstSaid([own(objectIn(context, 'properties'), 'title')])
  return eventFrom(
    {
      action: health?.isOver || wordIn(own(essentials, 'monitorCondition')) === 'resolved' ? 'resolve' : 'trigger',
      key: [health?.key, own(essentials, 'alertId'), own(essentials, 'originAlertId')],
      identity: `${rule ?? body.text}\n${target ?? ''}`,
      summary: [
        health && title !== null ? title : null,
        rule !== null && item !== null ? `${rule}: ${item}` : rule,
        own(essentials, 'description'),
      ],
      severity: own(essentials, 'severity'),
      from: [item, target],
      labels: labelsFrom(
        own(data, 'customProperties'),
        {
          alertRule: rule,
          severity: own(essentials, 'severity'),
          signalType: own(essentials, 'signalType'),
          monitoringService: own(essentials, 'monitoringService'),
          configurationItem: item,
          operationName: own(context, 'operationName'),
          ...placeIn(target),
        },
        dimensionsIn(context),
      ),
      links: [
        [own(essentials, 'investigationLink'), 'Azure'],
        [own(context, 'linkToSearchResults') ?? searchIn(context), 'search results'],
      ],
      startsAt: own(essentials, 'firedDateTime'),
      details: withoutClaims(sent, body),
    },
    body.notes,
  )
}

/**
 * Health events come as `Fired` each time, with a new alert id: what stays the same is the incident's tracking id, or the resource,
 * and whether it is over is said by the stage or the status. null for every other signal.
 */
function healthIn(essentials: Sent, context: Sent, target: string | null) {
  const service = wordIn(own(essentials, 'monitoringService')).replaceAll(' ', '')
  const properties = objectIn(context, 'properties')
  const status = wordIn(own(context, 'status'))
  if (service === 'servicehealth') {
    const key = firstSaid([own(properties, 'trackingId')])
    const stage = wordIn(own(properties, 'stage')) || status
    return key === null ? null : { key, isOver: stage === 'resolved' || stage === 'complete' || stage === 'rca' }
  }
  if (service !== 'resourcehealth' || target === null) return null
  const now = wordIn(own(properties, 'currentHealthStatus'))
  return { key: `resource-health/${target.toLowerCase()}`, isOver: status === 'resolved' || now === 'available' }
}

/** `Microsoft.Insights/activityLogs`, the activity log before the common schema. */
function ofActivity(log: Sent, sent: Sent, body: Body): ReceivedEvent {
  const resource = firstSaid([own(log, 'resourceId')])
  const operation = firstSaid([own(log, 'operationName')])
  const description = firstSaid([own(objectIn(log, 'properties'), 'title'), own(log, 'description')])
  const status = wordIn(own(log, 'status'))
  return eventFrom(
    {
      action: status === 'resolved' ? 'resolve' : 'trigger',
      key: [own(objectIn(log, 'properties'), 'trackingId'), own(log, 'correlationId'), own(log, 'eventDataId')],
      identity: `${operation ?? body.text}\n${resource ?? ''}`,
      summary: [
        description ?? (operation !== null && resource !== null ? `${operation}: ${lastPart(resource)}` : operation),
      ],
      severity: own(log, 'level'),
      from: [lastPart(resource)],
      labels: labelsFrom({
        operationName: operation,
        level: own(log, 'level'),
        status: own(log, 'status'),
        channels: own(log, 'channels'),
        eventSource: own(log, 'eventSource'),
        ...placeIn(resource),
      }),
      startsAt: own(log, 'eventTimestamp'),
      details: withoutClaims(sent, body),
    },
    body.notes,
  )
}

/** `AzureMonitorMetricAlert`, metric rules before the common schema: one alert for each rule and resource. */
function ofMetric(context: Sent, data: Sent, body: Body): ReceivedEvent {
  const name = firstSaid([own(context, 'name')])
  const resource = firstSaid([own(context, 'resourceName'), lastPart(firstSaid([own(context, 'resourceId')]))])
  const id = firstSaid([own(context, 'id')])
  const severity = firstSaid([own(context, 'severity')])
  return eventFrom(
    {
      action: wordIn(own(data, 'status')) === 'deactivated' ? 'resolve' : 'trigger',
      key: [id === null ? null : `${id}#${firstSaid([own(context, 'resourceId')]) ?? ''}`],
      identity: `${name ?? body.text}\n${resource ?? ''}`,
      summary: [name !== null && resource !== null ? `${name}: ${resource}` : name, own(context, 'description')],
      severity: severity !== null && /^[0-4]$/.test(severity) ? `Sev${severity}` : severity,
      from: [resource],
      labels: labelsFrom(own(data, 'properties'), {
        alertRule: name,
        severity,
        resourceGroup: own(context, 'resourceGroupName'),
        resourceType: own(context, 'resourceType'),
        subscription: own(context, 'subscriptionId'),
      }),
      links: [[own(context, 'portalLink'), 'Azure']],
      startsAt: own(context, 'timestamp'),
      details: body.text,
    },
    body.notes,
  )
}

/** The dimensions of the conditions that were met. */
function dimensionsIn(context: Sent): Labels {
  const labels = noLabels()
  for (const met of objectsIn(objectIn(context, 'condition'), 'allOf')) {
    for (const dimension of objectsIn(met, 'dimensions')) {
      const [name, value] = [firstSaid([own(dimension, 'name')]), firstSaid([own(dimension, 'value')])]
      if (name !== null && value !== null) labels[name] ??= value
    }
  }
  return labels
}

function searchIn(context: Sent): unknown {
  const [met] = objectsIn(objectIn(context, 'condition'), 'allOf')
  return met && (own(met, 'linkToFilteredSearchResultsUI') ?? own(met, 'linkToSearchResultsUI'))
}

/** Subscription and resource group, as they stand in the path of a resource. */
function placeIn(resource: string | null): Readonly<Record<string, unknown>> {
  const path = (resource ?? '').slice(0, MAX_PATH)
  const subscription = /\/subscriptions\/([^/]+)/i.exec(path)?.[1]
  const resourceGroup = /\/resourcegroups\/([^/]+)/i.exec(path)?.[1]?.toLowerCase()
  return { subscription, resourceGroup }
}

function lastPart(path: string | null): string | null {
  return path === null ? null : firstSaid([path.slice(-MAX_PATH).split('/').at(-1)])
}

/** The activity log tells everything about who did it, tokens' claims included: that is nobody's business here. */
function withoutClaims(sent: Sent, body: Body): string {
  if (!body.text.includes('"claims"')) return body.text
  return JSON.stringify(sent, (name, value: unknown) => (name === 'claims' ? undefined : value))
}

const MAX_PATH = 1024

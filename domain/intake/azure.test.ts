import { describe, expect, test } from 'vitest'
import { azure } from './azure.ts'
import { only } from './webhook-reading.test-support.ts'

// The samples of https://learn.microsoft.com/en-us/azure/azure-monitor/alerts/alerts-payload-samples, shortened.
const vm =
  '/subscriptions/11111111-1111/resourcegroups/PipelineAlertRG/providers/microsoft.compute/virtualmachines/wcus-r2-gen2'
const essentials = {
  alertId: '/subscriptions/11111111-1111/providers/Microsoft.AlertsManagement/alerts/aaaa0a0a-bb1b',
  alertRule: 'WCUS-R2-Gen2',
  severity: 'Sev3',
  signalType: 'Metric',
  monitorCondition: 'Fired',
  monitoringService: 'Platform',
  alertTargetIDs: [vm],
  configurationItems: ['wcus-r2-gen2'],
  originAlertId: '3f2d4487-b0fc_PipeLineAlertRG_microsoft.insights_metricAlerts_WCUS-R2-Gen2_-117781227',
  firedDateTime: '2019-03-22T13:58:24.3713213Z',
  description: '',
  essentialsVersion: '1.0',
  alertContextVersion: '1.0',
}
const metricContext = {
  properties: null,
  conditionType: 'SingleResourceMultipleMetricCriteria',
  condition: {
    windowSize: 'PT5M',
    allOf: [
      { metricName: 'Percentage CPU', dimensions: [{ name: 'ResourceId', value: '3efad9dc-3d50' }], metricValue: 7.75 },
    ],
  },
}
const common = (more: object = {}, alertContext: unknown = metricContext, customProperties: unknown = null) => ({
  schemaId: 'azureMonitorCommonAlertSchema',
  data: { essentials: { ...essentials, ...more }, alertContext, customProperties },
})

describe('the common alert schema', () => {
  test('a metric alert', () => {
    const sent = common({}, metricContext, { team: 'shop' })
    expect(only(azure, sent)).toEqual({
      action: 'trigger',
      key: essentials.alertId,
      summary: 'WCUS-R2-Gen2: wcus-r2-gen2',
      priority: 'P3',
      from: 'wcus-r2-gen2',
      labels: {
        team: 'shop',
        alertRule: 'WCUS-R2-Gen2',
        severity: 'Sev3',
        signalType: 'Metric',
        monitoringService: 'Platform',
        configurationItem: 'wcus-r2-gen2',
        subscription: '11111111-1111',
        resourceGroup: 'pipelinealertrg',
        ResourceId: '3efad9dc-3d50',
      },
      links: [],
      details: JSON.stringify(sent),
      startsAt: '2019-03-22T13:58:24.3713213Z',
      endsAt: null,
      groupKey: null,
      notes: [],
    })
  })

  test('fired and resolved have one key', () => {
    const over = only(azure, common({ monitorCondition: 'Resolved', resolvedDateTime: '2019-03-22T14:03:16.2246313Z' }))
    expect(over).toMatchObject({ action: 'resolve', key: only(azure, common()).key })
  })

  test.each([
    ['Sev0', 'P1'],
    ['Sev1', 'P1'],
    ['Sev2', 'P2'],
    ['Sev3', 'P3'],
    ['Sev4', 'P4'],
  ])('%s is %s', (severity, priority) => {
    expect(only(azure, common({ severity })).priority).toBe(priority)
  })

  test('a log alert links to its search; a stateless one fires under a new id each time, and never resolves', () => {
    const context = {
      conditionType: 'LogQueryCriteria',
      condition: {
        allOf: [
          {
            searchQuery: 'Heartbeat',
            linkToSearchResultsUI: 'https://portal.azure.com/all',
            linkToFilteredSearchResultsUI: 'https://portal.azure.com/filtered',
            dimensions: [{ name: 'Computer', value: 'web1' }],
          },
        ],
      },
    }
    const sent = common({ signalType: 'Log', monitoringService: 'Log Alerts V2', severity: 'Sev1' }, context)
    expect(only(azure, sent)).toMatchObject({
      priority: 'P1',
      links: [{ href: 'https://portal.azure.com/filtered', text: 'search results' }],
      labels: { Computer: 'web1' },
    })
    expect(only(azure, common({ alertId: 'another' }, context)).key).toBe('another')
  })

  test('an activity log alert, without what it tells of the person', () => {
    const context = {
      authorization: { action: 'Microsoft.Compute/virtualMachines/restart/action' },
      channels: 'Operation',
      claims: '{"name":"Ana","ipaddr":"203.0.113.7"}',
      caller: 'ana@example.com',
      operationName: 'Microsoft.Compute/virtualMachines/restart/action',
      level: 'Informational',
      status: 'Succeeded',
    }
    const event = only(azure, common({ signalType: 'Activity Log', severity: 'Sev4' }, context))
    expect(event).toMatchObject({
      action: 'trigger',
      priority: 'P4',
      labels: { operationName: 'Microsoft.Compute/virtualMachines/restart/action' },
    })
    expect(event.details).not.toContain('203.0.113.7')
    expect(event.details).toContain('"level":"Informational"')
  })

  test('service health: each update fires anew, the tracking id stays, the stage says when it is over', () => {
    const update = (alertId: string, stage: string) =>
      only(
        azure,
        common(
          {
            alertId,
            monitoringService: 'ServiceHealth',
            signalType: 'Activity Log',
            alertTargetIDs: ['/subscriptions/1'],
          },
          { status: 'Active', properties: { title: 'Storage in West Europe', trackingId: '1X0P-V80', stage } },
        ),
      )
    expect(update('a', 'Active')).toMatchObject({
      action: 'trigger',
      key: '1X0P-V80',
      summary: 'Storage in West Europe',
    })
    expect(update('b', 'Active').key).toBe('1X0P-V80')
    expect(update('c', 'Resolved')).toMatchObject({ action: 'resolve', key: '1X0P-V80' })
    expect(update('d', 'RCA').action).toBe('resolve')
  })

  test('resource health: the resource is the key, its status says when it is over', () => {
    const update = (alertId: string, status: string, currentHealthStatus: string) =>
      only(
        azure,
        common(
          { alertId, monitoringService: 'Resource Health', signalType: 'Activity Log' },
          { status, properties: { title: 'Downtime', currentHealthStatus } },
        ),
      )
    const key = `resource-health/${vm.toLowerCase()}`
    expect(update('a', 'Active', 'Unavailable')).toMatchObject({ action: 'trigger', key, summary: 'Downtime' })
    expect(update('b', 'Resolved', 'Available')).toMatchObject({ action: 'resolve', key })
    expect(update('c', 'Active', 'Available').action).toBe('resolve')
  })
})

describe('the shapes of before', () => {
  test('Microsoft.Insights/activityLogs', () => {
    const activityLog = {
      channels: 'Operation',
      correlationId: 'a1be61fd-37ur',
      claims: '{"name":"Ana"}',
      description: '',
      eventSource: 'Administrative',
      eventTimestamp: '2017-03-29T15:43:08.0019532+00:00',
      eventDataId: '8195a56a-85de',
      level: 'Error',
      operationName: 'Microsoft.Insights/activityLogAlerts/write',
      resourceId: '/subscriptions/1/resourceGroups/shop/providers/microsoft.insights/activityLogAlerts/restarted',
      status: 'Started',
    }
    const sent = {
      schemaId: 'Microsoft.Insights/activityLogs',
      data: { status: 'Activated', context: { activityLog }, properties: {} },
    }
    const event = only(azure, sent)
    expect(event).toMatchObject({
      action: 'trigger',
      key: 'a1be61fd-37ur',
      summary: 'Microsoft.Insights/activityLogAlerts/write: restarted',
      priority: 'P2',
      labels: { subscription: '1', resourceGroup: 'shop' },
    })
    expect(event.details).not.toContain('Ana')
  })

  test('AzureMonitorMetricAlert', () => {
    const sent = (status: string) => ({
      schemaId: 'AzureMonitorMetricAlert',
      data: {
        version: '2.0',
        status,
        context: {
          id: '/subscriptions/1/resourceGroups/shop/providers/microsoft.insights/metricAlerts/cpu',
          name: 'cpu',
          severity: '3',
          resourceId: vm,
          resourceName: 'wcus-r2-gen2',
          portalLink: 'https://portal.azure.com/#resource/x',
          timestamp: '2018-11-07T19:57:48.2018131Z',
        },
        properties: { team: 'shop' },
      },
    })
    const open = only(azure, sent('Activated'))
    expect(open).toMatchObject({
      action: 'trigger',
      summary: 'cpu: wcus-r2-gen2',
      priority: 'P3',
      labels: { team: 'shop' },
    })
    expect(only(azure, sent('Deactivated'))).toMatchObject({ action: 'resolve', key: open.key })
  })
})

test('a body of another shape is generic JSON', () => {
  expect(only(azure, { schemaId: 'new', data: { essentials: 'x' }, title: 'Disk full', id: 7 })).toMatchObject({
    key: '7',
  })
})

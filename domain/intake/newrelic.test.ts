import { describe, expect, test } from 'vitest'
import { newrelic } from './newrelic.ts'
import { only } from './webhook-reading.test-support.ts'

/** The default template of a workflow, as New Relic fills it. */
const issue = {
  id: '13bbcdca-f0b6-470d-b0be-b34583c58869',
  issueUrl:
    'https://radar-api.service.newrelic.com/accounts/1/issues/13bbcdca-f0b6-470d-b0be-b34583c58869?notifier=WEBHOOK',
  title: "web1 query result is > 1.0 for 5 minutes on 'Storage on host exceeded threshold'",
  priority: 'CRITICAL',
  impactedEntities: ['web1', 'web2'],
  totalIncidents: 1,
  state: 'ACTIVATED',
  trigger: 'STATE_CHANGE',
  isCorrelated: 'false',
  createdAt: 1763807400000,
  updatedAt: 1763807400001,
  sources: ['newrelic'],
  alertPolicyNames: ['Golden Signals'],
  alertConditionNames: ['Storage on host exceeded threshold'],
  workflowName: 'issue workflow',
}

describe('a workflow', () => {
  test('an issue', () => {
    expect(only(newrelic, issue)).toEqual({
      action: 'trigger',
      key: issue.id,
      summary: issue.title,
      priority: 'P1',
      from: 'web1',
      labels: {
        policy: 'Golden Signals',
        condition: 'Storage on host exceeded threshold',
        entity: 'web1',
        workflow: 'issue workflow',
        source: 'newrelic',
        priority: 'CRITICAL',
        totalIncidents: '1',
      },
      links: [{ href: issue.issueUrl, text: 'New Relic' }],
      details: JSON.stringify(issue),
      startsAt: '2025-11-22T10:30:00Z',
      endsAt: null,
      groupKey: null,
      notes: [],
    })
  })

  test.each([
    ['CREATED', 'STATE_CHANGE', 'trigger'],
    ['ACTIVATED', 'PRIORITY_CHANGED', 'trigger'],
    ['ACTIVATED', 'ISSUE_ACKNOWLEDGED', 'acknowledge'],
    ['DEACTIVATED', 'STATE_CHANGE', 'resolve'],
    ['CLOSED', 'STATE_CHANGE', 'resolve'],
    ['RESOLVED', 'STATE_CHANGE', 'resolve'],
    ['closed', '', 'resolve'],
    ['NEW_WORD', '', 'trigger'],
  ])('%s (%s): %s', (state, trigger, action) => {
    expect(only(newrelic, { ...issue, state, trigger })).toMatchObject({ action, key: issue.id })
  })

  test.each([
    ['CRITICAL', 'P1'],
    ['HIGH', 'P2'],
    ['MEDIUM', 'P3'],
    ['LOW', 'P4'],
  ])('priority %s is %s', (priority, expected) => {
    expect(only(newrelic, { ...issue, priority }).priority).toBe(expected)
  })

  test('without id it is one alert for its address', () => {
    const { id: _, ...bare } = issue
    const [open, closed] = [only(newrelic, bare), only(newrelic, { ...bare, state: 'CLOSED' })]
    expect(open.key).toBe(closed.key)
    expect(open.notes).toEqual(['key_made'])
  })
})

test('the notification channels of before', () => {
  const sent = {
    account_name: 'Example',
    condition_name: 'High CPU',
    current_state: 'open',
    details: 'CPU > 90 % for 5 minutes',
    event_type: 'INCIDENT',
    incident_id: 42,
    incident_url: 'https://alerts.newrelic.com/accounts/1/incidents/42',
    policy_name: 'Hosts',
    runbook_url: 'https://wiki.example.com/cpu',
    severity: 'WARNING',
    targets: [{ name: 'web1', labels: { env: 'prod' } }],
    timestamp: 1763807400000,
  }
  expect(only(newrelic, sent)).toMatchObject({
    action: 'trigger',
    key: '42',
    summary: 'High CPU: CPU > 90 % for 5 minutes',
    priority: 'P3',
    from: 'web1',
    labels: { policy: 'Hosts', env: 'prod' },
    links: [
      { href: sent.incident_url, text: 'New Relic' },
      { href: sent.runbook_url, text: 'runbook_url' },
    ],
  })
  expect(only(newrelic, { ...sent, current_state: 'acknowledged' }).action).toBe('acknowledge')
  expect(only(newrelic, { ...sent, current_state: 'closed' }).action).toBe('resolve')
})

test('a template of the own making is generic JSON', () => {
  expect(only(newrelic, { title: 'Disk full', id: 7, state: 'open' })).toMatchObject({ key: '7', summary: 'Disk full' })
})

import { expect, test } from 'vitest'
import { victorops } from './victorops.ts'
import { victoropsEvent } from './webhook-examples.test-support.ts'
import { hear, refusedBy } from './webhook-reading.test-support.ts'
import { webhookAt } from './webhooks.ts'

const at = { path: '/integrations/generic/20131114/alert/KEY/database%20team' }

test('what Alertmanager sends', () => {
  const { events, answer } = hear(victorops, victoropsEvent, at)
  expect(events).toMatchObject([
    {
      action: 'trigger',
      key: victoropsEvent.entity_id,
      summary: '[FIRING:1] DiskFull (db1:9100 node critical)',
      priority: 'P1',
      from: 'Alertmanager v0.34',
      labels: { routing_key: 'database team' },
    },
  ])
  expect(answer.status).toBe(200)
  expect(JSON.parse(answer.body)).toEqual({ result: 'success', entity_id: victoropsEvent.entity_id })
})

test.each([
  ['CRITICAL', 'trigger', 'P1'],
  ['critical', 'trigger', 'P1'],
  ['WARNING', 'trigger', 'P3'],
  ['ACKNOWLEDGEMENT', 'acknowledge', 'P2'],
  ['RECOVERY', 'resolve', 'P2'],
  ['ODD', 'trigger', 'P2'],
])('%s: %s, %s', (message_type, action, priority) => {
  expect(hear(victorops, { ...victoropsEvent, message_type }, at).events).toMatchObject([{ action, priority }])
})

test('INFO pages nobody and is kept as a change', () => {
  const { events, changes, answer } = hear(victorops, { ...victoropsEvent, message_type: 'INFO' }, at)
  expect(events).toEqual([])
  expect(changes).toMatchObject([{ summary: '[FIRING:1] DiskFull (db1:9100 node critical)' }])
  expect(JSON.parse(answer.body)).toMatchObject({ entity_id: victoropsEvent.entity_id })
})

test('the key stands in both addresses, with and without a routing key', () => {
  for (const path of ['/alert/KEY/ops', '/alert/KEY', '/integrations/generic/20131114/alert/KEY'])
    expect(webhookAt(path)).toMatchObject({ dialect: { name: 'victorops' }, pathKey: 'KEY' })
  for (const path of ['/alert/KEY', '/integrations/generic/20131114/alert/KEY', '/victorops'])
    expect(hear(victorops, victoropsEvent, { path }).events[0]?.labels).not.toHaveProperty('routing_key')
})

test('the first line of the message is read where no name was given', () => {
  const { entity_display_name: _, ...rest } = victoropsEvent
  expect(hear(victorops, { ...rest, state_message: 'Disk\nfull' }, at).events).toMatchObject([{ summary: 'Disk' }])
})

test('refusals are in its words', () => {
  expect(JSON.parse(refusedBy(victorops, '{').body)).toMatchObject({ result: 'failure' })
})

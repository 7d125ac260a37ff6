import { expect, test } from 'vitest'
import { incidentio } from './incidentio.ts'
import { webhook } from './examples.test-support.ts'
import { incidentioEvent } from './webhook-examples.test-support.ts'
import { hear, refusedBy } from './webhook-reading.test-support.ts'

test('an HTTP event', () => {
  const { events, answer } = hear(incidentio, incidentioEvent)
  expect(events).toMatchObject([
    {
      action: 'trigger',
      key: 'db1/disk',
      summary: 'Disk is full on db1',
      priority: 'P1',
      labels: { severity: 'critical', team: 'blue' },
      links: [{ href: 'https://grafana.example.com/d/disk', text: 'source_url' }],
    },
  ])
  expect(answer.status).toBe(202)
  expect(JSON.parse(answer.body)).toEqual({
    status: 'success',
    message: 'Event accepted for processing',
    deduplication_key: 'db1/disk',
  })
})

test('resolved closes by the same key, also where none was given', () => {
  expect(hear(incidentio, { ...incidentioEvent, status: 'resolved' }).events).toMatchObject([
    { action: 'resolve', key: 'db1/disk' },
  ])
  const keys = ['firing', 'resolved'].map(
    (status) => hear(incidentio, { title: 'Disk', status, description: status }).events[0]?.key,
  )
  expect(keys[0]).toBe(keys[1])
})

test("Alertmanager's receiver posts its webhook, version 1", () => {
  const { events, answer } = hear(incidentio, { ...webhook, version: '1' })
  expect(events.map(({ action }) => action)).toEqual(['trigger', 'resolve'])
  expect(answer.status).toBe(202)
})

test('refusals are JSON that Alertmanager can show', () => {
  for (const answer of [incidentio.unknownKey(), incidentio.unavailable(5), refusedBy(incidentio, '{')])
    expect(JSON.parse(answer.body)).toMatchObject({ message: expect.any(String), errors: [] })
  const many = { alerts: Array.from({ length: 10_001 }, () => ({})) }
  expect(refusedBy(incidentio, many)).toMatchObject({ status: 413, contentType: 'application/json' })
})

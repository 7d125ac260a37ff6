import { expect } from 'vitest'
import { story } from '../world.ts'

story(
  'events with one key are one alert with a count, and page once',
  async ({ service, event, settle, phone, call }) => {
    const { key } = await service('ana 15m')
    for (let i = 0; i < 5; i++) await event(key, { action: 'trigger', dedup: 'disk', summary: `Disk at ${90 + i} %` })
    await settle()
    phone('ana').rangTimes(1)
    const { alerts } = await call('listAlerts', {})
    expect(alerts).toHaveLength(1)
    expect(alerts[0]).toMatchObject({ count: 5, summary: 'Disk at 94 %' })
  },
)

story('the same event a hundred times at once is still one alert', async ({ service, event, settle, phone, call }) => {
  const { key } = await service('ana 15m')
  await Promise.all(Array.from({ length: 100 }, () => event(key, { action: 'trigger', dedup: 'disk' })))
  await settle()
  phone('ana').rangTimes(1)
  const { alerts } = await call('listAlerts', {})
  expect(alerts.map((alert) => alert.count)).toEqual([100])
})

story(
  'trigger, resolve and trigger again in one breath are two alerts, the first closed, where nothing is watched',
  async ({ service, event, settle, call }) => {
    const { key } = await service('ana 15m', { watchMinutes: 0 })
    await Promise.all([
      event(key, { action: 'trigger', dedup: 'disk' }),
      event(key, { action: 'resolve', dedup: 'disk' }),
      event(key, { action: 'trigger', dedup: 'disk' }),
    ])
    await settle()
    const { alerts } = await call('listAlerts', { state: 'all' })
    expect(alerts.map((alert) => alert.state).toSorted()).toEqual(['closed', 'triggered'])
  },
)

story(
  'a repeat does not page again what somebody has; a higher priority does',
  async ({ service, event, settle, phone, call, log }) => {
    const { key } = await service('ana 15m')
    const ana = phone('ana')
    await event(key, { action: 'trigger', dedup: 'disk', severity: 'warning' })
    await settle()
    ana.rang('trouble')
    const alertId = (await call('listAlerts', {})).alerts[0]?.id ?? 0
    await call('acknowledgeAlert', { alertId })
    await event(key, { action: 'trigger', dedup: 'disk', severity: 'warning' })
    await settle()
    ana.stayedQuiet()
    await event(key, { action: 'trigger', dedup: 'disk', severity: 'critical' })
    await settle()
    ana.rang('trouble')
    await log.says('raised it to P1, so it is paged again')
  },
)

story(
  'a Prometheus alert closes by itself when it is no longer reported',
  async ({ service, node, settle, pass, call, now, log }) => {
    const { key } = await service('ana 60m')
    const body = [{ labels: { alertname: 'Down' }, endsAt: now.add({ minutes: 4 }).toString() }]
    const post = () => fetch(`${node.url}/in/${key}/api/v2/alerts`, { method: 'POST', body: JSON.stringify(body) })
    expect((await post()).status).toBe(200)
    await settle()
    await pass({ minutes: 3 })
    expect((await call('listAlerts', {})).alerts).toHaveLength(1)
    await pass({ minutes: 1 })
    expect((await call('listAlerts', {})).alerts).toHaveLength(0)
    await log.says('No longer reported, so it was closed')
  },
)

story('an unknown key is told so in its own dialect, and nothing is raised', async ({ node, call }) => {
  const enqueue = await fetch(`${node.url}/v2/enqueue`, {
    method: 'POST',
    body: JSON.stringify({
      routing_key: 'a'.repeat(32),
      event_action: 'trigger',
      payload: { summary: 'x', source: 'y', severity: 'info' },
    }),
  })
  expect(enqueue.status).toBe(400)
  expect(await enqueue.json()).toMatchObject({ errors: expect.any(Array) })
  expect((await fetch(`${node.url}/in/${'a'.repeat(32)}/api/v2/alerts`, { method: 'POST', body: '[]' })).status).toBe(
    401,
  )
  expect((await call('listAlerts', { state: 'all' })).alerts).toEqual([])
})

story('a source that is switched off takes nothing in any more, at once', async ({ service, event, node, call }) => {
  const { key } = await service('ana 15m')
  await event(key, { action: 'trigger', dedup: 'one' })
  const { sources } = await call('listSources', {})
  await call('changeSource', { sourceId: sources[0]?.id ?? '', isEnabled: false })
  const refused = await fetch(`${node.url}/v2/enqueue`, {
    method: 'POST',
    body: JSON.stringify({
      routing_key: key,
      event_action: 'trigger',
      payload: { summary: 'x', source: 'y', severity: 'info' },
    }),
  })
  expect(refused.status).toBe(400)
})

// The watch period: what comes back soon is the same alert, and pages again (product A3).
import { expect } from 'vitest'
import { story } from '../world.ts'

story('an alert that comes back in the watch period is the same one, and pages again', async (world) => {
  const { key } = await world.service('ana 15m', { watchMinutes: 10 })
  await world.event(key, { action: 'trigger', dedup: 'disk' })
  await world.settle()
  const [first] = (await world.call('listAlerts', {})).alerts
  await world.event(key, { action: 'resolve', dedup: 'disk' })
  await world.settle()
  expect(await world.call('getAlert', { alertId: first?.id ?? 0 })).toMatchObject({ state: 'closed' })
  await world.pass({ minutes: 9 })
  await world.event(key, { action: 'trigger', dedup: 'disk', summary: 'disk again' })
  await world.settle()
  const { alerts } = await world.call('listAlerts', { state: 'all' })
  expect(alerts.map(({ id, state, count, summary, reopens }) => [id, state, count, summary, reopens])).toEqual([
    [first?.id, 'triggered', 2, 'disk again', 1],
  ])
  world.phone('ana').rangTimes(2)
  await world.log.says('raised it again, P1: disk again')
})

story('after the watch period it is a new alert; with none, always', async (world) => {
  const watched = await world.service('ana 15m', { watchMinutes: 10 })
  const unwatched = await world.service('ana 15m', { watchMinutes: 0 })
  for (const { key } of [watched, unwatched]) {
    await world.event(key, { action: 'trigger', dedup: 'disk' })
    await world.event(key, { action: 'resolve', dedup: 'disk' })
  }
  await world.event(unwatched.key, { action: 'trigger', dedup: 'disk' })
  await world.pass({ minutes: 11 })
  await world.event(watched.key, { action: 'trigger', dedup: 'disk' })
  expect((await world.call('listAlerts', { state: 'all' })).alerts).toHaveLength(4)
})

story('two nodes that hear of it at once open it once', async (world) => {
  const { key } = await world.service('ana 15m', { watchMinutes: 10 })
  const second = await world.startAnother()
  await world.event(key, { action: 'trigger', dedup: 'disk' })
  await world.event(key, { action: 'resolve', dedup: 'disk' })
  const body = JSON.stringify({
    routing_key: key,
    event_action: 'trigger',
    dedup_key: 'disk',
    payload: { summary: 'disk', source: 'm', severity: 'critical' },
  })
  const nodes = Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? world.node.url : second.url))
  const answers = await Promise.all(nodes.map((url) => fetch(`${url}/v2/enqueue`, { method: 'POST', body })))
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]))
  await world.settle()
  const { alerts } = await world.call('listAlerts', { state: 'all' })
  expect(alerts.map(({ state, count }) => [state, count])).toEqual([['triggered', 21]])
})

story('somebody who closed it too early opens it again, once', async (world) => {
  const { key } = await world.service('ana 15m')
  await world.event(key, { action: 'trigger', dedup: 'disk' })
  await world.settle()
  const alertId = (await world.call('listAlerts', {})).alerts[0]?.id ?? 0
  expect(await world.ask('reopenAlert', { alertId })).toMatchObject({ status: 409, body: { code: 'alert_open' } })
  await world.call('closeAlert', { alertId })
  expect(await world.call('reopenAlert', { alertId, note: 'wrong one' })).toMatchObject({ state: 'triggered' })
  await world.settle()
  world.phone('ana').rangTimes(2)
  await world.log.says('opened it again')
})

story('an alert whose key has opened a new one stays closed', async (world) => {
  const { key } = await world.service('ana 15m', { watchMinutes: 0 })
  await world.event(key, { action: 'trigger', dedup: 'disk' })
  const alertId = (await world.call('listAlerts', {})).alerts[0]?.id ?? 0
  await world.event(key, { action: 'resolve', dedup: 'disk' })
  await world.event(key, { action: 'trigger', dedup: 'disk' })
  expect(await world.ask('reopenAlert', { alertId })).toMatchObject({ status: 409, body: { code: 'alert_open' } })
})

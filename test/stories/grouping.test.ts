// Who shares a page (product A4), beyond "what nobody has answered": by labels, by time, by the map of services, in a flood.
import { expect } from 'vitest'
import { story, type World } from '../world.ts'

async function acknowledgeNewest(world: World) {
  const { alerts } = await world.call('listAlerts', { state: 'triggered' })
  await world.call('acknowledgeAlert', { alertId: alerts[0]?.id ?? 0 })
}

story('by labels: equal values share a page, others ring for themselves', async (world) => {
  const { key } = await world.service('ana 15m', { grouping: 'labels', groupLabels: ['region'] })
  await world.event(key, { action: 'trigger', dedup: 'eu-1', details: { region: 'eu' } })
  await world.settle()
  await world.event(key, { action: 'trigger', dedup: 'eu-2', details: { region: 'eu' } })
  await world.settle()
  world.phone('ana').rangTimes(1)
  await world.event(key, { action: 'trigger', dedup: 'us-1', details: { region: 'us' } })
  await world.event(key, { action: 'trigger', dedup: 'none' })
  await world.settle()
  world.phone('ana').rangTimes(3)
  const { alerts } = await world.call('listAlerts', {})
  expect(alerts.map(({ group }) => group)).toEqual(
    ['region=', 'region=us', 'region=eu', 'region=eu'].map((text) => ({ kind: 'labels', text })),
  )
})

story('by time: whoever has the page has what belongs to it for a while, then it rings again', async (world) => {
  const { key } = await world.service('ana 15m', { groupMinutes: 10 })
  await world.event(key, { action: 'trigger', dedup: 'one' })
  await world.settle()
  await acknowledgeNewest(world)
  await world.event(key, { action: 'trigger', dedup: 'two' })
  await world.settle()
  world.phone('ana').rangTimes(1)
  expect((await world.call('listAlerts', {})).counts).toMatchObject({ triggered: 0, acknowledged: 2, snoozed: 0 })
  await world.log.says('and it joins what')
  await world.pass({ minutes: 11 })
  await world.event(key, { action: 'trigger', dedup: 'three' })
  await world.settle()
  world.phone('ana').rangTimes(2)
})

story('by time: of two services in one breath each takes in as long as it says', async (world) => {
  const short = await world.service('ana 15m', { groupMinutes: 10, returnAfterMinutes: 120 })
  const long = await world.service('ben 15m', { groupMinutes: 60, returnAfterMinutes: 120 })
  for (const { key } of [short, long]) {
    await world.event(key, { action: 'trigger', dedup: 'one' })
    await world.settle()
    await acknowledgeNewest(world)
  }
  await world.pass({ minutes: 15 })
  await Promise.all([short, long].map(({ key }) => world.event(key, { action: 'trigger', dedup: 'two' })))
  await world.settle()
  world.phone('ana').rangTimes(2)
  world.phone('ben').rangTimes(1)
})

story('by time, what is more urgent than the page rings at once', async (world) => {
  const { key } = await world.service('ana 15m', { groupMinutes: 10 })
  await world.event(key, { action: 'trigger', dedup: 'one', severity: 'warning' })
  await world.settle()
  await acknowledgeNewest(world)
  await world.event(key, { action: 'trigger', dedup: 'two', severity: 'critical' })
  await world.settle()
  world.phone('ana').rangTimes(2)
})

story('by the map: an echo joins the page of what its service needs, near or far', async (world) => {
  const database = await world.service('ana 15m')
  const api = await world.service('ben 15m', { dependsOn: [database.serviceId] })
  const shop = await world.service('chris 15m', { grouping: 'map', dependsOn: [api.serviceId] })
  await world.event(database.key, { action: 'trigger', dedup: 'down' })
  await world.settle()
  await world.event(shop.key, { action: 'trigger', dedup: 'errors' })
  await world.settle()
  world.phone('ana').rangTimes(1)
  world.phone('chris').stayedQuiet()
  await world.event(api.key, { action: 'trigger', dedup: 'slow' })
  await world.settle()
  world.phone('ben').rangTimes(1)
})

story('the page of a cause lives on while an echo is open', async (world) => {
  const database = await world.service('ana 15m', { watchMinutes: 0 })
  const shop = await world.service('chris 15m', { grouping: 'map', dependsOn: [database.serviceId] })
  await world.event(database.key, { action: 'trigger', dedup: 'down' })
  await world.settle()
  await world.event(shop.key, { action: 'trigger', dedup: 'errors' })
  await world.event(database.key, { action: 'resolve', dedup: 'down' })
  await world.settle()
  const { alerts } = await world.call('listAlerts', {})
  expect(alerts.map(({ key, pageState }) => [key, pageState])).toEqual([['errors', 'open']])
})

story('a flood rings once, also where each alert would ring for itself', async (world) => {
  const { key } = await world.service('ana 15m', { grouping: 'none', floodLimit: 5 })
  for (let i = 0; i < 5; i++) await world.event(key, { action: 'trigger', dedup: `before-${i}` })
  await world.settle()
  const rung = world.phone('ana').all().length
  for (let i = 0; i < 20; i++) await world.event(key, { action: 'trigger', dedup: `flood-${i}` })
  await world.settle()
  expect(world.phone('ana').all().length).toBeLessThanOrEqual(rung + 1)
  await acknowledgeNewest(world)
  await world.event(key, { action: 'trigger', dedup: 'late' })
  await world.settle()
  expect(world.phone('ana').all().length).toBeLessThanOrEqual(rung + 1)
})

story('a source that drowns Baton in keys is one alert with a count, and what is open goes on', async (world) => {
  const { key } = await world.service('ana 15m')
  await world.database.db.updateTable('source').set({ flood_limit: 5 }).execute()
  for (let i = 0; i < 5; i++) await world.event(key, { action: 'trigger', dedup: `known-${i}`, severity: 'warning' })
  for (let i = 0; i < 20; i++) await world.event(key, { action: 'trigger', dedup: `new-${i}`, severity: 'warning' })
  await world.event(key, { action: 'trigger', dedup: 'known-1', severity: 'warning' })
  const { alerts } = await world.call('listAlerts', { limit: 50 })
  expect(Object.fromEntries(alerts.map(({ key: of, count }) => [of, count]))).toEqual({
    'baton-flood': 20,
    'known-0': 1,
    'known-1': 2,
    'known-2': 1,
    'known-3': 1,
    'known-4': 1,
  })
  // What is more urgent than all that was folded rises, and rings.
  await world.settle()
  const rung = world.phone('ana').all().length
  await Promise.all([
    world.event(key, { action: 'trigger', dedup: 'another', severity: 'warning' }),
    world.event(key, { action: 'trigger', dedup: 'worse', severity: 'critical' }),
  ])
  await world.settle()
  expect(world.phone('ana').all().length).toBe(rung + 1)
})

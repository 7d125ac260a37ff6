// An alert that becomes more urgent while nobody has answered its page: it is paged as urgently as it now is.
import { expect } from 'vitest'
import { story, type World } from '../world.ts'

const urgencies = (world: World) =>
  world.database.db.selectFrom('page').select(['priority', 'state']).orderBy('id').execute()

story('an unanswered alert that rises is paged again by its new urgency (P12)', async (world) => {
  const { key } = await world.service('ana 5m, ben 10m')
  await world.event(key, { action: 'trigger', dedup: 'one', severity: 'warning' })
  await world.settle()
  await world.event(key, { action: 'trigger', dedup: 'one', severity: 'critical' })
  await world.settle()
  world.phone('ana').rangTimes(2)
  expect(await urgencies(world)).toEqual([
    { priority: 3, state: 'closed' },
    { priority: 1, state: 'open' },
  ])
  await world.log.says('Monitor raised it to P1, so it is paged again')
  // From there on it climbs once, and as itself.
  await world.pass({ minutes: 5 })
  world.phone('ben').rangTimes(1)
})

story('what does not rise stays on the page, and one that does takes nobody along (P12)', async (world) => {
  const { key } = await world.service('ana 5m, ben 10m')
  for (const dedup of ['one', 'two']) await world.event(key, { action: 'trigger', dedup, severity: 'warning' })
  await world.settle()
  await world.event(key, { action: 'trigger', dedup: 'two', severity: 'critical' })
  await world.settle()
  expect(await urgencies(world)).toEqual([
    { priority: 3, state: 'open' },
    { priority: 1, state: 'open' },
  ])
  await world.event(key, { action: 'trigger', dedup: 'two', severity: 'warning' })
  await world.settle()
  world.phone('ana').rangTimes(2)
})

story('on a page that is as urgent already nothing is rung again', async (world) => {
  const { key } = await world.service('ana 5m, ben 10m')
  await world.event(key, { action: 'trigger', dedup: 'one', severity: 'critical' })
  await world.settle()
  await world.event(key, { action: 'trigger', dedup: 'two', severity: 'warning' })
  await world.event(key, { action: 'trigger', dedup: 'two', severity: 'critical' })
  await world.settle()
  world.phone('ana').rangTimes(1)
})

story('what rises during a snooze is paged by its new urgency when that is over (P12)', async (world) => {
  const { key } = await world.service('ana 5m, ben 10m')
  await world.event(key, { action: 'trigger', dedup: 'one', severity: 'warning' })
  await world.settle()
  const { alerts } = await world.call('listAlerts', {})
  const until = world.now.add({ minutes: 30 }).toString()
  await world.call('snoozeAlert', { alertId: alerts[0]?.id ?? 0, until })
  await world.event(key, { action: 'trigger', dedup: 'one', severity: 'critical' })
  await world.pass({ minutes: 30 })
  world.phone('ana').rangTimes(2)
  expect(await urgencies(world)).toEqual([{ priority: 1, state: 'open' }])
})

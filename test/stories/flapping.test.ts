// An alert that comes and goes rings the first times, then only when it stays; it is never forgotten (product A4).
import { expect } from 'vitest'
import { story, type World } from '../world.ts'

async function comeAndGo(world: World, key: string, times: number, minutes: number) {
  for (let i = 0; i < times; i++) {
    await world.event(key, { action: 'trigger', dedup: 'disk' })
    await world.settle()
    await world.pass({ minutes })
    await world.event(key, { action: 'resolve', dedup: 'disk' })
    await world.settle()
    await world.pass({ minutes })
  }
}

story('one that comes and goes stops ringing, and says so', async (world) => {
  const { key } = await world.service('ana 15m')
  await comeAndGo(world, key, 3, 1)
  world.phone('ana').rangTimes(3)
  await comeAndGo(world, key, 3, 1)
  world.phone('ana').rangTimes(3)
  await world.log.says('It came back 3 times within an hour')
})

story('when it stays, it rings', async (world) => {
  const { key } = await world.service('ana 15m')
  await comeAndGo(world, key, 3, 1)
  await world.event(key, { action: 'trigger', dedup: 'disk' })
  await world.settle()
  const [alert] = (await world.call('listAlerts', {})).alerts
  expect(alert?.muted).toMatchObject({ kind: 'flapping' })
  await world.pass({ minutes: 4 })
  world.phone('ana').rangTimes(3)
  await world.pass({ minutes: 2 })
  world.phone('ana').rangTimes(4)
  await world.log.says('now it stays')
})

story('one that never settles rings once in half an hour', async (world) => {
  const { key } = await world.service('ana 15m')
  await comeAndGo(world, key, 20, 1)
  const rung = world.phone('ana').all().length
  expect(rung).toBeGreaterThanOrEqual(4)
  expect(rung).toBeLessThanOrEqual(5)
})

story('somebody who takes it while it is held back has it', async (world) => {
  const { key } = await world.service('ana 15m')
  await comeAndGo(world, key, 3, 1)
  await world.event(key, { action: 'trigger', dedup: 'disk' })
  await world.settle()
  const alertId = (await world.call('listAlerts', {})).alerts[0]?.id ?? 0
  await world.call('acknowledgeAlert', { alertId })
  await world.settle()
  expect(await world.call('getAlert', { alertId })).toMatchObject({ state: 'acknowledged', muted: null })
  await world.pass({ minutes: 10 })
  world.phone('ana').rangTimes(3)
})

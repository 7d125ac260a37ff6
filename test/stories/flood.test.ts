import { expect } from 'vitest'
import { story } from '../world.ts'

story(
  'a flood is one page: what comes while nobody has answered joins it',
  async ({ service, event, settle, phone, call, pass }) => {
    const { key } = await service('ana 5m, ben 10m')
    for (let i = 0; i < 30; i++) await event(key, { action: 'trigger', dedup: `host-${i}` })
    await settle()
    await event(key, { action: 'trigger', dedup: 'host-late' })
    await settle()
    phone('ana').rangTimes(1)
    await pass({ minutes: 5 })
    phone('ben').rangTimes(1)
    const { counts } = await call('listAlerts', {})
    expect(counts.triggered).toBe(31)
  },
)

story(
  'one answer holds the whole page, and says for how many',
  async ({ service, event, settle, phone, call, pass, log }) => {
    const { key } = await service('ana 5m, ben 10m', { returnAfterMinutes: 30 })
    for (let i = 0; i < 5; i++) await event(key, { action: 'trigger', dedup: `host-${i}` })
    await settle()
    const { alerts } = await call('listAlerts', {})
    await call('acknowledgeAlert', { alertId: alerts[0]?.id ?? 0 })
    expect((await call('listAlerts', {})).counts).toEqual({ triggered: 0, acknowledged: 5, snoozed: 0, muted: 0 })
    await log.says('(and 4 more on the same page)')
    await pass({ minutes: 29 })
    phone('ana').rangTimes(1)
    await pass({ minutes: 1 })
    phone('ana').rangTimes(2)
    expect((await call('listAlerts', {})).counts.triggered).toBe(5)
  },
)

story('after an answer the next alert rings again', async ({ service, event, settle, phone, call }) => {
  const { key } = await service('ana 15m')
  await event(key, { action: 'trigger', dedup: 'one' })
  await settle()
  const { alerts } = await call('listAlerts', {})
  await call('acknowledgeAlert', { alertId: alerts[0]?.id ?? 0 })
  await event(key, { action: 'trigger', dedup: 'two' })
  await settle()
  phone('ana').rangTimes(2)
})

story('a more urgent alert does not hide behind a page of less', async ({ service, event, settle, phone }) => {
  const { key } = await service('ana 15m')
  await event(key, { action: 'trigger', dedup: 'one', severity: 'warning' })
  await settle()
  await event(key, { action: 'trigger', dedup: 'two', severity: 'critical' })
  await settle()
  phone('ana').rangTimes(2)
  await event(key, { action: 'trigger', dedup: 'three', severity: 'error' })
  await settle()
  phone('ana').rangTimes(2)
})

story(
  'the page ends with its last alert, not with its first',
  async ({ service, event, settle, phone, pass, call }) => {
    const { key } = await service('ana 5m, ben 10m')
    await event(key, { action: 'trigger', dedup: 'one' })
    await event(key, { action: 'trigger', dedup: 'two' })
    await settle()
    await event(key, { action: 'resolve', dedup: 'one' })
    await settle()
    await pass({ minutes: 5 })
    phone('ben').rangTimes(1)
    await event(key, { action: 'resolve', dedup: 'two' })
    await pass({ hours: 2 })
    phone('ben').rangTimes(1)
    expect((await call('getHealth', {})).openAlarms).toBe(0)
  },
)

story(
  'two monitors that end the last two alerts at once end the page',
  async ({ service, event, settle, phone, pass }) => {
    const { key } = await service('ana 5m, ben 10m')
    for (let i = 0; i < 10; i++) await event(key, { action: 'trigger', dedup: `host-${i}` })
    await settle()
    await Promise.all(Array.from({ length: 10 }, (_, i) => event(key, { action: 'resolve', dedup: `host-${i}` })))
    await pass({ hours: 1 })
    phone('ben').stayedQuiet()
  },
)

story(
  'the fallback takes over every alert of an exhausted page',
  async ({ service, event, settle, person, pass, call, phone }) => {
    await person('mia', { role: 'admin' })
    const { key } = await service('ana 5m')
    await event(key, { action: 'trigger', dedup: 'one' })
    await event(key, { action: 'trigger', dedup: 'two' })
    await settle()
    await pass({ minutes: 5 })
    phone('mia').rangTimes(1)
    const { alerts } = await call('listAlerts', {})
    await call('acknowledgeAlert', { alertId: alerts[0]?.id ?? 0 })
    await pass({ minutes: 50 })
    phone('mia').rangTimes(1)
  },
)

story('an escalation speaks of an alert that is still open', async ({ service, event, settle, phone, pass }) => {
  const { key } = await service('ana 5m, ben 10m')
  await event(key, { action: 'trigger', dedup: 'one', summary: 'Disk of db-1' })
  await event(key, { action: 'trigger', dedup: 'two', summary: 'Disk of db-2' })
  await settle()
  await event(key, { action: 'resolve', dedup: 'one' })
  await pass({ minutes: 5 })
  phone('ben').rang('Disk of db-2')
})

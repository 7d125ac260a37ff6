import { expect } from 'vitest'
import { story } from '../world.ts'

story('an unanswered page climbs the policy', async ({ at, raise, pass, phone, log }) => {
  await at('2026-03-29T01:57[Europe/Berlin]') // three minutes before the clocks jump
  const ana = phone('ana')
  const ben = phone('ben')
  await raise('Checkout is failing', { policy: 'ana 5m, ben 10m' })
  ana.rang('Checkout is failing')
  await pass({ minutes: 4, seconds: 59 })
  ben.stayedQuiet()
  await pass({ seconds: 1 })
  ben.rang('Checkout is failing')
  ana.stayedQuiet()
  await log.says('Ana did not answer; Ben paged', { cites: 'P1' })
})

story('an acknowledgement stops the climb', async ({ raise, pass, phone, call, log }) => {
  const ben = phone('ben')
  const alert = await raise('Disk is full', { policy: 'ana 5m, ben 10m' })
  await call('acknowledgeAlert', { alertId: alert.id })
  await pass({ minutes: 30 })
  ben.stayedQuiet()
  await log.says('acknowledged: Disk is full')
})

story('what is acknowledged and forgotten comes back', async ({ raise, pass, phone, call, log }) => {
  const ana = phone('ana')
  const alert = await raise('Disk is full', { policy: 'ana 5m, ben 10m', returnAfterMinutes: 30 })
  ana.rang('Disk is full')
  await call('acknowledgeAlert', { alertId: alert.id })
  await pass({ minutes: 29 })
  ana.stayedQuiet()
  await pass({ minutes: 1 })
  ana.rang('Disk is full')
  await log.says('still open, so it is paged again')
  expect((await call('getAlert', { alertId: alert.id })).state).toBe('triggered')
})

story(
  'an exhausted policy alarms the fallback, and the fallback never gives up',
  async ({ raise, pass, phone, person, log }) => {
    await person('mia', { role: 'admin' })
    const mia = phone('mia')
    await raise('Nobody home', { policy: 'ana 5m, ben 10m', repeats: 1 })
    await pass({ minutes: 29 })
    mia.stayedQuiet()
    await pass({ minutes: 1 })
    mia.rang('Nobody home')
    await log.says('Nobody answered ana 5m, ben 10m; the fallback was alarmed (Mia)')
    await pass({ hours: 6 })
    expect(mia.all().length).toBeGreaterThan(6)
  },
)

story('a resolve by the monitor ends the page', async ({ raise, pass, phone, log, call }) => {
  const ben = phone('ben')
  const alert = await raise('Queue is long', { policy: 'ana 5m, ben 10m' })
  await alert.resolve()
  await pass({ minutes: 60 })
  ben.stayedQuiet()
  expect((await call('getAlert', { alertId: alert.id })).state).toBe('closed')
  await log.says('Monitor says it is over: Queue is long')
})

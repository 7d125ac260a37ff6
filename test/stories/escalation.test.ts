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

story(
  'whose first contact is later than the step waits is rung at once, and the next as long after it as their rules say',
  async ({ service, event, settle, call, contact, person, pass, phone, phones, log }) => {
    const { key } = await service('ana 5m, ben 10m')
    const ana = await person('ana')
    await contact('ana', ana, 'sms', '+15551234567')
    const { contacts } = await call('getContacts', { personId: ana })
    const idOf = (channel: string) => contacts.find((one) => one.channel === channel)?.id ?? ''
    await call('setContactRules', {
      personId: ana,
      rules: [
        { priority: 'P1', contactId: idOf('email'), afterMinutes: 10 },
        { priority: 'P1', contactId: idOf('sms'), afterMinutes: 13 },
      ],
    })
    await event(key, { action: 'trigger', summary: 'Checkout is failing', dedup: 'one' })
    await settle()
    phone('ana').rangTimes(1)
    phones.of('+15551234567').stayedQuiet()
    await pass({ minutes: 3 })
    phones.of('+15551234567').rangTimes(1)
    await pass({ minutes: 2 })
    phone('ben').rangTimes(1)
    await log.says('Ana did not answer; Ben paged')
  },
)

story(
  'who was sent nothing before the page went on did not keep silent',
  async ({ raise, pass, phone, log, database }) => {
    await raise('Checkout is failing', { policy: 'ana 5m, ben 10m, cho 10m' })
    // As one that is gathered behind a flood.
    await database.db
      .updateTable('delivery')
      .set({ state: 'queued', attempts: 0, due_at: Temporal.Instant.from('2999-01-01T00:00Z') })
      .execute()
    await pass({ minutes: 5 })
    phone('ben').rangTimes(1)
    await log.hasNot('Ana did not answer')
    await pass({ minutes: 10 })
    await log.says('Ben did not answer; Cho paged')
  },
)

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

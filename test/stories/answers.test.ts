import { expect } from 'vitest'
import { story } from '../world.ts'
import { haveToken } from './everything.ts'

story(
  'the link answers for its page, also when the alert it began with is over',
  async ({ service, event, settle, pass, phone, call }) => {
    const { key } = await service('ana 5m, ben 10m')
    await event(key, { action: 'trigger', summary: 'Payments are down', dedup: 'payments' })
    await settle()
    await event(key, { action: 'trigger', summary: 'Refunds are down', dedup: 'refunds' })
    await settle()
    phone('ana').rangTimes(1)
    await event(key, { action: 'resolve', dedup: 'payments' })
    await settle()

    const token = phone('ana').answerLink().split('/').at(-1) ?? ''
    expect(await call('getAnswer', { token })).toMatchObject({ state: 'triggered', summary: 'Refunds are down' })
    expect(await call('answerPage', { token, answer: 'acknowledge' })).toMatchObject({ state: 'acknowledged' })
    await pass({ minutes: 30 })
    phone('ben').stayedQuiet()
  },
)

story(
  'the link answers for its page, also when its monitor acknowledged the alert it began with',
  async ({ service, event, settle, pass, phone, call }) => {
    const { key } = await service('ana 5m, ben 10m')
    await event(key, { action: 'trigger', summary: 'Payments are down', dedup: 'payments' })
    await settle()
    await event(key, { action: 'trigger', summary: 'Refunds are down', dedup: 'refunds' })
    await event(key, { action: 'acknowledge', dedup: 'payments' })
    await settle()

    const token = phone('ana').answerLink().split('/').at(-1) ?? ''
    expect(await call('answerPage', { token, answer: 'acknowledge' })).toMatchObject({ wasFirst: true })
    await pass({ minutes: 30 })
    phone('ben').stayedQuiet()
  },
)

story(
  'whoever has what is left on a page gives it back by its link, also when the alert it began with is over',
  async ({ service, event, settle, phone, call, log }) => {
    const { key } = await service('ana 5m, ben 10m')
    await event(key, { action: 'trigger', summary: 'Payments are down', dedup: 'payments' })
    await settle()
    await event(key, { action: 'trigger', summary: 'Refunds are down', dedup: 'refunds' })
    await settle()
    const token = phone('ana').answerLink().split('/').at(-1) ?? ''
    await call('answerPage', { token, answer: 'acknowledge' })
    await event(key, { action: 'resolve', dedup: 'payments' })
    await settle()

    expect(await call('getAnswer', { token })).toMatchObject({ state: 'acknowledged', summary: 'Refunds are down' })
    expect(await call('answerPage', { token, answer: 'decline' })).toMatchObject({ wasFirst: true })
    await settle()
    phone('ben').rangTimes(1)
    await log.says('Refunds are down')
  },
)

story(
  'the link of a page that was gone through answers for what its alarm has, also when the alert it began with is over',
  async ({ service, event, settle, pass, phone, person, call }) => {
    await person('mia', { role: 'admin' })
    const { key } = await service('ana 5m')
    await event(key, { action: 'trigger', summary: 'Payments are down', dedup: 'payments' })
    await settle()
    await event(key, { action: 'trigger', summary: 'Refunds are down', dedup: 'refunds' })
    await pass({ minutes: 5 })
    phone('mia').rangTimes(1)
    await event(key, { action: 'resolve', dedup: 'payments' })
    await settle()

    const token = phone('ana').answerLink().split('/').at(-1) ?? ''
    expect(await call('answerPage', { token, answer: 'acknowledge' })).toMatchObject({ state: 'acknowledged' })
    await pass({ minutes: 10 })
    phone('mia').rangTimes(1)
  },
)

story('the trail of an alert that joined a page shows that page', async ({ service, event, settle, call }) => {
  const { key } = await service('ana 5m, ben 10m')
  await event(key, { action: 'trigger', summary: 'Payments are down', dedup: 'payments' })
  await settle()
  await event(key, { action: 'trigger', summary: 'Refunds are down', dedup: 'refunds' })
  await settle()
  const { alerts } = await call('listAlerts', {})
  const [payments, refunds] = await Promise.all(
    ['payments', 'refunds'].map(async (dedup) => {
      const alertId = alerts.find((alert) => alert.key === dedup)?.id ?? 0
      return (await call('listPages', { alertId })).pages.map((page) => page.id)
    }),
  )
  expect(refunds).toEqual(payments)
  expect(refunds).toHaveLength(1)
})

story(
  'answering twice is harmless; who comes second is told who was first',
  async ({ raise, person, database, call, ask }) => {
    const alert = await raise('Payments are down', { policy: 'ana 5m' })
    const input = { alertId: alert.id }
    const [ana, ben] = [
      await haveToken({ database }, await person('ana')),
      await haveToken({ database }, await person('ben')),
    ]
    await call('acknowledgeAlert', input, ana)
    expect(await call('acknowledgeAlert', input, ana)).toMatchObject({ state: 'acknowledged', acknowledgedBy: 'Ana' })
    expect(await ask('acknowledgeAlert', input, ben)).toMatchObject({ status: 409, body: { facts: { by: 'Ana' } } })
    const { entries } = await call('readLog', { limit: 50 })
    expect(entries.filter(({ kind }) => kind === 'alert_acknowledged')).toHaveLength(1)
  },
)

story(
  'a trail shows an address in full only to those who may see it',
  async ({ raise, person, database, call, phones }) => {
    phones.make('ana@example.com', { giveUp: 'email_refused: 550 5.1.1 <ana@example.com>: Recipient address rejected' })
    await person('mia', { role: 'admin' })
    const alert = await raise('Payments are down', { policy: 'ana 5m, ben 10m' })
    const seenBy = async (name: string, role?: 'viewer' | 'admin') => {
      const token = await haveToken({ database }, await person(name, role ? { role } : {}))
      const { pages } = await call('listPages', { alertId: alert.id }, token)
      const delivery = pages[0]?.deliveries[0]
      // What the provider said repeats the address: nobody reads it there.
      const said = [delivery?.outcome, ...(delivery?.attempts ?? []).map(({ detail }) => detail)].join()
      expect(said).toContain('550 5.1.1 <a***@example.com>: Recipient address rejected')
      expect(said).not.toContain('ana@example.com')
      return delivery?.address
    }
    expect(await seenBy('ana')).toBe('ana@example.com')
    expect(await seenBy('mia')).toBe('ana@example.com')
    expect(await seenBy('ben')).toBe('a***@example.com')
    expect(await seenBy('vera', 'viewer')).toBe('a***@example.com')
    const { entries } = await call('readLog', { limit: 50 })
    const failed = entries.find(({ kind }) => kind === 'delivery_failed')
    expect(failed?.says).toContain('a***@example.com')
    expect(JSON.stringify(failed)).not.toContain('ana@example.com')
  },
)

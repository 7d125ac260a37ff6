import { expect } from 'vitest'
import { story } from '../world.ts'

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

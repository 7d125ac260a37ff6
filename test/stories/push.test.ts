import { expect } from 'vitest'
import { story } from '../world.ts'

story(
  'a device that unsubscribed is switched off and told, and the page goes another way at once',
  async ({ person, contact, call, raise, pass, phones, phone, log, at }) => {
    await at('2026-03-02T08:55:00Z')
    const ana = await person('ana')
    const device = await contact('ana', ana, 'push', 'https://push.example.com/send/abc')
    const mail = (await call('getContacts', { personId: ana })).contacts.find((one) => one.channel === 'email')
    await call('setContactRules', {
      personId: ana,
      rules: [
        { priority: 'P1', contactId: device, afterMinutes: 0 },
        { priority: 'P1', contactId: mail?.id ?? '', afterMinutes: 10 },
      ],
    })
    phones.make('https://push.example.com/send/abc', { giveUp: 'push_gone: HTTP 410', ends: 'gone' })
    await raise('Payments are down', { policy: 'ana 15m' })
    phone('ana').rang('Payments are down')
    await log.says('push https://push.example.com/*** of Ana no longer exists, so it was switched off')
    const after = (await call('getContacts', { personId: ana })).contacts.find((one) => one.channel === 'push')
    expect(after).toMatchObject({ isEnabled: false })
    await pass({ minutes: 10 }) // a notice waits for a decent hour
    phone('ana').rang('A contact no longer reaches you')
  },
)

story('a device that is only busy stays a contact', async ({ person, contact, call, raise, phones }) => {
  const ana = await person('ana')
  await contact('ana', ana, 'push', 'https://push.example.com/send/abc')
  phones.make('https://push.example.com/send/abc', { giveUp: 'http_refused: HTTP 403' })
  await raise('Payments are down', { policy: 'ana 15m' })
  const after = (await call('getContacts', { personId: ana })).contacts.find((one) => one.channel === 'push')
  expect(after).toMatchObject({ isEnabled: true })
})

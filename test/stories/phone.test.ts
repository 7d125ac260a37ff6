import { expect } from 'vitest'
import { story, type World } from '../world.ts'

const number = '+821012345678'
const other = '+4915112345678'

/** Ana is reached by SMS alone unless a story says more; the last message to her number, as her phone has it. */
async function anaWithPhone({ person, contact, phones }: World, channel: 'sms' | 'voice' = 'sms') {
  const ana = await person('ana', { phone: false })
  await contact('ana', ana, channel, number)
  return {
    ana,
    phone: phones.of(number),
    last: () => {
      const message = phones.of(number).all().at(-1)?.message
      if (!message) throw new Error('nothing has reached her number')
      return { sid: message.deliveryKey, code: message.replyCode ?? '', token: message.answerUrl?.split('/').at(-1) }
    },
  }
}

const deliveriesTo = async ({ database }: World, address: string) =>
  database.db
    .selectFrom('delivery')
    .select(['state', 'outcome', 'received_at as receivedAt', 'receipt_due_at as receiptDueAt'])
    .where('address', '=', address)
    .orderBy('id')
    .execute()

const stateOf = async ({ call }: World, alertId: number) => (await call('getAlert', { alertId })).state

story('an SMS is answered by its digits, for its person and its page (C12)', async (world) => {
  const { last } = await anaWithPhone(world)
  const { id } = await world.raise('Payments are down', { policy: 'ana 15m, ben 15m' })
  const wrong = String((Number(last().code) + 1) % 10_000).padStart(4, '0')
  const refused = await world.telephone('sms', { From: number, Body: `1 ${wrong}`, MessageSid: 'SM1' })
  expect(refused.body).toContain('No open page to this number has these digits.')
  expect(await stateOf(world, id)).toBe('triggered')
  const taken = await world.telephone('sms', { From: number, Body: `1 ${last().code}`, MessageSid: 'SM2' })
  expect(taken.body).toContain('<Message>Acknowledged. You have it.</Message>')
  expect(await stateOf(world, id)).toBe('acknowledged')
  await world.log.says('Ana acknowledged: Payments are down')
})

story('the digits of one page say nothing from another number', async (world) => {
  const { last } = await anaWithPhone(world)
  const ben = await world.person('ben', { phone: false })
  await world.contact('ben', ben, 'sms', other)
  const { id } = await world.raise('Payments are down', { policy: 'ana 15m' })
  await world.raise('Search is slow', { policy: 'ben 15m' })
  const digits = last().code
  for (const From of [other, '+19998887777']) {
    await world.telephone('sms', { From, Body: `1 ${digits}`, MessageSid: `SM${From}` })
    expect(await stateOf(world, id)).toBe('triggered')
  }
  const stranger = await world.telephone('sms', { From: '+19998887777', Body: 'hello', MessageSid: 'SM9' })
  expect(stranger.body).toContain('<Response></Response>')
})

story('guessing the digits ends, and a day later they are worth nothing', async (world) => {
  const { last } = await anaWithPhone(world)
  const { id } = await world.raise('Payments are down', { policy: 'ana 15m' })
  const { code } = last()
  const wrong = String((Number(code) + 1) % 10_000).padStart(4, '0')
  for (let i = 0; i < 10; i++) await world.telephone('sms', { From: number, Body: `1 ${wrong}`, MessageSid: `SM${i}` })
  const blocked = await world.telephone('sms', { From: number, Body: `1 ${code}`, MessageSid: 'SM10' })
  expect(blocked.body).toContain('<Response></Response>')
  expect(await stateOf(world, id)).toBe('triggered')
  await world.call('snoozeAlert', { alertId: id, until: world.now.add({ hours: 100 }).toString() })
  await world.pass({ hours: 25 })
  const late = await world.telephone('sms', { From: number, Body: `1 ${code}`, MessageSid: 'SM11' })
  expect(late.body).toContain('<Response></Response>')
  expect(await stateOf(world, id)).toBe('snoozed')
})

story('an answer that comes again, as it was signed, changes nothing (C12)', async (world) => {
  const { last } = await anaWithPhone(world)
  const { id } = await world.raise('Payments are down', { policy: 'ana 15m', returnAfterMinutes: 30 })
  const form = { From: number, Body: `1 ${last().code}`, MessageSid: 'SM1' }
  await world.telephone('sms', form)
  await world.pass({ minutes: 31 })
  expect(await stateOf(world, id)).toBe('triggered')
  const again = await world.telephone('sms', form)
  expect(again.body).toContain('The page has gone on already.')
  expect(await stateOf(world, id)).toBe('triggered')
})

story('2 asks for the next person, once', async (world) => {
  const { last } = await anaWithPhone(world)
  const { id } = await world.raise('Payments are down', { policy: 'ana 15m, ben 15m, cho 15m' })
  const { code } = last()
  const taken = await world.telephone('sms', { From: number, Body: `2 ${code}`, MessageSid: 'SM1' })
  expect(taken.body).toContain('Escalated. The next person is being paged.')
  world.phone('ben').rang('Payments are down')
  // Another SMS, after the page has gone on: Cho is not woken for it.
  await world.telephone('sms', { From: number, Body: `다음 ${code}`, MessageSid: 'SM2' })
  world.phone('cho').stayedQuiet()
  expect(await stateOf(world, id)).toBe('triggered')
})

story('a call says the page and takes a key', async (world) => {
  const { last } = await anaWithPhone(world, 'voice')
  const { id } = await world.raise('Payments are down', { policy: 'ana 15m' })
  const { token, sid } = last()
  const said = await world.telephone(`call-say/${token}`, { CallSid: sid, CallStatus: 'in-progress' })
  expect(said.body).toContain('You are being paged, priority P 1. Payments are down.')
  expect(said.body).toContain(`action="http://baton.test/phone/first/call-key/${token}"`)
  const odd = await world.telephone(`call-key/${token}`, { CallSid: sid, Digits: '7' })
  expect(odd.body).toContain('Press 1 to acknowledge.')
  const taken = await world.telephone(`call-key/${token}`, { CallSid: sid, Digits: '1' })
  expect(taken.body).toContain('Acknowledged. You have it.')
  expect(await stateOf(world, id)).toBe('acknowledged')
  const after = await world.telephone(`call-say/${token}`, { CallSid: sid, CallStatus: 'in-progress' })
  expect(after.body).toContain('Ana has it already.')
})

story('what is not signed by the provider is not heard (C12)', async (world) => {
  const { last } = await anaWithPhone(world, 'voice')
  const { id } = await world.raise('Payments are down', { policy: 'ana 15m' })
  const { token, sid } = last()
  const form = { CallSid: sid, Digits: '1' }
  expect((await world.telephone(`call-key/${token}`, form, { token: 'another token' })).status).toBe(403)
  const bare = await fetch(`${world.node.url}/phone/first/call-key/${token}`, {
    method: 'POST',
    body: new URLSearchParams(form),
  })
  expect(bare.status).toBe(403)
  // Signed, but for a delivery that the address does not prove.
  const forged = `${token?.split('-')[0]}-${'x'.repeat(27)}`
  await world.telephone(`call-key/${forged}`, form)
  expect(await stateOf(world, id)).toBe('triggered')
  for (const path of ['second/sms', 'first/else', 'first/sms/a/b'])
    expect((await fetch(`${world.node.url}/phone/${path}`, { method: 'POST' })).status).toBe(404)
})

story('no receipt within a minute counts as failed: her next contact is tried at once (C7)', async (world) => {
  const { ana, phone, last } = await anaWithPhone(world)
  const later = await world.contact('ana', ana, 'ntfy', 'ana-phone')
  const { contacts } = await world.call('getContacts', { personId: ana })
  const sms = contacts.find(({ channel }) => channel === 'sms')
  await world.call('setContactRules', {
    personId: ana,
    rules: [
      { priority: 'P1', contactId: sms?.id ?? '', afterMinutes: 0 },
      { priority: 'P1', contactId: later, afterMinutes: 10 },
    ],
  })
  await world.raise('Payments are down', { policy: 'ana 15m' })
  phone.rang('Payments are down')
  await world.pass({ seconds: 59 })
  world.phones.of('ana-phone').stayedQuiet()
  await world.pass({ seconds: 1 })
  world.phones.of('ana-phone').rang('Payments are down')
  expect(await deliveriesTo(world, number)).toMatchObject([{ state: 'failed', outcome: /^no_receipt: / }].map(matching))
  await world.log.says('Ana could not be reached by sms (+82***78): no_receipt')
  // It came after all.
  await world.telephone(`sms-status/${last().token}`, { MessageSid: last().sid, MessageStatus: 'delivered' })
  expect(await deliveriesTo(world, number)).toMatchObject([{ state: 'sent', receivedAt: world.now }])
})

story('a step whose only message never arrived goes on to the next at once', async (world) => {
  const { last } = await anaWithPhone(world)
  await world.raise('Payments are down', { policy: 'ana 15m, ben 15m' })
  world.phone('ben').stayedQuiet()
  const { sid, token } = last()
  await world.telephone(`sms-status/${token}`, { MessageSid: sid, MessageStatus: 'undelivered', ErrorCode: '30003' })
  world.phone('ben').rang('Payments are down')
  await world.log.says('phone_undelivered: undelivered 30003')
})

story('receipts that come twice, in another order or of an earlier attempt lead to the same', async (world) => {
  const { last } = await anaWithPhone(world)
  await world.raise('Payments are down', { policy: 'ana 15m, ben 15m' })
  const { sid, token } = last()
  const tell = (MessageStatus: string, MessageSid = sid) =>
    world.telephone(`sms-status/${token}`, { MessageSid, MessageStatus })
  await tell('failed', 'SM-of-an-earlier-attempt')
  world.phone('ben').stayedQuiet()
  for (const status of ['delivered', 'sent', 'queued', 'delivered', 'undelivered', 'nonsense']) await tell(status)
  const [delivery] = await deliveriesTo(world, number)
  expect(delivery).toMatchObject({ state: 'sent', receivedAt: world.now, receiptDueAt: null })
  await world.pass({ minutes: 5 })
  world.phone('ben').stayedQuiet()
})

story('what the network gave up before it was written down as sent is known then', async (world) => {
  const { phone } = await anaWithPhone(world)
  world.phones.make(number, async (message) => {
    const token = message.answerUrl?.split('/').at(-1)
    const form = { MessageSid: message.deliveryKey, MessageStatus: 'failed', ErrorCode: '30006' }
    await world.telephone(`sms-status/${token}`, form, { settles: false })
    return { sent: `first ${message.deliveryKey}` }
  })
  await world.raise('Payments are down', { policy: 'ana 15m, ben 15m' })
  await world.settle()
  phone.stayedQuiet()
  world.phone('ben').rang('Payments are down')
})

story('an answer ends the wait for a receipt', async (world) => {
  const { last } = await anaWithPhone(world)
  await world.raise('Payments are down', { policy: 'ana 15m, ben 15m' })
  await world.telephone('sms', { From: number, Body: `ack ${last().code}`, MessageSid: 'SM1' })
  await world.pass({ minutes: 2 })
  await world.log.hasNot('could not be reached')
  expect(await deliveriesTo(world, number)).toMatchObject([{ state: 'sent', receiptDueAt: null }])
})

function matching({ outcome, ...rest }: { readonly state: string; readonly outcome: RegExp }) {
  return { ...rest, outcome: expect.stringMatching(outcome) }
}

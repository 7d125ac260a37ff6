// Many services fail at once and one person is on call for all of them: the first messages go out at once, the rest as one.
import { sql } from 'kysely'
import { expect } from 'vitest'
import { openBundle } from '../../server/paging/bundles.ts'
import { claimDeliveries } from '../../server/paging/deliveries.ts'
import { story, type World } from '../world.ts'

const number = '+15551234567'

/** Ana has one contact, and this many services of hers fail at the same moment. */
async function manyFail(
  world: World,
  count: number,
  of: { readonly channel?: 'sms' | 'voice' | 'slack'; readonly wait?: string; readonly severity?: string } = {},
) {
  const ana = await world.person('ana', { phone: of.channel === undefined })
  if (of.channel) await world.contact('ana', ana, of.channel, number)
  const { key } = await world.service(`ana ${of.wait ?? '15m'}, ben 15m`, { grouping: 'none' })
  for (let i = 1; i <= count; i++)
    await world.event(key, {
      action: 'trigger',
      summary: `Service ${i} fails`,
      dedup: `s${i}`,
      severity: of.severity ?? 'critical',
    })
  await world.settle()
  return { key, phone: of.channel ? world.phones.of(number) : world.phone('ana') }
}

const subjects = (phone: { all: () => readonly { message: { subject: string } }[] }) =>
  phone.all().map(({ message }) => message.subject)

const states = async ({ call }: World) => (await call('listAlerts', { limit: 100 })).counts

story('three messages go out at once, the rest as one that says how many (P27)', async (world) => {
  const { phone } = await manyFail(world, 15)
  expect(subjects(phone)).toHaveLength(3)
  await world.pass({ seconds: 15 })
  expect(subjects(phone)).toHaveLength(4)
  expect(subjects(phone)[3]).toMatch(/^\[P1\] 12 more pages: Service 4 fails/)
  await world.pass({ minutes: 5 })
  expect(subjects(phone)).toHaveLength(4)
  // Each page keeps a delivery of its own, which says that it was sent and with how many others.
  const { alerts } = await world.call('listAlerts', { limit: 100 })
  const oldest = alerts.toSorted((a, b) => a.id - b.id)
  const trail = async (nth: number) =>
    (await world.call('listPages', { alertId: oldest[nth]?.id ?? 0 })).pages[0]?.deliveries[0]
  expect(await trail(0)).toMatchObject({ state: 'sent', sentWith: 0 })
  expect(await trail(9)).toMatchObject({ state: 'sent', sentWith: 11, waitsFor: null, attempts: [{ outcome: 'sent' }] })
})

story('what comes while others wait goes with them, and the next pause is longer', async (world) => {
  const { key, phone } = await manyFail(world, 5)
  await world.pass({ seconds: 10 })
  await world.event(key, { action: 'trigger', dedup: 'late', summary: 'Late one fails' })
  await world.pass({ seconds: 5 })
  expect(subjects(phone)[3]).toContain('3 more pages')
  await world.event(key, { action: 'trigger', dedup: 'next', summary: 'Next one fails', severity: 'warning' })
  await world.pass({ seconds: 29 })
  expect(subjects(phone)).toHaveLength(4)
  await world.pass({ seconds: 1 })
  expect(subjects(phone)[4]).toContain('Next one fails')
})

story('one that is answered before the message goes is not in it (P5)', async (world) => {
  const { phone } = await manyFail(world, 6)
  const { alerts } = await world.call('listAlerts', { limit: 100 })
  const answered = alerts.find(({ summary }) => summary === 'Service 5 fails')
  await world.call('acknowledgeAlert', { alertId: answered?.id ?? 0 })
  await world.pass({ seconds: 15 })
  const last = phone.all().at(-1)?.message
  expect(last?.subject).toContain('2 more pages')
  expect(last?.text).not.toContain('Service 5 fails')
})

story('one that is answered between the claim and the message is not in it (P27)', async (world) => {
  await manyFail(world, 6)
  const { db } = world.database
  await sql`update delivery set due_at = baton_now() where is_gathered`.execute(db)
  const claimed = await claimDeliveries(db, { node: 'quick', limit: 10, busy: [], full: [] })
  expect(claimed).toHaveLength(3)
  const [answered, ...left] = claimed
  await world.call('acknowledgeAlert', { alertId: answered?.alert.id ?? 0 })
  const opened = await openBundle(db, claimed)
  expect(opened?.ids).toEqual(new Set(left.map(({ id }) => id)))
})

story(
  'its link shows all of them and answers all of them, and one answered meanwhile does no harm (P27)',
  async (world) => {
    const { phone } = await manyFail(world, 7)
    await world.pass({ seconds: 15 })
    const token = phone.all().at(-1)?.message.answerUrl?.split('/').at(-1) ?? ''
    const shown = await world.call('getAnswer', { token })
    expect(shown.others.map(({ summary }) => summary)).toEqual([
      'Service 5 fails',
      'Service 6 fails',
      'Service 7 fails',
    ])
    expect(await states(world)).toMatchObject({ triggered: 7 })
    const taken = shown.others[0]?.alertId ?? 0
    await world.person('ben')
    await world.call('acknowledgeAlert', { alertId: taken })
    expect(await world.call('answerPage', { token, answer: 'acknowledge' })).toMatchObject({ held: 3, wasFirst: true })
    expect(await states(world)).toMatchObject({ triggered: 3, acknowledged: 4 })
    expect(await world.call('answerPage', { token, answer: 'acknowledge' })).toMatchObject({ held: 3, wasFirst: false })
    // The link of an earlier message answers its own page and no other.
    const single = phone.all()[0]?.message.answerUrl?.split('/').at(-1) ?? ''
    expect(await world.call('answerPage', { token: single, answer: 'acknowledge' })).toMatchObject({ held: 1 })
    expect(await states(world)).toMatchObject({ triggered: 2, acknowledged: 5 })
  },
)

story('nobody can make a link to many out of a link to one', async (world) => {
  const { phone } = await manyFail(world, 7)
  await world.pass({ seconds: 15 })
  const messages = phone.all().map(({ message }) => message.answerUrl?.split('/').at(-1) ?? '')
  const bundle = messages.at(-1)?.split('-').at(-1)
  const answer = await world.ask('answerPage', { token: `${messages[0]}-${bundle}`, answer: 'acknowledge' }, null)
  expect(answer.body).toMatchObject({ code: 'link_expired' })
})

story(
  'an SMS of many pages is answered by its digits, says for how many, and has one receipt for all',
  async (world) => {
    const { phone } = await manyFail(world, 8, { channel: 'sms' })
    await world.pass({ seconds: 15 })
    const message = phone.all().at(-1)?.message
    const token = message?.answerUrl?.split('/').at(-1)
    const receipt = { MessageSid: message?.deliveryKey ?? '', MessageStatus: 'delivered' }
    await world.telephone(`sms-status/${token}`, receipt)
    const { rows } = await received(world)
    expect(rows).toBe(5)
    const told = await world.telephone('sms', { From: number, Body: `1 ${message?.replyCode}`, MessageSid: 'SM1' })
    expect(told.body).toContain('Acknowledged. You have 5 pages.')
    expect(await states(world)).toMatchObject({ triggered: 3, acknowledged: 5 })
  },
)

story('a message of many pages that never arrives is a failure of each of them (C7)', async (world) => {
  await manyFail(world, 6, { channel: 'sms' })
  await world.pass({ seconds: 80 })
  // No receipt within a minute, and no other contact: each page goes on to Ben.
  const failed = await world.database.db.selectFrom('delivery').select('id').where('state', '=', 'failed').execute()
  expect(failed).toHaveLength(6)
  expect(world.phone('ben').all().length).toBeGreaterThan(0)
})

story('a call for many pages says how many, and 2 passes all of them on', async (world) => {
  const { phone } = await manyFail(world, 6, { channel: 'voice' })
  await world.pass({ seconds: 15 })
  const message = phone.all().at(-1)?.message
  const token = message?.answerUrl?.split('/').at(-1)
  const said = await world.telephone(`call-say/${token}`, { CallSid: 'CA1' })
  expect(said.body).toContain('There are 3 pages for you. The most urgent one is this. Service 4 fails.')
  const told = await world.telephone(`call-key/${token}`, { CallSid: 'CA1', Digits: '2' })
  expect(told.body).toContain('The next people are being paged for 3 pages.')
  world.phone('ben').rangTimes(3)
})

story('a page that goes on soon is told before it does', async (world) => {
  const { key, phone } = await manyFail(world, 4, { severity: 'warning' })
  const began = world.now
  const late = (dedup: string, to = key) =>
    world.event(to, { action: 'trigger', dedup, summary: `${dedup} fails`, severity: 'warning' })
  const soon = await world.service('ana 1m, ben 15m', { grouping: 'none' })
  // Bundles after fifteen and thirty seconds; the next would be sixty seconds later, when Ben is being paged.
  await world.pass({ seconds: 16 })
  await late('Second')
  await world.pass({ seconds: 30 })
  await late('Third', soon.key)
  await world.pass({ seconds: 50 })
  const last = phone.all().at(-1)
  expect(last?.message.subject).toContain('Third fails')
  expect(last?.at.since(began).total('seconds')).toBe(91)
})

story('a provider that fails is tried again with the same pages, as one message', async (world) => {
  const { phone } = await manyFail(world, 6)
  world.phones.make('ana@example.com', { tryAgain: 'busy' })
  await world.pass({ seconds: 15 })
  world.phones.make('ana@example.com', 'well')
  await world.pass({ seconds: 70 })
  expect(subjects(phone)).toHaveLength(4)
  expect(subjects(phone)[3]).toContain('3 more pages')
})

async function received({ database }: World) {
  const rows = await database.db.selectFrom('delivery').select('id').where('received_at', 'is not', null).execute()
  return { rows: rows.length }
}

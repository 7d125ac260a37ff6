// A contact is proven by the code that was sent to it, with few tries and few sends.
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Message } from '../../domain/paging/message.ts'
import type { Carrier } from '../../domain/paging/channels.ts'
import type { Outcome } from '../../domain/paging/next-attempt.ts'
import type { Actor } from '../../domain/permissions.ts'
import { testContext } from '../../test/context.ts'
import type { Channel } from '../channels/channel.ts'
import { loadRoster } from '../escalation/roster.ts'
import type { PersonCalling } from '../people/caller.ts'
import { havePerson, logOf, noon, peopleDatabase, refusalOf as bodyOf } from '../people/people.test-support.ts'
import { ask } from '../services/wire.test-support.ts'
import { contactActions } from './contacts.ts'
import type { Channels } from './sender-parts.ts'
import { verifyActions } from './verify.ts'

let database: Awaited<ReturnType<typeof peopleDatabase>>
let ana: PersonCalling
let ben: PersonCalling
let mia: PersonCalling
const reached: { readonly address: string; readonly message: Message }[] = []
let outcome: Outcome = { sent: 'ok' }

const channel = (kind: Carrier): Channel => ({
  kind,
  reach: async ({ address }, message) => {
    if ('sent' in outcome) reached.push({ address, message })
    return outcome
  },
  close: async () => {},
})
const channels: Channels = {
  email: channel('email'),
  webhook: channel('webhook'),
  ntfy: null,
  sms: channel('sms'),
  voice: channel('voice'),
  browser: { ring: async () => ({ giveUp: 'closed' }) },
}
const actions = { ...contactActions, ...verifyActions(channels) }

beforeAll(async () => {
  database = await peopleDatabase()
  ana = await havePerson(database.db, 'Ana', { hasPassword: false })
  ben = await havePerson(database.db, 'Ben', { hasPassword: false })
  mia = await havePerson(database.db, 'Mia', { role: 'admin', hasPassword: false })
})
afterAll(() => database.end())
beforeEach(async () => {
  reached.length = 0
  outcome = { sent: 'ok' }
  await sql`truncate log_entry cascade`.execute(database.db)
  await sql`delete from contact; delete from contact_code`.execute(database.db)
})

const number = '+821012345678'
const context = (actor: Actor = ana, now = noon) =>
  testContext(database.db, { actor, now, settings: { egressAllow: [], url: 'https://baton.example.com' } })

async function added(words: { channel?: 'sms' | 'email' | 'ntfy' | 'voice'; address?: string } = {}, of = ana) {
  const asked = { personId: of.id, channel: 'sms' as const, address: number, ...words }
  return (await ask(actions, 'addContact', context(of), asked)).contact
}
const send = (contactId: string, ctx = context()) =>
  ask(actions, 'sendContactCode', ctx, { personId: ana.id, contactId })
const give = (contactId: string, code: string, ctx = context()) =>
  ask(actions, 'verifyContact', ctx, { personId: ana.id, contactId, code })
const refusalOf = async (work: () => Promise<unknown>) => (await bodyOf(work())).code as string
const codeIn = (message: Message | undefined) => /\d{6}/.exec(message?.subject ?? '')?.[0] ?? ''

test('a new number counts once the code that was sent to it came back', async () => {
  const contact = await added({ address: '+82 10-1234-5678' })
  expect(contact).toMatchObject({ address: number, isVerified: false })
  expect(await send(contact.id)).toEqual({ expiresAt: '2026-03-01T12:15:00.000Z' })
  expect(reached.map(({ address }) => address)).toEqual([number])
  const code = codeIn(reached[0]?.message)
  expect(await give(contact.id, ` ${code.slice(0, 3)} ${code.slice(3)} `)).toMatchObject({ isVerified: true })
  expect((await loadRoster(database.db)).people.get(ana.id)?.contacts).toMatchObject([{ isVerified: true }])
  expect(await logOf(database.db)).toEqual([
    'Ana added sms +82***78 for Ana',
    'Ana had a code sent to sms +82***78 of Ana',
    'Ana verified sms +82***78 of Ana',
  ])
  expect(await refusalOf(() => send(contact.id))).toBe('contact_verified')
  const kept = await database.db.selectFrom('contact_code').selectAll().execute()
  expect(JSON.stringify(kept)).not.toContain(code)
})

test('a call says the digits one by one, and nobody is named to whoever picks up', async () => {
  const contact = await added({ channel: 'voice' })
  await send(contact.id)
  expect(reached[0]?.message.text).toMatch(/^This is Baton\. Your code is: \d, \d, \d, \d, \d, \d\.$/)
})

test('five wrong codes end it, the right one too late included; another code must be sent', async () => {
  const contact = await added()
  await send(contact.id)
  const code = codeIn(reached[0]?.message)
  const wrong = code === '000000' ? '111111' : '000000'
  for (let i = 0; i < 5; i++) expect(await refusalOf(() => give(contact.id, wrong))).toBe('contact_code_wrong')
  expect(await refusalOf(() => give(contact.id, code))).toBe('contact_code_expired')
  await send(contact.id, context(ana, noon.add({ minutes: 1 })))
  expect(await refusalOf(() => give(contact.id, code))).toMatch(/contact_code_(wrong|expired)/)
  expect(await give(contact.id, codeIn(reached[1]?.message))).toMatchObject({ isVerified: true })
})

test('tries at once are counted one after the other', async () => {
  const contact = await added()
  await send(contact.id)
  const code = codeIn(reached[0]?.message)
  const wrong = code === '000000' ? '111111' : '000000'
  const told = await Promise.all(Array.from({ length: 12 }, () => refusalOf(() => give(contact.id, wrong))))
  expect(told.filter((one) => one === 'contact_code_wrong')).toHaveLength(5)
})

test('a code is over after a quarter of an hour, and proves nothing of another contact', async () => {
  const [first, second] = [await added(), await added({ channel: 'email', address: 'ana@home.example.com' })]
  await send(first.id)
  await send(second.id)
  const code = codeIn(reached[0]?.message)
  if (code !== codeIn(reached[1]?.message))
    expect(await refusalOf(() => give(second.id, code))).toBe('contact_code_wrong')
  const late = context(ana, noon.add({ minutes: 15 }))
  expect(await refusalOf(() => give(first.id, code, late))).toBe('contact_code_expired')
})

test('codes are bounded for each address and each person, also when contacts come and go', async () => {
  for (let i = 0; i < 5; i++) {
    const contact = await added()
    await send(contact.id)
    await ask(actions, 'removeContact', context(), { personId: ana.id, contactId: contact.id })
  }
  const again = await added()
  expect(await refusalOf(() => send(again.id))).toBe('contact_code_too_often')
  for (let i = 0; i < 5; i++) await send((await added({ address: `+8210000000${i}0` })).id)
  const eleventh = await added({ address: '+821099999999' })
  expect(await refusalOf(() => send(eleventh.id))).toBe('contact_code_too_often')
  expect(reached).toHaveLength(10)
  expect(await send(eleventh.id, context(ana, noon.add({ hours: 25 })))).toHaveProperty('expiresAt')
})

test('a code that cannot be sent is told, and what was tried counts', async () => {
  const contact = await added()
  outcome = { giveUp: 'phone_number: 21211 no such number' }
  expect(await refusalOf(() => send(contact.id))).toBe('contact_code_unsent')
  expect(await database.db.selectFrom('contact_code').select('id').execute()).toHaveLength(1)
  const topic = await added({ channel: 'ntfy', address: 'ana-phone' })
  expect(await refusalOf(() => send(topic.id))).toBe('contact_code_unsent')
})

test('only the person and an admin may ask and answer', async () => {
  const contact = await added()
  expect(await refusalOf(() => send(contact.id, context(ben)))).toBe('not_allowed')
  await send(contact.id, context(mia))
  expect(await refusalOf(() => give(contact.id, codeIn(reached[0]?.message), context(ben)))).toBe('not_allowed')
})

test('an address that changes, by whatever hand, is unverified again', async () => {
  const contact = await added()
  await send(contact.id)
  await give(contact.id, codeIn(reached[0]?.message))
  await database.db.updateTable('contact').set({ label: 'Phone' }).where('id', '=', contact.id).execute()
  const isVerified = async () =>
    (await ask(actions, 'getContacts', context(), { personId: ana.id })).contacts.map((one) => one.isVerified)
  expect(await isVerified()).toEqual([true])
  await database.db.updateTable('contact').set({ address: '+821099999999' }).where('id', '=', contact.id).execute()
  expect(await isVerified()).toEqual([false])
})

import { randomBytes, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Actor } from '../../domain/permissions.ts'
import { testContext } from '../../test/context.ts'
import { testBrowser } from '../channels/testing/browser.ts'
import type { PersonCalling } from '../people/caller.ts'
import { havePerson, logOf, noon, peopleDatabase, expectRefused } from '../people/people.test-support.ts'
import { endSession, addSession } from '../people/session-store.ts'
import { ask } from '../services/wire.test-support.ts'
import { contactActions } from './contacts.ts'
import { makePushKeys, rememberedPushKeys } from './push-keys.ts'

let database: Awaited<ReturnType<typeof peopleDatabase>>
let ana: PersonCalling
let ben: PersonCalling

beforeAll(async () => {
  database = await peopleDatabase()
  ana = await havePerson(database.db, 'Ana', { hasPassword: false })
  ben = await havePerson(database.db, 'Ben', { hasPassword: false })
})
afterAll(() => database.end())
beforeEach(async () => {
  await sql`truncate log_entry cascade`.execute(database.db)
  await database.db.deleteFrom('contact').execute()
})

const phone = { label: 'Chrome · Android', endpoint: 'https://push.example.com/send/abc' }
const browser = testBrowser()
const asked = { ...phone, p256dh: browser.p256dh, auth: browser.auth }

describe('the keys of the installation', () => {
  it('are made once, also when two nodes need them at the same time, and are kept sealed', async () => {
    const { sealer } = testContext(database.db, { actor: ana })
    await Promise.all([makePushKeys(database.db, sealer), makePushKeys(database.db, sealer)])
    const one = await rememberedPushKeys(database.db, sealer)()
    const rows = await database.db.selectFrom('own_key').selectAll().execute()
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toContain(one.privateKey)
    const { publicKey } = await ask(contactActions, 'getPushKey', testContext(database.db, { actor: ana }), {})
    expect(publicKey).toBe(one.publicKey)
  })
})

describe('subscribing', () => {
  it('makes the device a contact, with its keys sealed and its address masked in the log', async () => {
    const ctx = await signedIn(ana)
    const contact = await ask(contactActions, 'subscribePush', ctx, asked)
    expect(contact).toMatchObject({
      channel: 'push',
      label: 'Chrome · Android',
      address: phone.endpoint,
      isEnabled: true,
    })
    expect(ctx.sealer.open((await rowOf(contact.id))?.sealed_secret ?? '', `contact:${contact.id}`)).toBe(
      `${browser.p256dh}.${browser.auth}`,
    )
    expect(await logOf(database.db)).toEqual(['Ana added push https://push.example.com/*** for Ana'])
  })

  it('again renews the same contact: new keys, on again, no second entry', async () => {
    const first = await ask(contactActions, 'subscribePush', await signedIn(ana), asked)
    await database.db.updateTable('contact').set({ is_enabled: false }).execute()
    const other = testBrowser()
    const ctx = await signedIn(ana)
    const again = await ask(contactActions, 'subscribePush', ctx, {
      ...asked,
      label: '',
      p256dh: other.p256dh,
      auth: other.auth,
    })
    expect(again).toEqual(first)
    const row = await rowOf(first.id)
    expect(row).toMatchObject({ is_enabled: true, session_id: ctx.request.sessionId })
    expect(ctx.sealer.open(row?.sealed_secret ?? '', `contact:${first.id}`)).toBe(`${other.p256dh}.${other.auth}`)
    expect(await logOf(database.db)).toHaveLength(1)
  })

  it('moves a browser to whoever signs in there next', async () => {
    await ask(contactActions, 'subscribePush', await signedIn(ana), asked)
    await ask(contactActions, 'subscribePush', await signedIn(ben), asked)
    const rows = await database.db.selectFrom('contact').select('person_id').execute()
    expect(rows).toEqual([{ person_id: ben.id }])
    expect(await logOf(database.db)).toContain('Ben removed push https://push.example.com/*** of Ana')
  })

  it("does not take somebody's browser from elsewhere: its keys are known to it alone", async () => {
    await ask(contactActions, 'subscribePush', await signedIn(ana), asked)
    const stranger = testBrowser()
    const steal = { ...asked, p256dh: stranger.p256dh, auth: stranger.auth }
    await expectRefused(ask(contactActions, 'subscribePush', await signedIn(ben), steal), 'contact_unreachable')
    expect((await database.db.selectFrom('contact').select('person_id').executeTakeFirst())?.person_id).toBe(ana.id)
  })

  it.each([
    ['an address inside the network', { endpoint: 'https://10.0.0.1/send' }],
    ['plain http', { endpoint: 'http://push.example.com/send' }],
    ['keys that are none', { p256dh: 'A'.repeat(87) }],
  ])('refuses %s', async (_, wrong) => {
    const refused = ask(contactActions, 'subscribePush', await signedIn(ana), { ...asked, ...wrong })
    await expectRefused(refused, 'contact_unreachable')
  })

  it('refuses a token, which has no browser', async () => {
    const ctx = testContext(database.db, { actor: ana, settings })
    await expectRefused(ask(contactActions, 'subscribePush', ctx, asked), 'not_allowed')
  })

  it('is bounded for each person', async () => {
    const ctx = await signedIn(ana)
    const device = (i: number) => ({ ...asked, endpoint: `https://push.example.com/send/${i}` })
    for (let i = 0; i < 8; i++) await ask(contactActions, 'subscribePush', ctx, device(i))
    await expectRefused(ask(contactActions, 'subscribePush', ctx, device(8)), 'contact_unreachable')
  })
})

describe('a session that ends', () => {
  it('takes its browser with it, and no other contact', async () => {
    const here = await signedIn(ana)
    const there = await signedIn(ana)
    await ask(contactActions, 'subscribePush', here, asked)
    await ask(contactActions, 'subscribePush', there, { ...asked, endpoint: 'https://push.example.com/send/other' })
    await endSession(database.db, { id: here.request.sessionId ?? '' }, noon)
    const left = await database.db.selectFrom('contact').select('address').execute()
    expect(left).toEqual([{ address: 'https://push.example.com/send/other' }])
  })

  it('by itself leaves the person reachable', async () => {
    const ctx = await signedIn(ana)
    await ask(contactActions, 'subscribePush', ctx, asked)
    await database.db
      .deleteFrom('session')
      .where('id', '=', ctx.request.sessionId ?? '')
      .execute()
    expect(await database.db.selectFrom('contact').select('session_id').execute()).toEqual([{ session_id: null }])
  })
})

it('a device cannot be typed in', async () => {
  const { addressProblems } = await import('./contact-address.ts')
  expect(addressProblems({ channel: 'push', address: 'https://x.example', secret: null }, settings)).toHaveLength(1)
})

const settings = { egressAllow: [], url: 'https://baton.example.com' }

async function signedIn(actor: Extract<Actor, { kind: 'person' }>) {
  const id = randomUUID()
  await addSession(database.db, {
    id,
    token_hash: randomBytes(32),
    person_id: actor.id,
    created_at: noon,
    seen_at: noon,
    expires_at: noon.add({ hours: 24 }),
    address: null,
    agent: null,
    revoked_at: null,
  })
  return testContext(database.db, { actor, settings, request: { sessionId: id } })
}

function rowOf(id: string) {
  return database.db.selectFrom('contact').selectAll().where('id', '=', id).executeTakeFirst()
}

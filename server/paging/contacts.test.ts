import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { EndpointInput } from '../../domain/api.ts'
import type { Actor } from '../../domain/permissions.ts'
import { testContext } from '../../test/context.ts'
import type { PersonCalling } from '../people/caller.ts'
import { havePerson, haveTeam, logOf, noon, peopleDatabase, refusalOf } from '../people/people.test-support.ts'
import { ask } from '../services/wire.test-support.ts'
import { newId } from '../secrets.ts'
import { addDefaultContacts, contactActions } from './contacts.ts'

let database: Awaited<ReturnType<typeof peopleDatabase>>
let teamId: string
let ana: PersonCalling
let ben: PersonCalling
let mia: PersonCalling

beforeAll(async () => {
  database = await peopleDatabase()
  teamId = await haveTeam(database.db, 'payments')
  ana = await havePerson(database.db, 'Ana', { hasPassword: false })
  ben = await havePerson(database.db, 'Ben', { hasPassword: false })
  mia = await havePerson(database.db, 'Mia', { role: 'admin', hasPassword: false })
  await database.db.insertInto('team_member').values({ team_id: teamId, person_id: ana.id }).execute()
})
afterAll(() => database.end())
beforeEach(async () => {
  await sql`truncate log_entry cascade`.execute(database.db)
  await database.db.deleteFrom('contact').execute()
})

const context = (actor: Actor = ana, egressAllow: string[] = []) =>
  testContext(database.db, { actor, settings: { egressAllow, url: 'https://baton.example.com' } })

describe('addContact', () => {
  it('adds an address for oneself, and tells it without giving it away', async () => {
    const ctx = context()
    const { contact, secret } = await ask(contactActions, 'addContact', ctx, {
      personId: ana.id,
      channel: 'email',
      address: '  ana@home.example.com ',
      label: 'Home',
    })
    expect(secret).toBeNull()
    expect(contact).toEqual({
      id: expect.any(String),
      channel: 'email',
      label: 'Home',
      address: 'ana@home.example.com',
      isEnabled: true,
      isVerified: false,
      createdAt: '2026-03-01T12:00:00.000Z',
    })
    const shown = await ask(contactActions, 'getContacts', ctx, { personId: ana.id })
    expect(shown).toEqual({ contacts: [contact], rules: [], areDefaults: true, quiet: null, zone: 'UTC' })
    expect(await logOf(database.db)).toEqual(['Ana added email a***@home.example.com for Ana'])
    expect(ctx.announced).toEqual(['contacts', 'log'])
    const told = await database.db.selectFrom('log_entry').select(['subject', 'facts']).executeTakeFirst()
    expect(told?.subject).toBe(`person:${ana.id}`)
    expect(JSON.stringify(told?.facts)).not.toContain('ana@')
  })

  it('makes a secret for a webhook that has none, seals it in its place, and shows it this once', async () => {
    const ctx = context()
    const { contact, secret } = await add({ channel: 'webhook', address: 'https://hooks.example.com/a/b' }, ctx)
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
    const sealed = await sealedOf(contact.id)
    expect(sealed).not.toContain(secret)
    expect(ctx.sealer.open(sealed ?? '', `contact:${contact.id}`)).toBe(secret)
    expect(JSON.stringify(await ask(contactActions, 'getContacts', ctx, { personId: ana.id }))).not.toContain('whsec')
  })

  it.each([
    ['webhook', 'https://hooks.example.com/a', `whsec_${Buffer.alloc(32).toString('base64')}`],
    ['ntfy', 'ana-phone', 'tk_0123456789'],
    ['ntfy', 'ana-phone', 'ana:a pass word'],
  ] as const)('keeps a given secret of %s sealed and does not repeat it', async (channel, address, given) => {
    const ctx = context()
    const { contact, secret } = await add({ channel, address, secret: given }, ctx)
    expect(secret).toBeNull()
    expect(ctx.sealer.open((await sealedOf(contact.id)) ?? '', `contact:${contact.id}`)).toBe(given)
  })

  it('has none for a topic or mail that was given none', async () => {
    for (const words of [
      { channel: 'ntfy', address: 'ana-phone', secret: '' },
      { address: 'ana@example.com' },
    ] as const) {
      const { contact, secret } = await add(words)
      expect([secret, await sealedOf(contact.id)]).toEqual([null, null])
    }
  })

  it.each([
    ['email', 'ana', [], 'address'],
    ['email', 'ana@localhost', [], 'address'],
    ['email', 'ana@example.com\nbcc: all@example.com', [], 'address'],
    ['webhook', 'hooks.example.com/a', [], 'address'],
    ['webhook', 'ftp://hooks.example.com/a', [], 'address'],
    ['webhook', 'http://hooks.example.com/a', [], 'address'],
    ['webhook', 'http://hooks.example.com/a', ['other.example.com'], 'address'],
    ['webhook', 'http://hooks.example.com/a', ['10.0.0.0/8'], 'address'],
    ['webhook', 'http://hooks.example.com/a', ['hooks.example.com'], null],
    ['webhook', 'http://hooks.lan:8080/a', ['hooks.lan:8080'], null],
    ['webhook', 'http://10.1.2.3/a', ['10.0.0.0/8'], null],
    ['webhook', 'https://10.1.2.3/a', [], 'address'],
    ['webhook', 'https://127.0.0.1/a', [], 'address'],
    ['webhook', 'https://[::1]/a', [], 'address'],
    ['webhook', 'https://hooks.example.com:9443/a', [], 'address'],
    ['webhook', 'https://hooks.example.com:8443/a', [], null],
    ['webhook', 'https://ana:word@hooks.example.com/a', ['hooks.example.com'], 'address'],
    ['webhook', 'https://baton.example.com/v2/enqueue', [], 'address'],
    ['ntfy', 'ana-phone_1', [], null],
    ['ntfy', 'a'.repeat(64), [], null],
    ['ntfy', 'a'.repeat(65), [], 'address'],
    ['ntfy', 'ana phone', [], 'address'],
    ['ntfy', 'https://ntfy.example.com/ana', [], 'address'],
  ] as const)('%s %j with %j allowed', async (channel, address, allowed, wrong) => {
    const adding = add({ channel, address }, context(ana, [...allowed]))
    if (wrong === null) expect((await adding).contact.address).toBe(address)
    else expect(await refusalOf(adding)).toMatchObject({ code: 'contact_unreachable', errors: [{ path: wrong }] })
  })

  it.each([
    ['email', 'ana@example.com', 'a secret'],
    ['webhook', 'https://hooks.example.com/a', 'not a signing secret'],
    ['webhook', 'https://hooks.example.com/a', `whsec_${Buffer.alloc(23).toString('base64')}`],
    ['webhook', 'https://hooks.example.com/a', `whsec_${Buffer.alloc(65).toString('base64')}`],
    ['ntfy', 'ana-phone', 'two words'],
  ] as const)('refuses for %s %s the secret %j', async (channel, address, secret) => {
    const refused = await refusalOf(add({ channel, address, secret }))
    expect(refused).toMatchObject({ code: 'contact_unreachable', errors: [{ path: 'secret' }] })
  })

  it('refuses the same address twice for one person, also at the same moment', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 4 }, () => add({ address: 'ana@example.com' })))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const again = await refusalOf(add({ address: 'ana@example.com' }))
    expect(again).toMatchObject({ code: 'contact_unreachable', errors: [{ path: 'address' }] })
    expect((await add({ personId: ben.id, address: 'ana@example.com' }, context(ben))).contact.isEnabled).toBe(true)
  })

  it('is bounded', async () => {
    for (let i = 0; i < 20; i += 1) await add({ address: `ana${i}@example.com` })
    expect((await refusalOf(add({ address: 'one-more@example.com' }))).code).toBe('contact_unreachable')
  })
})

describe('whose contacts they are', () => {
  const nobodyHere = newId()
  it.each<[string, () => Actor, () => string, string | null]>([
    ['oneself', () => ana, () => ana.id, null],
    ['oneself with a lesser token', () => ({ ...ana, atMost: 'viewer' }), () => ana.id, null],
    ['an admin for somebody else', () => mia, () => ana.id, null],
    ['an automation of an admin', () => ({ kind: 'automation', name: 'apply', role: 'admin' }), () => ana.id, null],
    ['somebody else', () => ben, () => ana.id, 'not_allowed'],
    [
      'a manager of the team',
      () => ({ ...ben, role: 'manager', teams: { [teamId]: 'admin' } }),
      () => ana.id,
      'not_allowed',
    ],
    ['an admin with a lesser token', () => ({ ...mia, atMost: 'responder' }), () => ana.id, 'not_allowed'],
    ['somebody else, about nobody', () => ben, () => nobodyHere, 'not_allowed'],
    ['an admin, about nobody', () => mia, () => nobodyHere, 'not_found'],
  ])('%s', async (_, actor, personId, code) => {
    const { contact } = await add({ address: 'ana@example.com' })
    const of = { personId: personId(), contactId: contact.id }
    const ctx = context(actor())
    const works = [
      () => ask(contactActions, 'addContact', ctx, { ...of, channel: 'ntfy', address: 'another' }),
      () => ask(contactActions, 'changeContact', ctx, { ...of, label: 'Mail' }),
      () => ask(contactActions, 'setContactRules', ctx, { ...of, rules: [] }),
      () => ask(contactActions, 'removeContact', ctx, of),
    ]
    for (const work of works) {
      if (code === null) await work()
      else expect((await refusalOf(work())).code).toBe(code)
    }
    const left = await database.db.selectFrom('contact').select('channel').execute()
    expect(left).toEqual([{ channel: code === null ? 'ntfy' : 'email' }])
  })
})

describe('getContacts', () => {
  it.each<[string, () => Actor, boolean]>([
    ['a colleague', () => ben, false],
    ['a viewer', () => ({ ...ben, role: 'viewer' }), false],
    ['a manager', () => ({ ...ben, role: 'manager' }), true],
    ['a manager of their team', () => ({ ...ben, teams: { [teamId]: 'manager' } }), true],
    ['a manager of another team', () => ({ ...ben, teams: { [newId()]: 'manager' } }), false],
    ['an admin', () => mia, true],
    ['themselves', () => ana, true],
  ])('to %s', async (_, actor, isShown) => {
    await add({ address: 'ana@example.com', label: 'Work' })
    await add({ channel: 'ntfy', address: 'ana-secret-topic-7f3a', label: 'Phone' })
    const { contacts } = await ask(contactActions, 'getContacts', context(actor()), { personId: ana.id })
    expect(contacts.map(({ channel, label, address }) => [channel, label, address])).toEqual([
      ['email', 'Work', isShown ? 'ana@example.com' : 'a***@example.com'],
      ['ntfy', 'Phone', isShown ? 'ana-secret-topic-7f3a' : '***7f3a'],
    ])
  })

  it('refuses about nobody', async () => {
    const asked = ask(contactActions, 'getContacts', context(mia), { personId: newId() })
    expect((await refusalOf(asked)).code).toBe('not_found')
  })
})

describe('changeContact and removeContact', () => {
  it('rename it, switch it off and on, and remove it', async () => {
    const { contact } = await add({ address: 'ana@example.com' })
    const of = { personId: ana.id, contactId: contact.id }
    const ctx = context()
    const off = await ask(contactActions, 'changeContact', ctx, { ...of, isEnabled: false })
    expect(off).toEqual({ ...contact, isEnabled: false })
    const named = await ask(contactActions, 'changeContact', ctx, { ...of, label: 'Work' })
    expect(named).toEqual({ ...contact, isEnabled: false, label: 'Work' })
    expect(ctx.announced).toEqual(['contacts', 'log', 'contacts', 'log'])
    await ask(contactActions, 'changeContact', ctx, { ...of, label: 'Work', isEnabled: false })
    expect(ctx.announced).toHaveLength(4)
    expect(await ask(contactActions, 'removeContact', ctx, of)).toEqual({ done: true })
    expect((await logOf(database.db)).slice(1)).toEqual([
      'Ana changed email a***@example.com of Ana',
      'Ana changed email a***@example.com of Ana',
      'Ana removed email a***@example.com of Ana',
    ])
  })

  it('refuse a contact of somebody else', async () => {
    const { contact } = await add({ personId: ben.id, address: 'ben@example.com' }, context(ben))
    const of = { personId: ana.id, contactId: contact.id }
    const changing = ask(contactActions, 'changeContact', context(), { ...of, label: 'Mine' })
    expect((await refusalOf(changing)).code).toBe('not_found')
    const removing = ask(contactActions, 'removeContact', context(), of)
    expect((await refusalOf(removing)).code).toBe('not_found')
  })

  it('take the rules along', async () => {
    const { contact } = await add({ address: 'ana@example.com' })
    await setRules([{ priority: 'P1', contactId: contact.id, afterMinutes: 0 }])
    await ask(contactActions, 'removeContact', context(), { personId: ana.id, contactId: contact.id })
    const shown = await ask(contactActions, 'getContacts', context(), { personId: ana.id })
    expect(shown).toEqual({ contacts: [], rules: [], areDefaults: true, quiet: null, zone: 'UTC' })
  })
})

describe('setContactRules', () => {
  it('replaces the rules and gives them back in order', async () => {
    const { contact: mail } = await add({ address: 'ana@example.com' })
    const { contact: phone } = await add({ channel: 'ntfy', address: 'ana-phone' })
    await setRules([{ priority: 'P3', contactId: mail.id, afterMinutes: 60 }])
    const ctx = context()
    await setRules(
      [
        { priority: 'P4', contactId: mail.id, afterMinutes: 0 },
        { priority: 'P1', contactId: mail.id, afterMinutes: 10 },
        { priority: 'P1', contactId: phone.id, afterMinutes: 0 },
      ],
      ctx,
    )
    const shown = await ask(contactActions, 'getContacts', ctx, { personId: ana.id })
    expect(shown.areDefaults).toBe(false)
    expect(shown.rules).toEqual([
      { priority: 'P1', contactId: phone.id, afterMinutes: 0 },
      { priority: 'P1', contactId: mail.id, afterMinutes: 10 },
      { priority: 'P4', contactId: mail.id, afterMinutes: 0 },
    ])
    expect((await logOf(database.db)).at(-1)).toBe('Ana changed how Ana is reached')
    expect(ctx.announced).toEqual(['contacts', 'log'])
    await setRules([])
    expect((await ask(contactActions, 'getContacts', ctx, { personId: ana.id })).areDefaults).toBe(true)
  })

  it('keeps the rules of one of several writers, never a mixture', async () => {
    const { contact } = await add({ address: 'ana@example.com' })
    const priorities = ['P1', 'P2', 'P3', 'P4'] as const
    const sets = [1, 2, 3, 4].map((minutes) =>
      priorities.slice(0, minutes).map((priority) => ({ priority, contactId: contact.id, afterMinutes: minutes })),
    )
    await Promise.all(sets.map((rules) => setRules(rules)))
    const { rules } = await ask(contactActions, 'getContacts', context(), { personId: ana.id })
    expect(sets).toContainEqual(rules)
  })

  it('refuses contacts of others, and the same rule twice', async () => {
    const { contact } = await add({ address: 'ana@example.com' })
    const { contact: other } = await add({ personId: ben.id, address: 'ben@example.com' }, context(ben))
    const rule = { priority: 'P1' as const, contactId: contact.id, afterMinutes: 0 }
    const foreign = await refusalOf(setRules([rule, { ...rule, contactId: other.id }]))
    expect(foreign).toMatchObject({ code: 'unknown_reference', errors: [{ path: 'rules.1.contactId' }] })
    const twice = await refusalOf(setRules([rule, { ...rule, priority: 'P2' }, { ...rule, afterMinutes: 5 }]))
    expect(twice).toMatchObject({ code: 'bad_input', errors: [{ path: 'rules.2.contactId' }] })
  })
})

describe('addDefaultContacts', () => {
  it('gives everybody their mail and their open browser, which cannot be removed, only switched off', async () => {
    await addDefaultContacts(database.db, { personId: ana.id, email: 'ana@example.com', newId, now: noon })
    const { contacts } = await ask(contactActions, 'getContacts', context(), { personId: ana.id })
    expect(contacts.map(({ channel, address, isEnabled }) => [channel, address, isEnabled])).toEqual([
      ['email', 'ana@example.com', true],
      ['browser', 'browser', true],
    ])
    const of = { personId: ana.id, contactId: contacts[1]?.id ?? '' }
    const refused = await refusalOf(ask(contactActions, 'removeContact', context(), of))
    expect(refused).toMatchObject({ code: 'bad_input', errors: [{ path: 'contactId' }] })
    const off = await ask(contactActions, 'changeContact', context(), { ...of, isEnabled: false })
    expect(off.isEnabled).toBe(false)
  })
})

function add(words: Partial<EndpointInput<'addContact'>>, ctx = context()) {
  const asked = { personId: ana.id, channel: 'email' as const, address: 'ana@example.com', ...words }
  return ask(contactActions, 'addContact', ctx, asked)
}

function setRules(rules: EndpointInput<'setContactRules'>['rules'], ctx = context()) {
  return ask(contactActions, 'setContactRules', ctx, { personId: ana.id, rules })
}

async function sealedOf(contactId: string): Promise<string | null> {
  const contact = database.db.selectFrom('contact').select('sealed_secret').where('id', '=', contactId)
  return (await contact.executeTakeFirstOrThrow()).sealed_secret
}

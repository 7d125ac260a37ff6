import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testContext, testSettings } from '../../test/context.ts'
import type { Db } from '../db/connect.ts'
import { peopleActions } from './actions.ts'
import { firstRunLink } from './first-run.ts'
import {
  emailOf,
  expectRefused,
  havePerson,
  haveTeam,
  logOf,
  noon,
  peopleDatabase,
  refusalOf,
} from './people.test-support.ts'
import { identify } from './session.ts'

const settings = testSettings({ url: 'https://baton.example.com' })
let home: Awaited<ReturnType<typeof peopleDatabase>>
let db: Db
beforeAll(async () => {
  home = await peopleDatabase()
  db = home.db
})
beforeEach(() => home.clear())
afterAll(() => home.end())

const visitor = (now = noon, address = '192.0.2.1') =>
  testContext(db, { actor: { kind: 'nobody' }, now, settings, request: { address } })
const tokenIn = (link: string | null) => link?.split('/welcome/')[1] ?? ''
const accept = (token: string, email: string, more: { ctx?: ReturnType<typeof visitor>; password?: string } = {}) =>
  peopleActions.acceptWelcome(more.ctx ?? visitor(), {
    token,
    name: 'Ana Ruiz',
    email,
    password: more.password ?? 'a long enough one',
    zone: 'Europe/Madrid',
    language: 'en',
  })
const inviteAs = (actor: Parameters<typeof testContext>[1], input: Parameters<typeof peopleActions.invite>[1]) =>
  peopleActions.invite(testContext(db, { settings, ...actor }), input)
const people = () => db.selectFrom('person').selectAll().orderBy('created_at').execute()

describe('the first run', () => {
  test('lets the first admin in by a printed link: reachable by mail and in the browser, signed in, in the log', async () => {
    const link = await firstRunLink(db, settings, noon)
    expect(link).toMatch(/^https:\/\/baton\.example\.com\/welcome\/inv_[A-Za-z0-9_-]{27}$/)
    expect(await peopleActions.getWelcome(visitor(), { token: tokenIn(link) })).toEqual({
      isFirstRun: true,
      email: null,
      role: 'admin',
      teamName: null,
    })
    const ctx = visitor()
    const { personId } = await accept(tokenIn(link), 'ana@example.com', { ctx })
    const { actor } = await identify(db, settings, { cookie: `__Host-baton_session=${ctx.request.cookie?.value}` })
    expect(actor).toEqual({ kind: 'person', id: personId, name: 'Ana Ruiz', role: 'admin', teams: {} })
    const contacts = await db.selectFrom('contact').select(['channel', 'address']).orderBy('channel').execute()
    expect(contacts).toEqual([
      { channel: 'browser', address: 'browser' },
      { channel: 'email', address: 'ana@example.com' },
    ])
    const [told] = await db.selectFrom('log_entry').selectAll().execute()
    expect(told).toMatchObject({
      says: 'Ana Ruiz joined as admin',
      subject: `person:${personId}`,
      actor_kind: 'person',
      actor_id: personId,
    })
    expect(ctx.announced).toEqual(['people', 'teams', 'contacts', 'log'])
    expect(await firstRunLink(db, settings, noon)).toBeNull()
  })

  test('has one link at a time: a new start replaces the one before', async () => {
    const [before, after] = [await firstRunLink(db, settings, noon), await firstRunLink(db, settings, noon)]
    await expectRefused(peopleActions.getWelcome(visitor(), { token: tokenIn(before) }), 'link_expired')
    await expectRefused(accept(tokenIn(before), 'mallory@example.com'), 'link_expired')
    await accept(tokenIn(after), 'ana@example.com')
  })

  test('leaves one link working when nodes start together, and two who use it do not both become admin', async () => {
    const links = await Promise.all([1, 2, 3, 4].map(() => firstRunLink(db, settings, noon)))
    const shown = await Promise.allSettled(
      links.map((link) => peopleActions.getWelcome(visitor(), { token: tokenIn(link) })),
    )
    expect(shown.filter((each) => each.status === 'fulfilled')).toHaveLength(1)
    const outcomes = await Promise.allSettled(
      links.flatMap((link, i) => [0, 1].map((j) => accept(tokenIn(link), `p${i}${j}@example.com`))),
    )
    expect(outcomes.filter((each) => each.status === 'fulfilled')).toHaveLength(1)
    expect(await people()).toHaveLength(1)
  })

  test('ends after a day', async () => {
    const link = await firstRunLink(db, settings, noon)
    await expectRefused(
      accept(tokenIn(link), 'ana@example.com', { ctx: visitor(noon.add({ hours: 24 })) }),
      'link_expired',
    )
  })

  test('lets the operator take the place of a person from a configuration file', async () => {
    const link = await firstRunLink(db, settings, noon)
    const ana = await havePerson(db, 'Ana', { hasPassword: false, role: 'viewer' })
    expect(await accept(tokenIn(link), emailOf('Ana'))).toEqual({ personId: ana.id })
    expect(await people()).toMatchObject([{ id: ana.id, role: 'admin', name: 'Ana Ruiz' }])
  })
})

describe('an invitation', () => {
  test('brings a colleague into a team, once', async () => {
    const admin = await havePerson(db, 'Ben', { role: 'admin' })
    const teamId = await haveTeam(db, 'payments')
    const { invitation, link } = await inviteAs(
      { actor: admin },
      { email: 'ana@example.com', role: 'responder', teamId },
    )
    expect(invitation).toMatchObject({ email: 'ana@example.com', role: 'responder', teamId, invitedBy: 'Ben' })
    expect(await peopleActions.listInvitations(testContext(db), {})).toEqual({ invitations: [invitation] })
    expect(await peopleActions.getWelcome(visitor(), { token: tokenIn(link) })).toMatchObject({
      isFirstRun: false,
      teamName: 'PAYMENTS',
    })
    const { personId } = await accept(tokenIn(link), 'Ana@Example.com')
    expect(await peopleActions.getPerson(testContext(db), { personId })).toEqual({
      id: personId,
      holidays: null,
      name: 'Ana Ruiz',
      email: 'Ana@Example.com',
      zone: 'Europe/Madrid',
      language: 'en',
      role: 'responder',
      deactivatedAt: null,
      teams: [{ teamId, role: 'responder' }],
      // Their mail waits to be verified.
      contacts: 0,
    })
    await expectRefused(accept(tokenIn(link), 'ana@example.com'), 'link_expired')
    await expectRefused(peopleActions.getWelcome(visitor(), { token: tokenIn(link) }), 'link_expired')
    expect(await peopleActions.listInvitations(testContext(db), {})).toEqual({ invitations: [] })
    expect(await logOf(db)).toEqual(['Ben invited ana@example.com as responder', 'Ana Ruiz joined as responder'])
  })

  test('is used by one of many who try at once', async () => {
    const { link } = await inviteAs({}, { role: 'viewer' })
    const outcomes = await Promise.allSettled([1, 2, 3, 4].map((i) => accept(tokenIn(link), `p${i}@example.com`)))
    expect(outcomes.filter((each) => each.status === 'fulfilled')).toHaveLength(1)
    expect(await people()).toHaveLength(1)
  })

  test('is for its address alone, asks for a strong password and a free e-mail, and stays open until then', async () => {
    await havePerson(db, 'Ben')
    const bound = await inviteAs({}, { email: 'ana@example.com', role: 'viewer' })
    expect(await refusalOf(accept(tokenIn(bound.link), 'mallory@example.com'))).toMatchObject({
      code: 'bad_input',
      errors: [{ path: 'email' }],
    })
    for (const password of ['short', 'aaaaaaaaaaaa', 'ana@example.com']) {
      await expectRefused(accept(tokenIn(bound.link), 'ana@example.com', { password }), 'weak_password')
    }
    const open = await inviteAs({}, { role: 'viewer' })
    await expectRefused(accept(tokenIn(open.link), 'BEN@example.com'), 'email_taken')
    expect(await people()).toHaveLength(1)
    await accept(tokenIn(bound.link), 'ana@example.com')
    await accept(tokenIn(open.link), 'cho@example.com')
  })

  test('is not made for somebody who is here, or a team that is not', async () => {
    await havePerson(db, 'Ana')
    await expectRefused(inviteAs({}, { email: 'ANA@example.com', role: 'viewer' }), 'email_taken')
    const teamId = '00000000-0000-7000-8000-000000000000'
    await expectRefused(inviteAs({}, { role: 'viewer', teamId }), 'unknown_reference')
  })

  test('gives somebody from a configuration file their password, and never a lower role', async () => {
    const ana = await havePerson(db, 'Ana', { hasPassword: false, role: 'manager' })
    const { link } = await inviteAs({}, { email: 'ANA@example.com', role: 'viewer' })
    expect(await accept(tokenIn(link), 'ana@example.com')).toEqual({ personId: ana.id })
    expect(await people()).toMatchObject([{ id: ana.id, role: 'manager' }])
    await expectRefused(inviteAs({}, { email: 'ana@example.com', role: 'viewer' }), 'email_taken')
    // An invitation for nobody in particular is not a way to become somebody who is expected.
    await havePerson(db, 'Cho', { hasPassword: false })
    const anybody = await inviteAs({}, { role: 'viewer' })
    await expectRefused(accept(tokenIn(anybody.link), 'cho@example.com'), 'email_taken')
  })

  test('can be taken back, and ends after a week', async () => {
    const { invitation, link } = await inviteAs({}, { email: 'ana@example.com', role: 'viewer' })
    await peopleActions.revokeInvitation(testContext(db), { invitationId: invitation.id })
    await expectRefused(accept(tokenIn(link), 'ana@example.com'), 'link_expired')
    await expectRefused(peopleActions.revokeInvitation(testContext(db), { invitationId: invitation.id }), 'not_found')
    const late = await inviteAs({}, { role: 'viewer' })
    const nextWeek = visitor(noon.add({ hours: 7 * 24 }))
    await expectRefused(accept(tokenIn(late.link), 'cho@example.com', { ctx: nextWeek }), 'link_expired')
    expect((await logOf(db)).slice(0, 2)).toEqual([
      'test invited ana@example.com as viewer',
      'test took back the invitation for ana@example.com',
    ])
  })

  test('by somebody who is admin no more is void', async () => {
    await havePerson(db, 'Ana', { role: 'admin' })
    const [ben, cho] = [await havePerson(db, 'Ben', { role: 'admin' }), await havePerson(db, 'Cho', { role: 'admin' })]
    const links = [
      (await inviteAs({ actor: ben }, { email: 'x@example.com', role: 'admin' })).link,
      (await inviteAs({ actor: cho }, { role: 'admin' })).link,
    ]
    await peopleActions.changePerson(testContext(db), { personId: ben.id, isDeactivated: true })
    await peopleActions.changePerson(testContext(db), { personId: cho.id, role: 'manager' })
    for (const link of links) await expectRefused(accept(tokenIn(link), 'x@example.com'), 'link_expired')
    expect(await logOf(db)).toContain('test took back the invitation for x@example.com')
  })

  test('cannot be guessed at: thirty tries from an address, then it must wait', async () => {
    const { link } = await inviteAs({}, { role: 'admin' })
    for (let i = 0; i < 40; i++) await peopleActions.getWelcome(visitor(), { token: tokenIn(link) })
    for (let i = 0; i < 30; i++) {
      await expectRefused(peopleActions.getWelcome(visitor(), { token: `inv_guess${i}` }), 'link_expired')
    }
    await expectRefused(peopleActions.getWelcome(visitor(), { token: 'inv_guess' }), 'too_many_tries')
    await expectRefused(accept('inv_guess', 'x@example.com'), 'too_many_tries')
    await peopleActions.getWelcome(visitor(noon, '192.0.2.2'), { token: tokenIn(link) })
  })
})

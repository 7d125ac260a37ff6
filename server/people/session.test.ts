import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { anAdmin, testContext, testSettings } from '../../test/context.ts'
import type { Db } from '../db/connect.ts'
import { newToken } from '../secrets.ts'
import { peopleActions } from './actions.ts'
import { aPassword, emailOf, havePerson, haveTeam, noon, peopleDatabase, pinClock } from './people.test-support.ts'
import { identify } from './session.ts'
import { putMember } from './team-store.ts'

const adminToken = 'an-admin-token-from-the-environment'
const settings = testSettings({ sessionDays: 30, adminToken })
let home: Awaited<ReturnType<typeof peopleDatabase>>
let db: Db
beforeAll(async () => {
  home = await peopleDatabase()
  db = home.db
})
beforeEach(() => home.clear())
afterAll(() => home.end())

async function signedIn(name: string): Promise<string> {
  const ctx = testContext(db, { actor: { kind: 'nobody' } })
  await peopleActions.signIn(ctx, { email: emailOf(name), password: aPassword })
  return ctx.request.cookie?.value ?? ''
}

const withCookie = (token: string) => identify(db, settings, { cookie: `baton_session=${token}` })
const withToken = (text: string) => identify(db, settings, { authorization: `Bearer ${text}` })

async function tokenOf(name: string, given: { atMost: 'viewer' | 'responder'; expiresAt?: Temporal.Instant }) {
  const actor = await havePerson(db, name, { role: 'manager' })
  const ctx = testContext(db, { actor })
  const { text, token } = await peopleActions.createToken(ctx, { name: 'cli', ...given })
  return { actor, text, tokenId: token.id }
}

describe('a browser', () => {
  test('is the person who signed in, with their roles in teams, at the time of the database', async () => {
    const ana = await havePerson(db, 'Ana', { role: 'viewer' })
    const teamId = await haveTeam(db, 'payments')
    await putMember(db, { teamId, personId: ana.id, role: 'manager' })
    const found = await withCookie(await signedIn('Ana'))
    expect(found.actor).toEqual({ ...ana, teams: { [teamId]: 'manager' } })
    expect(found).toMatchObject({ byToken: false, now: noon, cookie: null })
    expect(found.sessionId).toMatch(/^[0-9a-f-]{36}$/)
  })

  test.each([
    ['no headers', {}],
    ['a token that never was', { cookie: `baton_session=${newToken('ses')}` }],
    ['garbage', { cookie: 'baton_session=%00%ff;;=;' }],
  ])('with %s is nobody, and is told the time', async (_, headers) => {
    await havePerson(db, 'Ana')
    const found = await identify(db, settings, headers)
    expect(found).toEqual({ actor: { kind: 'nobody' }, sessionId: null, byToken: false, now: noon, cookie: null })
  })

  test('stays signed in while it is used, and gets its cookie again at most once a minute', async () => {
    await havePerson(db, 'Ana')
    const token = await signedIn('Ana')
    const seen = async () => {
      const row = await db.selectFrom('session').select(['seen_at', 'expires_at']).executeTakeFirstOrThrow()
      return { seen: row.seen_at.toString(), days: noon.until(row.expires_at).total('hours') / 24 }
    }
    await pinClock(db, noon.add({ seconds: 59 }))
    expect((await withCookie(token)).cookie).toBeNull()
    expect(await seen()).toEqual({ seen: '2026-03-01T12:00:00Z', days: 30 })
    await pinClock(db, noon.add({ hours: 29 * 24 }))
    expect((await withCookie(token)).cookie).toEqual({ value: token, maxAgeSeconds: 30 * 86_400 })
    expect((await withCookie(token)).cookie).toBeNull()
    expect(await seen()).toEqual({ seen: '2026-03-30T12:00:00Z', days: 59 })
    await pinClock(db, noon.add({ hours: 59 * 24 }).subtract({ seconds: 1 }))
    expect((await withCookie(token)).actor.kind).toBe('person')
  })

  test('not used for as long as the setting says is nobody', async () => {
    await havePerson(db, 'Ana')
    const token = await signedIn('Ana')
    await pinClock(db, noon.add({ hours: 30 * 24 }))
    expect((await withCookie(token)).actor.kind).toBe('nobody')
  })

  test('whose session was ended, or whose person is out of service, is nobody', async () => {
    const ana = await havePerson(db, 'Ana')
    const [first, second] = [await signedIn('Ana'), await signedIn('Ana')]
    const { sessionId } = await withCookie(first)
    await peopleActions.revokeSession(testContext(db, { actor: ana }), { sessionId: sessionId ?? '' })
    expect((await withCookie(first)).actor.kind).toBe('nobody')
    expect((await withCookie(second)).actor.kind).toBe('person')
    // Straight into the table, past the action that would also end the session: the person is asked each time.
    await db.updateTable('person').set({ deactivated_at: noon }).where('id', '=', ana.id).execute()
    expect((await withCookie(second)).actor.kind).toBe('nobody')
  })

  test('over https is known only by the protected name', async () => {
    await havePerson(db, 'Ana')
    const token = await signedIn('Ana')
    const secure = testSettings({ url: 'https://baton.example.com' })
    expect((await identify(db, secure, { cookie: `baton_session=${token}` })).actor.kind).toBe('nobody')
    expect((await identify(db, secure, { cookie: `__Host-baton_session=${token}` })).actor.kind).toBe('person')
  })

  test('is asked for in one round trip', async () => {
    await havePerson(db, 'Ana')
    const token = await signedIn('Ana')
    let statements = 0
    const counting = db.withPlugin({
      transformQuery: ({ node }) => {
        statements++
        return node
      },
      transformResult: async ({ result }) => result,
    })
    await pinClock(db, noon.add({ hours: 1 }))
    expect((await identify(counting, settings, { cookie: `baton_session=${token}` })).actor.kind).toBe('person')
    expect(statements).toBe(1)
  })
})

describe('a token', () => {
  test('is its owner with at most its role, and its use is noted once a minute', async () => {
    const { actor, text } = await tokenOf('Ana', { atMost: 'viewer' })
    await pinClock(db, noon.add({ seconds: 5 }))
    const found = await withToken(text)
    expect(found).toEqual({
      actor: { ...actor, atMost: 'viewer' },
      sessionId: null,
      byToken: true,
      tokenId: expect.any(String),
      now: noon.add({ seconds: 5 }),
      cookie: null,
    })
    const usedAt = async () => (await db.selectFrom('token').select('used_at').executeTakeFirstOrThrow()).used_at
    expect(await usedAt()).toEqual(noon.add({ seconds: 5 }))
    await pinClock(db, noon.add({ seconds: 64 }))
    await withToken(text)
    expect(await usedAt()).toEqual(noon.add({ seconds: 5 }))
    await pinClock(db, noon.add({ seconds: 65 }))
    await withToken(text)
    expect(await usedAt()).toEqual(noon.add({ seconds: 65 }))
  })

  test('is nobody once it ran out, was ended, or its owner is out of service', async () => {
    const ended = await tokenOf('Ana', { atMost: 'viewer' })
    await peopleActions.revokeToken(testContext(db, { actor: ended.actor }), { tokenId: ended.tokenId })
    expect((await withToken(ended.text)).actor.kind).toBe('nobody')

    const outOfService = await tokenOf('Ben', { atMost: 'viewer' })
    await peopleActions.changePerson(testContext(db), { personId: outOfService.actor.id, isDeactivated: true })
    expect((await withToken(outOfService.text)).actor.kind).toBe('nobody')
    await peopleActions.changePerson(testContext(db), { personId: outOfService.actor.id, isDeactivated: false })
    expect((await withToken(outOfService.text)).actor.kind).toBe('nobody')

    const short = await tokenOf('Cho', { atMost: 'viewer', expiresAt: noon.add({ hours: 1 }) })
    expect((await withToken(short.text)).actor.kind).toBe('person')
    await pinClock(db, noon.add({ hours: 1 }))
    expect((await withToken(short.text)).actor.kind).toBe('nobody')
  })

  test('from the environment is an admin without a person; one letter off is nobody', async () => {
    const actor = { kind: 'automation', name: 'BATON_ADMIN_TOKEN', role: 'admin' }
    expect(await withToken(adminToken)).toMatchObject({ actor, byToken: true, now: noon, sessionId: null })
    expect((await withToken(`${adminToken}x`)).actor.kind).toBe('nobody')
    expect((await withToken(adminToken.slice(0, -1))).actor.kind).toBe('nobody')
    const unset = testSettings()
    for (const text of ['undefined', '', 'null', adminToken]) {
      const found = await identify(db, unset, { authorization: `Bearer ${text}` })
      expect(found.actor.kind).toBe('nobody')
    }
  })

  test('decides alone: a wrong one is not saved by a good cookie, a scheme that is not ours leaves the cookie', async () => {
    await havePerson(db, 'Ana')
    const cookie = `baton_session=${await signedIn('Ana')}`
    expect(await identify(db, settings, { cookie, authorization: `Bearer ${newToken('btn')}` })).toMatchObject({
      actor: { kind: 'nobody' },
      byToken: true,
    })
    const basic = await identify(db, settings, { cookie, authorization: 'Basic cHJveHk6cHJveHk=' })
    expect(basic).toMatchObject({ actor: { kind: 'person' }, byToken: false })
  })

  test('of a session or an invitation is no bearer token, nor the other way round', async () => {
    await havePerson(db, 'Ana')
    expect((await withToken(await signedIn('Ana'))).actor.kind).toBe('nobody')
    const { text } = await tokenOf('Ben', { atMost: 'viewer' })
    expect((await withCookie(text)).actor.kind).toBe('nobody')
    const { link } = await peopleActions.invite(testContext(db, { actor: anAdmin }), { role: 'admin' })
    expect((await withToken(link.split('/').at(-1) ?? '')).actor.kind).toBe('nobody')
  })
})

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testContext, testSettings } from '../../test/context.ts'
import type { Db } from '../db/connect.ts'
import { peopleActions } from './actions.ts'
import { hashPassword } from './password.ts'
import {
  aPassword,
  emailOf,
  expectRefused,
  havePerson,
  logOf,
  noon,
  peopleDatabase,
  refusalOf,
} from './people.test-support.ts'
import { identify } from './session.ts'

const settings = testSettings()
let home: Awaited<ReturnType<typeof peopleDatabase>>
let db: Db
beforeAll(async () => {
  home = await peopleDatabase()
  db = home.db
})
beforeEach(() => home.clear())
afterAll(() => home.end())

const nobody = { kind: 'nobody' } as const
const browser = (sessionId: string | null = null, address = '192.0.2.1') =>
  testContext(db, { actor: nobody, request: { sessionId, address } })
const whoHas = (token: string | undefined) => identify(db, settings, { cookie: `baton_session=${token}` })

describe('signing in', () => {
  test('gives the browser a session of its own, whatever the letters of the e-mail', async () => {
    const ana = await havePerson(db, 'Ana')
    const ctx = testContext(db, { actor: nobody, request: { address: '192.0.2.7', agent: 'Firefox'.repeat(100) } })
    expect(await peopleActions.signIn(ctx, { email: 'ANA@Example.com', password: aPassword })).toEqual({
      personId: ana.id,
    })
    expect(ctx.request.cookie?.maxAgeSeconds).toBe(30 * 86_400)
    expect((await whoHas(ctx.request.cookie?.value)).actor).toEqual(ana)
    const row = await db.selectFrom('session').selectAll().executeTakeFirstOrThrow()
    expect(row).toMatchObject({ person_id: ana.id, address: '192.0.2.7', created_at: noon })
    expect(row.agent).toHaveLength(300)
    // What is stored cannot be put into a cookie.
    expect(JSON.stringify(row)).not.toContain(ctx.request.cookie?.value)
    // Nobody else's screen changes by it, but the log that somebody may have open.
    expect(ctx.announced).toEqual(['log'])
  })

  test('says the same to a wrong password, an unknown e-mail, somebody out of service, somebody without a password', async () => {
    await havePerson(db, 'Ana')
    const ben = await havePerson(db, 'Ben')
    await db.updateTable('person').set({ deactivated_at: noon }).where('id', '=', ben.id).execute()
    await havePerson(db, 'Cho', { hasPassword: false })
    const attempts = [
      { email: emailOf('Ana'), password: 'wrong horse battery' },
      { email: emailOf('Nobody'), password: aPassword },
      { email: emailOf('Ben'), password: aPassword },
      { email: emailOf('Cho'), password: aPassword },
      { email: "ana@example.com'--", password: aPassword },
    ]
    const answers = []
    for (const attempt of attempts) answers.push(await refusalOf(peopleActions.signIn(browser(), attempt)))
    expect(new Set(answers.map((each) => JSON.stringify(each))).size).toBe(1)
    expect(answers[0]?.code).toBe('wrong_sign_in')
    expect(await db.selectFrom('session').select('id').execute()).toEqual([])
  })

  test('is refused after ten failures, for an e-mail that is here as for one that is not', async () => {
    await havePerson(db, 'Ana')
    for (const name of ['Ana', 'Nobody']) {
      const attempt = { email: emailOf(name), password: 'wrong horse battery' }
      for (let i = 0; i < 10; i++) {
        await expectRefused(peopleActions.signIn(browser(null, '203.0.113.1'), attempt), 'wrong_sign_in')
      }
      const right = { ...attempt, password: aPassword }
      const refused = await refusalOf(peopleActions.signIn(browser(null, '203.0.113.1'), right))
      expect(refused).toMatchObject({ code: 'too_many_tries', facts: { retryAfterSeconds: 900 } })
    }
    // Whoever guessed was elsewhere: Ana herself still gets in.
    await peopleActions.signIn(browser(null, '198.51.100.1'), { email: emailOf('Ana'), password: aPassword })
  })

  test('forgives the failures before it', async () => {
    await havePerson(db, 'Ana')
    const attempt = { email: emailOf('Ana'), password: 'wrong horse battery' }
    for (let i = 0; i < 9; i++) await expectRefused(peopleActions.signIn(browser(), attempt), 'wrong_sign_in')
    await peopleActions.signIn(browser(), { ...attempt, password: aPassword })
    for (let i = 0; i < 10; i++) await expectRefused(peopleActions.signIn(browser(), attempt), 'wrong_sign_in')
  })

  test('never goes on with a session that was there: the old one ends, a new token is given', async () => {
    const ana = await havePerson(db, 'Ana')
    await havePerson(db, 'Mallory')
    const planted = browser()
    await peopleActions.signIn(planted, { email: emailOf('Mallory'), password: aPassword })
    const { sessionId } = await whoHas(planted.request.cookie?.value)
    const victim = browser(sessionId)
    await peopleActions.signIn(victim, { email: emailOf('Ana'), password: aPassword })
    expect(victim.request.cookie?.value).not.toBe(planted.request.cookie?.value)
    expect((await whoHas(planted.request.cookie?.value)).actor.kind).toBe('nobody')
    expect((await whoHas(victim.request.cookie?.value)).actor).toEqual(ana)
  })

  test('hashes the password anew when it was hashed at another cost', async () => {
    const ana = await havePerson(db, 'Ana')
    const old = await hashPassword(aPassword, { memoryKiB: 1024, passes: 1, lanes: 1 })
    await db.updateTable('person').set({ password_hash: old }).where('id', '=', ana.id).execute()
    const attempt = { email: emailOf('Ana'), password: aPassword }
    // Both at once: the one that comes second finds another hash than it checked, and is still right.
    await Promise.all([1, 2].map(() => peopleActions.signIn(browser(), attempt)))
    const { password_hash: stored } = await db.selectFrom('person').select('password_hash').executeTakeFirstOrThrow()
    expect(stored).toMatch(/m=19456,t=2,p=1/)
    await peopleActions.signIn(browser(), attempt)
  })
})

describe('sessions', () => {
  test('are listed to their person alone, and can be ended one by one', async () => {
    const ana = await havePerson(db, 'Ana')
    const ben = await havePerson(db, 'Ben')
    const [here, there] = [browser(), browser()]
    await peopleActions.signIn(here, { email: emailOf('Ana'), password: aPassword })
    await peopleActions.signIn(there, { email: emailOf('Ana'), password: aPassword })
    const { sessionId } = await whoHas(here.request.cookie?.value)
    const mine = testContext(db, { actor: ana, request: { sessionId } })
    const { sessions } = await peopleActions.listSessions(mine, {})
    expect(sessions.filter((each) => each.isThisOne)).toHaveLength(1)
    expect(sessions).toHaveLength(2)
    const other = sessions.find((each) => !each.isThisOne)?.id ?? ''

    expect(await peopleActions.listSessions(testContext(db, { actor: ben }), {})).toEqual({ sessions: [] })
    await expectRefused(peopleActions.revokeSession(testContext(db, { actor: ben }), { sessionId: other }), 'not_found')

    await peopleActions.revokeSession(mine, { sessionId: other })
    expect(mine.request.cookie).toBeUndefined()
    expect((await whoHas(there.request.cookie?.value)).actor.kind).toBe('nobody')
    await expectRefused(peopleActions.revokeSession(mine, { sessionId: other }), 'not_found')
    expect(await logOf(db)).toEqual(['Ana signed in', 'Ana signed in', 'Ana ended a session'])

    await peopleActions.revokeSession(mine, { sessionId: sessionId ?? '' })
    expect(mine.request.cookie).toEqual({ value: '', maxAgeSeconds: 0 })
  })

  test('end with signing out, and the browser forgets its cookie', async () => {
    const ana = await havePerson(db, 'Ana')
    const signingIn = browser()
    await peopleActions.signIn(signingIn, { email: emailOf('Ana'), password: aPassword })
    const { sessionId } = await whoHas(signingIn.request.cookie?.value)
    const ctx = testContext(db, { actor: ana, request: { sessionId } })
    expect(await peopleActions.signOut(ctx, {})).toEqual({ done: true })
    expect(ctx.request.cookie).toEqual({ value: '', maxAgeSeconds: 0 })
    expect((await whoHas(signingIn.request.cookie?.value)).actor.kind).toBe('nobody')
  })

  test('are nothing that automation has', async () => {
    await expectRefused(peopleActions.listSessions(testContext(db), {}), 'not_allowed')
    expect(await peopleActions.signOut(testContext(db, { request: { byToken: true } }), {})).toEqual({ done: true })
  })
})

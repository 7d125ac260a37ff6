import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testContext, testSettings } from '../../test/context.ts'
import type { Db } from '../db/connect.ts'
import { release } from '../release.ts'
import { peopleActions } from './actions.ts'
import {
  aPassword,
  emailOf,
  expectRefused,
  havePerson,
  haveTeam,
  logOf,
  noon,
  peopleDatabase,
} from './people.test-support.ts'
import { identify } from './session.ts'
import { putMember } from './team-store.ts'

let home: Awaited<ReturnType<typeof peopleDatabase>>
let db: Db
beforeAll(async () => {
  home = await peopleDatabase()
  db = home.db
})
beforeEach(() => home.clear())
afterAll(() => home.end())

async function signedIn() {
  const ctx = testContext(db, { actor: { kind: 'nobody' } })
  await peopleActions.signIn(ctx, { email: emailOf('Ana'), password: aPassword })
  const cookie = `baton_session=${ctx.request.cookie?.value}`
  return { who: () => identify(db, testSettings(), { cookie }) }
}

describe('who am I', () => {
  test('is answered to nobody too, and says when nobody is here yet', async () => {
    const visitor = () => testContext(db, { actor: { kind: 'nobody' }, settings: { url: 'https://b.example.com' } })
    const answer = {
      person: null,
      byToken: false,
      role: null,
      teams: [],
      isFirstRun: true,
      isDemo: false,
      release,
      url: 'https://b.example.com',
      sendsMail: false,
    }
    expect(release).toMatch(/^\d+\.\d+\.\d+/)
    expect(await peopleActions.getMe(visitor(), {})).toEqual(answer)
    await havePerson(db, 'Ana')
    expect(await peopleActions.getMe(visitor(), {})).toEqual({ ...answer, isFirstRun: false })
  })

  test('is answered with the roles that count, which a token may lower', async () => {
    const teamId = await haveTeam(db, 'payments')
    const ana = await havePerson(db, 'Ana', { role: 'responder' })
    await putMember(db, { teamId, personId: ana.id, role: 'manager' })
    const actor = { ...ana, teams: { [teamId]: 'manager' as const } }
    const settings = { smtpUrl: 'smtp://localhost' }
    expect(await peopleActions.getMe(testContext(db, { actor, settings }), {})).toMatchObject({
      person: { id: ana.id, role: 'responder', teams: [{ teamId, role: 'manager' }] },
      role: 'responder',
      teams: [{ id: teamId, slug: 'payments', name: 'PAYMENTS', role: 'manager' }],
      isFirstRun: false,
      sendsMail: true,
    })
    const byToken = testContext(db, { actor: { ...actor, atMost: 'viewer' }, request: { byToken: true } })
    expect(await peopleActions.getMe(byToken, {})).toMatchObject({
      byToken: true,
      role: 'viewer',
      teams: [{ role: 'viewer' }],
    })
  })

  test('is answered to automation without a person', async () => {
    const ctx = testContext(db, { request: { byToken: true } })
    expect(await peopleActions.getMe(ctx, {})).toMatchObject({ person: null, byToken: true, role: 'admin', teams: [] })
  })
})

test('I change my name, zone and language, and nothing else of me', async () => {
  const ana = await havePerson(db, 'Ana')
  const ctx = testContext(db, { actor: ana })
  const input = {
    name: 'Ana Ruiz',
    zone: 'Europe/Madrid',
    language: 'ko' as const,
    role: 'admin',
    email: 'x@example.com',
  }
  expect(await peopleActions.changeMe(ctx, input)).toMatchObject({
    name: 'Ana Ruiz',
    zone: 'Europe/Madrid',
    language: 'ko',
    role: 'responder',
    email: emailOf('Ana'),
  })
  expect(ctx.announced).toEqual(['people', 'teams', 'log'])
  await peopleActions.changeMe(ctx, { language: 'ko' })
  expect(await logOf(db)).toEqual([
    'Ana changed Ana: name Ana → Ana Ruiz, time zone UTC → Europe/Madrid, language en → ko',
  ])
  await expectRefused(peopleActions.changeMe(testContext(db), { name: 'x' }), 'not_allowed')
})

describe('my password', () => {
  const next = 'another long enough one'
  test('changes with the one before it, and ends my other sessions', async () => {
    const ana = await havePerson(db, 'Ana')
    const [here, there] = [await signedIn(), await signedIn()]
    const { sessionId } = await here.who()
    const ctx = testContext(db, { actor: ana, request: { sessionId } })
    expect(await peopleActions.changePassword(ctx, { current: aPassword, next })).toEqual({ done: true })
    expect((await here.who()).actor.kind).toBe('person')
    expect((await there.who()).actor.kind).toBe('nobody')
    await expectRefused(
      peopleActions.signIn(testContext(db), { email: emailOf('Ana'), password: aPassword }),
      'wrong_sign_in',
    )
    await peopleActions.signIn(testContext(db), { email: emailOf('Ana'), password: next })
    expect((await logOf(db)).filter((line) => line !== 'Ana signed in')).toEqual(['Ana changed the password'])
  })

  test('stays when the one before is wrong, the new one is weak, or it was guessed at too often', async () => {
    const ana = await havePerson(db, 'Ana')
    const ctx = testContext(db, { actor: ana })
    await expectRefused(
      peopleActions.changePassword(ctx, { current: aPassword, next: emailOf('Ana') }),
      'weak_password',
    )
    await expectRefused(peopleActions.changePassword(ctx, { current: aPassword, next: 'short' }), 'weak_password')
    for (let i = 0; i < 10; i++) {
      await expectRefused(peopleActions.changePassword(ctx, { current: 'a wrong one', next }), 'wrong_sign_in')
    }
    await expectRefused(peopleActions.changePassword(ctx, { current: aPassword, next }), 'too_many_tries')
    const later = testContext(db, { actor: ana, now: noon.add({ hours: 1 }) })
    await peopleActions.changePassword(later, { current: aPassword, next })
  })

  test('of two changes at once one holds, and the other is told', async () => {
    const ana = await havePerson(db, 'Ana')
    const outcomes = await Promise.allSettled(
      ['a first new password', 'a second new password'].map((text) =>
        peopleActions.changePassword(testContext(db, { actor: ana }), { current: aPassword, next: text }),
      ),
    )
    expect(outcomes.map((each) => each.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await logOf(db)).toHaveLength(1)
  })
})

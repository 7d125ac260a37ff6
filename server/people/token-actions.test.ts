import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { roles } from '../../domain/permissions.ts'
import { testContext } from '../../test/context.ts'
import type { Db } from '../db/connect.ts'
import { tokenHash } from '../secrets.ts'
import { peopleActions } from './actions.ts'
import { expectRefused, havePerson, haveTeam, logOf, noon, peopleDatabase, refusalOf } from './people.test-support.ts'

let home: Awaited<ReturnType<typeof peopleDatabase>>
let db: Db
beforeAll(async () => {
  home = await peopleDatabase()
  db = home.db
})
beforeEach(() => home.clear())
afterAll(() => home.end())

test('a token is shown once, stored as a hash, and known by its last letters', async () => {
  const ana = await havePerson(db, 'Ana')
  const ctx = testContext(db, { actor: ana })
  const { token, text } = await peopleActions.createToken(ctx, { name: 'laptop', atMost: 'responder' })
  expect(text).toMatch(/^btn_[A-Za-z0-9_-]{27}$/)
  expect(token).toEqual({
    id: token.id,
    name: 'laptop',
    hint: `btn_…${text.slice(-4)}`,
    atMost: 'responder',
    createdAt: noon,
    usedAt: null,
    expiresAt: null,
  })
  expect(await peopleActions.listTokens(ctx, {})).toEqual({ tokens: [token] })
  const row = await db.selectFrom('token').selectAll().executeTakeFirstOrThrow()
  expect(row.token_hash).toEqual(tokenHash(text))
  expect(JSON.stringify([row, await db.selectFrom('log_entry').selectAll().execute()])).not.toContain(text)
  expect(await logOf(db)).toEqual(['Ana made the token laptop'])
})

test.each(roles)('a %s makes tokens up to that role and no higher', async (role) => {
  const ctx = testContext(db, { actor: await havePerson(db, 'Ana', { role }) })
  for (const atMost of roles) {
    const made = peopleActions.createToken(ctx, { name: 'x', atMost })
    if (roles.indexOf(atMost) <= roles.indexOf(role)) expect((await made).token.atMost).toBe(atMost)
    else expect(await refusalOf(made)).toMatchObject({ code: 'not_allowed', facts: { needs: atMost } })
  }
})

test('a role in a team counts as own, because the token holds it only there', async () => {
  const teamId = await haveTeam(db, 'payments')
  const actor = { ...(await havePerson(db, 'Ana', { role: 'viewer' })), teams: { [teamId]: 'manager' as const } }
  const ctx = testContext(db, { actor })
  expect((await peopleActions.createToken(ctx, { name: 'x', atMost: 'manager' })).token.atMost).toBe('manager')
  await expectRefused(peopleActions.createToken(ctx, { name: 'x', atMost: 'admin' }), 'not_allowed')
})

test('no token is made by a token, by automation, for the past, or for somebody just taken out of service', async () => {
  const ana = await havePerson(db, 'Ana', { role: 'admin' })
  const input = { name: 'x', atMost: 'viewer' as const }
  const byToken = testContext(db, { actor: { ...ana, atMost: 'viewer' }, request: { byToken: true } })
  await expectRefused(peopleActions.createToken(byToken, input), 'not_allowed')
  await expectRefused(peopleActions.createToken(testContext(db), input), 'not_allowed')
  const ctx = testContext(db, { actor: ana })
  await expectRefused(peopleActions.createToken(ctx, { ...input, expiresAt: noon }), 'bad_input')
  await db.updateTable('person').set({ deactivated_at: noon }).where('id', '=', ana.id).execute()
  await expectRefused(peopleActions.createToken(ctx, input), 'signed_out')
  expect(await db.selectFrom('token').select('id').execute()).toEqual([])
})

test('a token is ended by its owner alone, once', async () => {
  const [ana, ben] = [await havePerson(db, 'Ana'), await havePerson(db, 'Ben', { role: 'admin' })]
  const ctx = testContext(db, { actor: ana })
  const { token } = await peopleActions.createToken(ctx, { name: 'laptop', atMost: 'viewer' })
  await expectRefused(peopleActions.revokeToken(testContext(db, { actor: ben }), { tokenId: token.id }), 'not_found')
  expect(await peopleActions.listTokens(testContext(db, { actor: ben }), {})).toEqual({ tokens: [] })
  expect(await peopleActions.revokeToken(ctx, { tokenId: token.id })).toEqual({ done: true })
  await expectRefused(peopleActions.revokeToken(ctx, { tokenId: token.id }), 'not_found')
  expect(await peopleActions.listTokens(ctx, {})).toEqual({ tokens: [] })
  expect(await logOf(db)).toEqual(['Ana made the token laptop', 'Ana ended the token laptop'])
})

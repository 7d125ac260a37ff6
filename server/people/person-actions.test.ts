import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testContext } from '../../test/context.ts'
import type { Db } from '../db/connect.ts'
import { newId } from '../secrets.ts'
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
import { putMember } from './team-store.ts'

let home: Awaited<ReturnType<typeof peopleDatabase>>
let db: Db
beforeAll(async () => {
  home = await peopleDatabase()
  db = home.db
})
beforeEach(() => home.clear())
afterAll(() => home.end())

const admins = async () =>
  (
    await db
      .selectFrom('person')
      .select('name')
      .where('role', '=', 'admin')
      .where('deactivated_at', 'is', null)
      .execute()
  ).map((row) => row.name)
const change = (input: Parameters<typeof peopleActions.changePerson>[1]) =>
  peopleActions.changePerson(testContext(db), input)

describe('people', () => {
  test('are listed by name with their teams and how many contacts reach them', async () => {
    const ben = await havePerson(db, 'Ben')
    const ana = await havePerson(db, 'Ana', { role: 'admin' })
    const teamId = await haveTeam(db, 'payments')
    await putMember(db, { teamId, personId: ana.id, role: 'manager' })
    const contact = { person_id: ana.id, created_at: noon }
    await db
      .insertInto('contact')
      .values([
        { ...contact, id: newId(), channel: 'browser', address: 'browser' },
        { ...contact, id: newId(), channel: 'email', address: 'ana@example.com', verified_at: noon },
        { ...contact, id: newId(), channel: 'ntfy', address: 'off', is_enabled: false, verified_at: noon },
        { ...contact, id: newId(), channel: 'ntfy', address: 'unverified' },
      ])
      .execute()
    const { people } = await peopleActions.listPeople(testContext(db), {})
    expect(people.map((each) => [each.name, each.contacts, each.teams])).toEqual([
      ['Ana', 1, [{ teamId, role: 'manager' }]],
      ['Ben', 0, []],
    ])
    // No field beyond the contract's: nothing of the password leaves.
    expect(Object.keys(people[0] ?? {}).sort()).toEqual(
      ['contacts', 'deactivatedAt', 'email', 'holidays', 'id', 'language', 'name', 'role', 'teams', 'zone'].sort(),
    )
    expect(await peopleActions.getPerson(testContext(db), { personId: ben.id })).toEqual(people[1])
    await expectRefused(peopleActions.getPerson(testContext(db), { personId: newId() }), 'not_found')
  })

  test('change name and role, and the log says from what to what', async () => {
    const ana = await havePerson(db, 'Ana')
    const ctx = testContext(db)
    const after = await peopleActions.changePerson(ctx, { personId: ana.id, name: 'Ana Ruiz', role: 'manager' })
    expect(after).toMatchObject({ name: 'Ana Ruiz', role: 'manager' })
    expect(await logOf(db)).toEqual(['test changed Ana: name Ana → Ana Ruiz, role responder → manager'])
    expect(ctx.announced).toEqual(['people', 'teams', 'log'])
    const again = testContext(db)
    expect(await peopleActions.changePerson(again, { personId: ana.id, role: 'manager' })).toEqual(after)
    expect(again.announced).toEqual([])
    expect(await logOf(db)).toHaveLength(1)
    await expectRefused(change({ personId: newId(), role: 'admin' }), 'not_found')
  })

  test('out of service lose every way in with the same change, and gaps are looked for at once', async () => {
    const ana = await havePerson(db, 'Ana')
    await peopleActions.signIn(testContext(db), { email: emailOf('Ana'), password: aPassword })
    await peopleActions.createToken(testContext(db, { actor: ana }), { name: 'cli', atMost: 'viewer' })
    const roster = () => db.selectFrom('roster_version').select('version').executeTakeFirstOrThrow()
    const before = await roster()
    const ctx = testContext(db)
    expect(await peopleActions.changePerson(ctx, { personId: ana.id, isDeactivated: true })).toMatchObject({
      deactivatedAt: noon,
    })
    expect(ctx.announced).toEqual(['people', 'teams', 'schedules', 'policies', 'log'])
    expect((await roster()).version).toBeGreaterThan(before.version)
    const open = async (table: 'session' | 'token') =>
      db.selectFrom(table).select('id').where('revoked_at', 'is', null).execute()
    expect([await open('session'), await open('token')]).toEqual([[], []])
    await change({ personId: ana.id, isDeactivated: true })
    expect(await change({ personId: ana.id, isDeactivated: false })).toMatchObject({ deactivatedAt: null })
    expect([await open('session'), await open('token')]).toEqual([[], []])
    expect((await logOf(db)).filter((line) => line.includes('Ana') && !/token|signed in/.test(line))).toEqual([
      'test took Ana out of service',
      'test brought Ana back',
    ])
  })

  test('nothing is half done: a change that is refused leaves no trace', async () => {
    const ana = await havePerson(db, 'Ana', { role: 'admin' })
    await expectRefused(change({ personId: ana.id, name: 'Somebody', isDeactivated: true }), 'last_admin')
    expect(await logOf(db)).toEqual([])
    expect((await peopleActions.getPerson(testContext(db), { personId: ana.id })).name).toBe('Ana')
  })
})

describe('the last admin', () => {
  test.each([{ role: 'manager' as const }, { isDeactivated: true }, { role: 'admin' as const, isDeactivated: true }])(
    'cannot be lost by %j',
    async (input) => {
      const ana = await havePerson(db, 'Ana', { role: 'admin' })
      await havePerson(db, 'Ben', { role: 'manager' })
      const cho = await havePerson(db, 'Cho', { role: 'admin' })
      await change({ personId: cho.id, isDeactivated: true })
      await expectRefused(change({ personId: ana.id, ...input }), 'last_admin')
      // Somebody out of service does not count, and may be made less.
      await change({ personId: cho.id, role: 'viewer' })
      expect(await admins()).toEqual(['Ana'])
    },
  )

  test('stays when admins are taken away at the same moment, however often it is tried', async () => {
    for (let round = 0; round < 5; round++) {
      await home.clear()
      const everybody = await Promise.all(
        ['Ana', 'Ben', 'Cho', 'Dev'].map((name) => havePerson(db, name, { role: 'admin' })),
      )
      const outcomes = await Promise.allSettled(
        everybody.map(({ id }, i) =>
          change(i % 2 === 0 ? { personId: id, role: 'viewer' } : { personId: id, isDeactivated: true }),
        ),
      )
      expect(outcomes.filter((each) => each.status === 'fulfilled')).toHaveLength(3)
      expect(await admins()).toHaveLength(1)
    }
  })
})

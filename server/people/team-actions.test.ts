import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { roles, type Actor, type Role } from '../../domain/permissions.ts'
import { testContext } from '../../test/context.ts'
import type { Db } from '../db/connect.ts'
import { newId } from '../secrets.ts'
import { peopleActions } from './actions.ts'
import { expectRefused, havePerson, logOf, peopleDatabase, refusalOf } from './people.test-support.ts'

let home: Awaited<ReturnType<typeof peopleDatabase>>
let db: Db
beforeAll(async () => {
  home = await peopleDatabase()
  db = home.db
})
beforeEach(() => home.clear())
afterAll(() => home.end())

const as = (actor?: Actor) => testContext(db, actor ? { actor } : {})
const newTeam = (slug = 'payments') => peopleActions.createTeam(as(), { slug, name: 'Payments' })

test('a team is started, renamed and listed with its members', async () => {
  const ana = await havePerson(db, 'Ana')
  const team = await newTeam()
  expect(team).toEqual({ id: team.id, slug: 'payments', name: 'Payments', members: [] })
  await expectRefused(newTeam(), 'slug_taken')
  await peopleActions.changeTeam(as(), { teamId: team.id, name: 'Money' })
  await peopleActions.changeTeam(as(), { teamId: team.id, name: 'Money' })
  const ctx = as()
  await peopleActions.setMember(ctx, { teamId: team.id, personId: ana.id, role: 'responder' })
  expect(ctx.announced).toEqual(['teams', 'people', 'log'])
  expect(await peopleActions.listTeams(as(), {})).toEqual({
    teams: [
      { id: team.id, slug: 'payments', name: 'Money', members: [{ personId: ana.id, name: 'Ana', role: 'responder' }] },
    ],
  })
  expect(await peopleActions.removeMember(as(), { teamId: team.id, personId: ana.id })).toMatchObject({ members: [] })
  expect(await logOf(db)).toEqual([
    'test started the team Payments',
    'test changed the team Money',
    'test made Ana responder in Money',
    'test took Ana out of Money',
  ])
  const rows = await db.selectFrom('log_entry').select(['team_id', 'subject']).orderBy('id').execute()
  expect(rows).toEqual([
    { team_id: team.id, subject: `team:${team.id}` },
    { team_id: team.id, subject: `team:${team.id}` },
    { team_id: team.id, subject: `person:${ana.id}` },
    { team_id: team.id, subject: `person:${ana.id}` },
  ])
})

test('what does not exist is not found', async () => {
  const [team, ana] = [await newTeam(), await havePerson(db, 'Ana')]
  const nowhere = newId()
  await expectRefused(peopleActions.changeTeam(as(), { teamId: nowhere, name: 'x' }), 'not_found')
  await expectRefused(peopleActions.setMember(as(), { teamId: nowhere, personId: ana.id, role: 'viewer' }), 'not_found')
  await expectRefused(
    peopleActions.setMember(as(), { teamId: team.id, personId: nowhere, role: 'viewer' }),
    'not_found',
  )
  await expectRefused(peopleActions.removeMember(as(), { teamId: team.id, personId: ana.id }), 'not_found')
})

test.each(roles)('somebody who is %s in the team gives and takes no higher role', async (own) => {
  const team = await newTeam()
  const ben = await havePerson(db, 'Ben', { role: 'viewer' })
  const actor: Actor = { ...ben, teams: { [team.id]: own } }
  for (const role of roles) {
    const ana = await havePerson(db, `Ana-${role}`)
    const give = peopleActions.setMember(as(actor), { teamId: team.id, personId: ana.id, role })
    const isAbove = roles.indexOf(role) > roles.indexOf(own)
    if (isAbove) expect(await refusalOf(give)).toMatchObject({ code: 'not_allowed', facts: { needs: role } })
    else await give
    // The same holds for taking it away from somebody who got it from an admin.
    await peopleActions.setMember(as(), { teamId: team.id, personId: ana.id, role })
    const lower = peopleActions.setMember(as(actor), { teamId: team.id, personId: ana.id, role: 'viewer' })
    if (isAbove) await expectRefused(lower, 'not_allowed')
    else await lower
    await peopleActions.setMember(as(), { teamId: team.id, personId: ana.id, role })
    const remove = peopleActions.removeMember(as(actor), { teamId: team.id, personId: ana.id })
    if (isAbove) await expectRefused(remove, 'not_allowed')
    else await remove
  }
})

test('a role in another team, or a token that may less, gives nothing here', async () => {
  const [team, other] = [await newTeam(), await newTeam('search')]
  const ben = await havePerson(db, 'Ben', { role: 'responder' })
  const ana = await havePerson(db, 'Ana')
  const give = (actor: Actor, role: Role) =>
    peopleActions.setMember(as(actor), { teamId: team.id, personId: ana.id, role })
  await expectRefused(give({ ...ben, teams: { [other.id]: 'admin' } }, 'manager'), 'not_allowed')
  await expectRefused(give({ ...ben, teams: { [team.id]: 'admin' }, atMost: 'responder' }, 'manager'), 'not_allowed')
  await give({ ...ben, teams: { [team.id]: 'manager' } }, 'manager')
})

// Teams and who is in them, as rows.
import { sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type * as z from 'zod'
import type { Team } from '../../domain/people/person.ts'
import type { Role, Whose } from '../../domain/permissions.ts'
import type { Zone } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'
import type { NewRow } from '../db/tables.ts'

type TeamShown = z.output<typeof Team>

/** All teams with their members, by name. */
export function findTeams(db: Db): Promise<TeamShown[]> {
  return teams(db).orderBy('team.name').orderBy('team.id').execute()
}

export function findTeam(db: Db, id: string): Promise<TeamShown | undefined> {
  return teams(db).where('team.id', '=', id).executeTakeFirst()
}

/** The teams somebody is in, with their role there. */
export function findTeamsOf(
  db: Db,
  personId: string,
): Promise<{ id: string; slug: string; name: string; role: Role }[]> {
  return db
    .selectFrom('team')
    .innerJoin('team_member', 'team_member.team_id', 'team.id')
    .select(['team.id', 'team.slug', 'team.name', 'team_member.role'])
    .where('team_member.person_id', '=', personId)
    .orderBy('team.name')
    .execute()
}

/** Whose own thing is asked about, and in which teams are they? Nobody's is of no team. */
export async function whoseOf(db: Db, personId: unknown): Promise<Whose> {
  if (typeof personId !== 'string') return { personId: '', teamIds: [] }
  const rows = await db.selectFrom('team_member').select('team_id').where('person_id', '=', personId).execute()
  return { personId, teamIds: rows.map(({ team_id }) => team_id) }
}

/** The managers of this team who are in service; the admins where it has none, or where there is no team. */
export async function findManagers(db: Db, teamId: string | null): Promise<readonly { id: string; zone: Zone }[]> {
  const { rows } = await sql<{ id: string; zone: Zone; rank: number }>`
    select p.id, p.zone, 1 as rank from team_member m join person p on p.id = m.person_id
      where m.team_id = ${teamId}::uuid and p.deactivated_at is null and m.role in ('manager', 'admin')
    union all
    select id, zone, 2 from person where role = 'admin' and deactivated_at is null
    order by rank, id`.execute(db)
  return rows.filter(({ rank }) => rank === rows[0]?.rank)
}

/** The team's name, held so that it cannot go before the transaction ends. */
export async function holdTeamName(db: Db, id: string): Promise<string | undefined> {
  return (await db.selectFrom('team').select('name').where('id', '=', id).forKeyShare().executeTakeFirst())?.name
}

/** Where its people meet about incidents; gives its name, undefined when there is no such team. */
export async function setTeamRoom(db: Db, id: string, room: string): Promise<string | undefined> {
  const row = await db
    .updateTable('team')
    .set({ incident_room: room })
    .where('id', '=', id)
    .returning('name')
    .executeTakeFirst()
  return row?.name
}

export async function addTeam(db: Db, row: NewRow<'team'>): Promise<void> {
  await db.insertInto('team').values(row).execute()
}

export async function renameTeam(db: Db, id: string, name: string): Promise<void> {
  await db.updateTable('team').set({ name }).where('id', '=', id).execute()
}

/** The role somebody has in a team, held until the end of the transaction. */
export async function holdMemberRole(db: Db, ref: { teamId: string; personId: string }): Promise<Role | undefined> {
  const row = await db
    .selectFrom('team_member')
    .select('role')
    .where('team_id', '=', ref.teamId)
    .where('person_id', '=', ref.personId)
    .forUpdate()
    .executeTakeFirst()
  return row?.role
}

export async function putMember(
  db: Db,
  member: { readonly teamId: string; readonly personId: string; readonly role: Role },
): Promise<void> {
  await db
    .insertInto('team_member')
    .values({ team_id: member.teamId, person_id: member.personId, role: member.role })
    .onConflict((clash) => clash.columns(['team_id', 'person_id']).doUpdateSet({ role: member.role }))
    .execute()
}

export async function dropMember(db: Db, ref: { teamId: string; personId: string }): Promise<void> {
  await db.deleteFrom('team_member').where('team_id', '=', ref.teamId).where('person_id', '=', ref.personId).execute()
}

function teams(db: Db) {
  return db
    .selectFrom('team')
    .select(['id', 'slug', 'name'])
    .select((each) =>
      jsonArrayFrom(
        each
          .selectFrom('team_member')
          .innerJoin('person', 'person.id', 'team_member.person_id')
          .select(['team_member.person_id as personId', 'person.name', 'team_member.role'])
          .whereRef('team_member.team_id', '=', 'team.id')
          .orderBy('person.name'),
      ).as('members'),
    )
}

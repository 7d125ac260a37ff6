// Who answers for a team's schedules: its managers; where it has none, the managers and admins of the whole.
import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'

/** `m` is somebody's place in a team, `p` that person. */
const isManager = sql<boolean>`p.deactivated_at is null and (m.role in ('manager', 'admin') or p.role in ('manager', 'admin'))`
const isManagerOfAll = sql<boolean>`p.deactivated_at is null and p.role in ('manager', 'admin')`

/** Who answers for these teams' schedules? Ids of people, by team. */
export async function findOwners(db: Db, teamIds: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await sql<{ teamId: string | null; personId: string }>`
    select m.team_id as "teamId", p.id as "personId" from team_member m join person p on p.id = m.person_id
    where m.team_id = any(${teamIds}::uuid[]) and ${isManager}
    union all select null, p.id from person p where ${isManagerOfAll}
    order by 2`.execute(db)
  const byTeam = Map.groupBy(rows, ({ teamId }) => teamId)
  const idsOf = (teamId: string | null) => (byTeam.get(teamId) ?? []).map(({ personId }) => personId)
  const ofAll = idsOf(null)
  return new Map(teamIds.map((teamId) => [teamId, byTeam.has(teamId) ? idsOf(teamId) : ofAll]))
}

/** The teams for whose schedules this person answers. */
export async function teamsOwnedBy(db: Db, personId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select t.id from team t
    where exists (select from team_member m join person p on p.id = m.person_id
        where m.team_id = t.id and p.id = ${personId} and ${isManager})
      or (exists (select from person p where p.id = ${personId} and ${isManagerOfAll})
        and not exists (select from team_member m join person p on p.id = m.person_id where m.team_id = t.id and ${isManager}))
    order by t.id`.execute(db)
  return rows.map(({ id }) => id)
}

// Routes as rows, in the order in which they are asked.
import type { Route } from '../../domain/intake/route.ts'
import { asPriority, priorityNumber } from '../../domain/paging/priority.ts'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'

/** All routes, or those of one team, in their order. */
export async function findRoutes(db: Db, teamId?: string): Promise<Route[]> {
  const rows = await db
    .selectFrom('route')
    .selectAll()
    .$if(teamId !== undefined, (query) => query.where('team_id', '=', teamId ?? ''))
    .orderBy('team_id')
    .orderBy('position')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    teamId: row.team_id,
    name: row.name,
    // Checked by their schema before they were stored.
    matchers: [...row.matchers],
    decides: {
      serviceId: row.service_id,
      policyId: row.policy_id,
      atLeast: row.at_least === null ? null : asPriority(row.at_least),
      atMost: row.at_most === null ? null : asPriority(row.at_most),
      group: row.group_labels === null ? null : { labels: row.group_labels, minutes: row.group_minutes },
    },
    isEnabled: row.disabled_at === null,
  }))
}

/** The routes of a team from now on: what is not among them is gone. */
export async function replaceRoutes(db: Db, teamId: string, routes: readonly Route[], now: Instant): Promise<void> {
  await db.deleteFrom('route').where('team_id', '=', teamId).execute()
  if (routes.length === 0) return
  await db
    .insertInto('route')
    .values(
      routes.map((route, position) => ({
        id: route.id,
        team_id: teamId,
        position,
        name: route.name,
        matchers: JSON.stringify(route.matchers),
        service_id: route.decides.serviceId,
        policy_id: route.decides.policyId,
        at_least: route.decides.atLeast && priorityNumber(route.decides.atLeast),
        at_most: route.decides.atMost && priorityNumber(route.decides.atMost),
        group_labels: route.decides.group ? [...route.decides.group.labels] : null,
        group_minutes: route.decides.group?.minutes ?? 0,
        disabled_at: route.isEnabled ? null : now,
        created_at: now,
      })),
    )
    .execute()
}

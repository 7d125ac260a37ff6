// The rules by which alerts become incidents, as rows, in the order in which they are asked.
import type { IncidentRule } from '../../domain/incidents/rule.ts'
import { asPriority, priorityNumber } from '../../domain/paging/priority.ts'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'

/** All of them, or those of one team, in their order. */
export async function findIncidentRules(db: Db, teamId?: string): Promise<IncidentRule[]> {
  const rows = await db
    .selectFrom('incident_rule')
    .selectAll()
    .$if(teamId !== undefined, (query) => query.where('team_id', '=', teamId ?? ''))
    .orderBy('team_id')
    .orderBy('position')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    teamId: row.team_id,
    name: row.name,
    when: {
      // Checked by their schema before they were stored.
      matchers: [...row.matchers],
      serviceId: row.service_id,
      sourceId: row.source_id,
      atLeast: row.at_least === null ? null : asPriority(row.at_least),
      afterAlerts: row.after_alerts,
      withinMinutes: row.within_minutes,
      unacknowledgedMinutes: row.unacknowledged_minutes,
    },
    does: row.does,
    groupLabels: row.group_labels,
    declares: {
      title: row.title,
      priority: row.priority === null ? null : asPriority(row.priority),
      isPrivate: row.is_private,
      calls: row.calls,
      policyId: row.policy_id,
      mostPerHour: row.most_per_hour,
    },
    isEnabled: row.disabled_at === null,
  }))
}

/**
 * The rules of a team from now on: what is not among them is gone, and what was there goes on with what waits for it. Where no rule
 * looked at anything before, the log is read from here on.
 */
export async function replaceIncidentRules(
  tx: Db,
  teamId: string,
  rules: readonly IncidentRule[],
  now: Instant,
): Promise<void> {
  const active = await tx.selectFrom('incident_rule').select('id').where('disabled_at', 'is', null).limit(1).execute()
  if (active.length === 0) await lookFromHere(tx)
  const ids = rules.map(({ id }) => id)
  await tx
    .deleteFrom('incident_rule')
    .where('team_id', '=', teamId)
    .$if(ids.length > 0, (query) => query.where('id', 'not in', ids))
    .execute()
  for (const [position, rule] of rules.entries()) {
    const columns = columnsOf(rule, position, now)
    await tx
      .insertInto('incident_rule')
      .values({ id: rule.id, team_id: teamId, created_at: now, ...columns })
      .onConflict((on) => on.column('id').doUpdateSet(columns))
      .execute()
  }
}

async function lookFromHere(tx: Db): Promise<void> {
  await tx
    .updateTable('incident_look')
    .set((each) => ({
      entry_id: each
        .selectFrom('log_entry')
        .select((entry) => entry.fn.coalesce(entry.fn.max('id'), entry.lit(0)).as('id')),
    }))
    .execute()
}

function columnsOf(
  { name, when, does, groupLabels, declares, isEnabled }: IncidentRule,
  position: number,
  now: Instant,
) {
  return {
    position,
    name,
    matchers: JSON.stringify(when.matchers),
    service_id: when.serviceId,
    source_id: when.sourceId,
    at_least: when.atLeast && priorityNumber(when.atLeast),
    after_alerts: when.afterAlerts,
    within_minutes: when.withinMinutes,
    unacknowledged_minutes: when.unacknowledgedMinutes,
    does,
    group_labels: [...groupLabels],
    title: declares.title,
    priority: declares.priority && priorityNumber(declares.priority),
    is_private: declares.isPrivate,
    calls: declares.calls,
    policy_id: declares.policyId,
    most_per_hour: declares.mostPerHour,
    disabled_at: isEnabled ? null : now,
  }
}

// What is being worked on now, by whom, and in what state it is: at a glance, so a few of each.
import { sql } from 'kysely'
import type { ActionOutput } from '../../domain/api.ts'
import { mostAtWork, type atWorkApi, type Doing } from '../../domain/incidents/at-work-api.ts'
import { stages, type IncidentState } from '../../domain/incidents/stages.ts'
import { stepsOf } from '../../domain/kit/steps.ts'
import { asPriority } from '../../domain/paging/priority.ts'
import type { Actor } from '../../domain/permissions.ts'
import type { Instant } from '../../domain/time.ts'
import type { Actions } from '../context.ts'
import type { Db } from '../db/connect.ts'
import { isSeen } from '../log/private.ts'

type Answer = ActionOutput<'listWork'>

export const atWorkActions: Actions<keyof typeof atWorkApi> = {
  async listWork({ db, actor }, { teamId }) {
    const [incidents, alerts] = await Promise.all([
      findIncidents(db, actor, teamId ?? null),
      findAlerts(db, actor, teamId ?? null),
    ])
    return { ...(await withDoings(db, incidents)), ...alerts }
  },
}

type IncidentFound = {
  readonly id: number
  readonly teamId: string
  readonly title: string
  readonly priority: number
  readonly state: IncidentState
  readonly isPrivate: boolean
  readonly isMitigated: boolean
  readonly declaredAt: Instant
  readonly leadId: string | null
  readonly leadName: string | null
  readonly all: number
}

/** Those that still hurt before those that are only followed up. */
async function findIncidents(db: Db, actor: Actor, teamId: string | null): Promise<readonly IncidentFound[]> {
  const { rows } = await sql<IncidentFound>`
    select incident.id, incident.team_id as "teamId", incident.title, incident.priority, incident.state,
      incident.is_private as "isPrivate", incident.mitigated_at is not null as "isMitigated",
      incident.declared_at as "declaredAt", lead.person_id as "leadId", lead.name as "leadName", found."all"
    from (
      select incident.id, count(*) over ()::int as "all" from incident
      where incident.state = any(${[...stages]}) and ${isSeen(actor)}
        and (${teamId}::uuid is null or incident.team_id = ${teamId}::uuid)
      order by incident.state = 'follow_up', incident.priority, incident.id desc limit ${mostAtWork.incidents}
    ) found join incident on incident.id = found.id left join lateral (
      select p.person_id, who.name from incident_person p join person who on who.id = p.person_id
      where p.incident_id = incident.id and p.engagement = 'accepted' and p.role in ('lead', 'commander')
      order by p.role limit 1
    ) lead on true
    order by incident.state = 'follow_up', incident.priority, incident.id desc`.execute(db)
  return rows
}

async function withDoings(
  db: Db,
  incidents: readonly IncidentFound[],
): Promise<Pick<Answer, 'incidents' | 'moreIncidents'>> {
  const ids = incidents.map(({ id }) => id)
  const doings = ids.length === 0 ? [] : [...(await findDone(db, ids)), ...(await findRuns(db, ids))]
  const of = Map.groupBy(doings, ({ incidentId }) => incidentId)
  return {
    incidents: incidents.map((found) => {
      const { priority, leadId, leadName, all: _, ...row } = found
      const theirs = (of.get(row.id) ?? []).toSorted((a, b) => Temporal.Instant.compare(b.doing.since, a.doing.since))
      const told = theirs.slice(0, mostAtWork.doings).map(({ doing }) => doing)
      return {
        ...row,
        priority: asPriority(priority),
        lead: leadId === null ? null : { personId: leadId, name: leadName ?? '' },
        doings: told,
        moreDoings: theirs.length - told.length,
      }
    }),
    moreIncidents: (incidents[0]?.all ?? 0) - incidents.length,
  }
}

type InIncident = { readonly incidentId: number; readonly doing: Doing }
/** Of one incident: nobody does more at once, and what is counted need not be exact beyond. */
const mostRead = 20

/** What was announced and is not done, and tasks that somebody has. */
async function findDone(db: Db, ids: readonly number[]): Promise<readonly InIncident[]> {
  const { rows } = await sql<{
    incidentId: number
    kind: 'action' | 'task'
    text: string
    by: string
    since: Instant
    isTaken: boolean
  }>`
    select i.id as "incidentId", each.* from unnest(${[...ids]}::bigint[]) as i (id) cross join lateral (
      (select 'action' as kind, a.text, a.by_name as by, a.announced_at as since, true as "isTaken"
        from incident_action a where a.incident_id = i.id and a.state = 'about_to'
        order by a.id desc limit ${mostRead})
      union all
      (select 'task', t.text, who.name, t.given_at, t.state = 'taken'
        from incident_task t join person who on who.id = t.owner_id
        where t.incident_id = i.id and t.state in ('given', 'taken') order by t.id desc limit ${mostRead})
    ) each`.execute(db)
  return rows.map(({ incidentId, kind, text, by, since, isTaken }) => ({
    incidentId,
    doing: kind === 'task' ? { kind, text, by, since, isTaken } : { kind, text, by, since },
  }))
}

/** Runbooks that somebody goes through and that have steps left. */
async function findRuns(db: Db, ids: readonly number[]): Promise<readonly InIncident[]> {
  const { rows } = await sql<{
    incidentId: number
    text: string
    body: string
    ticked: number
    by: string
    since: Instant
  }>`
    select r.incident_id as "incidentId", v.title as text, v.body, ticks.count as ticked,
      coalesce(ticks.by_name, r.by_name) as by, coalesce(ticks.at, r.at) as since
    from runbook_run r join kit_runbook_version v on v.runbook_id = r.runbook_id and v.version = r.version
    cross join lateral (
      select count(*)::int as count, (array_agg(t.by_name order by t.at desc))[1] as by_name, max(t.at) as at
      from runbook_tick t where t.run_id = r.id
    ) ticks
    where r.incident_id = any(${[...ids]}::bigint[]) order by r.id desc limit ${mostRead}`.execute(db)
  return rows.flatMap(({ incidentId, text, body, ticked, by, since }) => {
    const steps = stepsOf(body).length
    return ticked < steps ? [{ incidentId, doing: { kind: 'runbook', text, by, since, ticked, steps } as const }] : []
  })
}

/** So many are counted: more is not at a glance. */
const mostCounted = 200

/**
 * What somebody has and what stands in no incident that this reader is told of. What calls somebody into an incident is no work, and
 * neither is a test.
 */
async function findAlerts(db: Db, actor: Actor, teamId: string | null): Promise<Pick<Answer, 'alerts' | 'moreAlerts'>> {
  const { rows } = await sql<{
    id: number
    teamId: string | null
    summary: string
    priority: number
    serviceName: string | null
    holderId: string | null
    holderName: string | null
    since: Instant
    lookingInto: string | null
    backAt: Instant | null
    all: number
  }>`
    with found as (
      select a.id from alert a
      where a.state = 'acknowledged' and (${teamId}::uuid is null or a.team_id = ${teamId}::uuid)
        and not (a.source_id is null and a.service_id is null and (a.key like 'incident:%' or a.key like 'offer:%'))
        and not exists (select from page p where p.id = a.page_id and p.is_test)
        and not exists (select from incident_alert i join incident on incident.id = i.incident_id
          where i.alert_id = a.id and incident.state = any(${[...stages]}) and ${isSeen(actor)})
      order by a.priority, a.id desc limit ${mostCounted}
    )
    select a.id, a.team_id as "teamId", a.summary, a.priority, v.name as "serviceName", a.acknowledged_by as "holderId",
      who.name as "holderName", coalesce(a.acknowledged_at, a.first_at) as since, a.looking_at as "lookingInto",
      a.back_at as "backAt", (select count(*)::int from found) as "all"
    from found join alert a on a.id = found.id left join service v on v.id = a.service_id
      left join person who on who.id = a.acknowledged_by
    order by a.priority, a.id desc limit ${mostAtWork.alerts}`.execute(db)
  return {
    alerts: rows.map((found) => {
      const { priority, holderId, holderName, lookingInto, all: _, ...row } = found
      return {
        ...row,
        priority: asPriority(priority),
        holder: holderId === null ? null : { personId: holderId, name: holderName ?? '' },
        lookingInto: lookingInto ?? '',
      }
    }),
    moreAlerts: (rows[0]?.all ?? 0) - rows.length,
  }
}

// Everything open that a brief is made of, as this reader may know it.
import { sql } from 'kysely'
import { briefOf, openItems, type BriefFacts, type BriefItem, type BriefPart } from '../../domain/handover/brief.ts'
import { stages } from '../../domain/incidents/stages.ts'
import { plainTextOf } from '../../domain/log/plain-text.ts'
import { asPriority } from '../../domain/paging/priority.ts'
import type { Actor } from '../../domain/permissions.ts'
import { latest, type Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'
import { isSeen, isTold } from '../log/private.ts'
import { findOpenIncidents } from './incident-facts.ts'
import { isLongOver } from './long-over.ts'
import type { HandoverRow } from './store.ts'

/** More open things of one kind than this are not read: nobody hands over so many. */
const mostRead = 20_000
/** What paged longer ago is no news, and a change from longer ago is none that one still waits for. */
const noiseDays = 7
const changeHours = 12
/** A follow-up that is due later can wait for the next handover. */
const followUpDays = 7

type Of = Pick<HandoverRow, 'schedule_id' | 'schedule_name' | 'team_id' | 'from_id' | 'to_id' | 'keeps' | 'begins_at'>

/** The facts of this handover's brief as they stand now, told to this actor. */
export async function findFacts(db: Db, of: Of, actor: Actor, now: Instant): Promise<BriefFacts> {
  return {
    // Nothing of it passes, late as it is.
    fromId: (await isLongOver(db, of, now)) ? null : of.from_id,
    keeps: of.keeps,
    incidents: await findOpenIncidents(db, of, actor, mostRead),
    alerts: await findAlerts(db, of),
    tasks: await findTasks(db, of, actor),
    followUps: await findFollowUps(db, of, actor),
    told: {
      silences: await findSilences(db, of, now),
      noise: await findNoise(db, of, now),
      changes: await findChanges(db, of, now),
      pinned: await findPinned(db, of, actor),
    },
  }
}

/** The brief that somebody reads, and everything in it. */
export async function findBrief(db: Db, of: Of, actor: Actor, now: Instant) {
  const facts = await findFacts(db, of, actor, now)
  return { parts: briefOf(facts) satisfies readonly BriefPart[], items: openItems(facts) }
}

/**
 * The open alerts of the team, and those that whoever goes has by this schedule. What they have by another schedule is in that one's
 * brief, and only told here. Alerts that call somebody into an incident are that person's alone.
 */
async function findAlerts(db: Db, of: Of): Promise<BriefFacts['alerts']> {
  // A name that no schedule has is an old one.
  const elsewhere = sql`exists (select from schedule s where s.name = d.reason ->> 'schedule' and s.id <> ${of.schedule_id})`
  const reached = (here: boolean) => sql<boolean>`exists (select from delivery d
    where d.page_id = a.page_id and d.person_id = ${of.from_id}::uuid
      and d.reason ->> 'kind' in ('on_call', 'handing_over')
      and ${here ? sql`d.reason ->> 'schedule' = ${of.schedule_name}` : elsewhere})`
  const { rows } = await sql<{
    id: number
    title: string
    place: string | null
    state: string
    priority: number
    ownerId: string | null
    ownerName: string | null
    since: Instant
    dueAt: Instant | null
    count: number
    isElsewhere: boolean
  }>`
    select a.id, a.summary as title, v.name as place, a.state, a.priority, a.count::int,
      a.acknowledged_by as "ownerId",
      a.acknowledged_by is not distinct from ${of.from_id}::uuid and not ${reached(true)} and ${reached(false)} as "isElsewhere",
      who.name as "ownerName", a.first_at as since, a.back_at as "dueAt"
    from alert a left join service v on v.id = a.service_id left join person who on who.id = a.acknowledged_by
    where a.state <> 'closed' and not (a.source_id is null and (a.key like 'incident:%' or a.key like 'offer:%'))
      and not exists (select from page p where p.id = a.page_id and p.is_test)
      and (a.team_id = ${of.team_id} or (a.acknowledged_by = ${of.from_id}::uuid and ${reached(true)}))
    order by a.priority, a.id limit ${mostRead}`.execute(db)
  return rows.map(({ ownerId, ownerName, priority, place, ...row }) => ({
    ...row,
    place: place ?? '',
    priority: asPriority(priority),
    owner: ownerId === null ? null : { personId: ownerId, name: ownerName ?? '' },
  }))
}

type OfIncident = {
  readonly id: number
  readonly incidentId: number
  readonly title: string
  readonly place: string
  readonly state: string
  readonly ownerId: string | null
  readonly ownerName: string | null
  readonly dueAt: Instant | null
  readonly priority: number
  readonly since: Instant
}

async function findTasks(db: Db, of: Of, actor: Actor): Promise<BriefFacts['tasks']> {
  const { rows } = await sql<OfIncident>`
    select t.id, t.incident_id as "incidentId", t.text as title, incident.title as place, t.state, t.owner_id as "ownerId",
      who.name as "ownerName", t.due_at as "dueAt", incident.priority, t.given_at as since
    from incident_task t join incident on incident.id = t.incident_id join person who on who.id = t.owner_id
    where incident.team_id = ${of.team_id} and t.state in ('given', 'taken') and incident.state = any(${[...stages]})
      and ${isSeen(actor)}
    order by t.due_at, t.id limit ${mostRead}`.execute(db)
  return rows.map(toOfIncident)
}

async function findFollowUps(db: Db, of: Of, actor: Actor): Promise<BriefFacts['followUps']> {
  const { rows } = await sql<OfIncident>`
    select f.id, f.incident_id as "incidentId", f.text as title, incident.title as place, f.kind as state,
      f.owner_id as "ownerId", who.name as "ownerName",
      (f.due_on + 1)::timestamp at time zone coalesce(who.zone, 'UTC') as "dueAt", incident.priority, f.at as since
    from incident_follow_up f join incident on incident.id = f.incident_id left join person who on who.id = f.owner_id
    where incident.team_id = ${of.team_id} and f.state = 'open' and incident.state not in ('merged', 'dismissed')
      and f.due_on <= (${of.begins_at}::timestamptz at time zone 'UTC')::date + ${followUpDays}::int and ${isSeen(actor)}
    order by f.due_on, f.id limit ${mostRead}`.execute(db)
  return rows.map(toOfIncident)
}

function toOfIncident({ ownerId, ownerName, priority, ...row }: OfIncident): BriefFacts['tasks'][number] {
  return {
    ...row,
    priority: asPriority(priority),
    owner: ownerId === null ? null : { personId: ownerId, name: ownerName ?? '' },
  }
}

type Told = Omit<BriefItem, 'fate'>
const plain = { priority: null, owner: null, next: [], dueAt: null, since: null, count: 0 } as const

/** What keeps alerts quiet now, and what is planned to within a day of the change. */
async function findSilences(db: Db, of: Of, now: Instant): Promise<readonly Told[]> {
  const { rows } = await sql<
    Pick<Told, 'title' | 'since' | 'dueAt'> & { id: string; kind: string; services: string | null }
  >`
    select s.id, s.kind, s.reason as title, s.starts_at as since, s.ends_at as "dueAt",
      (select string_agg(v.name, ', ' order by v.name) from service v where v.id::text = any(s.service_ids::text[])) as services
    from silence s
    where s.ends_at > ${now} and s.starts_at < ${latest(of.begins_at, now).add({ hours: 24 })}
      and (s.team_id = ${of.team_id} or exists (select from service v
        where v.id::text = any(s.service_ids::text[]) and v.team_id = ${of.team_id}))
    order by s.ends_at, s.id limit 500`.execute(db)
  return rows.map(({ id, kind, services, ...row }) => {
    const isAhead = row.since !== null && Temporal.Instant.compare(row.since, now) > 0
    return {
      ...plain,
      ...row,
      key: `silence:${id}`,
      place: services ?? '',
      path: '/silences',
      state: `${kind}_${isAhead ? 'pending' : 'active'}`,
    }
  })
}

/** What paged again and again in this shift, and what of it needed no action. */
async function findNoise(db: Db, of: Of, now: Instant): Promise<readonly Told[]> {
  const { rows } = await sql<{
    key: string
    title: string
    place: string | null
    alertId: number
    pages: number
    noAction: number
  }>`
    select coalesce(a.source_id::text, '') || ':' || a.key as key, max(a.summary) as title, max(v.name) as place,
      max(a.id) as "alertId", count(*)::int as pages,
      count(distinct a.id) filter (where a.outcome = 'no_action')::int as "noAction"
    from page p join alert a on a.id = p.alert_id left join service v on v.id = a.service_id
    where p.team_id = ${of.team_id} and not p.is_test and p.plan <> 'fallback' and p.opened_at > greatest(
      ${now.subtract({ hours: noiseDays * 24 })}::timestamptz,
      (select max(starts_at) from shift where schedule_id = ${of.schedule_id} and person_id = ${of.from_id}::uuid and role = 'primary'))
    group by a.source_id, a.key
    having count(*) >= 3 or count(distinct a.id) filter (where a.outcome = 'no_action') >= 2
    order by count(*) desc, max(a.id) desc limit 20`.execute(db)
  return rows.map(({ key, title, place, alertId, pages, noAction }) => ({
    ...plain,
    key: `noise:${key}`,
    title,
    place: place ?? '',
    path: `/alerts/${alertId}`,
    state: noAction > 0 ? 'no_action' : 'repeated',
    next: noAction > 0 ? [String(noAction)] : [],
    count: pages,
  }))
}

async function findChanges(db: Db, of: Of, now: Instant): Promise<readonly Told[]> {
  const { rows } = await sql<{ id: number; title: string; place: string; serviceId: string; since: Instant }>`
    select c.id, c.summary as title, v.name as place, v.id as "serviceId", c.at as since
    from change_event c join service v on v.id = c.service_id
    where v.team_id = ${of.team_id} and c.at > ${now.subtract({ hours: changeHours })}
    order by c.at desc limit 50`.execute(db)
  return rows.map(({ id, serviceId, ...row }) => ({
    ...plain,
    ...row,
    key: `change:${id}`,
    path: `/services/${serviceId}`,
    state: 'change',
  }))
}

/** What stands on top of the log of the team, and of the timelines of its open incidents: each entry once. */
async function findPinned(db: Db, of: Of, actor: Actor): Promise<readonly Told[]> {
  const { rows } = await sql<{
    id: number
    title: string
    place: string | null
    incidentId: number | null
    alertId: number | null
    since: Instant
  }>`
    select log_entry.id, coalesce(nullif(log_entry.facts ->> 'text', ''), log_entry.says) as title,
      coalesce(incident.title, a.summary) as place, log_entry.alert_id as "alertId", pinned.incident_id as "incidentId", pinned.at as since
    from (
      select pin.entry_id, pin.at, true as is_of_team,
        -- A call into an incident is of that incident.
        coalesce(e.incident_id, (select substring(called.key from '^(?:incident|offer):([0-9]{1,15}):')::bigint from alert called
          where called.id = e.alert_id and called.source_id is null and called.service_id is null)) as incident_id
      from log_pin pin join log_entry e on e.id = pin.entry_id where pin.team_id = ${of.team_id}
      union all
      select pin.entry_id, pin.at, false, pin.incident_id
      from incident_pin pin join incident on incident.id = pin.incident_id
      where incident.team_id = ${of.team_id} and incident.state = any(${[...stages]}) and ${isSeen(actor)}
    ) pinned
    join log_entry on log_entry.id = pinned.entry_id
    left join incident on incident.id = pinned.incident_id
    left join alert a on a.id = log_entry.alert_id
    where ${isTold(actor)}
    order by pinned.is_of_team desc, pinned.at desc, log_entry.id limit 200`.execute(db)
  return rows.map(({ id, incidentId, alertId, place, title, since }) => ({
    ...plain,
    title: plainTextOf(title).slice(0, 500),
    place: place ?? '',
    since,
    key: `note:${id}`,
    path:
      incidentId !== null
        ? `/incidents/${incidentId}`
        : alertId !== null
          ? `/alerts/${alertId}`
          : `/log/day?team=${of.team_id}`,
    state: 'pinned',
  }))
}

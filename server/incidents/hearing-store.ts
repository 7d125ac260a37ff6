// Who is subscribed to updates, as rows: of a team, of a service, or of one incident.
import { sql } from 'kysely'
import type { HeardAs, Scope } from '../../domain/incidents/hearing.ts'
import type { RoomCarrier } from '../../domain/paging/channels.ts'
import type { Db } from '../db/connect.ts'
import type { NewRow } from '../db/tables.ts'
import { personSees } from '../log/private.ts'

/** Somebody who is subscribed to what touches an incident, and what decides whether they hear. */
export type HearerRow = {
  readonly incident_id: number
  readonly person_id: string | null
  readonly channel_id: string | null
  readonly name: string
  readonly channel: RoomCarrier | null
  readonly scope: Scope
  readonly audience: HeardAs
  readonly priority: number
  readonly is_off: boolean
  readonly is_there: boolean
  readonly may_know: boolean
}

/**
 * Everybody who is subscribed to these incidents, or to their teams or services; the nearest first. Whether a person may know of one is
 * asked by the same rule that their own requests are; a channel, by what was said of it.
 */
export async function findHearers(db: Db, incidentIds: readonly number[]): Promise<readonly HearerRow[]> {
  const { rows } = await sql<HearerRow>`
    select incident.id as incident_id, s.person_id, s.channel_id, coalesce(person.name, c.name) as name, c.channel,
      case when s.incident_id is not null then 'incident' when s.service_id is not null then 'service' else 'team' end as scope,
      s.audience, s.priority, s.is_off,
      case when s.person_id is null then c.verified_at is not null else person.deactivated_at is null end as is_there,
      case when s.person_id is null
        then not incident.is_private or (s.incident_id is not null and s.is_private_meant)
        else ${personSees} end as may_know
    from incident
    join incident_subscription s on s.incident_id = incident.id or s.team_id = incident.team_id
      or s.service_id in (select service_id from incident_service i where i.incident_id = incident.id)
    left join person on person.id = s.person_id left join team_channel c on c.id = s.channel_id
    where incident.id = any(${[...incidentIds]}::bigint[])
    order by s.incident_id nulls last, s.service_id nulls last, name, s.id`.execute(db)
  return rows
}

/** Whoever works on it or was asked to, but the one who writes. */
export async function findWorking(db: Db, incidentId: number, but: string | null) {
  const { rows } = await sql<{ id: string; name: string }>`
    select distinct person.id, person.name from incident_person p join person on person.id = p.person_id
    where p.incident_id = ${incidentId} and p.engagement in ('asked', 'accepted') and person.deactivated_at is null
      and person.id is distinct from ${but}::uuid
    order by person.name, person.id`.execute(db)
  return rows
}

/** Which of these people may know of this incident? */
export async function knowing(db: Db, incidentId: number, personIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (personIds.length === 0) return new Set()
  const { rows } = await sql<{ id: string }>`
    select person.id from incident, person where incident.id = ${incidentId} and person.id = any(${[...personIds]}::uuid[])
      and ${personSees}`.execute(db)
  return new Set(rows.map(({ id }) => id))
}

/** Has somebody said that this channel may hear of this incident although it is private? */
export async function isMeant(
  db: Db,
  { incidentId, channelId }: { readonly incidentId: number; readonly channelId: string },
): Promise<boolean> {
  const row = await db
    .selectFrom('incident_subscription')
    .select('id')
    .where('incident_id', '=', incidentId)
    .where('channel_id', '=', channelId)
    .where('is_private_meant', '=', true)
    .where('is_off', '=', false)
    .executeTakeFirst()
  return row !== undefined
}

/** Does this person or channel not want to hear of this incident? */
export async function hasLeft(
  db: Db,
  of: { readonly incidentId: number; readonly receiverId: string; readonly audience: HeardAs },
): Promise<boolean> {
  const row = await db
    .selectFrom('incident_subscription')
    .select('id')
    .where('incident_id', '=', of.incidentId)
    .where((is) => is.or([is('person_id', '=', of.receiverId), is('channel_id', '=', of.receiverId)]))
    .where('audience', '=', of.audience)
    .where('is_off', '=', true)
    .executeTakeFirst()
  return row !== undefined
}

/** Says of one incident whether this person or channel hears of it; what was said before no longer counts. */
export async function putFollower(
  tx: Db,
  row: Pick<NewRow<'incident_subscription'>, 'id' | 'audience' | 'by_name' | 'created_at'> & {
    readonly incident_id: number
    readonly person_id: string | null
    readonly channel_id: string | null
    readonly is_off: boolean
    readonly is_private_meant: boolean
  },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into incident_subscription (id, incident_id, person_id, channel_id, audience, is_off, is_private_meant, by_name, created_at)
    values (${row.id}, ${row.incident_id}, ${row.person_id}, ${row.channel_id}, ${row.audience}, ${row.is_off},
      ${row.is_private_meant}, ${row.by_name}, ${row.created_at.toString()}::timestamptz)
    on conflict (coalesce(team_id::text, service_id::text, incident_id::text), coalesce(person_id, channel_id), audience)
    do update set is_off = excluded.is_off, is_private_meant = excluded.is_private_meant, by_name = excluded.by_name
    where (incident_subscription.is_off, incident_subscription.is_private_meant)
      is distinct from (excluded.is_off, excluded.is_private_meant)`.execute(tx)
  return Number(numAffectedRows ?? 0) > 0
}

/** Subscribes to all of a team or service; a second time changes only from which priority on. Gives the id of the row. */
export async function putSubscription(
  tx: Db,
  row: NewRow<'incident_subscription'> & { readonly priority: number },
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into incident_subscription (id, team_id, service_id, person_id, channel_id, audience, priority, by_name, created_at)
    values (${row.id}, ${row.team_id}, ${row.service_id}, ${row.person_id}, ${row.channel_id}, ${row.audience}, ${row.priority},
      ${row.by_name}, ${row.created_at.toString()}::timestamptz)
    on conflict (coalesce(team_id::text, service_id::text, incident_id::text), coalesce(person_id, channel_id), audience)
    do update set priority = excluded.priority, by_name = excluded.by_name returning id`.execute(tx)
  return rows[0]?.id ?? row.id
}

export async function deleteSubscription(tx: Db, id: string): Promise<void> {
  await tx.deleteFrom('incident_subscription').where('id', '=', id).execute()
}

/** Those of a team and its services, or one; with what they are called. Never those of one incident. */
export function findSubscriptions(db: Db, of: { readonly teamId?: string; readonly id?: string }) {
  let select = db
    .selectFrom('incident_subscription as s')
    .leftJoin('team', 'team.id', 's.team_id')
    .leftJoin('service', 'service.id', 's.service_id')
    .leftJoin('person', 'person.id', 's.person_id')
    .leftJoin('team_channel', 'team_channel.id', 's.channel_id')
    .selectAll('s')
    .select(['team.name as team_name', 'service.name as service_name', 'service.team_id as service_team_id'])
    .select(['person.name as person_name', 'team_channel.name as channel_name', 'team_channel.channel as carrier'])
    .where('s.incident_id', 'is', null)
    .orderBy('service.name', (order) => order.asc().nullsFirst())
    .orderBy('s.created_at')
    .orderBy('s.id')
  const { teamId, id } = of
  if (teamId) select = select.where((is) => is.or([is('s.team_id', '=', teamId), is('service.team_id', '=', teamId)]))
  if (id) select = select.where('s.id', '=', id)
  return select.execute()
}

/** Follows of one incident go to another; where both are followed, what was said of that one stays. */
export async function moveFollowers(tx: Db, from: number, to: number): Promise<void> {
  await sql`
    update incident_subscription s set incident_id = ${to}, is_private_meant = false where s.incident_id = ${from}
      and not exists (select from incident_subscription o where o.incident_id = ${to} and o.audience = s.audience
        and coalesce(o.person_id, o.channel_id) = coalesce(s.person_id, s.channel_id))`.execute(tx)
}

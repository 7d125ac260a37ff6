// Who takes part in an incident, who was told, what is done, and which alerts belong to it, as rows.
import { sql } from 'kysely'
import type { Audience } from '../../domain/incidents/owed.ts'
import { singleRoles, type IncidentRole } from '../../domain/incidents/roles.ts'
import type { Actor } from '../../domain/permissions.ts'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'
import type { NewRow } from '../db/tables.ts'
import { isSeen } from '../log/private.ts'

/** Everybody who was ever asked, whoever works on it first. */
export function findPeople(db: Db, incidentId: number) {
  return db
    .selectFrom('incident_person')
    .innerJoin('person', 'person.id', 'incident_person.person_id')
    .leftJoin('person as asker', 'asker.id', 'incident_person.asked_by')
    .selectAll('incident_person')
    .select(['person.name', 'asker.name as asker_name'])
    .where('incident_id', '=', incidentId)
    .orderBy(sql`array_position(array['accepted', 'asked', 'declined', 'stood_down'], engagement)`)
    .orderBy(
      sql`array_position(array['commander', 'lead', 'communications', 'scribe', 'expert', 'responder'], incident_person.role)`,
    )
    .orderBy('incident_person.changed_at')
    .execute()
}

/** They take this role from now on; whoever had it, where only one can, is told. The incident must be held. */
export async function engage(
  tx: Db,
  of: { readonly incidentId: number; readonly personId: string; readonly role: IncidentRole; readonly now: Instant },
): Promise<{ readonly holder: string | null; readonly isNew: boolean; readonly wasAsked: boolean }> {
  const { incidentId, personId, role, now } = of
  const before = await tx
    .selectFrom('incident_person')
    .innerJoin('person', 'person.id', 'incident_person.person_id')
    .select(['person_id', 'engagement', 'person.name'])
    .where('incident_id', '=', incidentId)
    .where('incident_person.role', '=', role)
    .execute()
  const mine = before.find((row) => row.person_id === personId)
  if (mine?.engagement === 'accepted') return { holder: null, isNew: false, wasAsked: false }
  const holder = singleRoles.has(role) ? before.find((row) => row.engagement === 'accepted') : undefined
  if (holder) {
    await tx
      .updateTable('incident_person')
      .set({ engagement: 'stood_down', changed_at: now })
      .where('incident_id', '=', incidentId)
      .where('person_id', '=', holder.person_id)
      .where('role', '=', role)
      .execute()
  }
  await put(tx, {
    incident_id: incidentId,
    person_id: personId,
    role,
    engagement: 'accepted',
    asked_at: now,
    changed_at: now,
  })
  return { holder: holder?.name ?? null, isNew: true, wasAsked: mine?.engagement === 'asked' }
}

/** Writes somebody's part, or how it stands now. */
export async function put(tx: Db, row: NewRow<'incident_person'>): Promise<void> {
  const { engagement, changed_at } = row
  const asked = row.engagement === 'asked' ? { asked_by: row.asked_by, asked_at: row.asked_at } : {}
  await tx
    .insertInto('incident_person')
    .values(row)
    .onConflict((on) =>
      on.columns(['incident_id', 'person_id', 'role']).doUpdateSet({ engagement, changed_at, ...asked }),
    )
    .execute()
}

/** Moves the parts of one person that stand so; which they were. */
export async function release(
  tx: Db,
  of: { readonly incidentId: number; readonly personId: string; readonly role?: IncidentRole },
  to: {
    readonly engagement: 'declined' | 'stood_down'
    readonly from: readonly ('asked' | 'accepted')[]
    readonly now: Instant
  },
): Promise<readonly IncidentRole[]> {
  let update = tx
    .updateTable('incident_person')
    .set({ engagement: to.engagement, changed_at: to.now })
    .where('incident_id', '=', of.incidentId)
    .where('person_id', '=', of.personId)
    .where('engagement', 'in', [...to.from])
  if (of.role) update = update.where('role', '=', of.role)
  const rows = await update.returning('role').execute()
  return rows.map(({ role }) => role)
}

export function findAudiences(db: Db, incidentId: number) {
  return db
    .selectFrom('incident_audience')
    .leftJoin('person', 'person.id', 'incident_audience.by')
    .selectAll('incident_audience')
    .select('person.name as by_name')
    .where('incident_id', '=', incidentId)
    .execute()
}

export async function putAudience(
  tx: Db,
  row: {
    readonly incidentId: number
    readonly audience: Audience
    readonly because: string
    readonly by: string | null
    readonly now: Instant
  },
): Promise<void> {
  const written = { not_needed_because: row.because, by: row.by, at: row.now }
  await tx
    .insertInto('incident_audience')
    .values({ incident_id: row.incidentId, audience: row.audience, ...written })
    .onConflict((on) => on.columns(['incident_id', 'audience']).doUpdateSet(written))
    .execute()
}

/** What was announced and done, in that order. */
export function findActions(db: Db, of: { readonly incidentId: number; readonly actionId?: number }) {
  let select = db
    .selectFrom('incident_action')
    .leftJoin('service', 'service.id', 'incident_action.service_id')
    .selectAll('incident_action')
    .select('service.name as service_name')
    .where('incident_id', '=', of.incidentId)
    .orderBy('incident_action.id')
  if (of.actionId) select = select.where('incident_action.id', '=', of.actionId)
  return select.execute()
}

/** What is about to be done on this service, in any incident that is under way and that this actor may know of. */
export function findAnnounced(db: Db, serviceId: string, actor: Actor) {
  return db
    .selectFrom('incident_action')
    .leftJoin('service', 'service.id', 'incident_action.service_id')
    .innerJoin('incident', 'incident.id', 'incident_action.incident_id')
    .selectAll('incident_action')
    .select('service.name as service_name')
    .where('incident_action.service_id', '=', serviceId)
    .where('incident_action.state', '=', 'about_to')
    .where('incident.state', 'not in', ['closed', 'dismissed', 'merged'])
    .where(isSeen(actor))
    .orderBy('incident_action.id')
    .limit(20)
    .execute()
}

export async function insertAction(tx: Db, row: NewRow<'incident_action'>): Promise<number> {
  const { id } = await tx.insertInto('incident_action').values(row).returning('id').executeTakeFirstOrThrow()
  return id
}

export async function updateAction(tx: Db, id: number, change: Partial<NewRow<'incident_action'>>): Promise<void> {
  await tx.updateTable('incident_action').set(change).where('id', '=', id).execute()
}

export async function findAlertIds(db: Db, incidentId: number): Promise<readonly number[]> {
  const rows = await db
    .selectFrom('incident_alert')
    .select('alert_id')
    .where('incident_id', '=', incidentId)
    .orderBy('alert_id', 'desc')
    .limit(mostAlerts)
    .execute()
  return rows.map(({ alert_id }) => alert_id)
}

const mostAlerts = 500

/** Which of these alerts belong to another incident already? */
export async function taken(tx: Db, incidentId: number, alertIds: readonly number[]): Promise<readonly number[]> {
  if (alertIds.length === 0) return []
  const rows = await tx
    .selectFrom('incident_alert')
    .select('alert_id')
    .where('alert_id', 'in', alertIds)
    .where('incident_id', '!=', incidentId)
    .execute()
  return rows.map(({ alert_id }) => alert_id)
}

/** They belong to it from now on; which of them did not before. One that another incident takes at the same moment stays there. */
export async function attach(
  tx: Db,
  incidentId: number,
  alertIds: readonly number[],
  now: Instant,
): Promise<readonly number[]> {
  if (alertIds.length === 0) return []
  const rows = await tx
    .insertInto('incident_alert')
    .values(alertIds.map((alert_id) => ({ alert_id, incident_id: incidentId, at: now })))
    .onConflict((on) => on.column('alert_id').doNothing())
    .returning('alert_id')
    .execute()
  return rows.map(({ alert_id }) => alert_id)
}

export async function detach(tx: Db, incidentId: number, alertId: number): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('incident_alert')
    .where('incident_id', '=', incidentId)
    .where('alert_id', '=', alertId)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

/** What one has goes to the other; who works on both works on that one. */
export async function moveAlerts(tx: Db, from: number, to: number): Promise<void> {
  await tx.updateTable('incident_alert').set({ incident_id: to }).where('incident_id', '=', from).execute()
}

export async function movePeople(tx: Db, from: number, to: number, now: Instant): Promise<void> {
  await sql`
    insert into incident_person (incident_id, person_id, role, engagement, asked_by, asked_at, changed_at)
    select ${to}, person_id, 'responder', 'accepted', (array_agg(asked_by order by asked_at))[1], min(asked_at), ${now}
    from incident_person where incident_id = ${from} and engagement = 'accepted'
      and person_id not in (select person_id from incident_person where incident_id = ${to} and engagement = 'accepted')
    group by person_id
    on conflict (incident_id, person_id, role) do update set engagement = 'accepted', changed_at = excluded.changed_at`.execute(
    tx,
  )
}

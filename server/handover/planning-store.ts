// What planning reads and writes of handovers: which schedules are to be looked at, who was primary, and what was planned.
import { sql } from 'kysely'
import type { Change } from '../../domain/handover/changes.ts'
import type { KnownHandover } from '../../domain/handover/known.ts'
import { beganAs, coverOf, handoverDueAt, timesOf, type HandoverSettings } from '../../domain/handover/plan.ts'
import { afterMove } from '../../domain/handover/states.ts'
import type { WorkedTurn } from '../../domain/handover/turns.ts'
import { isAfter, type Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'
import { endCover } from './store.ts'

export type DuePlan = HandoverSettings & {
  readonly scheduleId: string
  readonly since: Instant
  readonly plannedUntil: Instant
}

/** The schedules that are to be looked at. They are held by their history, not by this. */
export async function findDuePlans(tx: Db, most: number): Promise<readonly string[]> {
  const { rows } = await sql<{ schedule_id: string }>`
    select schedule_id from handover_setting where due_at <= (select baton_now()) order by due_at limit ${most}`.execute(
    tx,
  )
  return rows.map((row) => row.schedule_id)
}

/** How those of these that are still due hand over: read once their histories are held, so nobody else looks at them. */
export async function readPlans(tx: Db, scheduleIds: readonly string[]): Promise<readonly DuePlan[]> {
  if (scheduleIds.length === 0) return []
  const { rows } = await sql<DuePlan>`
    select schedule_id as "scheduleId", grace_minutes as "graceMinutes", valve_minutes as "valveMinutes",
      since, planned_until as "plannedUntil"
    from handover_setting where schedule_id = any(${scheduleIds}::uuid[]) and due_at <= (select baton_now())`.execute(
    tx,
  )
  return rows
}

/** The last so many shifts as primary on each of these schedules. */
export async function findPrimaryShifts(tx: Db, scheduleIds: readonly string[], most = 50) {
  const { rows } = await sql<WorkedTurn & { readonly scheduleId: string }>`
    select s.schedule_id as "scheduleId", s.person_id as "personId", s.starts_at as "startsAt", s.ends_at as "endsAt"
    from unnest(${scheduleIds}::uuid[]) as asked(schedule_id), lateral (
      select * from shift where schedule_id = asked.schedule_id and role = 'primary' order by starts_at desc limit ${most}
    ) s order by s.starts_at`.execute(tx)
  return Map.groupBy(rows, ({ scheduleId }) => scheduleId)
}

/**
 * What is known of changes after these moments, called off or not, and of earlier ones that still wait. They are held from here on: whoever accepts
 * one holds it before anything else, so nobody waits in a ring for whom pages reach.
 */
export async function findKnown(tx: Db, plans: readonly { readonly scheduleId: string; readonly since: Instant }[]) {
  const { rows } = await sql<KnownHandover & { readonly scheduleId: string }>`
    select h.id, h.schedule_id as "scheduleId", h.from_id as "fromId", h.to_id as "toId", h.ends_at as "endsAt",
      h.begins_at as "beginsAt", h.state, h.valve_at as "valveAt", h.accepted_at as "acceptedAt"
    from unnest(${plans.map((one) => one.scheduleId)}::uuid[], ${plans.map((one) => one.since.toString())}::timestamptz[])
      as plan(schedule_id, since)
    join handover h on h.schedule_id = plan.schedule_id and (h.ends_at > plan.since or h.due_at is not null)
    order by h.id for update of h`.execute(tx)
  return Map.groupBy(rows, ({ scheduleId }) => scheduleId)
}

/** Makes it; its id, or null when another node was quicker. One whose valve is open already was missed. */
export async function insertHandover(
  tx: Db,
  of: { readonly scheduleId: string; readonly change: Change; readonly settings: HandoverSettings },
  now: Instant,
): Promise<number | null> {
  const { change } = of
  const { graceAt, valveAt } = timesOf(change, of.settings)
  const isOver = !isAfter(valveAt, now)
  const state = isOver ? afterMove('pass_valve', beganAs(change)) : 'planned'
  const made = await tx
    .insertInto('handover')
    .values({
      schedule_id: of.scheduleId,
      from_id: change.fromId,
      to_id: change.toId,
      ends_at: change.endsAt,
      begins_at: change.beginsAt,
      state,
      missed_at: isOver ? now : null,
      grace_at: graceAt,
      valve_at: valveAt,
      due_at: handoverDueAt({ state, endsAt: change.endsAt, graceAt, toldAt: null, valveAt }),
      created_at: now,
    })
    .onConflict((on) => on.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (made && !isOver) await setCover(tx, { id: made.id, scheduleId: of.scheduleId, change, valveAt })
  return made?.id ?? null
}

/** Somebody else comes, or it happens at another time. Whoever had read it reads again. */
export async function changeHandover(
  tx: Db,
  of: {
    readonly known: KnownHandover
    readonly scheduleId: string
    readonly to: Change
    readonly settings: HandoverSettings
  },
): Promise<void> {
  const { known, to } = of
  const { graceAt, valveAt } =
    to.endsAt.equals(known.endsAt) && to.beginsAt.equals(known.beginsAt)
      ? { graceAt: null, valveAt: known.valveAt }
      : timesOf(to, of.settings)
  await sql`
    update handover set from_id = ${to.fromId}, to_id = ${to.toId}, ends_at = ${to.endsAt}, begins_at = ${to.beginsAt},
      version = version + 1, grace_at = coalesce(${graceAt?.toString() ?? null}::timestamptz, grace_at), valve_at = ${valveAt},
      told_at = case when ${graceAt?.toString() ?? null}::timestamptz is null then told_at end
    where id = ${known.id}`.execute(tx)
  await endCover(tx, known.id)
  await setCover(tx, { id: known.id, scheduleId: of.scheduleId, change: to, valveAt })
  await sql`
    update handover set due_at = case when state = 'planned' then least(ends_at - interval '60 minutes', valve_at)
      when told_at is null then least(grace_at, valve_at) else valve_at end
    where id = ${known.id} and due_at is not null`.execute(tx)
}

async function setCover(
  tx: Db,
  of: { readonly id: number; readonly scheduleId: string; readonly change: Change; readonly valveAt: Instant },
): Promise<void> {
  const cover = coverOf(of.change, of.valveAt)
  if (!cover) return
  await tx
    .insertInto('handover_cover')
    .values({
      handover_id: of.id,
      schedule_id: of.scheduleId,
      person_id: cover.personId,
      starts_at: cover.startsAt,
      ends_at: cover.endsAt,
    })
    .execute()
}

/** Those of this schedule that are planned or under way; they are held. */
export async function findWaiting(tx: Db, scheduleId: string): Promise<readonly number[]> {
  const rows = await tx
    .selectFrom('handover')
    .select('id')
    .where('schedule_id', '=', scheduleId)
    .where('due_at', 'is not', null)
    .orderBy('id')
    .forUpdate()
    .execute()
  return rows.map(({ id }) => id)
}

/** The schedule no longer changes hands there, or does not hand over any more. */
export async function callOff(tx: Db, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return
  await tx
    .updateTable('handover')
    .set({ state: 'called_off', due_at: null })
    .where('id', 'in', [...ids])
    .execute()
  await tx
    .deleteFrom('handover_cover')
    .where('handover_id', 'in', [...ids])
    .execute()
}

/** Up to when this schedule's changes have their handovers, and when it is looked at again. */
export async function goOn(
  tx: Db,
  of: { readonly scheduleId: string; readonly plannedUntil: Instant; readonly dueAt: Instant },
): Promise<void> {
  await tx
    .updateTable('handover_setting')
    .set({ planned_until: of.plannedUntil, due_at: of.dueAt })
    .where('schedule_id', '=', of.scheduleId)
    .where('is_on', '=', true)
    .execute()
}

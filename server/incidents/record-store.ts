// Updates, hypotheses, tasks and follow-ups, as rows.
import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'
import type { NewRow } from '../db/tables.ts'

/** So many updates does a room show. */
export const updatesShown = 100

/** The newest first, so many as a room or an export shows. */
export function findUpdates(db: Db, incidentId: number, most: number) {
  return db
    .selectFrom('incident_update')
    .selectAll()
    .where('incident_id', '=', incidentId)
    .orderBy('id', 'desc')
    .limit(most)
    .execute()
}

export async function findUpdate(db: Db, id: number) {
  return (await db.selectFrom('incident_update').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
}

/** Its id; null when the same key was sent before. */
export async function insertUpdate(tx: Db, row: NewRow<'incident_update'>): Promise<number | null> {
  const made = await tx
    .insertInto('incident_update')
    .values(row)
    .onConflict((on) => on.columns(['incident_id', 'key']).where('key', 'is not', null).doNothing())
    .returning('id')
    .executeTakeFirst()
  return made?.id ?? null
}

export function findHypotheses(db: Db, incidentId: number) {
  return db.selectFrom('incident_hypothesis').selectAll().where('incident_id', '=', incidentId).orderBy('id').execute()
}

export async function insertHypothesis(tx: Db, row: NewRow<'incident_hypothesis'>): Promise<void> {
  await tx.insertInto('incident_hypothesis').values(row).execute()
}

export async function updateHypothesis(
  tx: Db,
  id: number,
  change: Partial<NewRow<'incident_hypothesis'>>,
): Promise<void> {
  await tx.updateTable('incident_hypothesis').set(change).where('id', '=', id).execute()
}

export function findTasks(db: Db, incidentId: number) {
  return db
    .selectFrom('incident_task')
    .innerJoin('person', 'person.id', 'incident_task.owner_id')
    .selectAll('incident_task')
    .select('person.name as owner_name')
    .where('incident_id', '=', incidentId)
    .orderBy('incident_task.id')
    .execute()
}

export async function insertTask(tx: Db, row: NewRow<'incident_task'>): Promise<void> {
  await tx.insertInto('incident_task').values(row).execute()
}

export async function updateTask(tx: Db, id: number, change: Partial<NewRow<'incident_task'>>): Promise<void> {
  await tx.updateTable('incident_task').set(change).where('id', '=', id).execute()
}

export function findFollowUps(db: Db, incidentId: number) {
  return db
    .selectFrom('incident_follow_up')
    .leftJoin('person', 'person.id', 'incident_follow_up.owner_id')
    .selectAll('incident_follow_up')
    .select('person.name as owner_name')
    .where('incident_id', '=', incidentId)
    .orderBy('incident_follow_up.id')
    .execute()
}

export async function insertFollowUp(tx: Db, row: NewRow<'incident_follow_up'>): Promise<void> {
  await tx.insertInto('incident_follow_up').values(row).execute()
}

export async function updateFollowUp(tx: Db, id: number, change: Partial<NewRow<'incident_follow_up'>>): Promise<void> {
  await tx.updateTable('incident_follow_up').set(change).where('id', '=', id).execute()
}

export async function nameOfPerson(db: Db, id: string): Promise<string | null> {
  const row = await db.selectFrom('person').select('name').where('id', '=', id).executeTakeFirst()
  return row?.name ?? null
}

/** What is still to be done for the one is to be done for the other: follow-ups, tasks, and the services with what is to be kept of them. */
export async function moveOwed(tx: Db, from: number, to: number): Promise<void> {
  await tx
    .updateTable('incident_follow_up')
    .set({ incident_id: to })
    .where('incident_id', '=', from)
    .where('state', 'in', ['draft', 'open'])
    .execute()
  await tx
    .updateTable('incident_task')
    .set({ incident_id: to })
    .where('incident_id', '=', from)
    .where('state', 'in', ['given', 'taken'])
    .execute()
  await sql`
    insert into incident_service (incident_id, service_id)
    select ${to}::bigint, service_id from incident_service where incident_id = ${from} on conflict do nothing`.execute(
    tx,
  )
}

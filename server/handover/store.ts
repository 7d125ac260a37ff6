// Handovers as rows. All writes of the tables of this term are here, in planning-store.ts and in shift-store.ts.
import { sql } from 'kysely'
import type { Handover } from '../../domain/handover/handover.ts'
import { coveringStates } from '../../domain/handover/states.ts'
import { isAfter, type Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'
import type { NewRow, Row } from '../db/tables.ts'

/** A handover with the names that whoever reads it needs. */
export type HandoverRow = Awaited<ReturnType<typeof findHandovers>>[number]

export type HandoverQuery = {
  readonly ids?: readonly number[]
  readonly personId?: string | undefined
  readonly teamId?: string | undefined
  readonly scheduleId?: string | undefined
  readonly state?: 'open' | 'done'
  readonly limit?: number
}

/** The soonest of those that are open, or the newest of those that are done. */
export function findHandovers(db: Db, query: HandoverQuery) {
  return handoversAsked(db, query).execute()
}

/** The question that is asked for them. Which are open is said in the words of their index, `handover_open`. */
export function handoversAsked(db: Db, query: HandoverQuery) {
  const { ids, personId, teamId, scheduleId, state, limit = 100 } = query
  return db
    .selectFrom('handover')
    .innerJoin('schedule', 'schedule.id', 'handover.schedule_id')
    .leftJoin('person as giver', 'giver.id', 'handover.from_id')
    .leftJoin('person as taker', 'taker.id', 'handover.to_id')
    .leftJoin('person as signer', 'signer.id', 'handover.signed_by')
    .leftJoin('person as accepter', 'accepter.id', 'handover.accepted_by')
    .selectAll('handover')
    .select([
      'schedule.name as schedule_name',
      'schedule.team_id',
      'giver.name as from_name',
      'giver.deactivated_at as from_deactivated_at',
      'taker.name as to_name',
      'taker.deactivated_at as to_deactivated_at',
      'signer.name as signed_by_name',
      'accepter.name as accepted_by_name',
    ])
    .$if(ids !== undefined, (found) => found.where('handover.id', 'in', ids && ids.length > 0 ? [...ids] : [0]))
    .$if(personId !== undefined, (found) =>
      found.where((row) =>
        row.or([row('handover.from_id', '=', personId ?? null), row('handover.to_id', '=', personId ?? null)]),
      ),
    )
    .$if(teamId !== undefined, (found) => found.where('schedule.team_id', '=', teamId ?? ''))
    .$if(scheduleId !== undefined, (found) => found.where('handover.schedule_id', '=', scheduleId ?? ''))
    .$if(state === 'open', (found) => found.where(sql<boolean>`handover.state not in ('accepted', 'called_off')`))
    .$if(state === 'done', (found) => found.where('handover.state', '=', 'accepted'))
    .orderBy('handover.begins_at', state === 'done' ? 'desc' : 'asc')
    .orderBy('handover.id')
    .limit(limit)
}

export async function findHandover(db: Db, id: number): Promise<HandoverRow | null> {
  const [row] = await findHandovers(db, { ids: [id] })
  return row ?? null
}

/** Holds it until the end of the transaction, so that of two who move it one is first. */
export async function lockHandover(tx: Db, id: number): Promise<HandoverRow | null> {
  await tx.selectFrom('handover').select('id').where('id', '=', id).forUpdate().execute()
  return findHandover(tx, id)
}

/** Changes one that is held. */
export async function updateHandover(tx: Db, id: number, change: Partial<NewRow<'handover'>>): Promise<void> {
  await tx.updateTable('handover').set(change).where('id', '=', id).execute()
}

/** Nobody is paged beside whoever came any more. */
export async function endCover(tx: Db, handoverId: number): Promise<void> {
  await tx.deleteFrom('handover_cover').where('handover_id', '=', handoverId).execute()
}

export function findQuestions(db: Db, handoverId: number) {
  return db
    .selectFrom('handover_question')
    .leftJoin('person as asker', 'asker.id', 'handover_question.asked_by')
    .leftJoin('person as answerer', 'answerer.id', 'handover_question.answered_by')
    .selectAll('handover_question')
    .select(['asker.name as asked_by_name', 'answerer.name as answered_by_name'])
    .where('handover_id', '=', handoverId)
    .orderBy('handover_question.id')
    .execute()
}

export async function insertQuestion(tx: Db, row: NewRow<'handover_question'>): Promise<void> {
  await tx.insertInto('handover_question').values(row).execute()
}

/** Answers it once; false when it was answered, or is none of this handover. */
export async function answerQuestion(
  tx: Db,
  of: { readonly handoverId: number; readonly questionId: number },
  answer: { readonly answer: string; readonly answered_by: string | null; readonly answered_at: Instant },
): Promise<boolean> {
  const changed = await tx
    .updateTable('handover_question')
    .set(answer)
    .where('id', '=', of.questionId)
    .where('handover_id', '=', of.handoverId)
    .where('answered_at', 'is', null)
    .executeTakeFirst()
  return changed.numUpdatedRows > 0n
}

export async function findSettings(db: Db, scheduleId: string): Promise<Row<'handover_setting'> | null> {
  const row = await db
    .selectFrom('handover_setting')
    .selectAll()
    .where('schedule_id', '=', scheduleId)
    .executeTakeFirst()
  return row ?? null
}

/** The schedules that hand over, with how long others wait, in minutes. */
export async function findHandsOver(db: Db) {
  const rows = await db
    .selectFrom('handover_setting')
    .select(['schedule_id', 'grace_minutes as grace', 'valve_minutes as valve'])
    .where('is_on', '=', true)
    .execute()
  return new Map(rows.map(({ schedule_id, ...waits }) => [schedule_id, waits]))
}

/** Written anew, and looked at at once. What changed hands before it was switched on is not handed over any more. */
export async function putSettings(
  tx: Db,
  of: {
    readonly scheduleId: string
    readonly isOn: boolean
    readonly graceMinutes: number
    readonly valveMinutes: number
  },
  now: Instant,
): Promise<void> {
  const row = { is_on: of.isOn, grace_minutes: of.graceMinutes, valve_minutes: of.valveMinutes }
  const due_at = of.isOn ? now : null
  await tx
    .insertInto('handover_setting')
    .values({ schedule_id: of.scheduleId, ...row, since: now, planned_until: now, due_at })
    .onConflict((on) =>
      on.column('schedule_id').doUpdateSet({
        ...row,
        due_at,
        since: sql<Instant>`case when handover_setting.is_on then handover_setting.since else excluded.since end`,
        planned_until: sql<Instant>`case when handover_setting.is_on then handover_setting.planned_until else excluded.planned_until end`,
      }),
    )
    .execute()
}

/** As it is answered. */
export function toHandover(row: HandoverRow, now: Instant): Handover {
  const covers =
    row.from_id !== null &&
    row.from_deactivated_at === null &&
    row.ends_at.equals(row.begins_at) &&
    coveringStates.some((state) => state === row.state) &&
    isAfter(row.valve_at, now)
  return {
    id: row.id,
    scheduleId: row.schedule_id,
    scheduleName: row.schedule_name,
    teamId: row.team_id,
    state: row.state,
    from: named(row.from_id, row.from_name),
    to: named(row.to_id, row.to_name),
    endsAt: row.ends_at,
    beginsAt: row.begins_at,
    graceAt: row.grace_at,
    valveAt: row.valve_at,
    signedBy: row.signed_by_name,
    signedAt: row.signed_at,
    acceptedBy: row.accepted_by_name,
    acceptedAt: row.accepted_at,
    missedAt: row.missed_at,
    coversUntil: covers ? row.valve_at : null,
  }
}

function named(id: string | null, name: string | null) {
  return id === null ? null : { personId: id, name: name ?? '' }
}

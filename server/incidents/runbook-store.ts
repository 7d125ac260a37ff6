// Runbooks in incidents as rows: what is open, ticked and called.
import { sql } from 'kysely'
import type { Run } from '../../domain/incidents/runbook-api.ts'
import { stepsOf } from '../../domain/kit/steps.ts'
import type { Db } from '../db/connect.ts'
import type { Row } from '../db/tables.ts'

export type RunRow = Row<'runbook_run'> & {
  readonly title: string
  readonly body: string
  readonly holds: number
  readonly team_id: string
}

/** Those of an incident, the one that was opened last first. */
export async function findRuns(db: Db, incidentId: number): Promise<RunRow[]> {
  const { rows } = await sql<RunRow>`
    select r.*, v.title, v.body, b.version as holds, b.team_id from runbook_run r
    join kit_runbook_version v on v.runbook_id = r.runbook_id and v.version = r.version
    join kit_runbook b on b.id = r.runbook_id
    where r.incident_id = ${incidentId} order by r.id desc`.execute(db)
  return rows
}

/** As they are answered, with what is ticked and called. */
export async function findRunsShown(db: Db, incidentId: number): Promise<Run[]> {
  const runs = await findRuns(db, incidentId)
  if (runs.length === 0) return []
  const ids = runs.map(({ id }) => id)
  const [ticks, calls] = await Promise.all([
    db.selectFrom('runbook_tick').selectAll().where('run_id', 'in', ids).orderBy('step').execute(),
    db.selectFrom('runbook_call').selectAll().where('run_id', 'in', ids).orderBy('id', 'desc').limit(500).execute(),
  ])
  return runs.map((run) => ({
    id: run.id,
    runbookId: run.runbook_id,
    version: run.version,
    newerVersion: run.holds > run.version ? run.holds : null,
    title: run.title,
    body: run.body,
    openedBy: run.by_name,
    openedAt: run.at,
    steps: stepsOf(run.body).length,
    ticks: ticks
      .filter((tick) => tick.run_id === run.id)
      .map(({ step, by, by_name, at }) => ({ step, personId: by, by: by_name, at })),
    calls: calls
      .filter((call) => call.run_id === run.id)
      .map(({ id, step, name, by_name, at, state, answer, ended_at }) => ({
        id,
        step,
        name,
        by: by_name,
        at,
        state,
        answer,
        endedAt: ended_at,
      })),
  }))
}

/** Opens one; false when this version is open already. */
export async function insertRun(
  tx: Db,
  row: Pick<Row<'runbook_run'>, 'incident_id' | 'runbook_id' | 'version' | 'by_name' | 'at'>,
): Promise<boolean> {
  const made = await tx
    .insertInto('runbook_run')
    .values(row)
    .onConflict((on) => on.doNothing())
    .returning('id')
    .executeTakeFirst()
  return made !== undefined
}

/** Ticks it; false when somebody has. */
export async function insertTick(tx: Db, row: Row<'runbook_tick'>): Promise<boolean> {
  const made = await tx
    .insertInto('runbook_tick')
    .values(row)
    .onConflict((on) => on.doNothing())
    .returning('step')
    .executeTakeFirst()
  return made !== undefined
}

/** Takes a tick back; false when there is none. */
export async function deleteTick(tx: Db, of: { readonly runId: number; readonly step: number }): Promise<boolean> {
  const gone = await tx
    .deleteFrom('runbook_tick')
    .where('run_id', '=', of.runId)
    .where('step', '=', of.step)
    .returning('step')
    .executeTakeFirst()
  return gone !== undefined
}

/** Asks for a call; false when one of this step is under way. */
export async function insertCall(
  tx: Db,
  row: Pick<Row<'runbook_call'>, 'run_id' | 'step' | 'name' | 'address' | 'by_name' | 'at' | 'due_at'>,
): Promise<boolean> {
  const made = await tx
    .insertInto('runbook_call')
    .values(row)
    .onConflict((on) => on.columns(['run_id', 'step']).where('due_at', 'is not', null).doNothing())
    .returning('id')
    .executeTakeFirst()
  return made !== undefined
}

/** A call in the hands of one node, with what it tells. */
export async function claimCalls(db: Db, most: number, leaseSeconds: number) {
  const { rows } = await sql<{
    id: number
    /** As it was before: `calling` is one whose node is gone. */
    was: Row<'runbook_call'>['state']
    step: number
    name: string
    address: string
    asked_by: string
    runbook_id: number
    version: number
    runbook: string
    body: string
    incident_id: number
    title: string
    is_private: boolean
    team_id: string
    kit_team_id: string
    sealed: string | null
    now: Temporal.Instant
  }>`
    with due as (
      select id, state from runbook_call where due_at <= (select baton_now())
      order by due_at limit ${most} for update skip locked
    ), claimed as (
      update runbook_call c set state = 'calling', due_at = baton_now() + ${leaseSeconds} * interval '1 second'
      from due where c.id = due.id returning c.*, due.state as was
    )
    select c.id, c.was, c.step, c.name, c.address, c.by_name as asked_by, r.runbook_id, r.version, v.title as runbook, v.body,
      i.id as incident_id, i.title, i.is_private, i.team_id, b.team_id as kit_team_id, k.sealed, baton_now() as now
    from claimed c join runbook_run r on r.id = c.run_id join incident i on i.id = r.incident_id
      join kit_runbook b on b.id = r.runbook_id
      join kit_runbook_version v on v.runbook_id = r.runbook_id and v.version = r.version
      left join kit_secret k on k.team_id = b.team_id`.execute(db)
  return rows
}

export type ClaimedCall = Awaited<ReturnType<typeof claimCalls>>[number]

/** Ends a call; false when it has ended otherwise meanwhile. */
export async function endCall(
  tx: Db,
  id: number,
  end: { readonly state: 'answered' | 'failed' | 'lost'; readonly answer: string; readonly now: Temporal.Instant },
): Promise<boolean> {
  const row = await tx
    .updateTable('runbook_call')
    .set({ state: end.state, answer: end.answer, ended_at: end.now, due_at: null })
    .where('id', '=', id)
    .where('state', '=', 'calling')
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

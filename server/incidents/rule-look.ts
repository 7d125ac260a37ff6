// Which alerts have opened: read from the log, some seconds behind it, so that intake and paging have nothing to do with it.
import { sql } from 'kysely'
import type { Kind } from '../../domain/log/entry.ts'
import type { Instant } from '../../domain/time.ts'
import { settledSeconds } from '../engine/due-incidents.ts'
import type { Db } from '../db/connect.ts'

const mostEntries = 500
/** A transaction that goes on for longer than this is not waited for. */
const mostPatienceSeconds = 60

/** After these an alert is open, or no longer muted, or unanswered again. */
const waking = [
  'alert_raised',
  'alert_rose',
  'alert_joined',
  'alert_reopened',
  'alert_reopened_by_hand',
  'alert_stays',
  'silence_over',
  'silence_lifted',
  'inhibition_over',
  'inhibited_too_long',
  'source_edited',
  'page_returned',
  'promise_over',
  'snooze_ended',
  'alert_given_back',
  'alert_waits_again',
] as const satisfies readonly Kind[]

export type Looked = {
  readonly now: Instant
  /** The alerts that woke a rule, each with when. */
  readonly woken: ReadonlyMap<number, Instant>
  readonly entries: number
}

/** Goes on reading; null while another node does. Whoever reads holds the turn until the commit. */
export async function lookOn(tx: Db): Promise<Looked | null> {
  const { rows: turns } = await sql<{ entry_id: number; now: Instant; age: number }>`
    select entry_id, baton_now() as now, coalesce((
      select extract(epoch from clock_timestamp() - min(xact_start)) from pg_stat_activity
      where datname = current_database() and backend_xid is not null and pid <> pg_backend_pid()), 0)::float8 as age
    from incident_look for update skip locked`.execute(tx)
  const turn = turns[0]
  if (!turn) return null
  const behind = Math.max(settledSeconds, Math.min(turn.age + 1, mostPatienceSeconds))
  const { rows } = await sql<{ id: number; kind: Kind; alert_id: number | null; at: Instant; is_settled: boolean }>`
    select id, kind, alert_id, at, at <= ${turn.now}::timestamptz - ${behind} * interval '1 second' as is_settled
    from log_entry where id > ${turn.entry_id} order by id limit ${mostEntries}`.execute(tx)
  const waits = rows.findIndex((row) => !row.is_settled)
  const settled = waits < 0 ? rows : rows.slice(0, waits)
  const woken = new Map<number, Instant>()
  for (const { kind, alert_id: id, at } of settled)
    if (id !== null && isWaking(kind) && !woken.has(id)) woken.set(id, at)
  const last = settled.at(-1)
  // Due, and yet not settled: somebody writes for long. Looked again in a second, not at once.
  if (last) await sql`update incident_look set entry_id = ${last.id}, not_before = null`.execute(tx)
  else await sql`update incident_look set not_before = ${turn.now.add({ seconds: 1 })}`.execute(tx)
  return { now: turn.now, woken, entries: settled.length }
}

function isWaking(kind: Kind): boolean {
  return (waking as readonly Kind[]).includes(kind)
}

import { sql } from 'kysely'
import type { Expectation, Watched } from '../../../domain/intake/heartbeats/due.ts'
import { nextDue } from '../../../domain/intake/heartbeats/due.ts'
import type { Heartbeat, Ping } from '../../../domain/intake/heartbeats/heartbeat.ts'
import type { Heard } from '../../../domain/intake/heartbeats/ping.ts'
import { asPriority } from '../../../domain/paging/priority.ts'
import { plusMinutes, type Instant } from '../../../domain/time.ts'
import type { Db } from '../../db/connect.ts'
import { tokenHash } from '../../secrets.ts'
import type { KnownSource } from '../sources.ts'

export type HeartbeatRow = Awaited<ReturnType<typeof findRows>>[number]

/** Which heartbeats: all, or those that all of this is true of. */
export type Which = {
  readonly id?: string
  readonly pingKey?: string
  readonly sourceId?: string
  readonly slug?: string
  readonly name?: string
}

/** The heartbeats with what is known of their sources, in the order of their names, and the time it is. */
export function findRows(db: Db, which: Which = {}) {
  let select = db
    .selectFrom('heartbeat')
    .innerJoin('source', 'source.id', 'heartbeat.source_id')
    .innerJoin('service', 'service.id', 'source.service_id')
    .selectAll('heartbeat')
    .select([
      'source.name as source_name',
      'source.slug as source_slug',
      'source.dialect',
      'source.disabled_at',
      'source.service_id',
      'service.team_id',
      sql<Instant>`baton_now()`.as('now'),
    ])
    .orderBy('heartbeat.name')
    .orderBy('heartbeat.id')
  if (which.id !== undefined) select = select.where('heartbeat.id', '=', which.id)
  if (which.pingKey !== undefined) select = select.where('heartbeat.ping_hash', '=', tokenHash(which.pingKey))
  if (which.sourceId !== undefined) select = select.where('heartbeat.source_id', '=', which.sourceId)
  if (which.slug !== undefined) select = select.where('heartbeat.slug', '=', which.slug)
  if (which.name !== undefined) select = select.where('heartbeat.name', '=', which.name)
  return select.execute()
}

/** One heartbeat, held for this transaction; undefined when it is gone. */
export async function holdRow(tx: Db, id: string): Promise<HeartbeatRow | undefined> {
  const held = await tx.selectFrom('heartbeat').select('id').where('id', '=', id).forUpdate().executeTakeFirst()
  return held ? (await findRows(tx, { id }))[0] : undefined
}

/** What time and check-ins are reckoned with. */
export function heardOf(row: HeartbeatRow): Heard {
  return {
    state: row.state,
    expectation: expectationOf(row),
    graceMinutes: row.grace_minutes,
    countsFrom: row.counts_from,
    startedAt: row.started_at,
    startRid: row.start_rid,
    because: row.because,
  }
}

export function expectationOf(row: Pick<HeartbeatRow, 'every_minutes' | 'cron' | 'zone'>): Expectation {
  return row.cron === null ? { everyMinutes: row.every_minutes ?? 1 } : { cron: row.cron, zone: row.zone }
}

/** When it is expected and when the engine looks at it: at once while the alert has not heard the news. */
export function dueFields(watched: Watched, newsAt: Instant | null, now: Instant) {
  const { expectedAt, at } = nextDue(watched)
  const isWaitedFor = watched.state === 'up' || watched.state === 'late'
  // An expression that the calendar has run out of is looked at again, rather than forgotten.
  const next = at ?? (isWaitedFor ? plusMinutes(now, 24 * 60) : null)
  return { expected_at: expectedAt, due_at: newsAt ?? next }
}

export function sourceOf(row: HeartbeatRow): KnownSource {
  return {
    id: row.source_id,
    slug: row.source_slug,
    name: row.source_name,
    serviceId: row.service_id,
    teamId: row.team_id,
    dialect: row.dialect,
    mapping: null,
  }
}

export function toHeartbeat(row: HeartbeatRow): Heartbeat {
  return {
    id: row.id,
    slug: row.slug,
    name: row.name,
    description: row.description,
    sourceId: row.source_id,
    serviceId: row.service_id,
    teamId: row.team_id,
    everyMinutes: row.every_minutes,
    cron: row.cron,
    zone: row.zone,
    graceMinutes: row.grace_minutes,
    priority: asPriority(row.priority),
    alertMessage: row.alert_message,
    tags: row.tags,
    failWords: row.fail_words,
    state: row.state,
    stateAt: row.state_at,
    because: row.because,
    exitStatus: row.exit_status,
    checkedInAt: row.checked_in_at,
    startedAt: row.started_at,
    lastedSeconds: secondsOf(row.lasted_ms),
    expectedAt: row.expected_at,
    downAt: nextDue(heardOf(row)).downAt,
    pings: row.pings,
    isSourceOff: row.disabled_at !== null,
    createdAt: row.created_at,
  }
}

/** How much of what came is shown in a list. */
const shownOfBody = 2_000

/** The last check-ins, newest first; one of them with all that is kept. */
export async function findPings(db: Db, heartbeatId: string, number?: number): Promise<Ping[]> {
  let select = db
    .selectFrom('heartbeat_ping')
    .selectAll()
    .where('heartbeat_id', '=', heartbeatId)
    .orderBy('number', 'desc')
  if (number !== undefined) select = select.where('number', '=', number)
  const rows = await select.execute()
  return rows.map((row) => ({
    number: row.number,
    at: row.at,
    kind: row.kind,
    exitStatus: row.exit_status,
    rid: row.rid,
    lastedSeconds: secondsOf(row.lasted_ms),
    via: row.via,
    address: row.address,
    agent: row.agent,
    body: number === undefined ? row.body.slice(0, shownOfBody).toWellFormed() : row.body,
    bodyBytes: row.body_bytes,
  }))
}

/** What came with the check-in that said last that it failed. */
export async function outputOfFailure(db: Db, heartbeatId: string): Promise<string> {
  const row = await db
    .selectFrom('heartbeat_ping')
    .select('body')
    .where('heartbeat_id', '=', heartbeatId)
    .where('kind', '=', 'fail')
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.body ?? ''
}

/** How many there are in each state, of sources that are on: for metrics. */
export async function countByState(db: Db): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('heartbeat')
    .select(['state', (each) => each.fn.countAll<number>().as('count')])
    .groupBy('state')
    .execute()
  return new Map(rows.map(({ state, count }) => [state, count]))
}

function secondsOf(ms: number | null): number | null {
  return ms === null ? null : ms / 1000
}

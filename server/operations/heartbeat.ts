// The sign of life to a watcher outside: one for the installation, by whichever node has the turn, and only while all is well.
import { sql } from 'kysely'
import { freshForMs, loopBorneMs, mayBeat, type HeldBecause } from '../../domain/operations/heartbeat.ts'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'
import type { Egress } from '../egress/egress.ts'
import type { Metrics } from '../metrics.ts'
import { latenessMs } from './readiness.ts'
import { findOpenTroubles } from './trouble-store.ts'

export type HeartbeatParts = {
  readonly db: Db
  readonly url: string | undefined
  readonly egress: Egress
  /** How long ago the loop of this node's engine went round last. */
  readonly loopSilentMs: () => number
  /** Milliseconds on a steady counter, which goes on while the process is stopped. */
  readonly steady: () => number
  readonly metrics: Metrics
}

export const beatEverySeconds = 30
const deadlineMs = 8_000

export type Beaten = 'sent' | 'not_due' | HeldBecause | `failed: ${string}`

/** Sends one if it is time and all is well. Every question is asked of the database here and now: nothing remembered counts. */
export async function beatOutside(parts: HeartbeatParts): Promise<Beaten> {
  if (!parts.url) return 'not_due'
  const isLoopAlive = parts.loopSilentMs() < loopBorneMs
  // A node that stands still leaves the turn to another.
  if (!isLoopAlive) return 'loop_stuck'
  const began = parts.steady()
  const turn = await sql<{ now: Instant; looked_at: Instant | null }>`
    update self_watch set beat_due_at = baton_now() + make_interval(secs => ${beatEverySeconds})
    where beat_due_at <= (select baton_now()) returning baton_now() as now, looked_at`.execute(parts.db)
  const [row] = turn.rows
  if (!row) return 'not_due'
  const troubles = (await findOpenTroubles(parts.db)).map(({ kind }) => kind)
  const lateness = await latenessMs(parts.db)
  const writtenMsAgo = parts.steady() - began
  const facts = { isLoopAlive, latenessMs: lateness, troubles, lookedAt: row.looked_at, writtenMsAgo }
  const may = mayBeat(facts, row.now)
  const beaten: Beaten = may.do === 'hold' ? may.because : await send(parts, parts.url, freshForMs - writtenMsAgo)
  parts.metrics.beaten(beaten.startsWith('failed') ? 'failed' : beaten)
  await note(parts.db, beaten)
  return beaten
}

async function send({ egress }: HeartbeatParts, url: string, freshMs: number): Promise<Beaten> {
  const get = { url, headers: { 'user-agent': 'Baton' }, mostBytes: 16_384 }
  const answer = await egress.get(get, AbortSignal.timeout(Math.max(1, Math.min(deadlineMs, freshMs))))
  if (answer.kind !== 'answered') return `failed: ${'because' in answer ? answer.because : answer.kind}`
  return answer.status >= 200 && answer.status < 300 ? 'sent' : `failed: HTTP ${answer.status}`
}

async function note(db: Db, beaten: Beaten): Promise<void> {
  const held = beaten === 'sent' ? null : beaten.slice(0, 300)
  await sql`update self_watch set beat_held = ${held},
    beat_at = case when ${held}::text is null then baton_now() else beat_at end`.execute(db)
}

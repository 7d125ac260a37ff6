// A check-in taken: read, decided, and written by one conditional statement. Whoever checks in hears of it when it is on disk.
import { sql } from 'kysely'
import { afterPing, type Pinged, type Signal } from '../../../domain/intake/heartbeats/ping.ts'
import type { Instant } from '../../../domain/time.ts'
import type { Topic } from '../../../domain/topics.ts'
import { entry } from '../../commit.ts'
import type { Db } from '../../db/connect.ts'
import { addEntries, type NewEntry } from '../../log/store.ts'
import { Overloaded } from '../batches.ts'
import { dueFields, findRows, heardOf, sourceOf, type HeartbeatRow, type Which } from './store.ts'

/** One check-in as it came. */
export type Arrived = {
  readonly signal: Signal
  readonly via: string
  readonly address: string
  readonly agent: string
  readonly body: string
  readonly bodyBytes: number
}

export type PingParts = {
  readonly db: Db
  readonly announce: (topics: readonly Topic[]) => void
  /** Something is to be told to an alert now. */
  readonly onNews: () => void
}

const mostInTurn = 100
const mostWaiting = 2_000
const mostTries = 20

/** Takes check-ins: those of one heartbeat in turn, so that a flood of them neither fights over a row nor takes every connection. */
export class Pings {
  readonly #parts: PingParts
  readonly #turns = new Map<string, { last: Promise<unknown>; waiting: number }>()
  #waiting = 0

  constructor(parts: PingParts) {
    this.#parts = parts
  }

  /** The heartbeat that was meant, after its check-in is durable; null when there is none. */
  async take(which: Which, arrive: Arrived | ((row: HeartbeatRow) => Arrived)): Promise<HeartbeatRow | null> {
    return this.#inTurn(JSON.stringify(which), async () => {
      for (let attempt = 0; attempt < mostTries; attempt++) {
        const [row, ...others] = await findRows(this.#parts.db, which)
        if (!row || others.length > 0 || row.disabled_at !== null) return null
        const arrived = typeof arrive === 'function' ? arrive(row) : arrive
        const pinged = afterPing(heardOf(row), arrived.signal, row.now)
        if (!(await write(this.#parts.db, row, arrived, pinged))) continue
        this.#parts.announce(pinged.tells === null ? ['heartbeats'] : ['heartbeats', 'log'])
        if (pinged.news !== null) this.#parts.onNews()
        return row
      }
      throw new Overloaded()
    })
  }

  async #inTurn<T>(name: string, work: () => Promise<T>): Promise<T> {
    const turn = this.#turns.get(name) ?? { last: Promise.resolve(), waiting: 0 }
    if (turn.waiting >= mostInTurn || this.#waiting >= mostWaiting) throw new Overloaded()
    this.#turns.set(name, turn)
    turn.waiting += 1
    this.#waiting += 1
    const mine = turn.last.then(work, work)
    turn.last = mine.catch(() => {})
    try {
      return await mine
    } finally {
      turn.waiting -= 1
      this.#waiting -= 1
      if (turn.waiting === 0) this.#turns.delete(name)
    }
  }
}

/** False when the heartbeat was changed since it was read: then it is decided again. */
async function write(db: Db, row: HeartbeatRow, arrived: Arrived, pinged: Pinged): Promise<boolean> {
  const told = entryOf(row, arrived, pinged)
  if (!told) return keep(db, row, arrived, pinged)
  return db.transaction().execute(async (tx) => {
    if (!(await keep(tx, row, arrived, pinged))) return false
    await addEntries(tx, [told])
    return true
  })
}

async function keep(db: Db, row: HeartbeatRow, arrived: Arrived, pinged: Pinged): Promise<boolean> {
  const { signal, via, address, agent, body, bodyBytes } = arrived
  const { now } = row
  // News that nobody has told yet are told as the state is then.
  const newsAt: Instant | null = pinged.news === null ? row.news_at : now
  const due = dueFields({ ...heardOf(row), ...pinged }, newsAt, now)
  const exitStatus = pinged.because === 'failed' ? (signal.kind === 'fail' ? signal.exitStatus : row.exit_status) : null
  const { rows } = await sql`
    with pinged as (
      update heartbeat set
        state = ${pinged.state}, state_at = ${pinged.state === row.state ? row.state_at : now},
        counts_from = ${pinged.countsFrom}, started_at = ${pinged.startedAt}, start_rid = ${pinged.startRid},
        checked_in_at = ${pinged.isCheckIn ? now : row.checked_in_at},
        lasted_ms = ${pinged.isCheckIn ? pinged.lastedMs : row.lasted_ms},
        because = ${pinged.because}, exit_status = ${exitStatus}, news_at = ${newsAt},
        expected_at = ${due.expected_at}, due_at = ${due.due_at}, pings = pings + 1, version = version + 1
      where id = ${row.id} and version = ${row.version}
      returning id, pings
    )
    insert into heartbeat_ping as p (heartbeat_id, slot, number, at, kind, exit_status, rid, lasted_ms, via, address, agent, body,
      body_bytes)
    select id, pings % 20, pings, ${now}::timestamptz, ${signal.kind}, ${signal.exitStatus}::smallint, ${signal.rid}::uuid,
      ${pinged.lastedMs}::bigint, ${via}, ${address}, ${agent}, ${body}, ${bodyBytes}::int from pinged
    on conflict (heartbeat_id, slot) do update set number = excluded.number, at = excluded.at, kind = excluded.kind,
      exit_status = excluded.exit_status, rid = excluded.rid, lasted_ms = excluded.lasted_ms, via = excluded.via,
      address = excluded.address, agent = excluded.agent, body = excluded.body, body_bytes = excluded.body_bytes
    returning number`.execute(db)
  return rows.length > 0
}

function entryOf(row: HeartbeatRow, { signal }: Arrived, { tells }: Pinged): NewEntry | null {
  const { id, name } = sourceOf(row)
  const say = { actor: { kind: 'source', id, name } as const, now: row.now }
  const about = { teamId: row.team_id, subject: `heartbeat:${row.id}` }
  switch (tells) {
    case null:
      return null
    case 'first':
      return entry(say, 'heartbeat_first_heard', { name: row.name }, about)
    case 'back':
      return entry(say, 'heartbeat_back', { name: row.name }, about)
    case 'failed':
      return entry(say, 'heartbeat_failed', { name: row.name, exitStatus: signal.exitStatus?.toString() ?? '' }, about)
  }
}

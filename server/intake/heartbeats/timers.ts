// What time does to heartbeats: expected, late, missed. Each is decided, raised or closed and told in one transaction of its own.
import { sql } from 'kysely'
import { eventOf } from '../../../domain/intake/heartbeats/alert.ts'
import { whatItIs } from '../../../domain/intake/heartbeats/due.ts'
import { asPriority } from '../../../domain/paging/priority.ts'
import type { Instant } from '../../../domain/time.ts'
import type { Topic } from '../../../domain/topics.ts'
import type { FreshAlert } from '../../alerts/waiting.ts'
import { entry } from '../../commit.ts'
import type { Db } from '../../db/connect.ts'
import type { Kind } from '../../engine/engine.ts'
import { addEntries, type NewEntry } from '../../log/store.ts'
import type { Metrics } from '../../metrics.ts'
import { acceptWithin } from '../accept.ts'
import { Floods } from '../floods.ts'
import type { IntakeRulesCache } from '../rules.ts'
import { dueFields, findRows, heardOf, outputOfFailure, sourceOf, type HeartbeatRow } from './store.ts'

export type HeartbeatTimers = {
  readonly db: Db
  readonly node: string
  /** Baton's own address, for the link to the heartbeat. */
  readonly url: string
  readonly metrics: Metrics
  readonly announce: (topics: readonly Topic[]) => void
  /** Alerts that wait to be paged. */
  readonly onAccepted: (unpaged: readonly FreshAlert[]) => void
  /** What acceptance of this node places events by. */
  readonly rules: IntakeRulesCache
}

const batch = 100

export function heartbeatKind(parts: HeartbeatTimers): Kind {
  return { name: 'heartbeats', batch, step: () => lookAtDue(parts) }
}

/** Each in a transaction of its own: one that cannot be told does not hold up the others. */
async function lookAtDue(parts: HeartbeatTimers): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    select h.id from heartbeat h join source s on s.id = h.source_id and s.disabled_at is null
    where h.due_at <= baton_now() order by h.due_at limit ${batch}`.execute(parts.db)
  let taken = 0
  let failure: unknown = null
  for (const { id } of rows) {
    try {
      if (await lookAt(parts, id)) taken += 1
    } catch (error) {
      failure ??= error
    }
  }
  if (failure !== null) throw failure
  return taken
}

/** False when another node has it, or it is no longer due. */
async function lookAt(parts: HeartbeatTimers, id: string): Promise<boolean> {
  const done = await parts.db.transaction().execute(async (tx) => {
    const row = await claim(tx, id)
    if (!row) return null
    parts.metrics.late('heartbeats', row.now.epochMilliseconds - (row.due_at ?? row.now).epochMilliseconds)
    const { is, because } = whatItIs(heardOf(row), row.now)
    const isMissed = is === 'down' && row.state !== 'down'
    const now = { ...row, state: is, because: isMissed ? (because ?? null) : row.because }
    const news = isMissed || row.news_at !== null ? await tell(parts, tx, now) : null
    await write(tx, now, row)
    const told = isMissed ? [missedEntry(parts, now)] : []
    await addEntries(tx, told)
    return { unpaged: news ?? [], topics: topicsOf(told.length > 0, news !== null) }
  })
  if (!done) return false
  if (done.unpaged.length > 0) parts.onAccepted(done.unpaged)
  parts.announce(done.topics)
  return true
}

async function claim(tx: Db, id: string): Promise<HeartbeatRow | null> {
  const { rows } = await sql<{ id: string }>`
    select id from heartbeat where id = ${id} and due_at <= baton_now() for update skip locked`.execute(tx)
  if (rows.length === 0) return null
  const [row] = await findRows(tx, { id })
  return row && row.disabled_at === null ? row : null
}

/** Down: an alert is raised, or counted up. Anything else: it is over. */
async function tell(parts: HeartbeatTimers, tx: Db, row: HeartbeatRow): Promise<readonly FreshAlert[]> {
  const action = row.state === 'down' ? 'trigger' : 'resolve'
  const body = row.state === 'down' && row.because === 'failed' ? await outputOfFailure(tx, row.id) : ''
  return acceptWithin(
    tx,
    // Jobs that are missed are no flood of a sender: each is told for itself.
    { rules: parts.rules, floods: new Floods(), mutes: () => null },
    [{ source: sourceOf(row), event: alertEvent(parts.url, row, action, body), count: 1 }],
  )
}

/** The event that acceptance is told of a heartbeat. */
export function alertEvent(url: string, row: HeartbeatRow, action: 'trigger' | 'resolve', body = '') {
  return eventOf(
    {
      id: row.id,
      slug: row.slug,
      name: row.name,
      zone: row.zone,
      priority: asPriority(row.priority),
      alertMessage: row.alert_message,
      tags: row.tags,
      because: row.because,
      exitStatus: row.exit_status,
      checkedInAt: row.checked_in_at,
      body,
      url: `${url}/heartbeats/${row.id}`,
    },
    action,
  )
}

async function write(tx: Db, row: HeartbeatRow, before: HeartbeatRow): Promise<void> {
  const stateAt: Instant = row.state === before.state ? before.state_at : row.now
  await tx
    .updateTable('heartbeat')
    .set({
      state: row.state,
      state_at: stateAt,
      because: row.because,
      exit_status: row.because === 'failed' ? row.exit_status : null,
      news_at: null,
      ...dueFields(heardOf(row), null, row.now),
      version: row.version + 1,
    })
    .where('id', '=', row.id)
    .execute()
}

function missedEntry({ node }: HeartbeatTimers, row: HeartbeatRow): NewEntry {
  const say = { actor: { kind: 'engine', node } as const, now: row.now }
  const about = { teamId: row.team_id, subject: `heartbeat:${row.id}` }
  if (row.because === 'never_ended' && row.started_at)
    return entry(say, 'heartbeat_never_ended', { name: row.name, since: minuteOf(row.started_at) }, about)
  const expected = row.expected_at ? minuteOf(row.expected_at) : ''
  return entry(say, 'heartbeat_missed', { name: row.name, expected, grace: row.grace_minutes }, about)
}

function minuteOf(at: Instant): string {
  return at.toString({ smallestUnit: 'minute' })
}

function topicsOf(isTold: boolean, hasNews: boolean): Topic[] {
  return [
    'heartbeats',
    ...(hasNews ? (['alerts', 'pages', 'log'] as const) : []),
    ...(isTold ? (['log'] as const) : []),
  ]
}

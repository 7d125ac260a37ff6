// The index of recall follows the log, behind the writers: intake and paging have nothing to do with it.
import { sql } from 'kysely'
import type { Kind } from '../../domain/log/entry.ts'
import { markOf } from '../../domain/recall/marks.ts'
import { termsMethod, termsOf } from '../../domain/recall/terms.ts'
import type { Db } from '../db/connect.ts'
import { alertSubject, gatherAlerts, keysOfAlerts } from './gather-alerts.ts'
import { gatherIncidents } from './gather-incidents.ts'
import { gatherKit, kitSubject, kitThingsOf } from './gather-kit.ts'
import {
  entriesBetween,
  entriesOf,
  gatherNotes,
  noteSubject,
  signsOfEntry,
  type FollowedEntry,
} from './gather-notes.ts'
import { toRow, wordsBegun } from './gathered.ts'
import { dropCases, emptyIndex, putCases, putEntries, putWords } from './store.ts'

/** Few at once: between two of them whoever raises an alert, or waits for a page, has a turn. */
export const mostFollowed = 250
/** So long of every second a node may work on what it is behind with. */
const longestMs = 300

/** After these an alert is a past case, or no longer. */
const ofAlerts: ReadonlySet<Kind> = new Set<Kind>([
  'alert_closed',
  'alert_closed_among',
  'alert_closed_no_action',
  'alert_closed_by_source',
  'alert_ended',
  'no_action_said',
  'acted_said',
  'outcome_taken_back',
  'alert_reopened',
  'alert_reopened_by_hand',
])

/** Takes in what is new, for as long as a node may work on it; how many entries. */
export async function follow(db: Db, steady: () => number = () => performance.now()): Promise<number> {
  const until = steady() + longestMs
  let taken = 0
  for (;;) {
    const some = await followOnce(db)
    taken += some
    if (some < mostFollowed || steady() > until) return taken
  }
}

/** With so many new entries since the last look somebody is busy: they come first, and the index follows by and by. */
const busy = 50
const mostWhileBusy = 100

/** The same once a second, and as good as nothing while much is written. */
export function followCalmly(db: Db): () => Promise<number> {
  let last: number | null = null
  return async () => {
    const { rows } = await sql<{ last: number }>`
      select coalesce(pg_sequence_last_value(pg_get_serial_sequence('log_entry', 'id')::regclass), 0) as last`.execute(
      db,
    )
    const now = rows[0]?.last ?? 0
    const isBusy = last !== null && now - last > busy
    last = now
    return isBusy ? followOnce(db, mostWhileBusy) : follow(db)
  }
}

/** Takes in the next entries of transactions that have ended; how many. One node at a time. */
export async function followOnce(db: Db, most = mostFollowed): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const progress = await sql<{ indexed_before: number; method: number; horizon: number }>`
      select indexed_before, method, pg_snapshot_xmin(pg_current_snapshot())::text::bigint as horizon
      from recall_progress for update skip locked`.execute(tx)
    const [row] = progress.rows
    // A later release has made it: this one leaves it alone.
    if (!row || row.method > termsMethod) return 0
    if (row.method < termsMethod) {
      await emptyIndex(tx, termsMethod)
      return mostFollowed
    }
    if (row.horizon <= row.indexed_before) return 0
    const { entries, indexedBefore } = await nextEntries(tx, { from: row.indexed_before, horizon: row.horizon, most })
    await takeIn(tx, entries)
    await tx.updateTable('recall_progress').set({ indexed_before: indexedBefore }).execute()
    return entries.length
  })
}

/** A transaction is taken whole or left for the next time, unless it alone is larger than the limit. */
async function nextEntries(
  tx: Db,
  { from, horizon, most }: { readonly from: number; readonly horizon: number; readonly most: number },
) {
  const entries = await entriesBetween(tx, { from, before: horizon, most: most + 1 })
  const cut = entries.length > most ? entries.at(-1)?.tx : undefined
  if (cut === undefined) return { entries, indexedBefore: horizon }
  const whole = entries.filter((one) => one.tx < cut)
  if (whole.length > 0) return { entries: whole, indexedBefore: cut }
  return { entries: await entriesOf(tx, cut), indexedBefore: cut + 1 }
}

async function takeIn(tx: Db, entries: readonly FollowedEntry[]): Promise<void> {
  if (entries.length === 0) return
  const incidentIds = [...new Set(entries.flatMap(({ incident_id: id }) => id ?? []))]
  const incidents = await gatherIncidents(tx, incidentIds)
  const closed = entries.filter(({ kind }) => (ofAlerts as ReadonlySet<string>).has(kind))
  const keys = await keysOfAlerts(tx, [...new Set(closed.flatMap(({ alert_id: id }) => id ?? []))])
  const alerts = await gatherAlerts(tx, keys)
  const things = await kitThingsOf(tx, entries)
  const cases = [...incidents, ...alerts, ...gatherNotes(entries), ...(await gatherKit(tx, things))]
  const found = new Set(cases.map(({ subject }) => subject))
  const meant = [
    ...incidentIds.map((id) => `incident:${id}`),
    ...keys.map((k) => alertSubject(k.source_id, k.key)),
    ...things.bookmarks.map((id) => kitSubject('bookmark', id)),
    ...things.runbooks.map((id) => kitSubject('runbook', id)),
    // One that was corrected may say next to nothing now.
    ...entries.flatMap(({ id, note }) => (note === null ? [] : noteSubject(id))),
  ]
  await putCases(tx, [...new Map(cases.map((one) => [one.subject, toRow(one)])).values()])
  await dropCases(
    tx,
    meant.filter((subject) => !found.has(subject)),
  )
  await putEntries(
    tx,
    entries.map((entry) => ({
      id: entry.id,
      at: entry.at,
      marks: [...new Set([...termsOf(entry.says), ...signsOfEntry(entry)].map(markOf))],
    })),
  )
  const words = [...entries.map(({ says }) => says), ...cases.flatMap(({ says }) => says)].flatMap(wordsBegun)
  await putWords(tx, new Map(words))
}

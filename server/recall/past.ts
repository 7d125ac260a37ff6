// One line of recall for the page itself. A page never waits for it: it is asked within bounds, and without an answer the page goes.
import { sql } from 'kysely'
import type { PastCase } from '../../domain/paging/message-facts.ts'
import type { Actor } from '../../domain/permissions.ts'
import type { Db } from '../db/connect.ts'
import type { Diagnostics } from '../diagnostics.ts'
import { isAway } from '../db/connect.ts'
import { questionOfAlert } from './asking.ts'
import { recall } from './find.ts'

/** So long a message waits for it at most. */
const longestMs = 60
/** More than so many questions at once, as in a storm, are not asked. */
const mostAtOnce = 4
const mostKept = 2_000
const keptMs = 60_000
/** After so many that came too late in a row, nobody waits for a while. */
const lateInARow = 3
const restMs = 10_000

/** Whoever reads a message is nobody in particular here: what is private stands in none. */
const reader: Actor = { kind: 'nobody' }

export type PastOf = (alertId: number) => Promise<readonly PastCase[]>

type Parts = {
  readonly db: Db
  readonly url: string
  readonly diagnostics: Diagnostics
  readonly steady?: () => number
  readonly waitMs?: number | undefined
}

/** Answers for an alert the past case that is likest, or none; always within its bounds. */
export function pastCases({
  db,
  url,
  diagnostics,
  steady = () => performance.now(),
  waitMs = longestMs,
}: Parts): PastOf {
  const kept = new Map<number, { readonly at: number; readonly past: readonly PastCase[] }>()
  const asked = new Map<number, Promise<readonly PastCase[]>>()
  let late = 0
  let restsUntil = 0
  const ask = async (alertId: number): Promise<readonly PastCase[]> => {
    try {
      const past = await findPast(db, url, alertId)
      if (kept.size >= mostKept) kept.clear()
      kept.set(alertId, { at: steady(), past })
      return past
    } catch (error) {
      if (!isAway(error)) diagnostics.warn({ err: error, alert: alertId }, 'a page went without its past cases')
      return []
    } finally {
      asked.delete(alertId)
    }
  }
  return async (alertId) => {
    const known = kept.get(alertId)
    if (known && steady() - known.at < keptMs) return known.past
    if (steady() < restsUntil) return []
    const under = asked.get(alertId)
    if (!under && asked.size >= mostAtOnce) return []
    const answer = under ?? ask(alertId)
    asked.set(alertId, answer)
    const inTime = await Promise.race([answer, after(waitMs)])
    if (inTime !== null) late = 0
    else if (++late >= lateInARow) {
      late = 0
      restsUntil = steady() + restMs
    }
    return inTime ?? []
  }
}

async function findPast(db: Db, url: string, alertId: number): Promise<readonly PastCase[]> {
  const { rows } = await sql<{ is_any: boolean }>`select cases > 0 as is_any from recall_progress`.execute(db)
  if (!rows[0]?.is_any) return []
  const question = await questionOfAlert(db, alertId)
  if (!question) return []
  const hits = await recall(db, reader, question, 1)
  return hits.map(({ case: past }) => ({
    summary: past.title,
    at: past.at,
    helped: past.fixed === '' ? null : past.fixed,
    openUrl: `${url}${pathOf(past)}`,
  }))
}

function pathOf({
  incidentId,
  alertId,
}: {
  readonly incidentId: number | null
  readonly alertId: number | null
}): string {
  if (incidentId !== null) return `/incidents/${incidentId}`
  return alertId === null ? '/log' : `/alerts/${alertId}`
}

function after(milliseconds: number): Promise<null> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds, null).unref())
}

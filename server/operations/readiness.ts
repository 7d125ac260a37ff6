import { sql } from 'kysely'
import { loopBorneMs } from '../../domain/operations/heartbeat.ts'
import { diskLowPercent, isOfThePath, lateAfterMs } from '../../domain/operations/troubles.ts'
import type { Db } from '../db/connect.ts'
import { earliestDue } from '../engine/due.ts'
import { diskFreePercent } from './disk.ts'
import { findOpenTroubles } from './trouble-store.ts'

/** `reasons` say why not; `notes` are told beside it, for they are the same on every node: taking one away mends nothing. */
export type Readiness = () => Promise<{
  readonly isReady: boolean
  readonly reasons: readonly string[]
  readonly notes: readonly string[]
}>

export type ReadinessParts = {
  readonly db: Db
  readonly isStopping: () => boolean
  readonly loopSilentMs: () => number
  /** Where the embedded database lies; null where another was given. */
  readonly databaseFolder: string | null
  readonly freePercent?: typeof diskFreePercent
}

/** May this node be given work? The database answers, no due step is thirty seconds late, its engine goes round, its disk has room. */
export function makeReadiness(parts: ReadinessParts): Readiness {
  const { db, isStopping, loopSilentMs, databaseFolder, freePercent = diskFreePercent } = parts
  return async () => {
    if (isStopping()) return { isReady: false, reasons: ['stopping'], notes: [] }
    const silent = loopSilentMs()
    const free = await freePercent(databaseFolder)
    const own = [
      ...(silent > loopBorneMs ? [`engine still: its loop has not gone round for ${Math.round(silent / 1000)} s`] : []),
      ...(free !== null && free < diskLowPercent
        ? [`disk nearly full: ${Math.floor(free)} % are free where the database lies`]
        : []),
    ]
    try {
      const late = await latenessMs(db)
      const lateSays = late > lateAfterMs ? [`engine late: a step has been due for ${Math.round(late / 1000)} s`] : []
      const reasons = [...own, ...lateSays]
      return { isReady: reasons.length === 0, reasons, notes: await notesOf(db) }
    } catch {
      return { isReady: false, reasons: [...own, 'the database does not answer'], notes: [] }
    }
  }
}

async function notesOf(db: Db): Promise<readonly string[]> {
  const open = await findOpenTroubles(db)
  return open.map(({ kind, subject, since }) => {
    const weight = isOfThePath(kind) ? 'trouble' : 'note'
    return `${weight}: ${kind.replaceAll('_', ' ')}${subject ? ` ${subject}` : ''} since ${since.toString({ smallestUnit: 'second' })}`
  })
}

/**
 * How late is the most overdue step, in milliseconds? Of alerts and pages: messages may wait because their provider hangs, which no
 * other node does better; whether messages go out at all is what the page to itself asks.
 */
export async function latenessMs(db: Db): Promise<number> {
  const { rows } = await sql<{ late: number | null }>`
    select (extract(epoch from baton_now() - least(${earliestDue.alerts}, ${earliestDue.pages})) * 1000)::float8 as late`.execute(
    db,
  )
  return Math.max(0, rows[0]?.late ?? 0)
}

// Was this seen before? The past cases that are like it, as they are shown.
import { sql } from 'kysely'
import type { RecallCase, RecallHit } from '../../domain/recall/case.ts'
import { differentWords } from '../../domain/recall/difference.ts'
import { rankCases, type Hit } from '../../domain/recall/rank.ts'
import { asPriority } from '../../domain/paging/priority.ts'
import type { Actor } from '../../domain/permissions.ts'
import type { Db } from '../db/connect.ts'
import type { Row } from '../db/tables.ts'
import type { Question } from './asking.ts'
import { findCandidates } from './candidates.ts'

const longestShown = 400

/** Past cases that are like this, the likest first, of those that the actor may know of; none where nothing is. */
export async function recall(db: Db, actor: Actor, question: Question, most: number): Promise<readonly Recollection[]> {
  const { candidates, frequencies } = await findCandidates(db, actor, question.asked)
  // Some more than are shown: what asks may be among them itself.
  const hits = rankCases(question.asked, candidates, frequencies, most + 5)
  if (hits.length === 0) return []
  const cases = await findCases(
    db,
    hits.map(({ id }) => id),
  )
  const names = await namesOf(db, question.asked.serviceIds)
  return hits
    .flatMap((hit): readonly Recollection[] => {
      const row = cases.get(hit.id)
      return row && !isItself(row, question) ? [shown(row, hit, question, names)] : []
    })
    .slice(0, most)
}

/** A hit, with what the case stands for whatever its number in the index is. */
export type Recollection = RecallHit & { readonly subject: string }

type CaseRow = Row<'recall_case'> & { readonly services: string[] }

async function findCases(db: Db, ids: readonly number[]): Promise<ReadonlyMap<number, CaseRow>> {
  const { rows } = await sql<CaseRow>`
    select c.*, array(select name from service where id = any(c.service_ids) order by name limit 20) as services
    from recall_case c where c.id = any(${ids}::bigint[])`.execute(db)
  return new Map(rows.map((row) => [row.id, row]))
}

async function namesOf(db: Db, ids: readonly string[]): Promise<readonly string[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<{ name: string }>`
    select name from service where id = any(${ids}::uuid[]) order by name limit 20`.execute(db)
  return rows.map(({ name }) => name)
}

function isItself(row: CaseRow, { itself }: Question): boolean {
  if (row.incident_id !== null && row.incident_id === itself.incidentId) return true
  // What came once under its key is this alert; what came before is a past case, though of the same key.
  return row.kind === 'alert' && row.times === 1 && row.alert_id !== null && itself.alertIds.includes(row.alert_id)
}

function shown(row: CaseRow, { because }: Hit, { told, priority }: Question, names: readonly string[]): Recollection {
  const words = differentWords(told, `${row.title}\n${row.text}`)
  const then = row.priority === null ? null : asPriority(row.priority)
  const isElsewhere = !because.service && names.length > 0 && row.services.length > 0
  return {
    subject: row.subject,
    case: toCase(row),
    because: { ...because, words: [...because.words] },
    differs: {
      services: isElsewhere ? { now: [...names], before: row.services } : null,
      priority: priority === null || then === null || priority === then ? null : { now: priority, before: then },
      words,
    },
    vote: null,
  }
}

/** A past case as it is answered. */
export function toCase(row: CaseRow): RecallCase {
  const seconds = row.ended_at === null ? null : Math.round(row.at.until(row.ended_at).total('seconds'))
  return {
    id: row.id,
    kind: row.kind,
    alertId: row.alert_id,
    incidentId: row.incident_id,
    entryId: row.entry_id,
    title: row.title,
    text: row.text.slice(0, longestShown),
    priority: row.priority === null ? null : asPriority(row.priority),
    services: row.services,
    stands: row.stands,
    at: row.at,
    tookSeconds: seconds === null || seconds < 0 ? null : seconds,
    times: row.times,
    fixed: row.fixed,
    isVerified: row.is_verified,
    helped: row.helped,
    didNot: row.did_not,
  }
}

/** Is something of more than a minute ago not in the index yet? */
export async function isBehind(db: Db): Promise<boolean> {
  const { rows } = await sql<{ is_behind: boolean }>`
    select coalesce((select at from log_entry where tx >= p.indexed_before order by tx limit 1)
      < baton_now() - interval '1 minute', false) as is_behind from recall_progress p`.execute(db)
  return rows[0]?.is_behind ?? false
}

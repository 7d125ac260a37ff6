// Was this seen before? The past cases that are like it, as they are shown.
import { sql } from 'kysely'
import type { KitFit, RecallCase, RecallHit } from '../../domain/recall/case.ts'
import { isPast, type PastKind } from '../../domain/recall/kinds.ts'
import { differentWords } from '../../domain/recall/difference.ts'
import { rankCases, type Hit } from '../../domain/recall/rank.ts'
import { asPriority } from '../../domain/paging/priority.ts'
import { can, type Actor } from '../../domain/permissions.ts'
import type { Db } from '../db/connect.ts'
import type { Row } from '../db/tables.ts'
import type { Question } from './asking.ts'
import { findCandidates } from './candidates.ts'

const longestShown = 400
const shareOfKit = 0.6

/** Past cases that are like this, the likest first, of those that the actor may know of; none where nothing is. */
export async function recall(db: Db, actor: Actor, question: Question, most: number): Promise<readonly Recollection[]> {
  return (await recallAll(db, actor, question, { past: most, kit: 0 })).past
}

export type Recalling = { readonly past: readonly Recollection[]; readonly kit: readonly KitFit[] }

/** The same, with what of the kit fits. */
export async function recallAll(
  db: Db,
  actor: Actor,
  question: Question,
  most: { readonly past: number; readonly kit: number },
): Promise<Recalling> {
  const { candidates, frequencies } = await findCandidates(db, actor, question.asked)
  const [past, kit] = [candidates.filter(isPast), candidates.filter((one) => !isPast(one))]
  // Some more than are shown: what asks may be among them itself.
  const hits = rankCases(question.asked, past, frequencies, most.past + 5)
  const mayReadKit = most.kit > 0 && can(actor, 'kit.read').allowed
  const fits = mayReadKit ? rankCases(question.asked, kit, frequencies, most.kit, shareOfKit) : []
  return {
    past: hits.length === 0 ? [] : await pastOf(db, question, hits, most.past),
    kit: fits.length === 0 ? [] : await kitOf(db, fits),
  }
}

async function pastOf(
  db: Db,
  question: Question,
  hits: readonly Hit[],
  most: number,
): Promise<readonly Recollection[]> {
  const cases = await findCases(
    db,
    hits.map(({ id }) => id),
  )
  const names = await namesOf(db, question.asked.serviceIds)
  return hits
    .flatMap((hit): readonly Recollection[] => {
      const row = cases.get(hit.id)
      return row && isPast(row) && !isItself(row, question) ? [shown(row, hit, question, names)] : []
    })
    .slice(0, most)
}

/** What is still in the kit at this moment, whatever the index has not taken in yet. */
async function kitOf(db: Db, hits: readonly Hit[]): Promise<readonly KitFit[]> {
  const { rows } = await sql<Omit<KitFit, 'because'> & { case_id: number }>`
    select c.id as case_id, c.kind, c.kit_id as id, coalesce(b.name, r.title) as title, coalesce(b.url, '') as url,
      coalesce(b.verified_at, r.verified_at) is not null as "isVerified"
    from recall_case c
      left join kit_bookmark b on c.kind = 'bookmark' and b.id = c.kit_id
      left join kit_runbook r on c.kind = 'runbook' and r.id = c.kit_id and r.removed_at is null
    where c.id = any(${hits.map(({ id }) => id)}::bigint[]) and coalesce(b.id, r.id) is not null`.execute(db)
  const found = new Map(rows.map(({ case_id, ...row }) => [case_id, row]))
  return hits.flatMap(({ id, because }): readonly KitFit[] => {
    const row = found.get(id)
    return row ? [{ ...row, because: { ...because, words: [...because.words] } }] : []
  })
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

/** What happened, and lies in no kit. */
type PastRow = CaseRow & { readonly kind: PastKind }

function isItself(row: PastRow, { itself }: Question): boolean {
  if (row.incident_id !== null && row.incident_id === itself.incidentId) return true
  // What came once under its key is this alert; what came before is a past case, though of the same key.
  return row.kind === 'alert' && row.times === 1 && row.alert_id !== null && itself.alertIds.includes(row.alert_id)
}

function shown(row: PastRow, { because }: Hit, { told, priority }: Question, names: readonly string[]): Recollection {
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
export function toCase(row: PastRow): RecallCase {
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

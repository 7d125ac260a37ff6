// At the change: what whoever goes took on after it was accepted is the next person's too.
import { sql } from 'kysely'
import { openItems } from '../../domain/handover/brief.ts'
import type { Actor, Role } from '../../domain/permissions.ts'
import { entry } from '../commit.ts'
import type { Db } from '../db/connect.ts'
import type { NewEntry } from '../log/store.ts'
import { holdHistories } from '../schedules/history.ts'
import { findFacts } from './facts.ts'
import { passOn } from './passing.ts'
import { findHandover, updateHandover, type HandoverRow } from './store.ts'
import { aboutHandover, handsOf, type Say } from './told.ts'

const batch = 20

/** Passes on the rest of those whose change has come, as far as nobody else has them in hand. What is told of it, and how many there were. */
export async function passRest(
  tx: Db,
  sayNow: () => Promise<Say>,
): Promise<{ readonly count: number; readonly entries: readonly NewEntry[] }> {
  const due = await sql<{ schedule_id: string }>`
    select distinct schedule_id from handover where passes_at <= (select baton_now()) limit ${batch}`.execute(tx)
  // Who went is known once the shifts are written down; in this order also those are held who plan.
  const held = await holdHistories(
    tx,
    due.rows.map((row) => row.schedule_id),
  )
  if (held.length === 0) return { count: 0, entries: [] }
  const { rows } = await sql<{ id: number }>`
    select id from handover where passes_at <= (select baton_now()) and schedule_id = any(${held}::uuid[])
    order by passes_at, id limit ${batch} for update skip locked`.execute(tx)
  const say = await sayNow()
  const entries: NewEntry[] = []
  // One after the other: what came to somebody by the first may go on by the second.
  for (const { id } of rows) {
    const row = await findHandover(tx, id)
    if (!row) continue
    entries.push(...(await passOne(tx, row, say)))
    await updateHandover(tx, id, { passes_at: null })
  }
  return { count: rows.length, entries }
}

async function passOne(tx: Db, row: HandoverRow, say: Say): Promise<readonly NewEntry[]> {
  if (row.from_id === null || row.accepted_by === null || (await isStillOn(tx, row))) return []
  const taker = await holdTaker(tx, row.accepted_by)
  if (!taker) return []
  // As they may know it who accepted: what is private to others is neither told nor passed.
  const items = openItems(await findFacts(tx, row, taker, say.now))
  const from = { personId: row.from_id, name: row.from_name ?? '' }
  const passed = await passOn(tx, say, items, { from, to: { personId: taker.id, name: taker.name } })
  if (passed.length === 0) return []
  const count = passed.filter(({ kind }) => kind !== 'role_offered_with_shift').length
  return [entry(say, 'handover_passed', { ...handsOf(row), count }, aboutHandover(row)), ...passed]
}

/** The schedule changed after it was accepted, and whoever was to go has not gone. */
async function isStillOn(tx: Db, row: HandoverRow): Promise<boolean> {
  const { rows } = await sql`
    select from shift where schedule_id = ${row.schedule_id} and role = 'primary' and person_id = ${row.from_id}::uuid
      and starts_at < ${row.ends_at} and (ends_at is null or ends_at > ${row.ends_at}) limit 1`.execute(tx)
  return rows.length > 0
}

/** Whoever accepted, unless they are deactivated meanwhile. */
async function holdTaker(tx: Db, personId: string): Promise<Extract<Actor, { kind: 'person' }> | null> {
  const { rows } = await sql<{ name: string; role: Role; teams: Record<string, Role> | null }>`
    select name, role, (select jsonb_object_agg(team_id, role) from team_member where person_id = person.id) as teams
    from person where id = ${personId} and deactivated_at is null for share`.execute(tx)
  const found = rows[0]
  return found ? { kind: 'person', id: personId, name: found.name, role: found.role, teams: found.teams ?? {} } : null
}

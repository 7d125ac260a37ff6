// A handover that is accepted long after its time.
import { sql } from 'kysely'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'
import type { HandoverRow } from './store.ts'

type Of = Pick<HandoverRow, 'schedule_id' | 'from_id' | 'to_id' | 'begins_at'>

/**
 * Has it changed hands again since, or does whoever went have a shift here again? What they have in hand by then is of that shift,
 * and no longer of the one that was handed over.
 */
export async function isLongOver(db: Db, of: Of, now: Instant): Promise<boolean> {
  const { rows } = await sql<{ is_over: boolean }>`
    select exists (select from handover h where h.schedule_id = ${of.schedule_id} and h.state <> 'called_off'
        and h.from_id = ${of.to_id}::uuid and h.ends_at > ${of.begins_at} and h.ends_at <= ${now})
      or exists (select from shift where schedule_id = ${of.schedule_id} and role = 'primary'
        and person_id = ${of.from_id}::uuid and starts_at > ${of.begins_at} and starts_at <= ${now}) as is_over`.execute(
    db,
  )
  return rows[0]?.is_over ?? false
}

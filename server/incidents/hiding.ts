// An incident becomes private: the alerts that called people into it say no more what it is. What others were told before, they know.
import { sql } from 'kysely'
import { asOfferedRole } from '../../domain/incidents/offers.ts'
import { reword } from '../alerts/by-hand.ts'
import type { Db } from '../db/connect.ts'
import type { Row } from '../db/tables.ts'
import { callWords, offerCallWords } from './call-words.ts'

/** Rewrites them in the words of a private one, each in the language of whoever was called. */
export async function hideCalls(tx: Db, row: Row<'incident'>): Promise<void> {
  const { rows } = await sql<{ id: number; key: string; origin: string; language: string | null }>`
    select a.id, a.key, a.origin, coalesce(called.language, offered.language) as language
    from alert a
    left join person called on a.key like 'incident:%' and called.id::text = split_part(a.key, ':', 3)
    left join lateral (
      select person.language from incident_offer o join person on person.id = o.to_id
      where a.key like 'offer:%' and o.incident_id = ${row.id} and o.role = split_part(a.key, ':', 3)
      order by o.id desc limit 1
    ) offered on true
    where a.source_id is null and a.service_id is null
      and (a.key like ${`incident:${row.id}:%`} or a.key like ${`offer:${row.id}:%`})`.execute(tx)
  const incident = { ...row, is_private: true }
  for (const { id, key, origin, language } of rows) {
    const of = { by: origin, note: '', incident }
    const role = key.startsWith('offer:') ? asOfferedRole(key.split(':')[2] ?? '') : null
    const words = role
      ? offerCallWords(language ?? 'en', { ...of, role })
      : callWords(language ?? 'en', { ...of, room: '' })
    await reword(tx, id, words)
  }
}

// When the day is over until which somebody took the risk of what is not done, they hear of it.
import { sql } from 'kysely'
import { isFollowUpOpen } from '../../domain/incidents/records.ts'
import { riskOverWords } from '../../domain/incidents/risk-words.ts'
import type { Db } from '../db/connect.ts'
import { queueNotices, type Teller } from '../notices/store.ts'
import { findFollowUps } from './record-store.ts'
import { owesByItself } from './shown.ts'
import { findIncident, updateIncident } from './store.ts'

export const riskIsOver = 'incident_risk_over'

/** Tells those whose day is over; how many there were. */
export async function remindOfRisks(tx: Db): Promise<number> {
  const { rows } = await sql<{ id: number; risk_accepted_by: string | null; now: Temporal.Instant }>`
    select i.id, i.risk_accepted_by, baton_now() as now
    from incident i left join person p on p.id = i.risk_accepted_by
    where i.risk_until is not null and i.risk_reminded_at is null and i.state not in ('dismissed', 'merged')
      and ((i.risk_until + 1)::timestamp at time zone coalesce(p.zone, 'UTC')) <= (select baton_now())
    order by i.id limit 20 for update of i skip locked`.execute(tx)
  for (const { id, risk_accepted_by: personId, now } of rows) {
    await updateIncident(tx, id, { risk_reminded_at: now })
    if (personId) await queueNotices(tx, [{ personId, kind: riskIsOver, subject: String(id), dueAt: now }])
  }
  return rows.length
}

/** What was done meanwhile, or accepted anew, is not told. */
export const tellOfRisk: Teller = async (db, { subject, language }) => {
  const row = await findIncident(db, Number(subject))
  if (!row?.risk_until || !row.risk_reminded_at) return null
  const followUps = await findFollowUps(db, row.id)
  const open = followUps.filter(({ state }) => isFollowUpOpen(state)).length
  const written = followUps.filter(({ state }) => state === 'open' || state === 'done').length
  if (open === 0 && (written > 0 || !owesByItself(row))) return null
  return {
    ...riskOverWords[language]({ title: row.title, until: row.risk_until, open }),
    path: `/incidents/${row.id}`,
  }
}

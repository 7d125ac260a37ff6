// The managers of a team hear once a week of rules that page for nothing (product A8).
import { sql } from 'kysely'
import { noiseNotice } from '../../domain/alerts/noise-words.ts'
import { noisyFrom } from '../../domain/alerts/noise.ts'
import { decentHour } from '../../domain/notices/decent-hour.ts'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'
import { queueNotices, type Teller } from '../notices/store.ts'
import { findManagers } from '../people/team-store.ts'
import { findNoise } from './noise-store.ts'

export const noisyRules = 'noisy_rules'

const mostRules = 1_000

/** Looks at the teams that were not looked at for a week, and queues a notice to the managers of each that has such rules. */
export async function queueNoiseNotices(db: Db): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const { rows: teams } = await sql<{ id: string; now: Instant }>`
      insert into rule_look (team_id, looked_at) select id, baton_now() from team order by id
      on conflict (team_id) do update set looked_at = excluded.looked_at
        where rule_look.looked_at <= excluded.looked_at - interval '7 days'
      returning team_id as id, looked_at as now`.execute(tx)
    for (const { id: teamId, now } of teams) {
      if ((await noisyOf(tx, teamId)).length === 0) continue
      const people = await findManagers(tx, teamId)
      await queueNotices(
        tx,
        people.map(({ id: personId, zone }) => ({
          personId,
          kind: noisyRules,
          subject: teamId,
          dueAt: decentHour(now, zone),
        })),
      )
    }
  })
}

/** What was repaired meanwhile, or whose pages have left the span, is not told. */
export const tellOfNoise: Teller = async (db, { subject: teamId, language }) => {
  const rules = await noisyOf(db, teamId)
  const [first] = rules
  if (!first) return null
  return { ...noiseNotice[language]({ teamName: first.teamName, rules }), path: `/noise?team=${teamId}` }
}

async function noisyOf(db: Db, teamId: string) {
  const rules = await findNoise(db, { teamId, days: noisyFrom.days, limit: mostRules })
  return rules.filter(({ isNoisy }) => isNoisy)
}

// Floods as rows: one for all nodes, told when it begins and when it is over.
import { sql } from 'kysely'
import type { Flood } from '../../domain/intake/flood.ts'
import { entry } from '../commit.ts'
import type { Db } from '../db/connect.ts'
import { addEntries } from '../log/store.ts'
import { overAfterSeconds, type FloodNews, type FloodSubject } from './floods.ts'

/** Writes down what this node has heard, and says when a flood begins. */
export async function writeFloods(db: Db, node: string, news: readonly FloodNews[]): Promise<void> {
  for (const { kind, id, alerts } of news) {
    await db.transaction().execute(async (tx) => {
      const { rows } = await sql<{ id: number; team_id: string; name: string; is_new: boolean; now: Temporal.Instant }>`
        insert into flood as f (kind, subject_id, team_id, name, began_at, last_at, alerts)
        select ${kind}, ${id}, team_id, name, baton_now(), baton_now(), ${alerts} from (
          select v.team_id, v.name from service v where ${kind} = 'service' and v.id = ${id}::uuid
          union all
          select v.team_id, s.name from source s join service v on v.id = s.service_id where ${kind} = 'source' and s.id = ${id}::uuid
        ) known
        on conflict (kind, subject_id) where ended_at is null
          do update set last_at = excluded.last_at, alerts = f.alerts + excluded.alerts
        returning id, team_id, name, xmax = 0 as is_new, last_at as now`.execute(tx)
      const [flood] = rows
      if (!flood?.is_new) return
      const say = { actor: { kind: 'engine', node } as const, now: flood.now }
      const about = { teamId: flood.team_id, subject: `${kind}:${id}` }
      await addEntries(tx, [entry(say, 'flood_began', { kind, name: flood.name }, about)])
    })
  }
}

/** Floods of which nothing new was told for a while are over: which they were. */
export async function endFloods(db: Db, node: string): Promise<readonly FloodSubject[]> {
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<{
      kind: 'service' | 'source'
      subject_id: string
      team_id: string
      name: string
      alerts: number
      now: Temporal.Instant
    }>`
      update flood set ended_at = baton_now()
      where ended_at is null and last_at < baton_now() - make_interval(secs => ${overAfterSeconds})
      returning kind, subject_id, team_id, name, alerts, ended_at as now`.execute(tx)
    await addEntries(
      tx,
      rows.map(({ kind, subject_id, team_id, name, alerts, now }) =>
        entry(
          { actor: { kind: 'engine', node } as const, now },
          'flood_ended',
          { kind, name, alerts },
          { teamId: team_id, subject: `${kind}:${subject_id}` },
        ),
      ),
    )
    return rows.map(({ kind, subject_id }) => ({ kind, id: subject_id }))
  })
}

/** Floods that run, and the last that are over, newest first. */
export async function findFloods(db: Db): Promise<Flood[]> {
  const rows = await db
    .selectFrom('flood')
    .selectAll()
    .orderBy(sql`ended_at is null`, 'desc')
    .orderBy('began_at', 'desc')
    .limit(20)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    subjectId: row.subject_id,
    teamId: row.team_id,
    name: row.name,
    beganAt: row.began_at,
    lastAt: row.last_at,
    endedAt: row.ended_at,
    alerts: row.alerts,
  }))
}

/** Floods that were over a month ago are forgotten. */
export async function forgetOldFloods(db: Db): Promise<void> {
  await sql`delete from flood where ended_at < baton_now() - interval '30 days'`.execute(db)
}

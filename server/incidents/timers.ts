// What time and phones do to incidents: who was called and said yes takes part, and what comes back while it is watched opens it again.
import { sql } from 'kysely'
import type { IncidentRole } from '../../domain/incidents/roles.ts'
import { watchStep } from '../../domain/incidents/watch.ts'
import type { Instant } from '../../domain/time.ts'
import type { Topic } from '../../domain/topics.ts'
import { markClosed } from '../alerts/store.ts'
import { entry } from '../commit.ts'
import type { Db } from '../db/connect.ts'
import type { Kind } from '../engine/engine.ts'
import { endPagesLeft } from '../escalation/answers.ts'
import { addEntries, type NewEntry } from '../log/store.ts'
import { attachNew } from './alerts.ts'
import { cameBack } from '../engine/came-back.ts'
import { takePart } from './part.ts'
import { remind, whenDue } from './reminding.ts'
import { lockIncident, updateIncident } from './store.ts'

export type IncidentTimers = {
  readonly db: Db
  readonly node: string
  readonly announce: (topics: readonly Topic[]) => void
}

const batch = 20

/** The engine's part. */
export function incidentKind({ db, node, announce }: IncidentTimers): Kind {
  return {
    name: 'incidents',
    batch,
    step: async () => {
      const done = await db.transaction().execute(async (tx) => {
        const answered = await takeAnswers(tx)
        const watched = await watch(tx, node)
        const reminded = await remindAll(tx, node)
        const entries = [...answered, ...watched.entries, ...reminded.entries]
        await addEntries(tx, entries)
        return { count: answered.length + watched.count + reminded.count, isNews: entries.length > 0 }
      })
      if (done.isNews) announce(['incidents', 'surroundings', 'alerts', 'pages', 'log'])
      return done.count
    },
  }
}

/** Whoever acknowledged the page that called them takes part from then on, and the page is over. */
async function takeAnswers(tx: Db): Promise<NewEntry[]> {
  const { rows } = await sql<{
    incident_id: number
    person_id: string
    role: IncidentRole
    name: string
    team_id: string
    alert_id: number
    page_id: number | null
    now: Instant
  }>`
    select p.incident_id, p.person_id, p.role, who.name, i.team_id, a.id as alert_id, a.page_id, baton_now() as now
    from incident_person p join incident i on i.id = p.incident_id join person who on who.id = p.person_id
    join alert a on a.source_id is null and a.state = 'acknowledged' and a.acknowledged_by = p.person_id
      and a.key = 'incident:' || p.incident_id || ':' || p.person_id
    where p.engagement = 'asked' order by p.incident_id limit ${batch} for update of i skip locked`.execute(tx)
  const entries: NewEntry[] = []
  for (const { incident_id: incidentId, person_id: personId, role, ...row } of rows) {
    await markClosed(tx, row.alert_id, { because: 'answered', by: personId, now: row.now })
    if (row.page_id) await endPagesLeft(tx, [row.page_id], row.now)
    const actor = { kind: 'person', id: personId, name: row.name, role: 'responder', teams: {} } as const
    const by = { actor, now: row.now }
    entries.push(...(await takePart(tx, by, { incidentId, teamId: row.team_id, personId, role })))
  }
  return entries
}

async function watch(tx: Db, node: string): Promise<{ count: number; entries: NewEntry[] }> {
  const { rows } = await sql<{
    id: number
    alert_id: number | null
    refired_at: Instant | null
    summary: string | null
    now: Instant
  }>`
    select i.id, back.alert_id, back.at as refired_at, back.summary, baton_now() as now
    from incident i left join lateral (${cameBack}) back on true
    where i.due_at is not null and (i.due_at <= (select baton_now()) or back.at > i.state_at)
    order by i.due_at limit ${batch}`.execute(tx)
  const entries: NewEntry[] = []
  for (const { id, alert_id: alertId, refired_at: refiredAt, summary, now } of rows) {
    const row = await lockIncident(tx, id)
    // Another node was here meanwhile.
    if (!row?.due_at) continue
    const seen = { state: row.state, watchUntil: row.watch_until, refiredAt, stateAt: row.state_at }
    const step = watchStep(seen, now)
    const by = { actor: { kind: 'engine', node }, now } as const
    const about = { teamId: row.team_id, incidentId: id }
    switch (step.do) {
      case 'reopen':
        await updateIncident(tx, id, {
          state: step.in,
          moves: row.moves + 1,
          state_at: now,
          mitigated_at: null,
          mitigated_by: null,
          resolved_at: null,
          ended_at: null,
          watch_until: null,
          due_at: null,
          ...(await whenDue(tx, row, { state: step.in }, now)),
        })
        if (alertId !== null) entries.push(...(await attachNew(tx, by, { id, teamId: row.team_id }, [alertId])))
        entries.push(entry(by, 'incident_came_back', { summary: summary ?? '', stageTo: step.in }, about))
        break
      case 'over':
        await updateIncident(tx, id, { due_at: null })
        entries.push(entry(by, 'incident_watch_over', { title: row.title }, about))
        break
      case 'wait':
        await updateIncident(tx, id, { due_at: step.until })
        break
      case 'nothing':
        await updateIncident(tx, id, { due_at: null })
    }
  }
  return { count: rows.length, entries }
}

async function remindAll(tx: Db, node: string): Promise<{ count: number; entries: NewEntry[] }> {
  const { rows } = await sql<{ id: number; now: Instant }>`
    select id, baton_now() as now from incident where remind_at <= (select baton_now())
    order by remind_at limit ${batch}`.execute(tx)
  const entries: NewEntry[] = []
  for (const { id, now } of rows) {
    const row = await lockIncident(tx, id)
    if (row) entries.push(...(await remind(tx, row, { actor: { kind: 'engine', node }, now })))
  }
  return { count: rows.length, entries }
}

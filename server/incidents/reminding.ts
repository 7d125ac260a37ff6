// When the next update of an incident is due, and who hears that it is: whoever writes them first, then whoever commands.
import { nextUpdateDue, updateStep } from '../../domain/incidents/cadence.ts'
import { updateDueWords } from '../../domain/incidents/reminder-words.ts'
import type { IncidentState } from '../../domain/incidents/stages.ts'
import { asPriority } from '../../domain/paging/priority.ts'
import { earliest, isAfter, latest, type Instant } from '../../domain/time.ts'
import { entry } from '../commit.ts'
import type { Db } from '../db/connect.ts'
import type { NewRow, Row } from '../db/tables.ts'
import type { NewEntry } from '../log/store.ts'
import { queueNotices, type Teller } from '../notices/store.ts'
import { findPeople } from './people-store.ts'
import { findIncident, updateIncident } from './store.ts'

export const updateIsDue = 'incident_update_due'

/** When is an update due of one that now stands so? Counted from the last update, or from the beginning. */
export async function whenDue(
  tx: Db,
  row: Row<'incident'>,
  change: { readonly state?: IncidentState; readonly priority?: number; readonly everyMinutes?: number | null },
  now: Instant,
): Promise<Partial<NewRow<'incident'>>> {
  const last = await tx
    .selectFrom('incident_update')
    .select(['at', 'next_at'])
    .where('incident_id', '=', row.id)
    .where('audience', '!=', 'responders')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  const of = {
    state: change.state ?? row.state,
    priority: asPriority(change.priority ?? row.priority),
    everyMinutes: change.everyMinutes === undefined ? row.update_every_minutes : change.everyMinutes,
  }
  const asked = nextUpdateDue(of, last?.at ?? row.declared_at)
  const due = asked && promised(asked, last?.next_at ?? null, row, change)
  // Of what is due already people were reminded: no move reminds them anew.
  if (due && row.update_due_at?.equals(due)) return {}
  return due === null
    ? { update_due_at: null, remind_at: null, update_reminded: 'nobody' }
    : { update_due_at: due, remind_at: latest(due, now), update_reminded: 'nobody' }
}

/** What was told outside holds, until somebody sets another cadence; of what has become more urgent they hear sooner. */
function promised(
  asked: Instant,
  told: Instant | null,
  row: Row<'incident'>,
  change: { readonly priority?: number; readonly everyMinutes?: number | null },
): Instant {
  if (told === null || change.everyMinutes !== undefined) return asked
  return change.priority !== undefined && change.priority < row.priority ? earliest(asked, told) : told
}

/** Reminds of the update that is due of this incident, which is held. */
export async function remind(
  tx: Db,
  row: Row<'incident'>,
  by: { readonly actor: { readonly kind: 'engine'; readonly node: string }; readonly now: Instant },
): Promise<readonly NewEntry[]> {
  if (!row.update_due_at || row.update_reminded === 'commander') {
    await updateIncident(tx, row.id, { remind_at: null })
    return []
  }
  const step = updateStep({ dueAt: row.update_due_at, reminded: row.update_reminded }, by.now)
  if (step.do === 'wait') {
    await updateIncident(tx, row.id, { remind_at: step.until })
    return []
  }
  const working = (await findPeople(tx, row.id)).filter(({ engagement }) => engagement === 'accepted')
  const [owner] = orderOf[step.whom].flatMap((role) => working.filter((person) => person.role === role))
  await updateIncident(tx, row.id, { update_reminded: step.whom, remind_at: step.nextAt })
  if (!owner) return []
  await queueNotices(tx, [{ personId: owner.person_id, kind: updateIsDue, subject: String(row.id), dueAt: by.now }])
  return [
    entry(by, 'update_overdue', { title: row.title, person: owner.name }, { teamId: row.team_id, incidentId: row.id }),
  ]
}

/** Who writes the updates, and who answers for it that they are written. */
const orderOf = {
  owner: ['communications', 'lead', 'commander', 'responder'],
  commander: ['commander', 'lead', 'responder'],
} as const

/** What was told meanwhile is not asked for. */
export const tellOfUpdate: Teller = async (db, { subject, language, zone }, now) => {
  const row = await findIncident(db, Number(subject))
  if (!row?.update_due_at || isAfter(row.update_due_at, now)) return null
  return {
    ...updateDueWords[language]({
      title: row.title,
      priority: asPriority(row.priority),
      dueAt: row.update_due_at,
      zone,
    }),
    path: `/incidents/${row.id}`,
  }
}

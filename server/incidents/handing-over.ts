// What somebody whose shift is over had in incidents: tasks and follow-ups pass, and the lead is offered, for it has its own accept.
import { sql } from 'kysely'
import { offeredRoles, type OfferedRole } from '../../domain/incidents/offers.ts'
import { stages } from '../../domain/incidents/stages.ts'
import { entry } from '../commit.ts'
import type { Context } from '../context.ts'
import type { Db } from '../db/connect.ts'
import type { NewEntry } from '../log/store.ts'
import { findOpenOffers, insertOffer } from './offer-store.ts'
import { findPeople, put } from './people-store.ts'
import { lockIncident } from './store.ts'

type By = Pick<Context, 'actor' | 'now'>
type Named = { readonly personId: string; readonly name: string }
type Hands = { readonly ids: readonly number[]; readonly from: Named; readonly to: Named }
type Passed = { readonly text: string; readonly team_id: string; readonly incident_id: number }

/** Holds these incidents, in one order for everybody, before anything of them changes hands. */
export async function holdIncidents(tx: Db, ids: readonly number[]): Promise<void> {
  for (const id of [...new Set(ids)].toSorted((a, b) => a - b)) await lockIncident(tx, id)
}

/** Of which incidents are these? */
export async function incidentsOf(
  tx: Db,
  of: { readonly tasks: readonly number[]; readonly followUps: readonly number[] },
): Promise<readonly number[]> {
  const { rows } = await sql<{ incident_id: number }>`
    select incident_id from incident_task where id = any(${of.tasks}::bigint[])
    union select incident_id from incident_follow_up where id = any(${of.followUps}::bigint[])`.execute(tx)
  return rows.map((row) => row.incident_id)
}

/** Those of these tasks that this person still has are the other's. One entry each; the incidents must be held. */
export async function handOverTasks(tx: Db, by: By, { ids, from, to }: Hands): Promise<readonly NewEntry[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<Passed>`
    update incident_task t set owner_id = ${to.personId} from incident i
    where i.id = t.incident_id and t.id = any(${ids}::bigint[]) and t.owner_id = ${from.personId} and t.state in ('given', 'taken')
    returning t.text, i.team_id, t.incident_id`.execute(tx)
  return rows.map((row) => passed(by, 'task_handed_over', row, { from, to }))
}

/** Those of these follow-ups that this person still has are the other's. One entry each; the incidents must be held. */
export async function handOverFollowUps(tx: Db, by: By, { ids, from, to }: Hands): Promise<readonly NewEntry[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<Passed>`
    update incident_follow_up f set owner_id = ${to.personId} from incident i
    where i.id = f.incident_id and f.id = any(${ids}::bigint[]) and f.owner_id = ${from.personId} and f.state = 'open'
    returning f.text, i.team_id, f.incident_id`.execute(tx)
  return rows.map((row) => passed(by, 'follow_up_handed_over', row, { from, to }))
}

/**
 * The roles that this person has in these incidents are offered to the other, as they would have offered them: until that is accepted
 * they have them. What is offered to somebody already, or is the other's, is left alone. The incidents must be held.
 */
export async function offerRoles(tx: Db, by: By, { ids, from, to }: Hands): Promise<readonly NewEntry[]> {
  const entries: NewEntry[] = []
  for (const incidentId of ids) {
    const incident = await lockIncident(tx, incidentId)
    if (!incident || !stages.some((stage) => stage === incident.state)) continue
    const open = await findOpenOffers(tx, incidentId)
    const mine = (await findPeople(tx, incidentId)).filter(
      (one) => one.person_id === from.personId && one.engagement === 'accepted',
    )
    for (const { role } of mine) {
      if (!isOffered(role) || open.some((offer) => offer.role === role)) continue
      await insertOffer(tx, {
        incident_id: incidentId,
        role,
        from_id: from.personId,
        to_id: to.personId,
        note: '',
        offered_at: by.now,
        ended_at: null,
      })
      await put(tx, {
        incident_id: incidentId,
        person_id: to.personId,
        role,
        engagement: 'asked',
        asked_by: from.personId,
        asked_at: by.now,
        changed_at: by.now,
      })
      const facts = { incidentRole: role, holder: from.name, person: to.name }
      entries.push(entry(by, 'role_offered_with_shift', facts, { teamId: incident.team_id, incidentId }))
    }
  }
  return entries
}

function isOffered(role: string): role is OfferedRole {
  return offeredRoles.some((one) => one === role)
}

function passed(
  by: By,
  kind: 'task_handed_over' | 'follow_up_handed_over',
  { text, team_id, incident_id }: Passed,
  { from, to }: { readonly from: Named; readonly to: Named },
): NewEntry {
  const about = { teamId: team_id, incidentId: incident_id }
  return entry(by, kind, { text, holder: from.name, person: to.name }, about)
}

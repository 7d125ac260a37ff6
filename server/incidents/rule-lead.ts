// An incident that a rule declared is led by whoever acknowledges one of its alerts first.
import { sql } from 'kysely'
import { entry } from '../commit.ts'
import type { Db } from '../db/connect.ts'
import type { NewEntry } from '../log/store.ts'
import { engage } from './people-store.ts'
import { lockIncident } from './store.ts'
import type { Instant } from '../../domain/time.ts'

/** Gives those in triage that nobody leads to whoever has one of their alerts; nobody who has led before, or has said no. */
export async function leadFirst(tx: Db, { now }: { readonly now: Instant }): Promise<readonly NewEntry[]> {
  const { rows } = await sql<{ id: number; team_id: string; person_id: string; name: string }>`
    select distinct on (i.id) i.id, i.team_id, p.id as person_id, p.name
    from incident i join incident_alert m on m.incident_id = i.id join alert a on a.id = m.alert_id
    join person p on p.id = a.acknowledged_by and p.deactivated_at is null
    where i.rule_id is not null and i.state = 'triage' and a.state in ('acknowledged', 'snoozed')
      and not exists (select from incident_person w where w.incident_id = i.id and w.role in ('lead', 'commander')
        and (w.engagement = 'accepted' or w.person_id = p.id))
    order by i.id, a.acknowledged_at, a.id limit 50`.execute(tx)
  const entries: NewEntry[] = []
  for (const { id, team_id: teamId, person_id: personId, name } of rows) {
    const row = await lockIncident(tx, id)
    if (row?.state !== 'triage' || (await isLed(tx, id))) continue
    await engage(tx, { incidentId: id, personId, role: 'lead', now })
    const actor = { kind: 'person', id: personId, name, role: 'responder', teams: {} } as const
    entries.push(entry({ actor, now }, 'incident_joined', { incidentRole: 'lead' }, { teamId, incidentId: id }))
  }
  return entries
}

async function isLed(tx: Db, incidentId: number): Promise<boolean> {
  const led = await tx
    .selectFrom('incident_person')
    .select('person_id')
    .where('incident_id', '=', incidentId)
    .where('role', 'in', ['lead', 'commander'])
    .where('engagement', '=', 'accepted')
    .execute()
  return led.length > 0
}

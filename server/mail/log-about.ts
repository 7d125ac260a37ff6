// Of what a mail to the log speaks: the incident or alert that its subject names, where its writer may write about it.
import { sql } from 'kysely'
import { namedIn } from '../../domain/log/mail-note.ts'
import { can, type Actor } from '../../domain/permissions.ts'
import type { About } from '../commit.ts'
import type { Db } from '../db/connect.ts'
import { lockIncident } from '../incidents/store.ts'
import { isHiddenFrom } from '../log/private.ts'

/** Null: it names nothing. An incident is held until the end of the transaction. `absent`: it names what is not there, or what is not there for this writer, which is the same to them. */
export async function aboutOfSubject(
  tx: Db,
  actor: Actor,
  subject: string,
): Promise<About | { readonly absent: string } | null> {
  const named = namedIn(subject)
  if (named === null) return null
  return 'incidentId' in named
    ? ((await ofIncident(tx, actor, named.incidentId)) ?? { absent: `incident #${named.incidentId}` })
    : ((await ofAlert(tx, actor, named.alertId)) ?? { absent: `alert ${named.alertId}` })
}

async function ofIncident(tx: Db, actor: Actor, incidentId: number): Promise<About | null> {
  const row = await lockIncident(tx, incidentId)
  if (!row || (await isHiddenFrom(tx, actor, incidentId))) return null
  return can(actor, 'incidents.respond', row.team_id).allowed ? { teamId: row.team_id, incidentId } : null
}

async function ofAlert(tx: Db, actor: Actor, alertId: number): Promise<About | null> {
  const { rows } = await sql<{ teamId: string | null; calledInto: number | null }>`
    select team_id as "teamId", case when source_id is null and service_id is null
      then substring(key from '^(?:incident|offer):([0-9]{1,15}):')::bigint end as "calledInto"
    from alert where id = ${alertId}`.execute(tx)
  const [alert] = rows
  if (!alert || !can(actor, 'log.write', alert.teamId).allowed) return null
  // An alert that calls somebody into a private incident is of that one.
  if (alert.calledInto !== null && (await isHiddenFrom(tx, actor, alert.calledInto))) return null
  return { teamId: alert.teamId, alertId }
}

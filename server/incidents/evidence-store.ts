// Evidence of incidents as rows: what is to be kept, and what became of it.
import { sql } from 'kysely'
import type { Evidence } from '../../domain/incidents/evidence-shape.ts'
import type { SnapshotFailure } from '../../domain/incidents/evidence.ts'
import type { Db } from '../db/connect.ts'
import type { NewRow } from '../db/tables.ts'

/** All of it, the lists of its services first. What stands open on the list of a service that it does not name any more is not there. */
export function findEvidence(db: Db, incidentId: number) {
  return db
    .selectFrom('incident_evidence as e')
    .leftJoin('evidence_file as f', 'f.id', 'e.file_id')
    .leftJoin('service as s', 's.id', 'e.service_id')
    .selectAll('e')
    .select(['f.type as file_type', 'f.bytes as file_bytes', 's.name as service_name', 's.slug as service_slug'])
    .where('e.incident_id', '=', incidentId)
    .where(
      sql<boolean>`(not e.is_listed or e.state in ('kept', 'missing')
        or exists (select from incident_service i where i.incident_id = e.incident_id and i.service_id = e.service_id))`,
    )
    .orderBy(sql`s.name nulls last`)
    .orderBy('e.is_listed', 'desc')
    .orderBy('e.position')
    .orderBy('e.id')
    .execute()
}

export type EvidenceRow = Awaited<ReturnType<typeof findEvidence>>[number]

export function toEvidence(row: EvidenceRow): Evidence {
  const { service_id: id, service_slug: slug, service_name: name, file_type: type, file_bytes: bytes } = row
  return {
    id: row.id,
    name: row.name,
    how: row.how,
    kind: row.kind,
    service: id !== null && slug !== null && name !== null ? { id, slug, name } : null,
    // Whom Baton calls for a snapshot is a matter of those who set it up.
    address: row.kind === 'link' ? row.address : '',
    state: row.state,
    link: row.link,
    file: type !== null && bytes !== null ? { name: row.file_name, type, bytes } : null,
    note: row.note,
    by: row.by_name,
    at: row.at,
    failure: row.failure ? { because: row.failure, detail: row.failure_detail } : null,
  }
}

/** One of this incident, which is held. */
export async function findOneEvidence(
  tx: Db,
  incidentId: number,
  evidenceId: number,
): Promise<EvidenceRow | undefined> {
  return (await findEvidence(tx, incidentId)).find(({ id }) => id === evidenceId)
}

export async function insertEvidence(tx: Db, row: NewRow<'incident_evidence'>): Promise<number> {
  const { id } = await tx.insertInto('incident_evidence').values(row).returning('id').executeTakeFirstOrThrow()
  return id
}

export async function updateEvidence(tx: Db, id: number, change: Partial<NewRow<'incident_evidence'>>): Promise<void> {
  await tx.updateTable('incident_evidence').set(change).where('id', '=', id).execute()
}

export async function deleteEvidence(tx: Db, id: number): Promise<void> {
  await tx.deleteFrom('incident_evidence').where('id', '=', id).execute()
}

/** What is undone when it is kept, or said to be missing, or asked for anew: nothing waits and nothing has failed. */
export const settled = { due_at: null, failure: null, failure_detail: '', attempts: 0 } as const

/** Snapshots that are due, each given to this node for a while: whoever dies with one leaves it to the next. */
export async function claimSnapshots(db: Db, most: number, leaseSeconds: number) {
  const { rows } = await sql<{
    id: number
    incident_id: number
    name: string
    address: string
    attempts: number
    epoch: number
    asked_at: Temporal.Instant
    asked_by: string
    title: string
    is_private: boolean
    team_id: string
    since: Temporal.Instant
    service_id: string | null
    service_slug: string | null
    service_name: string | null
    sealed: string | null
    now: Temporal.Instant
  }>`
    with due as (
      select id from incident_evidence where due_at <= (select baton_now())
      order by due_at limit ${most} for update skip locked
    ), claimed as (
      update incident_evidence e set due_at = baton_now() + ${leaseSeconds} * interval '1 second', epoch = epoch + 1,
        attempts = attempts + 1
      from due where e.id = due.id returning e.*
    )
    select c.id, c.incident_id, c.name, c.address, c.attempts, c.epoch, c.at as asked_at, c.by_name as asked_by,
      i.title, i.is_private, i.team_id, coalesce(i.since, i.declared_at) as since,
      c.service_id, s.slug as service_slug, s.name as service_name, k.sealed, baton_now() as now
    from claimed c join incident i on i.id = c.incident_id
      left join service s on s.id = c.service_id left join evidence_secret k on k.service_id = c.service_id`.execute(db)
  return rows
}

export type ClaimedSnapshot = Awaited<ReturnType<typeof claimSnapshots>>[number]

/** Is this try still the one whose answer counts? The incident is held; what was kept or said meanwhile stays. */
export async function isStillWaiting(tx: Db, { id, epoch }: Pick<ClaimedSnapshot, 'id' | 'epoch'>): Promise<boolean> {
  const row = await tx
    .selectFrom('incident_evidence')
    .select('id')
    .where('id', '=', id)
    .where('epoch', '=', epoch)
    .where('state', '=', 'waiting')
    .executeTakeFirst()
  return row !== undefined
}

export type Failed = { readonly because: SnapshotFailure; readonly detail: string }

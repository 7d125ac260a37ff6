// Roles that are offered, as rows.
import type { OfferedRole, OfferState } from '../../domain/incidents/offers.ts'
import type { IncidentRole } from '../../domain/incidents/roles.ts'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'
import type { Row } from '../db/tables.ts'
import { askFor } from './people-store.ts'

/** What is offered and not yet answered. */
export function findOpenOffers(db: Db, incidentId: number) {
  return db
    .selectFrom('incident_offer')
    .innerJoin('person as giver', 'giver.id', 'incident_offer.from_id')
    .innerJoin('person as taker', 'taker.id', 'incident_offer.to_id')
    .selectAll('incident_offer')
    .select(['giver.name as from_name', 'taker.name as to_name'])
    .where('incident_id', '=', incidentId)
    .where('state', '=', 'open')
    .orderBy('incident_offer.id')
    .execute()
}

export async function findOffer(tx: Db, incidentId: number, offerId: number): Promise<Row<'incident_offer'> | null> {
  const found = await tx
    .selectFrom('incident_offer')
    .selectAll()
    .where('id', '=', offerId)
    .where('incident_id', '=', incidentId)
    .executeTakeFirst()
  return found ?? null
}

/** One offers this role to another, who is asked for it by that. The incident must be held. */
export async function makeOffer(
  tx: Db,
  of: {
    readonly incidentId: number
    readonly role: OfferedRole
    readonly fromId: string
    readonly toId: string
    readonly note: string
    readonly now: Instant
  },
): Promise<void> {
  const { incidentId, role, fromId, toId, note, now } = of
  await tx
    .insertInto('incident_offer')
    .values({ incident_id: incidentId, role, from_id: fromId, to_id: toId, note, offered_at: now, ended_at: null })
    .execute()
  await askFor(tx, { incidentId, personId: toId, role, by: fromId, now })
}

/** Ends the open offers that fit; which they were. The incident must be held. */
export async function endOffers(
  tx: Db,
  of: {
    readonly incidentId: number
    readonly offerId?: number
    readonly role?: IncidentRole
    readonly fromId?: string
    readonly toId?: string
  },
  to: { readonly state: Exclude<OfferState, 'open'>; readonly now: Instant },
): Promise<Row<'incident_offer'>[]> {
  if (of.role && !isOffered(of.role)) return []
  let update = tx
    .updateTable('incident_offer')
    .set({ state: to.state, ended_at: to.now })
    .where('incident_id', '=', of.incidentId)
    .where('state', '=', 'open')
  if (of.offerId) update = update.where('id', '=', of.offerId)
  if (of.role) update = update.where('role', '=', of.role)
  if (of.fromId) update = update.where('from_id', '=', of.fromId)
  if (of.toId) update = update.where('to_id', '=', of.toId)
  return update.returningAll().execute()
}

function isOffered(role: IncidentRole): role is OfferedRole {
  return role !== 'expert' && role !== 'responder'
}

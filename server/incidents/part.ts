// Somebody takes a role: however it came to that, in the room, by accepting an offer, or by answering the page that called them.
import { entry, type About } from '../commit.ts'
import type { Context } from '../context.ts'
import type { Db } from '../db/connect.ts'
import type { Row } from '../db/tables.ts'
import type { IncidentRole } from '../../domain/incidents/roles.ts'
import type { NewEntry } from '../log/store.ts'
import { endCallsIn, offerKey } from './calls.ts'
import { endOffers } from './offer-store.ts'
import { engage, release } from './people-store.ts'

type By = Pick<Context, 'actor' | 'now'>

/**
 * They have this role from now on, in the transaction that holds the incident; what is told of it. Nothing, when they had it. A role that
 * somebody took who was neither offered it nor asked for it is told as such.
 */
export async function takePart(
  tx: Db,
  by: By,
  of: { readonly incidentId: number; readonly teamId: string; readonly personId: string; readonly role: IncidentRole },
): Promise<readonly NewEntry[]> {
  const { incidentId, teamId, personId, role } = of
  const about: About = { teamId, incidentId }
  const { holder, isNew, wasAsked } = await engage(tx, { incidentId, personId, role, now: by.now })
  if (!isNew) return []
  const accepted = await endOffers(tx, { incidentId, role, toId: personId }, { state: 'accepted', now: by.now })
  await endOfferCalls(tx, by, accepted)
  await lapse(tx, by, { incidentId, role })
  const facts = { incidentRole: role, holder: holder ?? '' }
  if (holder === null) return [entry(by, 'incident_joined', { incidentRole: role }, about)]
  if (accepted.length > 0) return [entry(by, 'offer_accepted', facts, about)]
  return [entry(by, wasAsked ? 'incident_role_passed' : 'role_taken', facts, about)]
}

/** Offers that nobody can accept any more: the role went elsewhere, or who offers or takes it is not on it, or all is over. */
export async function lapse(
  tx: Db,
  by: By,
  of: {
    readonly incidentId: number
    readonly role?: IncidentRole
    readonly fromId?: string
    readonly toId?: string
  },
): Promise<void> {
  await withdrawn(tx, by, await endOffers(tx, of, { state: 'lapsed', now: by.now }))
}

/** What hangs on offers that came to nothing: whoever was asked by them is asked no more, and nothing pages them for it. */
export async function withdrawn(tx: Db, by: By, offers: readonly Row<'incident_offer'>[]): Promise<void> {
  for (const { incident_id: incidentId, to_id: personId, role } of offers) {
    const to = { engagement: 'stood_down', from: ['asked'], now: by.now } as const
    await release(tx, { incidentId, personId, role }, to)
  }
  await endOfferCalls(tx, by, offers)
}

/** Nothing pages for these offers any more. */
export async function endOfferCalls(tx: Db, by: By, offers: readonly Row<'incident_offer'>[]): Promise<void> {
  for (const { incident_id, role, to_id } of offers)
    await endCallsIn(tx, offerKey(incident_id, role), { personId: to_id, now: by.now })
}

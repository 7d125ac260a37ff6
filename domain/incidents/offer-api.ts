// A role handed over with two words: one offers it, the other accepts.
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { id, number } from '../shapes.ts'
import { because, IncidentRef } from './api.ts'
import { IncidentDetail } from './incident.ts'
import { offeredRoles } from './offers.ts'

const OfferRef = IncidentRef.extend({ offerId: number })

export const incidentOfferApi = {
  offerRole: endpoint({
    method: 'POST',
    path: '/api/incidents/:incidentId/offers',
    does: 'Offer the role that you have to somebody, with a sentence about what is open, and page them for it unless they sit beside you. Until they accept you have it.',
    permission: 'incidents.respond',
    of: 'incident',
    input: IncidentRef.extend({
      personId: id,
      role: z.enum(offeredRoles),
      note: z.string().trim().max(4000).default(''),
      isPaged: z.boolean().default(true),
    }),
    output: IncidentDetail,
    errors: [
      'not_found',
      'unknown_reference',
      'person_inactive',
      'incident_is_over',
      'incident_merged',
      'role_not_yours',
      'offer_to_yourself',
      'offer_open',
      'nobody_to_page',
    ],
  }),
  acceptOffer: endpoint({
    method: 'POST',
    path: '/api/incidents/:incidentId/offers/:offerId/accept',
    does: 'I have it: the role passes at this moment, whole. Accepting twice is once.',
    permission: 'incidents.respond',
    of: 'incident',
    input: OfferRef,
    output: IncidentDetail,
    errors: [
      'not_found',
      'incident_is_over',
      'incident_merged',
      'person_inactive',
      'offer_not_yours',
      'offer_withdrawn',
      'offer_answered',
      'offer_lapsed',
    ],
  }),
  declineOffer: endpoint({
    method: 'POST',
    path: '/api/incidents/:incidentId/offers/:offerId/decline',
    does: 'I cannot take it. Whoever offered it still has it.',
    permission: 'incidents.respond',
    of: 'incident',
    input: OfferRef.extend({ because: because.default('') }),
    output: IncidentDetail,
    errors: ['not_found', 'offer_not_yours', 'offer_withdrawn', 'offer_answered', 'offer_lapsed'],
  }),
  withdrawOffer: endpoint({
    method: 'POST',
    path: '/api/incidents/:incidentId/offers/:offerId/withdraw',
    does: 'I keep it after all; whatever still pages them for it ends.',
    permission: 'incidents.respond',
    of: 'incident',
    input: OfferRef,
    output: IncidentDetail,
    errors: ['not_found', 'offer_not_yours', 'offer_answered', 'offer_lapsed'],
  }),
}

// Asking others what an incident is worth, and whom to pull into it.
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { Skill } from '../people/skills-api.ts'
import { id, name, priority } from '../shapes.ts'
import { IncidentRef } from './api.ts'
import { IncidentDetail } from './incident.ts'

const WhyProposed = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('on_call_for'), service: z.string() }),
  z.object({ kind: z.literal('expert_of'), service: z.string() }),
  z.object({ kind: z.literal('owner_of'), service: z.string() }),
  z.object({ kind: z.literal('has_skill'), skill: z.string() }),
  z.object({ kind: z.literal('on_call_elsewhere'), schedule: z.string() }),
])

export const incidentRatingApi = {
  askRating: endpoint({
    method: 'POST',
    path: '/api/incidents/:incidentId/ratings',
    does: 'Ask others what it is worth: they get a notice, and answer in two taps. Of what may be a P1 or P2 they can be paged.',
    permission: 'incidents.respond',
    of: 'incident',
    input: IncidentRef.extend({
      personIds: z.array(id).min(1, 'Choose whom to ask').max(20),
      isPaged: z.boolean().default(false),
    }),
    output: IncidentDetail,
    errors: [
      'not_found',
      'unknown_reference',
      'incident_is_over',
      'incident_merged',
      'incident_rated_already',
      'rating_not_urgent',
    ],
  }),
  answerRating: endpoint({
    method: 'PUT',
    path: '/api/incidents/:incidentId/ratings/me',
    does: 'I would rate it so, and why, in one sentence. It changes nothing by itself.',
    permission: 'incidents.read',
    of: 'incident',
    input: IncidentRef.extend({ priority, because: z.string().trim().max(500).default('') }),
    output: IncidentDetail,
    errors: ['not_found', 'not_allowed', 'incident_not_asked', 'rating_over'],
  }),
  proposePeople: endpoint({
    method: 'GET',
    path: '/api/incidents/:incidentId/proposals',
    does: 'Whom to pull in for a service or a skill: who is on call for it now, its owners, its experts, and who is awake.',
    permission: 'incidents.respond',
    of: 'incident',
    input: IncidentRef.extend({ serviceId: id.optional(), skill: Skill.optional() }),
    output: z.object({
      people: z.array(
        z.object({
          personId: id,
          name,
          why: z.array(WhyProposed),
          localTime: z.string(),
          isAwake: z.boolean(),
          isIn: z.boolean(),
          canBePaged: z.boolean(),
        }),
      ),
      /** Skills that somebody has. */
      skills: z.array(z.string()),
    }),
    errors: ['not_found', 'unknown_reference'],
  }),
}

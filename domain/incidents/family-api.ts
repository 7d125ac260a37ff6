// Incidents that belong together: parts of a big one, and what was split off.
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { done, id, number, priority } from '../shapes.ts'
import { IncidentRef } from './api.ts'
import { IncidentDetail } from './incident.ts'
import { incidentStates } from './stages.ts'

const Relation = z.object({
  id: number,
  title: z.string(),
  state: z.enum(incidentStates),
  priority,
  isMitigated: z.boolean(),
  isPrivate: z.boolean(),
})
export type Relation = z.output<typeof Relation>

export const familyApi = {
  getFamily: endpoint({
    method: 'GET',
    path: '/api/incidents/:incidentId/family',
    does: 'Of which incident is it a part, which are its parts, where was it split from and what from it? What I may not know of is only counted.',
    permission: 'incidents.read',
    of: 'incident',
    input: IncidentRef,
    output: z.object({
      parent: Relation.nullable(),
      parts: z.array(Relation),
      splitFrom: Relation.nullable(),
      splitOff: z.array(Relation),
      /** Relatives that are private and not mine to see. */
      hidden: z.int(),
    }),
    errors: ['not_found'],
  }),
  setParent: endpoint({
    method: 'PUT',
    path: '/api/incidents/:incidentId/parent',
    does: 'It is a part of a bigger incident, which has no parent itself; null: it stands alone.',
    permission: 'incidents.respond',
    of: 'incident',
    input: IncidentRef.extend({ parentId: number.nullable() }),
    output: done,
    errors: [
      'not_found',
      'unknown_reference',
      'changed_meanwhile',
      'incident_of_itself',
      'incident_is_part',
      'incident_has_parts',
      'incident_is_over',
      'incident_merged',
      'not_allowed',
    ],
  }),
  splitIncident: endpoint({
    method: 'POST',
    path: '/api/incidents/:incidentId/split',
    does: 'These alerts, services and people are of another trouble: they move to a new incident, which says where it came from. Answers with the new one.',
    permission: 'incidents.respond',
    of: 'incident',
    input: IncidentRef.extend({
      title: z.string().trim().min(1, 'Say in a few words what is wrong').max(200),
      alertIds: z.array(number).max(500).default([]),
      serviceIds: z.array(id).max(50).default([]),
      personIds: z.array(id).max(50).default([]),
      /** Left out: as the one that it comes from. */
      priority: priority.optional(),
      /** It becomes a part of the one that it comes from, or of that one's parent. */
      isPart: z.boolean().default(false),
    }),
    output: IncidentDetail,
    errors: ['not_found', 'unknown_reference', 'incident_is_over', 'incident_merged'],
  }),
}

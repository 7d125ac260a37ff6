// Who works on an incident, what they do, who was told, and which alerts belong to it.
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { id, number } from '../shapes.ts'
import { actionEffects, actionStates } from './actions.ts'
import { because, IncidentRef } from './api.ts'
import { IncidentAction, IncidentDetail } from './incident.ts'
import { audiences } from './owed.ts'
import { incidentRoles } from './roles.ts'

const role = z.enum(incidentRoles)

export const incidentWorkApi = {
  joinIncident: endpoint({
    method: 'POST',
    path: '/api/incidents/:incidentId/people/me',
    does: 'I do this: takes a role, or accepts the one I was asked for. A role of one person passes from whoever has it.',
    permission: 'incidents.respond',
    of: 'incident',
    input: IncidentRef.extend({ role: role.default('responder') }),
    output: IncidentDetail,
    errors: ['not_found', 'incident_is_over', 'incident_merged', 'incident_moved'],
  }),
  declineIncident: endpoint({
    method: 'POST',
    path: '/api/incidents/:incidentId/people/me/decline',
    does: 'I cannot do what I was asked for.',
    permission: 'incidents.respond',
    of: 'incident',
    input: IncidentRef.extend({ role, because: because.default('') }),
    output: IncidentDetail,
    errors: ['not_found', 'incident_not_asked'],
  }),
  callIntoIncident: endpoint({
    method: 'POST',
    path: '/api/incidents/:incidentId/people',
    does: 'Ask somebody for a role, and page them for it as any page does, unless they sit beside you.',
    permission: 'incidents.respond',
    of: 'incident',
    input: IncidentRef.extend({
      personId: id,
      role: role.default('responder'),
      isPaged: z.boolean().default(true),
      note: because.default(''),
    }),
    output: IncidentDetail,
    errors: ['not_found', 'unknown_reference', 'incident_is_over', 'incident_merged', 'nobody_to_page'],
  }),
  standDownFromIncident: endpoint({
    method: 'POST',
    path: '/api/incidents/:incidentId/people/:personId/stand-down',
    does: 'They are no longer needed, and hear so; whatever still pages them for it ends.',
    permission: 'incidents.respond',
    of: 'incident',
    input: IncidentRef.extend({ personId: id, because: because.default('') }),
    output: IncidentDetail,
    errors: ['not_found'],
  }),
  tellAudience: endpoint({
    method: 'PUT',
    path: '/api/incidents/:incidentId/audiences/:audience',
    does: 'Responders, stakeholders or users were told; or why they need not be.',
    permission: 'incidents.respond',
    of: 'incident',
    input: IncidentRef.extend({ audience: z.enum(audiences), notNeededBecause: because.default('') }),
    output: IncidentDetail,
    errors: ['not_found', 'incident_merged'],
  }),
  announceAction: endpoint({
    method: 'POST',
    path: '/api/incidents/:incidentId/actions',
    does: 'I am about to do this (or did it). Answers who else is about to touch the same service.',
    permission: 'incidents.respond',
    of: 'incident',
    input: IncidentRef.extend({
      text: z.string().trim().min(1).max(4000),
      serviceId: id.nullish(),
      isDone: z.boolean().default(false),
    }),
    output: z.object({
      action: IncidentAction,
      /** What others announced on this service and have not finished. */
      clashes: z.array(IncidentAction),
    }),
    errors: ['not_found', 'unknown_reference', 'incident_is_over', 'incident_merged', 'incident_full'],
  }),
  changeAction: endpoint({
    method: 'PATCH',
    path: '/api/incidents/:incidentId/actions/:actionId',
    does: 'It is done, or called off; and whether it helped.',
    permission: 'incidents.respond',
    of: 'incident',
    input: IncidentRef.extend({
      actionId: number,
      state: z.enum(actionStates).exclude(['about_to']).optional(),
      effect: z.enum(actionEffects).optional(),
    }),
    output: IncidentAction,
    errors: ['not_found'],
  }),
  attachAlerts: endpoint({
    method: 'POST',
    path: '/api/incidents/:incidentId/alerts',
    does: 'These alerts are of this incident.',
    permission: 'incidents.respond',
    of: 'incident',
    input: IncidentRef.extend({ alertIds: z.array(number).min(1).max(500) }),
    output: IncidentDetail,
    errors: ['not_found', 'unknown_reference', 'alert_in_incident', 'incident_merged'],
  }),
  detachAlert: endpoint({
    method: 'DELETE',
    path: '/api/incidents/:incidentId/alerts/:alertId',
    does: 'This alert is not of this incident.',
    permission: 'incidents.respond',
    of: 'incident',
    input: IncidentRef.extend({ alertId: number }),
    output: IncidentDetail,
    errors: ['not_found'],
  }),
}

import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { Entry } from '../log/api.ts'
import { id, instant, number, priority } from '../shapes.ts'
import { Incident, IncidentDetail } from './incident.ts'
import { incidentStates } from './stages.ts'

export const IncidentRef = z.object({ incidentId: number })
const words = z.string().trim().max(4000)
export const because = z.string().trim().max(2000)
const title = z.string().trim().min(1, 'Say in a few words what is wrong').max(200)
const serviceIds = z.array(id).max(50)

export const incidentsApi = {
  listIncidents: endpoint({
    method: 'GET',
    path: '/api/incidents',
    does: 'Which incidents are under way (or over), the newest first?',
    permission: 'incidents.read',
    input: z.object({
      /** `open`: under way, in whatever stage. */
      state: z.enum([...incidentStates, 'open', 'over', 'all']).default('open'),
      teamId: id.optional(),
      serviceId: id.optional(),
      priority: priority.optional(),
      /** Those that I take part in. */
      mine: z.stringbool().default(false),
      search: z.string().max(200).optional(),
      before: number.optional(),
      limit: z.coerce.number<number>().int().min(1).max(200).default(50),
    }),
    output: z.object({ incidents: z.array(Incident), nextBefore: number.nullable() }),
    errors: [],
  }),
  alikeIncidents: endpoint({
    method: 'POST',
    path: '/api/incidents/alike',
    does: 'Is this known already? Incidents under way that may be the same, the likeliest first.',
    permission: 'incidents.read',
    input: z.object({ title: z.string().max(200), serviceIds: serviceIds.default([]) }),
    output: z.object({
      alike: z.array(z.object({ incident: Incident, because: z.enum(['words', 'service', 'both']) })),
    }),
    errors: [],
  }),
  declareIncident: endpoint({
    method: 'POST',
    path: '/api/incidents',
    does: 'Something is wrong in production: declare an incident. It begins in triage; whoever declares it leads until somebody else does.',
    permission: 'incidents.respond',
    of: 'team',
    input: z.object({
      teamId: id,
      title,
      what: words.default(''),
      impact: words.default(''),
      since: instant.nullish(),
      /** Left out: P3, and triage asks for it. */
      priority: priority.optional(),
      serviceIds: serviceIds.default([]),
      alertIds: z.array(number).max(500).default([]),
      isPrivate: z.boolean().default(false),
    }),
    output: IncidentDetail,
    errors: ['unknown_reference', 'alert_in_incident'],
  }),
  getIncident: endpoint({
    method: 'GET',
    path: '/api/incidents/:incidentId',
    does: 'One incident, with its people, what was done, its alerts, and what each of its stages owes.',
    permission: 'incidents.read',
    of: 'incident',
    input: IncidentRef,
    output: IncidentDetail,
    errors: ['not_found'],
  }),
  describeIncident: endpoint({
    method: 'PATCH',
    path: '/api/incidents/:incidentId',
    does: 'Write down what is known: what is wrong, who is hurt and how badly, since when, what is suspected, what mended it.',
    permission: 'incidents.respond',
    of: 'incident',
    input: IncidentRef.extend({
      title: title.optional(),
      what: words.optional(),
      impact: words.optional(),
      since: instant.nullish(),
      serviceIds: serviceIds.optional(),
      /** Why no service is named. */
      serviceUnknownBecause: because.optional(),
      commanderNotNeededBecause: because.optional(),
      fix: words.optional(),
      /** The last steps that mitigated and fixed it: shown to whoever meets it again. */
      lastSteps: words.optional(),
      isPrivate: z.boolean().optional(),
      /** Follow-ups are owed although its priority does not ask for them. */
      isFollowUpWanted: z.boolean().optional(),
      /** Minutes between updates; null: as its priority asks. */
      updateEveryMinutes: z.int().min(5).max(10_080).nullish(),
    }),
    output: IncidentDetail,
    errors: ['not_found', 'unknown_reference', 'incident_merged'],
  }),
  rateIncident: endpoint({
    method: 'PUT',
    path: '/api/incidents/:incidentId/priority',
    does: 'Say how bad it is: P1 unusable, P2 severely impaired, P3 partly impaired, P4 fully usable. Lowering it asks why.',
    permission: 'incidents.respond',
    of: 'incident',
    input: IncidentRef.extend({ priority, because: because.default('') }),
    output: IncidentDetail,
    errors: ['not_found', 'incident_reason_missing', 'incident_is_over', 'incident_merged'],
  }),
  moveIncident: endpoint({
    method: 'POST',
    path: '/api/incidents/:incidentId/moves',
    does: 'On to another stage, back, or to an end. What a stage still owes is left behind only with a reason. Of two who move it at once one wins, and the other hears who and where to.',
    permission: 'incidents.respond',
    of: 'incident',
    input: IncidentRef.extend({
      to: z.enum(incidentStates).exclude(['merged']),
      /** How many moves it had made when you looked. */
      moves: z.int().min(0),
      reason: because.default(''),
    }),
    output: IncidentDetail,
    errors: [
      'not_found',
      'incident_moved',
      'incident_there_already',
      'incident_not_resolved',
      'incident_was_real',
      'incident_is_over',
      'incident_merged',
      'incident_reason_missing',
      'follow_ups_open',
    ],
  }),
  mitigateIncident: endpoint({
    method: 'PUT',
    path: '/api/incidents/:incidentId/mitigation',
    does: 'The bleeding has stopped: users are no longer hurt. It is not resolved by that. `isMitigated: false` takes it back.',
    permission: 'incidents.respond',
    of: 'incident',
    input: IncidentRef.extend({
      isMitigated: z.boolean(),
      /** Since when; now, when it is left out. */
      at: instant.optional(),
      note: words.default(''),
    }),
    output: IncidentDetail,
    errors: ['not_found', 'incident_is_over', 'incident_merged', 'mitigated_in_future'],
  }),
  noteIncident: endpoint({
    method: 'POST',
    path: '/api/incidents/:incidentId/notes',
    does: 'Write a line into its timeline, now or as of when it happened.',
    permission: 'incidents.respond',
    of: 'incident',
    input: IncidentRef.extend({
      text: z.string().trim().min(1).max(100_000),
      happenedAt: instant.optional(),
      /** Made by who writes it, once: the same key again writes nothing more. */
      key: z.string().max(100).optional(),
    }),
    output: Entry,
    errors: ['not_found', 'happened_in_future'],
  }),
}

// What is thought, asked for, told and owed in an incident.
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { id, language, number, plainDate } from '../shapes.ts'
import { because, IncidentRef } from './api.ts'
import { IncidentDetail } from './incident.ts'
import { audiences } from './owed.ts'
import { followUpKinds, followUpStates, hypothesisOutcomes, taskStates } from './records.ts'

const text = z.string().trim().min(1).max(4000)
const nextInMinutes = z.int().min(5).max(10_080)

export const incidentRecordApi = {
  postUpdate: endpoint({
    method: 'POST',
    path: '/api/incidents/:incidentId/updates',
    does: 'Tell one audience how it stands, and when the next word comes. It is sent to everybody of that audience, and the audience counts as told.',
    permission: 'incidents.respond',
    of: 'incident',
    input: IncidentRef.extend({
      audience: z.enum(audiences),
      /** Empty only with `isStill`. */
      text: z.string().trim().max(20_000).default(''),
      /** Work goes on and nothing is new: without a text it is said in each reader's own language. */
      isStill: z.boolean().default(false),
      /** Until the next one; left out: as its cadence asks. */
      nextInMinutes: nextInMinutes.optional(),
      /** Who follows its parts hears it too. */
      isToParts: z.boolean().default(false),
      /** Made by who sends it, once: the same key again tells nobody anything more. */
      key: z.string().min(1).max(100).optional(),
    }),
    output: IncidentDetail,
    errors: ['not_found', 'bad_input', 'incident_merged'],
  }),
  draftUpdate: endpoint({
    method: 'GET',
    path: '/api/incidents/:incidentId/update-draft',
    does: 'A first text for an update, made from what is recorded: for this audience, in this language; `isStill` says that work goes on and nothing is new.',
    permission: 'incidents.read',
    of: 'incident',
    input: IncidentRef.extend({
      audience: z.enum(audiences),
      language: language.default('en'),
      isStill: z.stringbool().default(false),
    }),
    /** `nextInMinutes`: until the next one, as its cadence asks; null where nobody waits for one any more. */
    output: z.object({ text: z.string(), nextInMinutes: z.int().nullable() }),
    errors: ['not_found'],
  }),
  addHypothesis: endpoint({
    method: 'POST',
    path: '/api/incidents/:incidentId/hypotheses',
    does: 'What may be the cause, and how to find out. Of a service: that the fault is in it or in what it stands on; written once while it is open.',
    permission: 'incidents.respond',
    of: 'incident',
    input: IncidentRef.extend({ text, test: because.default(''), serviceId: id.nullish() }),
    output: IncidentDetail,
    errors: ['not_found', 'incident_merged', 'unknown_reference', 'incident_full'],
  }),
  decideHypothesis: endpoint({
    method: 'PUT',
    path: '/api/incidents/:incidentId/hypotheses/:hypothesisId/outcome',
    does: 'It was so, or it was not; or it is open again.',
    permission: 'incidents.respond',
    of: 'incident',
    input: IncidentRef.extend({ hypothesisId: number, outcome: z.enum(hypothesisOutcomes), note: because.default('') }),
    output: IncidentDetail,
    errors: ['not_found'],
  }),
  giveTask: endpoint({
    method: 'POST',
    path: '/api/incidents/:incidentId/tasks',
    does: 'Ask one person for one thing within so many minutes.',
    permission: 'incidents.respond',
    of: 'incident',
    input: IncidentRef.extend({ text, ownerId: id, minutes: z.int().min(1).max(10_080).default(15) }),
    output: IncidentDetail,
    errors: ['not_found', 'unknown_reference', 'incident_is_over', 'incident_merged', 'incident_full'],
  }),
  changeTask: endpoint({
    method: 'PATCH',
    path: '/api/incidents/:incidentId/tasks/:taskId',
    does: 'Say it back in your own words (taken), say that it is done, or drop it.',
    permission: 'incidents.respond',
    of: 'incident',
    input: IncidentRef.extend({
      taskId: number,
      state: z.enum(taskStates).exclude(['given']),
      readBack: because.default(''),
    }),
    output: IncidentDetail,
    errors: ['not_found'],
  }),
  addFollowUp: endpoint({
    method: 'POST',
    path: '/api/incidents/:incidentId/follow-ups',
    does: 'What is to be done so that it does not happen again, is seen sooner, or hurts less. A draft is a gap noted in passing.',
    permission: 'incidents.respond',
    of: 'incident',
    input: IncidentRef.extend({
      text,
      kind: z.enum(followUpKinds).default('prevent'),
      isDraft: z.boolean().default(false),
      ownerId: id.nullish(),
      dueOn: plainDate.nullish(),
    }),
    output: IncidentDetail,
    errors: ['not_found', 'unknown_reference', 'incident_merged', 'incident_full'],
  }),
  changeFollowUp: endpoint({
    method: 'PATCH',
    path: '/api/incidents/:incidentId/follow-ups/:followUpId',
    does: 'Write it, give it to somebody, say that it is done; dropping it asks why.',
    permission: 'incidents.respond',
    of: 'incident',
    input: IncidentRef.extend({
      followUpId: number,
      text: text.optional(),
      kind: z.enum(followUpKinds).optional(),
      state: z.enum(followUpStates).optional(),
      ownerId: id.nullish(),
      dueOn: plainDate.nullish(),
      note: because.optional(),
    }),
    output: IncidentDetail,
    errors: ['not_found', 'unknown_reference', 'incident_reason_missing'],
  }),
  acceptRisk: endpoint({
    method: 'PUT',
    path: '/api/incidents/:incidentId/risk',
    does: 'A manager takes the risk of what is not done, until a date; the incident may be closed with it.',
    permission: 'incidents.manage',
    of: 'incident',
    input: IncidentRef.extend({ until: plainDate, because: because.min(1, 'Say why') }),
    output: IncidentDetail,
    errors: ['not_found', 'incident_merged', 'risk_in_past'],
  }),
  mergeIncident: endpoint({
    method: 'POST',
    path: '/api/incidents/:incidentId/merge',
    does: 'It is the same as another: its alerts and people go there, its own timeline stays readable, and it ends as merged.',
    permission: 'incidents.respond',
    of: 'incident',
    input: IncidentRef.extend({ into: number }),
    output: IncidentDetail,
    errors: [
      'not_found',
      'unknown_reference',
      'incident_is_over',
      'incident_merged',
      'incident_there_already',
      'not_allowed',
    ],
  }),
}

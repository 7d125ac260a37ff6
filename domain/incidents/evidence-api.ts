// What is kept of an incident before it evaporates, and the lists of services that say what that is. Files come and go by a door of
// their own (server/http/evidence.ts).
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { EvidenceList, ShownEvidence } from '../services/evidence.ts'
import { faultOfAddress, linkFaultSays } from '../services/evidence-link.ts'
import { done, id, number } from '../shapes.ts'
import { because, IncidentRef } from './api.ts'
import { IncidentDetail } from './incident.ts'

const EvidenceRef = IncidentRef.extend({ evidenceId: number })
const link = z
  .string()
  .trim()
  .max(2000)
  .refine((text) => text === '' || faultOfAddress(text) === null, linkFaultSays.not_an_address)
  .default('')
const listed = z.object({
  evidence: z.array(ShownEvidence),
  /** There is a secret with which calls for snapshots of this service are signed. */
  isSigned: z.boolean(),
})

export const incidentEvidenceApi = {
  listServiceEvidence: endpoint({
    method: 'GET',
    path: '/api/services/:serviceId/evidence',
    does: 'What is to be kept of this service in every incident of it, in that order?',
    permission: 'services.read',
    of: 'service',
    input: z.object({ serviceId: id }),
    output: listed,
    errors: ['not_found'],
  }),
  setServiceEvidence: endpoint({
    method: 'PUT',
    path: '/api/services/:serviceId/evidence',
    does: 'Say what is to be kept of this service: the whole list. Incidents under way follow it, but for what they have kept already.',
    permission: 'services.manage',
    of: 'service',
    input: z.object({ serviceId: id, evidence: EvidenceList }),
    output: listed,
    errors: ['not_found'],
  }),
  renewEvidenceSecret: endpoint({
    method: 'POST',
    path: '/api/services/:serviceId/evidence/secret',
    does: 'A new secret with which calls for snapshots of this service are signed. It is shown this once; the one before ends.',
    permission: 'services.manage',
    of: 'service',
    input: z.object({ serviceId: id }),
    output: z.object({ secret: z.string() }),
    errors: ['not_found'],
  }),
  addEvidence: endpoint({
    method: 'POST',
    path: '/api/incidents/:incidentId/evidence',
    does: 'Something to keep that stands on no list. With a link or a note it is kept already.',
    permission: 'incidents.respond',
    of: 'incident',
    input: IncidentRef.extend({
      name: z.string().trim().min(1, 'Give it a name').max(200),
      how: because.default(''),
      link,
      note: because.default(''),
    }),
    output: IncidentDetail,
    errors: ['not_found', 'incident_merged', 'evidence_too_many'],
  }),
  keepEvidence: endpoint({
    method: 'PUT',
    path: '/api/incidents/:incidentId/evidence/:evidenceId/link',
    does: 'It is kept: where, or a word on it. For a link with neither, the address that was opened is what is kept.',
    permission: 'incidents.respond',
    of: 'incident',
    input: EvidenceRef.extend({ link, note: because.default('') }),
    output: IncidentDetail,
    errors: ['not_found', 'incident_merged', 'evidence_nothing', 'evidence_kept_already'],
  }),
  missEvidence: endpoint({
    method: 'PUT',
    path: '/api/incidents/:incidentId/evidence/:evidenceId/missing',
    does: 'It is not to be had, and why. What is missing is said, so that somebody mends it before the next time.',
    permission: 'incidents.respond',
    of: 'incident',
    input: EvidenceRef.extend({ because: because.min(1, 'Say why') }),
    output: IncidentDetail,
    errors: ['not_found', 'incident_merged', 'evidence_kept_already'],
  }),
  takeSnapshot: endpoint({
    method: 'POST',
    path: '/api/incidents/:incidentId/evidence/:evidenceId/snapshot',
    does: 'Have the webhook called that answers with the snapshot; what it answers is kept. Asked twice, it is called once.',
    permission: 'incidents.respond',
    of: 'incident',
    input: EvidenceRef,
    output: IncidentDetail,
    errors: ['not_found', 'incident_merged', 'evidence_no_snapshot', 'evidence_kept_already'],
  }),
  dropEvidence: endpoint({
    method: 'DELETE',
    path: '/api/incidents/:incidentId/evidence/:evidenceId',
    does: 'Take out what should never have been kept, such as a password on a screenshot: its content is gone, and the log says who did it and why.',
    permission: 'incidents.manage',
    of: 'incident',
    input: EvidenceRef.extend({ because: because.min(1, 'Say why') }),
    output: done,
    errors: ['not_found'],
  }),
}

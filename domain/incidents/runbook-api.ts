// Runbooks that are gone through in an incident: opened beside it, ticked off together, and what their steps call.
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { RunbookHead } from '../kit/api.ts'
import { id, instant, number } from '../shapes.ts'
import { IncidentRef } from './api.ts'
import { callStates } from './runbook.ts'

const RunRef = IncidentRef.extend({ runId: number })
const StepRef = RunRef.extend({ step: z.coerce.number<number>().int().min(1).max(500) })

/** A runbook as it was when it was opened: what is written later is another version. */
export const Run = z.object({
  id: number,
  runbookId: number,
  version: z.int(),
  /** The version that holds now, where that is a newer one. */
  newerVersion: z.int().nullable(),
  title: z.string(),
  body: z.string(),
  openedBy: z.string(),
  openedAt: instant,
  steps: z.int(),
  ticks: z.array(z.object({ step: z.int(), personId: id.nullable(), by: z.string(), at: instant })),
  calls: z.array(
    z.object({
      id: number,
      step: z.int(),
      name: z.string(),
      by: z.string(),
      at: instant,
      state: z.enum(callStates),
      /** What came back, cut to what a person reads. */
      answer: z.string(),
      endedAt: instant.nullable(),
    }),
  ),
})
export type Run = z.output<typeof Run>

export const IncidentRunbooks = z.object({
  runs: z.array(Run),
  /** Those of its services and of their teams that are not open yet. */
  offered: z.array(RunbookHead),
})

export const incidentRunbookApi = {
  listRuns: endpoint({
    method: 'GET',
    path: '/api/incidents/:incidentId/runbooks',
    does: 'Which runbooks are open beside this incident, how far are they, and which else are there for its services?',
    permission: 'incidents.read',
    of: 'incident',
    input: IncidentRef,
    output: IncidentRunbooks,
    errors: ['not_found'],
  }),
  openRunbook: endpoint({
    method: 'POST',
    path: '/api/incidents/:incidentId/runbooks',
    does: 'Open a runbook beside this incident, in the version that holds now. Opened twice it is open once.',
    permission: 'incidents.respond',
    of: 'incident',
    input: IncidentRef.extend({ runbookId: number }),
    output: IncidentRunbooks,
    errors: ['not_found', 'unknown_reference', 'incident_merged', 'kit_full'],
  }),
  tickStep: endpoint({
    method: 'PUT',
    path: '/api/incidents/:incidentId/runbooks/:runId/steps/:step',
    does: 'This step is done: it stands in the timeline, by whom and of which version. Ticked twice it is done once.',
    permission: 'incidents.respond',
    of: 'incident',
    input: StepRef,
    output: IncidentRunbooks,
    errors: ['not_found', 'runbook_step_unknown', 'incident_merged'],
  }),
  untickStep: endpoint({
    method: 'DELETE',
    path: '/api/incidents/:incidentId/runbooks/:runId/steps/:step',
    does: 'This step is not done after all.',
    permission: 'incidents.respond',
    of: 'incident',
    input: StepRef,
    output: IncidentRunbooks,
    errors: ['not_found', 'runbook_step_unknown', 'incident_merged'],
  }),
  callStep: endpoint({
    method: 'POST',
    path: '/api/incidents/:incidentId/runbooks/:runId/steps/:step/call',
    does: 'Call the webhook of this step, once; the address stands in the runbook, and the call is signed with the secret of its team. What comes back stands in the timeline. Pressed again while it is under way, nothing more is called.',
    permission: 'incidents.respond',
    of: 'incident',
    input: StepRef,
    output: IncidentRunbooks,
    errors: ['not_found', 'runbook_step_unknown', 'runbook_calls_nothing', 'incident_merged'],
  }),
}

// The examples of incidents, all of the one in openapi-incident-example-things.ts.
import { hearingExamples } from './openapi-hearing-examples.ts'
import {
  incident,
  action,
  graphs,
  heap,
  evidence,
  incidentDetail,
  note,
  pinned,
  offer,
} from './openapi-incident-example-things.ts'
import { ben, serviceId, teamId, type Examples } from './openapi-example-things.ts'

export const incidentExamples: Examples = {
  listIncidents: { output: { incidents: [incident], nextBefore: null } },
  alikeIncidents: {
    input: { title: 'Checkout is slow', serviceIds: [serviceId] },
    output: { alike: [{ incident: incident, because: 'both' }] },
  },
  declareIncident: {
    input: { teamId, title: 'Checkout answers 500', serviceIds: [serviceId], alertIds: [1204], priority: 'P1' },
    output: incidentDetail,
  },
  getIncident: { output: incidentDetail },
  describeIncident: {
    input: { incidentId: 42, impact: '12 % of customers cannot pay', since: '2026-03-02T09:05:00Z' },
  },
  rateIncident: { input: { incidentId: 42, priority: 'P2', because: 'One region only' } },
  moveIncident: { input: { incidentId: 42, to: 'mitigation', moves: 0, reason: 'The runbook knows it' } },
  mitigateIncident: { input: { incidentId: 42, isMitigated: true, at: '2026-03-02T09:26:00Z', note: 'Rolled back' } },
  noteIncident: {
    input: { incidentId: 42, text: 'The cache was cold after the deploy', happenedAt: '2026-03-02T09:12:00Z' },
    output: note,
  },
  readTimeline: {
    input: { incidentId: 42, groups: 'notes,actions', limit: 50 },
    output: { entries: [note], nextBefore: '2026-03-02T09:12:00Z,90431', nextAfter: null, pinned: [] },
  },
  pinEntry: { input: { incidentId: 42, entryId: 90431 }, output: pinned },
  unpinEntry: { input: { incidentId: 42, entryId: 90431 }, output: { pinned: [] } },
  exportIncident: {
    output: {
      format: 'baton.incident/1',
      exportedAt: '2026-03-02T09:45:00.000Z',
      incident: incidentDetail,
      clocks: [
        { clock: 'began', at: '2026-03-02T09:05:00.000Z', secondsSinceBegun: 0, secondsSinceDeclared: -720 },
        { clock: 'declared', at: '2026-03-02T09:17:00.000Z', secondsSinceBegun: 720, secondsSinceDeclared: 0 },
        { clock: 'mitigated', at: '2026-03-02T09:26:00.000Z', secondsSinceBegun: 1260, secondsSinceDeclared: 540 },
      ],
      ...pinned,
      timeline: [note],
      leftOut: 0,
    },
  },
  offerRole: {
    input: {
      incidentId: 42,
      personId: ben,
      role: 'commander',
      note: 'The rollback runs; users wait for word until 10:00',
    },
    output: { ...incidentDetail, offers: [offer] },
  },
  acceptOffer: { input: { incidentId: 42, offerId: 9 } },
  declineOffer: { input: { incidentId: 42, offerId: 9, because: 'On a train until 11:00' } },
  withdrawOffer: { input: { incidentId: 42, offerId: 9 } },
  joinIncident: { input: { incidentId: 42, role: 'commander' } },
  declineIncident: { input: { incidentId: 42, role: 'expert', because: 'On a train until 11:00' } },
  callIntoIncident: { input: { incidentId: 42, personId: ben, role: 'expert', note: 'You wrote the retry' } },
  standDownFromIncident: { input: { incidentId: 42, personId: ben, because: 'We found it' } },
  tellAudience: { input: { incidentId: 42, audience: 'users', notNeededBecause: 'Nobody noticed' } },
  announceAction: {
    input: { incidentId: 42, text: 'Roll back to 41f2a9', serviceId },
    output: { action: { ...action, state: 'about_to', effect: 'unknown', doneAt: null }, clashes: [] },
  },
  postUpdate: {
    input: { incidentId: 42, audience: 'stakeholders', text: 'Rolled back; we watch it.', nextInMinutes: 60 },
  },
  draftUpdate: {
    output: { text: 'We know of the problem and work on it.', nextInMinutes: 30 },
  },
  addHypothesis: {
    input: { incidentId: 42, text: 'The release of 09:05 empties the cache', test: 'Roll back one node' },
  },
  decideHypothesis: { input: { incidentId: 42, hypothesisId: 12, outcome: 'confirmed' } },
  giveTask: { input: { incidentId: 42, text: 'Ask the bank whether they see declines', ownerId: ben, minutes: 15 } },
  changeTask: { input: { incidentId: 42, taskId: 8, state: 'taken', readBack: 'I phone their on-call' } },
  addFollowUp: { input: { incidentId: 42, text: 'Alert on an empty cache', kind: 'detect', isDraft: true } },
  changeFollowUp: { input: { incidentId: 42, followUpId: 5, state: 'open', ownerId: ben, dueOn: '2026-03-20' } },
  acceptRisk: { input: { incidentId: 42, until: '2026-06-01', because: 'The cache is replaced in May' } },
  listServiceEvidence: { output: { evidence: [graphs, heap], isSigned: false } },
  setServiceEvidence: {
    input: { serviceId, evidence: [graphs, heap] },
    output: { evidence: [graphs, heap], isSigned: false },
  },
  renewEvidenceSecret: { output: { secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=' } },
  addEvidence: { input: { incidentId: 42, name: 'Declines as the bank counts them' } },
  keepEvidence: { input: { incidentId: 42, evidenceId: 61, link: evidence.link, note: evidence.note } },
  missEvidence: { input: { incidentId: 42, evidenceId: 62, because: 'The pods had restarted' } },
  mergeIncident: { input: { incidentId: 42, into: 41 } },
  ...hearingExamples,
  changeAction: { input: { incidentId: 42, actionId: 311, state: 'done', effect: 'helped' }, output: action },
  attachAlerts: { input: { incidentId: 42, alertIds: [1204] } },
}

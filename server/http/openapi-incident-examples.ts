// One incident as the examples tell it: declared, rolled back, mitigated, and not yet resolved.
import type { EndpointOutput } from '../../domain/api.ts'
import type { Debt } from '../../domain/incidents/owed.ts'
import { alert, ana, ben, serviceId, teamId, type Examples } from './openapi-example-things.ts'

type Listed = EndpointOutput<'listIncidents'>['incidents'][number]

const incident: Listed = {
  id: 42,
  teamId,
  title: 'Checkout answers 500',
  state: 'mitigation',
  moves: 1,
  priority: 'P1',
  isRated: true,
  isPrivate: false,
  services: [{ id: serviceId, name: 'Checkout' }],
  lead: { personId: ana, name: 'Ana Ruiz' },
  responders: 1,
  openAlerts: 1,
  declaredBy: 'Ana Ruiz',
  declaredAt: '2026-03-02T09:17:00.000Z',
  stateAt: '2026-03-02T09:19:30.000Z',
  mitigatedAt: '2026-03-02T09:26:00.000Z',
  resolvedAt: null,
  endedAt: null,
  mergedInto: null,
}

const action: EndpointOutput<'changeAction'> = {
  id: 311,
  text: 'Roll back to 41f2a9',
  serviceId,
  serviceName: 'Checkout',
  state: 'done',
  effect: 'helped',
  byId: ana,
  by: 'Ana Ruiz',
  announcedAt: '2026-03-02T09:21:00.000Z',
  doneAt: '2026-03-02T09:24:00.000Z',
}

const paid = (debt: Debt) => ({ debt, isPaid: true })
const unpaid = (debt: Debt) => ({ debt, isPaid: false })

const incidentDetail: EndpointOutput<'getIncident'> = {
  ...incident,
  what: 'Every second order ends in an error',
  impact: '12 % of customers cannot pay',
  since: '2026-03-02T09:05:00.000Z',
  serviceUnknownBecause: '',
  commanderNotNeededBecause: '',
  fix: '',
  lastSteps: '',
  people: [
    {
      personId: ana,
      name: 'Ana Ruiz',
      role: 'lead',
      engagement: 'accepted',
      askedBy: null,
      askedAt: '2026-03-02T09:17:00.000Z',
      changedAt: '2026-03-02T09:17:00.000Z',
    },
    {
      personId: ben,
      name: 'Ben Hughes',
      role: 'expert',
      engagement: 'asked',
      askedBy: 'Ana Ruiz',
      askedAt: '2026-03-02T09:20:00.000Z',
      changedAt: '2026-03-02T09:20:00.000Z',
    },
  ],
  audiences: [{ audience: 'stakeholders', notNeededBecause: '', by: 'Ana Ruiz', at: '2026-03-02T09:22:00.000Z' }],
  actions: [action],
  alerts: [alert],
  links: [
    {
      serviceId,
      serviceName: 'Checkout',
      name: 'Restart checkout',
      url: 'https://wiki.example.com/runbooks/checkout',
      kind: 'runbook',
    },
  ],
  isFollowUpWanted: false,
  isFollowUpOwed: true,
  risk: null,
  updateEveryMinutes: null,
  updateDueAt: '2026-03-02T09:52:00.000Z',
  updates: [
    {
      id: 77,
      audience: 'stakeholders',
      stage: 'coordination',
      text: '[P1] Checkout answers 500\nWe know of the problem and work on it.',
      by: 'Ana Ruiz',
      at: '2026-03-02T09:22:00.000Z',
      nextAt: '2026-03-02T09:52:00.000Z',
    },
  ],
  hypotheses: [
    {
      id: 12,
      text: 'The release of 09:05 empties the cache',
      test: 'Roll back one node and compare',
      outcome: 'confirmed',
      note: '',
      by: 'Ben Hughes',
      at: '2026-03-02T09:19:00.000Z',
      decidedAt: '2026-03-02T09:24:00.000Z',
    },
  ],
  tasks: [
    {
      id: 8,
      text: 'Ask the bank whether they see declines',
      ownerId: ben,
      owner: 'Ben Hughes',
      readBack: 'I phone their on-call',
      state: 'taken',
      givenBy: 'Ana Ruiz',
      givenAt: '2026-03-02T09:20:00.000Z',
      dueAt: '2026-03-02T09:35:00.000Z',
      doneAt: null,
    },
  ],
  followUps: [
    {
      id: 5,
      text: 'Alert on an empty cache',
      kind: 'detect',
      state: 'draft',
      ownerId: null,
      owner: null,
      dueOn: null,
      note: '',
      by: 'Ana Ruiz',
      at: '2026-03-02T09:25:00.000Z',
      endedAt: null,
    },
  ],
  ratings: [
    {
      personId: ben,
      name: 'Ben Hughes',
      askedBy: 'Ana Ruiz',
      askedAt: '2026-03-02T09:18:00.000Z',
      isPaged: false,
      priority: 'P1',
      because: 'Every region is hit',
      answeredAt: '2026-03-02T09:19:00.000Z',
      endedAt: '2026-03-02T09:19:30.000Z',
    },
  ],
  owed: {
    triage: [paid('what'), paid('impact'), paid('since'), paid('service'), paid('priority')],
    coordination: [
      paid('lead'),
      unpaid('commander'),
      unpaid('tell_responders'),
      paid('tell_stakeholders'),
      unpaid('tell_users'),
    ],
    mitigation: [paid('action'), paid('evidence'), paid('mitigated')],
    resolution: [unpaid('fix'), unpaid('last_steps'), unpaid('watch')],
    follow_up: [unpaid('follow_up_written'), unpaid('follow_ups_done')],
  },
}

const note: EndpointOutput<'noteIncident'> = {
  id: 90431,
  at: '2026-03-02T09:28:00.000Z',
  teamId,
  kind: 'note_written',
  actorKind: 'person',
  actorName: 'Ana Ruiz',
  alertId: null,
  pageId: null,
  subject: null,
  incidentId: 42,
  happenedAt: '2026-03-02T09:12:00.000Z',
  facts: { text: 'The cache was cold after the deploy' },
  says: 'Ana Ruiz: The cache was cold after the deploy',
}

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
  readTimeline: { output: { entries: [note], nextBefore: null } },
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
    output: { text: '[P1] Checkout answers 500\nWe know of the problem and work on it.', nextInMinutes: 30 },
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
  mergeIncident: { input: { incidentId: 42, into: 41 } },
  changeAction: { input: { incidentId: 42, actionId: 311, state: 'done', effect: 'helped' }, output: action },
  attachAlerts: { input: { incidentId: 42, alertIds: [1204] } },
}

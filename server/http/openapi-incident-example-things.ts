// One incident as the examples tell it: declared, rolled back, mitigated, and not yet resolved.
import type { EndpointOutput } from '../../domain/api.ts'
import type { Debt } from '../../domain/incidents/owed.ts'
import { alert, ana, ben, serviceId, teamId } from './openapi-example-things.ts'

type Listed = EndpointOutput<'listIncidents'>['incidents'][number]

export const incident: Listed = {
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

export const action: EndpointOutput<'changeAction'> = {
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

export const graphs = {
  name: 'Latency and errors, as a graph',
  how: 'Set the time to the hour before, and keep a snapshot of the board.',
  kind: 'link' as const,
  address: 'https://grafana.example.com/d/checkout?from={since_ms}&to={until_ms}',
}
export const heap = {
  name: 'Heap dump',
  how: 'jcmd 1 GC.heap_dump, before the restart',
  kind: 'upload' as const,
  address: '',
}
export const evidence: EndpointOutput<'getIncident'>['evidence'][number] = {
  id: 61,
  ...graphs,
  service: { id: serviceId, slug: 'checkout', name: 'Checkout' },
  state: 'kept',
  link: 'https://grafana.example.com/dashboard/snapshot/4f2a',
  file: null,
  note: 'Errors begin with the release',
  by: 'Ana Ruiz',
  at: '2026-03-02T09:19:00.000Z',
  failure: null,
}

export const incidentDetail: EndpointOutput<'getIncident'> = {
  ...incident,
  what: 'Every second order ends in an error',
  impact: '12 % of customers cannot pay',
  since: '2026-03-02T09:05:00.000Z',
  serviceUnknownBecause: '',
  commanderNotNeededBecause: '',
  fix: '',
  lastSteps: '',
  evidence: [evidence],
  offers: [],
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
  room: { url: 'https://meet.example.com/incident-42', channel: null, isOwn: false },
  updateEveryMinutes: null,
  updateDueAt: '2026-03-02T09:52:00.000Z',
  updates: [
    {
      id: 77,
      audience: 'stakeholders',
      stage: 'coordination',
      text: 'We know of the problem and work on it.',
      by: 'Ana Ruiz',
      at: '2026-03-02T09:22:00.000Z',
      nextAt: '2026-03-02T09:52:00.000Z',
      isStill: false,
      isToParts: false,
    },
  ],
  hypotheses: [
    {
      id: 12,
      text: 'The release of 09:05 empties the cache',
      test: 'Roll back one node and compare',
      serviceId: null,
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

export const note: EndpointOutput<'noteIncident'> = {
  id: 90431,
  at: '2026-03-02T09:28:00.000Z',
  teamId,
  kind: 'note_written',
  actorKind: 'person',
  actorName: 'Ana Ruiz',
  personId: ana,
  alertId: null,
  pageId: null,
  subject: null,
  incidentId: 42,
  happenedAt: '2026-03-02T09:12:00.000Z',
  facts: { text: 'The cache was cold after the deploy' },
  says: 'Ana Ruiz: The cache was cold after the deploy',
  version: 1,
  correctedBy: null,
  correctedAt: null,
}

export const pinned: EndpointOutput<'pinEntry'> = {
  pinned: [{ entry: note, by: 'Ana Ruiz', at: '2026-03-02T09:30:00.000Z' }],
}

export const offer: EndpointOutput<'getIncident'>['offers'][number] = {
  id: 9,
  role: 'commander',
  fromId: ana,
  from: 'Ana Ruiz',
  toId: ben,
  to: 'Ben Okafor',
  note: 'The rollback runs; users wait for word until 10:00',
  offeredAt: '2026-03-02T09:31:00.000Z',
}

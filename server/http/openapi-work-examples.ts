// What is being worked on, and the address of a team's log for mail, as the examples tell it.
import type { EndpointOutput } from '../../domain/api.ts'
import { ana, teamId, type Examples } from './openapi-example-things.ts'

const address: EndpointOutput<'getLogAddress'> = {
  mailDomain: 'baton.example.com',
  address: 'log+4k2v9q7x1m3p8r5t6w0y2a4c6e8g1j3k@baton.example.com',
  madeBy: 'Emma Fischer',
  madeAt: '2026-03-02T09:00:00Z',
}

const work: EndpointOutput<'listWork'> = {
  incidents: [
    {
      id: 42,
      teamId,
      title: 'Card payments fail for a fifth of customers',
      priority: 'P1',
      state: 'mitigation',
      isPrivate: false,
      isMitigated: false,
      declaredAt: '2026-03-02T09:16:00Z',
      lead: { personId: ana, name: 'Ana Ruiz' },
      doings: [
        { kind: 'action', text: 'Roll back the release of 09:05', by: 'Ana Ruiz', since: '2026-03-02T09:24:00Z' },
        { kind: 'task', text: 'Call the acquirer', by: 'Ben Okoro', since: '2026-03-02T09:21:00Z', isTaken: true },
      ],
      moreDoings: 0,
    },
  ],
  moreIncidents: 0,
  alerts: [],
  moreAlerts: 0,
}

export const workExamples: Examples = {
  listWork: { output: work },
  getLogAddress: { output: address },
  renewLogAddress: { output: address },
  removeLogAddress: { output: { ...address, address: null, madeBy: null, madeAt: null } },
}

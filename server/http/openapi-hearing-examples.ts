// Who hears of the incident of the examples, what became of an update, and what it is a part of.
import { ana, ben, serviceId, teamId, type Examples } from './openapi-example-things.ts'

const channelId = '0199c0de-0000-7000-8000-000000000050'

export const hearingExamples: Examples = {
  whoHears: {
    output: {
      people: [{ id: ben, kind: 'person', name: 'Ben Okoro', channel: null, because: 'incident' }],
      channels: [{ id: channelId, kind: 'channel', name: '#status', channel: 'slack', because: 'team' }],
    },
  },
  addFollower: { input: { incidentId: 42, personId: ben } },
  listSent: {
    output: {
      updates: [
        {
          updateId: 77,
          sent: 1,
          waiting: 0,
          failed: 1,
          dropped: 0,
          receivers: [
            {
              kind: 'channel',
              name: '#status',
              state: 'failed',
              because: 'chat_refused: is_archived',
              advice: 'unarchive',
              at: '2026-03-02T09:22:01.000Z',
            },
            {
              kind: 'person',
              name: 'Ben Okoro',
              state: 'sent',
              because: '',
              advice: null,
              at: '2026-03-02T09:22:01.000Z',
            },
          ],
        },
      ],
    },
  },
  setIncidentRoom: { input: { incidentId: 42, url: 'https://meet.example.com/checkout', channelId } },
  setTeamRoom: { input: { teamId, room: 'https://meet.example.com/incident-{incident}' } },
  subscribe: { input: { serviceId, personId: ana, priority: 'P2' } },
  setParent: { input: { incidentId: 42, parentId: 40 } },
  splitIncident: { input: { incidentId: 42, title: 'Login fails', alertIds: [1204], personIds: [ben] } },
}

// What was seen before, as the examples tell it.
import type { EndpointOutput } from '../../domain/api.ts'
import { serviceId, type Examples } from './openapi-example-things.ts'

const recalled = {
  hits: [
    {
      case: {
        id: 311,
        kind: 'incident',
        alertId: null,
        incidentId: 41,
        entryId: null,
        title: 'Card payments fail at the gateway',
        text: 'The gateway answers with TLS handshake errors since the base image was updated',
        priority: 'P1',
        services: ['Checkout'],
        stands: 'over',
        at: '2025-06-18T07:02:00.000Z',
        tookSeconds: 2_820,
        times: 1,
        fixed: 'Pinned the old CA bundle and rolled the image back',
        isVerified: true,
        helped: 2,
        didNot: 0,
      },
      because: { key: false, rule: true, service: true, words: ['checkout', 'fails', 'customers'] },
      differs: { services: null, priority: null, words: { now: ['timeout'], before: ['handshake'] } },
      vote: 'helped',
    },
  ],
  kit: [
    {
      kind: 'runbook',
      id: 12,
      title: 'Card gateway answers 502',
      url: '',
      isVerified: true,
      because: { key: false, rule: false, service: true, words: ['checkout', 'gateway'] },
    },
  ],
  isBehind: false,
} satisfies EndpointOutput<'recallForAlert'>

export const recallExamples: Examples = {
  recallForAlert: { output: recalled },
  recallForIncident: { output: recalled },
  recallForText: {
    input: { title: '결제 승인 타임아웃', details: 'PG사 응답이 없음', serviceIds: [serviceId] },
    output: { hits: [], kit: [], isBehind: false },
  },
  voteOnAlertRecall: { input: { alertId: 1204, caseId: 311, vote: 'helped' } },
  search: {
    input: { text: 'replication lag', from: '2025-01-01T00:00:00Z' },
    output: {
      found: [
        {
          kind: 'incident',
          alertId: null,
          incidentId: 38,
          entryId: null,
          kitId: null,
          at: '2025-11-03T21:40:00.000Z',
          title: '주문 DB 복제 지연',
          text: '배치를 멈추고 나누어 지우도록 고침',
          who: '김민준',
          marks: { title: [6, 8, 9, 11], text: [] },
        },
      ],
      nextBefore: null,
      isBehind: false,
    },
  },
}

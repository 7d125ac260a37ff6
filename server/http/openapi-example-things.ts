// What the examples speak of: one team, two of its people, a service and its alert.
import type { EndpointInput, EndpointName, EndpointOutput } from '../../domain/api.ts'

export type Examples = {
  readonly [N in EndpointName]?: { readonly input?: EndpointInput<N>; readonly output?: EndpointOutput<N> }
}

export const teamId = '0199c0de-0000-7000-8000-000000000001'
export const ana = '0199c0de-0000-7000-8000-00000000000a'
export const ben = '0199c0de-0000-7000-8000-00000000000b'
export const serviceId = '0199c0de-0000-7000-8000-000000000010'
const sourceId = '0199c0de-0000-7000-8000-000000000040'

export const alert = {
  id: 1204,
  teamId,
  serviceId,
  serviceName: 'Checkout',
  sourceId,
  sourceName: 'Prometheus',
  key: 'checkout/errors',
  state: 'acknowledged',
  priority: 'P1',
  summary: 'Checkout fails for 12 % of customers',
  origin: 'prometheus-1',
  count: 3,
  firstAt: '2026-03-02T09:14:07.120Z',
  lastAt: '2026-03-02T09:16:07.204Z',
  acknowledgedBy: 'Ana Ruiz',
  acknowledgedById: ana,
  acknowledgedAt: '2026-03-02T09:15:31.018Z',
  closedAt: null,
  closedBecause: null,
  closedBy: null,
  outcome: null,
  promise: { byId: ana, by: 'Ana Ruiz', lookingInto: 'the payment gateway', backAt: '2026-03-02T09:35:31.018Z' },
  pageState: 'acknowledged',
  pageDueAt: '2026-03-02T09:35:31.018Z',
  heldUntil: null,
  answers: null,
  reopens: 0,
  group: null,
  isTest: false,
  muted: null,
} as const

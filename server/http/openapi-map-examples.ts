// The map as the examples tell it: the database is slow, and checkout, which stands on it, shows it three minutes later.
import type { EndpointOutput } from '../../domain/api.ts'
import { serviceId, teamId, type Examples } from './openapi-example-things.ts'

type ServiceMap = EndpointOutput<'getServiceMap'>

const database = '0199c0de-0000-7000-8000-000000000011'

const services: ServiceMap['services'] = [
  {
    id: serviceId,
    slug: 'checkout',
    name: 'Checkout',
    teamId,
    dependsOn: [database],
    openAlerts: 1,
    worst: 'P1',
  },
  { id: database, slug: 'payments-db', name: 'Payments database', teamId, dependsOn: [], openAlerts: 1, worst: 'P2' },
]

const slow: ServiceMap['alerts'][number] = {
  id: 1203,
  serviceId: database,
  summary: 'Commits take 4 s',
  priority: 'P2',
  state: 'triggered',
  firstAt: '2026-03-02T09:11:02.000Z',
  isMuted: false,
}

const echo: ServiceMap['echoes'][number] = {
  alertId: 1204,
  serviceId,
  ofAlertId: 1203,
  ofServiceId: database,
  path: [serviceId, database],
  afterSeconds: 185,
}

export const mapExamples: Examples = {
  getServiceMap: {
    output: {
      services,
      alerts: [slow],
      hurt: [{ serviceId, of: database, distance: 1, path: [serviceId, database] }],
      echoes: [echo],
      causes: [{ alertId: 1203, serviceId: database, echoes: 1, services: 1 }],
      incidents: [
        { id: 42, title: 'Checkout answers 500', priority: 'P1', state: 'mitigation', serviceIds: [serviceId] },
      ],
      echoMinutes: 15,
    },
  },
  getReach: {
    output: {
      serviceIds: [serviceId],
      chain: services,
      dependants: [],
      further: 0,
      upstream: [{ alert: slow, path: [serviceId, database], isLikely: true }],
      echoes: [echo],
      causes: [slow],
    },
  },
  listIncidentChanges: {
    output: {
      from: '2026-03-01T09:14:00.000Z',
      until: '2026-03-02T09:30:00.000Z',
      changes: [
        {
          id: 77,
          at: '2026-03-02T09:05:12.000Z',
          summary: 'Deployed payments-db 2026.3.1',
          origin: 'Argo CD',
          links: [],
          service: { id: database, slug: 'payments-db', name: 'Payments database' },
          via: ['Checkout'],
          distance: 1,
          isBefore: true,
        },
      ],
      isCut: false,
    },
  },
}

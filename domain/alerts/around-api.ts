import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { id, instant, number, priority } from '../shapes.ts'
import { alertStates } from './states.ts'

const Near = z.object({
  id: number,
  state: z.enum(alertStates),
  priority,
  summary: z.string(),
  serviceId: id.nullable(),
  serviceName: z.string().nullable(),
  firstAt: instant,
})
export type Near = z.output<typeof Near>

/** A few of them, and how many there are, counted up to a bound. */
const Some = z.object({ alerts: z.array(Near), count: z.int(), isMore: z.boolean() })

/** What else is known around one alert, for whoever looks at it. */
export const aroundApi = {
  listRelatedAlerts: endpoint({
    method: 'GET',
    path: '/api/alerts/:alertId/related',
    does: 'Which alerts belong to it: on the same page, of the same group, on the same service within an hour, with the same labels elsewhere.',
    permission: 'alerts.read',
    of: 'alert',
    input: z.object({ alertId: number }),
    output: z.object({ page: Some, group: Some, service: Some, labels: Some }),
    errors: ['not_found'],
  }),
  listAlertHistory: endpoint({
    method: 'GET',
    path: '/api/alerts/:alertId/history',
    does: 'When did this happen before, under the same key of the same source, how long, who had it, and what was noted?',
    permission: 'alerts.read',
    of: 'alert',
    input: z.object({
      alertId: number,
      before: number.optional(),
      limit: z.coerce.number<number>().int().min(1).max(100).default(10),
    }),
    output: z.object({
      past: z.array(
        z.object({
          id: number,
          priority,
          summary: z.string(),
          count: z.int(),
          firstAt: instant,
          closedAt: instant,
          acknowledgedBy: z.string().nullable(),
          closedBy: z.string().nullable(),
          /** The note of whoever closed it, or `source`, `ended`, `person`, `test_over`. */
          closedBecause: z.string(),
        }),
      ),
      /** How many there are in all, counted up to a bound. */
      count: z.int(),
      isMore: z.boolean(),
      nextBefore: number.nullable(),
    }),
    errors: ['not_found'],
  }),
}

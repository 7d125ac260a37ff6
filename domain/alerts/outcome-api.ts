import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { number } from '../shapes.ts'
import { Alert } from './alert.ts'
import { noActionReasons, outcomes } from './outcome.ts'

const AlertRef = z.object({ alertId: number })

export const outcomeApi = {
  sayOutcome: endpoint({
    method: 'PUT',
    path: '/api/alerts/:alertId/outcome',
    does: 'What came of this closed alert: somebody acted, or no action was needed, and why. Within 30 days of its end; the last word holds.',
    permission: 'alerts.respond',
    of: 'alert',
    input: AlertRef.extend({
      outcome: z.enum(outcomes),
      /** Why no action was needed; asked only then. */
      reason: z.enum(noActionReasons).default('other'),
      note: z.string().trim().max(4000).default(''),
    }),
    output: Alert,
    errors: ['not_found', 'outcome_alert_open', 'outcome_too_late'],
  }),
  takeBackOutcome: endpoint({
    method: 'DELETE',
    path: '/api/alerts/:alertId/outcome',
    does: 'Take back what was said of it: it counts again as it did when it was closed.',
    permission: 'alerts.respond',
    of: 'alert',
    input: AlertRef,
    output: Alert,
    errors: ['not_found', 'outcome_alert_open', 'outcome_too_late'],
  }),
}

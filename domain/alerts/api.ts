import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { id, instant, number, priority } from '../shapes.ts'
import { promised, reason } from '../paging/answer-shapes.ts'
import { Alert, AlertDetail } from './alert.ts'
import { alertFilter } from './filter.ts'
import { noActionReasons, outcomes } from './outcome.ts'

const AlertRef = z.object({ alertId: number })

export const alertsApi = {
  listAlerts: endpoint({
    method: 'GET',
    path: '/api/alerts',
    does: 'Which alerts are open (or closed), newest or most urgent first? An answer may hold fewer than asked for and still say where to read on.',
    permission: 'alerts.read',
    input: z.object({
      ...alertFilter,
      /** Most urgent first holds for open alerts; others are listed by time. */
      sort: z.enum(['newest', 'urgent']).default('newest'),
      before: number.optional(),
      /** Reading on in the most urgent first: the priority of the last that was read. */
      beforePriority: priority.optional(),
      limit: z.coerce.number<number>().int().min(1).max(200).default(50),
    }),
    output: z.object({
      alerts: z.array(Alert),
      /** Open alerts by state, for the whole installation (or the team asked for), counted up to 1,000: that says at least so many. `muted` are some of the triggered. */
      counts: z.object({ triggered: z.int(), acknowledged: z.int(), snoozed: z.int(), muted: z.int() }),
      nextBefore: number.nullable(),
    }),
    errors: [],
  }),
  getAlert: endpoint({
    method: 'GET',
    path: '/api/alerts/:alertId',
    does: 'One alert with what its sender wrote.',
    permission: 'alerts.read',
    of: 'alert',
    input: AlertRef,
    output: AlertDetail,
    errors: ['not_found'],
  }),
  acknowledgeAlert: endpoint({
    method: 'POST',
    path: '/api/alerts/:alertId/acknowledgement',
    does: 'I have it: stops escalation until the policy brings it back, or until I said to be back. Where several must answer, it goes on until the last of them has.',
    permission: 'alerts.respond',
    of: 'alert',
    input: AlertRef.extend({
      ...promised,
      /** Somebody else has it and said so elsewhere: acknowledges for them, and asks `because`. */
      forPersonId: id.optional(),
      because: reason,
    }),
    output: Alert,
    errors: [
      'not_found',
      'alert_closed',
      'alert_already_acknowledged',
      'people_must_answer',
      'reason_needed',
      'unknown_reference',
    ],
  }),
  closeAlert: endpoint({
    method: 'POST',
    path: '/api/alerts/:alertId/closure',
    does: 'The problem is gone: closes the alert and ends its page.',
    permission: 'alerts.respond',
    of: 'alert',
    input: AlertRef.extend({
      note: z.string().max(4000).default(''),
      because: reason,
      /** What came of it: somebody acted, or no action was needed. */
      outcome: z.enum(outcomes).default('acted'),
      /** Why no action was needed; asked only then. */
      reason: z.enum(noActionReasons).default('other'),
    }),
    output: Alert,
    errors: ['not_found', 'alert_closed', 'reason_needed'],
  }),
  reopenAlert: endpoint({
    method: 'POST',
    path: '/api/alerts/:alertId/reopening',
    does: 'It was closed too early: opens the alert again, and it pages as a new one would.',
    permission: 'alerts.respond',
    of: 'alert',
    input: AlertRef.extend({ note: z.string().max(4000).default('') }),
    output: Alert,
    errors: ['not_found', 'alert_open'],
  }),
  snoozeAlert: endpoint({
    method: 'POST',
    path: '/api/alerts/:alertId/snooze',
    does: 'Be quiet until then; it pages again when it is still open.',
    permission: 'alerts.respond',
    of: 'alert',
    input: AlertRef.extend({ until: instant, because: reason }),
    output: Alert,
    errors: ['not_found', 'alert_closed', 'snooze_in_past', 'snooze_too_long', 'reason_needed'],
  }),
  escalateAlert: endpoint({
    method: 'POST',
    path: '/api/alerts/:alertId/escalation',
    does: 'Do not wait: go to the next step of the policy now.',
    permission: 'alerts.respond',
    of: 'alert',
    input: AlertRef.extend({ because: reason }),
    output: Alert,
    errors: ['not_found', 'alert_closed', 'reason_needed'],
  }),
  takeOverAlert: endpoint({
    method: 'POST',
    path: '/api/alerts/:alertId/takeover',
    does: 'I have it instead of whoever has it now, and say why.',
    permission: 'alerts.respond',
    of: 'alert',
    input: AlertRef.extend({ ...promised, because: reason }),
    output: Alert,
    errors: ['not_found', 'alert_closed', 'reason_needed'],
  }),
  declineAlert: endpoint({
    method: 'POST',
    path: '/api/alerts/:alertId/decline',
    does: 'I cannot: the page goes on without me. Whoever has the alert gives it back by this.',
    permission: 'alerts.respond',
    of: 'alert',
    input: AlertRef.extend({ reason }),
    output: Alert,
    errors: ['not_found', 'alert_closed', 'alert_already_acknowledged', 'decline_not_paged'],
  }),
}

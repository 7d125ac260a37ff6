import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { instant, number } from '../shapes.ts'
import { alertFilter, AlertFilter } from './filter.ts'

/** How many can be meant at once: by their ids, and by a filter. */
export const mostByIds = 1_000
export const mostMatching = 10_000

/** These alerts; or all that match a filter, as many as somebody saw and none that was raised since. */
const chosen = {
  alertIds: z.array(number).min(1).max(mostByIds).optional(),
  matching: AlertFilter.extend({
    /** The newest alert that was there when they were counted. */
    upTo: number,
    /** How many they were then. */
    seen: z.int().min(1).max(mostMatching),
  }).optional(),
}
const oneOf = {
  check: (of: { readonly alertIds?: unknown; readonly matching?: unknown }) => !of.alertIds !== !of.matching,
  say: 'Name either alertIds or matching',
}

/** What became of each. */
const Became = z.object({
  /** The moment at which it was done, by which it can be taken back. */
  at: instant,
  done: z.array(number),
  /** Alerts on the same pages that followed without being named: a page is answered as a whole. */
  others: z.int(),
  left: z.array(
    z.object({
      alertId: number,
      because: z.enum(['taken', 'yours', 'closed', 'answered_in_part', 'not_allowed', 'moved_on', 'gone']),
      /** Who has it, where somebody has. */
      by: z.string().nullable(),
    }),
  ),
})
export type Became = z.output<typeof Became>

export const bulkApi = {
  countAlerts: endpoint({
    method: 'GET',
    path: '/api/alerts/matching',
    does: 'How many alerts match? Counted up to 10,000.',
    permission: 'alerts.read',
    input: z.object(alertFilter),
    output: z.object({
      count: z.int(),
      /** There are more than were counted. */
      isMore: z.boolean(),
      /** The newest of all alerts: what is raised later was not seen. Zero where there is none. */
      upTo: z.int(),
    }),
    errors: [],
  }),
  acknowledgeAlerts: endpoint({
    method: 'POST',
    path: '/api/alerts/acknowledgements',
    does: 'I have all of these. Says for each what became of it: what somebody has stays theirs. Who may respond is asked for each alert.',
    permission: 'alerts.read',
    input: z.object(chosen).refine(oneOf.check, oneOf.say),
    output: Became,
    errors: ['alerts_more_than_seen'],
  }),
  undoAcknowledgements: endpoint({
    method: 'POST',
    path: '/api/alerts/acknowledgements/undo',
    does: 'It was pressed by mistake: what I acknowledged at that moment waits for somebody again, and its pages begin anew. Within two minutes.',
    permission: 'alerts.read',
    input: z.object({ at: instant, alertIds: z.array(number).min(1).max(mostMatching) }),
    output: Became,
    errors: [],
  }),
  closeAlerts: endpoint({
    method: 'POST',
    path: '/api/alerts/closures',
    does: 'The problems are gone: closes all of these. What somebody else has is left to them. Who may respond is asked for each alert.',
    permission: 'alerts.read',
    input: z.object({ ...chosen, note: z.string().max(4000).default('') }).refine(oneOf.check, oneOf.say),
    output: Became,
    errors: ['alerts_more_than_seen'],
  }),
}

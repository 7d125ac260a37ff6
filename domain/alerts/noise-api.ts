import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { id, instant, number } from '../shapes.ts'
import { Alert } from './alert.ts'
import { noActionReasons } from './outcome.ts'

const days = z
  .union([z.literal(7), z.literal(30), z.literal(90)])
  .or(z.enum(['7', '30', '90']).transform((text): 7 | 30 | 90 => (text === '7' ? 7 : text === '30' ? 30 : 90)))
  .default(30)

/** A rule of a monitor, and what it did in a span of days of UTC. */
export const RuleNoise = z.object({
  ruleId: number,
  name: z.string(),
  /** The label that names it, `route` where a route does, `key` where nothing does but the key. */
  namedBy: z.string(),
  teamId: id,
  teamName: z.string(),
  serviceId: id,
  /** Null when it has been removed since. */
  serviceName: z.string().nullable(),
  serviceSlug: z.string().nullable(),
  sourceId: id,
  sourceName: z.string().nullable(),
  sourceSlug: z.string().nullable(),
  /** Alerts that it raised: each is counted in exactly one of the five that follow. */
  raised: z.int(),
  acted: z.int(),
  noAction: z.int(),
  /** Closed by its monitor, and nobody had answered. */
  byItself: z.int(),
  stillOpen: z.int(),
  /** Muted until its monitor closed it: it paged nobody. */
  mutedOnly: z.int(),
  /** Pages that its alerts opened, those of them at night, and those on which nobody acted. */
  pages: z.int(),
  nights: z.int(),
  wastedPages: z.int(),
  flapped: z.int(),
  muted: z.int(),
  /** Of its last 200 alerts in the span. */
  minutesToAnswer: z.number().nullable(),
  minutesToClose: z.number().nullable(),
  /** The same in the span before. */
  pagesBefore: z.int(),
  wastedPagesBefore: z.int(),
  lastReason: z.enum(noActionReasons).nullable(),
  /** Pages again and again for nothing: its rule wants repair. */
  isNoisy: z.boolean(),
})
export type RuleNoise = z.output<typeof RuleNoise>

const span = {
  days: z.int(),
  /** Until when alerts have been counted; null before the first was. */
  countedUntil: instant.nullable(),
}

export const noiseApi = {
  getNoise: endpoint({
    method: 'GET',
    path: '/api/noise',
    does: 'Which rules of our monitors page for nothing? Counted by rule over 7, 30 or 90 days of UTC, the most wasted pages first.',
    permission: 'alerts.read',
    input: z.object({
      days,
      teamId: id.optional(),
      serviceId: id.optional(),
      sourceId: id.optional(),
      limit: z.coerce.number<number>().int().min(1).max(1000).default(100),
    }),
    output: z.object({
      ...span,
      rules: z.array(RuleNoise),
      /** Of all rules that were asked for, shown or not. */
      total: z.object({ rules: z.int(), raised: z.int(), pages: z.int(), wastedPages: z.int(), nights: z.int() }),
    }),
    errors: [],
  }),
  getRuleNoise: endpoint({
    method: 'GET',
    path: '/api/noise/rules/:ruleId',
    does: 'What did one rule do, and what came of its last alerts?',
    permission: 'alerts.read',
    input: z.object({ ruleId: number, days }),
    output: z.object({ ...span, rule: RuleNoise, alerts: z.array(Alert) }),
    errors: ['not_found'],
  }),
  getAlertNoise: endpoint({
    method: 'GET',
    path: '/api/alerts/:alertId/noise',
    does: 'How often did the rule that raised this alert page in the last 30 days, and how often did anybody act? Null while it is not counted.',
    permission: 'alerts.read',
    of: 'alert',
    input: z.object({ alertId: number }),
    output: z.object({ rule: RuleNoise.nullable() }),
    errors: ['not_found'],
  }),
}

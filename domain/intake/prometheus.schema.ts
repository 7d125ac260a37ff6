// One alert of POST /api/v2/alerts as Baton takes it, for the API description. `prometheus.ts` checks the same by hand,
// faster; `prometheus.property.test.ts` proves that both accept exactly the same.
import * as z from 'zod'

/** Looked at raw, because zod leaves out a label named `__proto__` and Alertmanager does not. */
const Labels = z
  .unknown()
  .refine((labels) => isObject(labels) && Object.values(labels).some(isUsable), 'At least one label that is not empty')
  .meta({
    type: 'object',
    additionalProperties: { type: 'string' },
    description: 'Name to text: the whole set is the identity of the alert; empty values do not count',
  })

export const PostedAlert = z.looseObject({
  labels: Labels,
  annotations: z.unknown().optional().describe('Name to text: summary, description, runbook_url'),
  startsAt: z.unknown().optional().describe('RFC 3339; now when missing or of year 1'),
  endsAt: z
    .unknown()
    .optional()
    .describe('RFC 3339; firing while it lies ahead; now + 5 minutes when missing or of year 1'),
  generatorURL: z.unknown().optional(),
})

/** 200 without a body when every alert was valid; 400 with a JSON string of reasons when some were not. */
export const PostedAlerts = z.array(PostedAlert).max(10_000)

export const Reasons = z.string()

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isUsable(value: unknown): boolean {
  return (typeof value === 'string' && value !== '') || Number.isFinite(value) || typeof value === 'boolean'
}

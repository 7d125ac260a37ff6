// Alertmanager's webhook message, version "4", for the API description; the reader takes any JSON (see `alertmanager.ts`).
import * as z from 'zod'

const Texts = z.record(z.string(), z.string())

export const WebhookMessage = z.looseObject({
  version: z.string().optional(),
  groupKey: z.string().optional(),
  truncatedAlerts: z.int().nonnegative().optional(),
  status: z.enum(['firing', 'resolved']).optional(),
  receiver: z.string().optional(),
  groupLabels: Texts.optional(),
  commonLabels: Texts.optional(),
  commonAnnotations: Texts.optional(),
  externalURL: z.string().optional(),
  alerts: z.array(
    z.looseObject({
      status: z.enum(['firing', 'resolved']).optional(),
      labels: Texts,
      annotations: Texts.optional(),
      startsAt: z.string().optional(),
      endsAt: z.string().optional().describe('0001-01-01T00:00:00Z while firing'),
      generatorURL: z.string().optional(),
      fingerprint: z.string().optional().describe('16 hex digits; computed from the labels when missing'),
    }),
  ),
})

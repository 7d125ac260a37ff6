// Baton's own JSON, for the API description; the reader takes any JSON (see `generic.ts`).
import * as z from 'zod'

export const GenericEvent = z.looseObject({
  title: z.string().optional().describe('Or summary, or message'),
  description: z.string().optional().describe('Or details'),
  severity: z
    .string()
    .optional()
    .describe('Or priority: critical, high, medium, low, P1 to P4 and the words of many monitors'),
  status: z
    .string()
    .optional()
    .describe(
      'Or state, or action: ok, resolved, recovered, closed, close, up, success, normal, 0 resolve; acknowledged acknowledges; anything else opens',
    ),
  dedup_key: z.string().optional().describe('Or alias, id, fingerprint; made from source and title when missing'),
  source: z.string().optional(),
  tags: z.unknown().optional().describe('{"env":"prod"}, ["env:prod"] or "env:prod,db"'),
  links: z.array(z.object({ href: z.string(), text: z.string().optional() })).optional(),
  timestamp: z.unknown().optional().describe('RFC 3339, or seconds or milliseconds since 1970'),
})

export const GenericBody = z.union([GenericEvent, z.array(GenericEvent)])

export const GenericReply = z.object({
  accepted: z.int(),
  events: z.array(z.object({ action: z.string(), key: z.string(), notes: z.array(z.string()) })),
})

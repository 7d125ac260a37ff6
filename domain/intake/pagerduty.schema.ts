// PagerDuty Events v2 as Baton takes it, for the API description. `pagerduty.ts` checks the same by hand, faster;
// `pagerduty.property.test.ts` proves that both accept exactly the same.
import * as z from 'zod'

const RoutingKey = z
  .string()
  .length(32)
  .regex(/^[A-Za-z0-9]*$/)
  .describe('The key of the source; may stand in the header X-Routing-Key or in the path instead')

const DedupKey = z
  .union([z.string().refine((key) => Array.from(key).length <= 255, 'At most 255 characters'), z.int()])
  .describe('Which alert this is about, compared byte for byte')

const Said = z.string().refine((text) => text.trim() !== '', 'Must not be blank')

const Summary = Said.describe('One line for people; cut at 1,024 characters')
const Timestamp = z.unknown().describe('When it began: RFC 3339, or seconds or milliseconds since 1970')
const Links = z.unknown().describe('A list of {href, text}; http and https only')

export const TriggerEvent = z.looseObject({
  routing_key: RoutingKey,
  event_action: z.literal('trigger'),
  dedup_key: DedupKey.nullish().describe('Made by the server when missing'),
  payload: z.looseObject({
    summary: Summary,
    source: z.string().describe('What is affected'),
    severity: z.string().describe('critical, error, warning or info; other words are taken and noted'),
    timestamp: Timestamp.optional(),
    component: z.unknown().optional(),
    group: z.unknown().optional(),
    class: z.unknown().optional(),
    custom_details: z.unknown().optional().describe('Anything; kept and shown'),
  }),
  links: Links.optional(),
  images: z.unknown().optional().describe('A list of {src, href, alt}'),
  client: z.unknown().optional().describe('The name of the monitor'),
  client_url: z.unknown().optional(),
})

export const FollowUpEvent = z.looseObject({
  routing_key: RoutingKey,
  event_action: z.enum(['acknowledge', 'resolve']),
  dedup_key: DedupKey.refine((key) => key !== '', 'Must not be blank'),
  payload: z.unknown().optional(),
})

export const EnqueueBody = z.discriminatedUnion('event_action', [TriggerEvent, FollowUpEvent])

export const EnqueueReply = z.object({
  status: z.literal('success'),
  message: z.literal('Event processed'),
  dedup_key: z.string(),
})

export const ChangeBody = z.looseObject({
  routing_key: RoutingKey,
  payload: z.looseObject({
    summary: Summary,
    source: z.unknown().optional(),
    timestamp: Timestamp.optional(),
    custom_details: z.unknown().optional(),
  }),
  links: Links.optional(),
})

export const ChangeReply = z.object({ status: z.literal('success'), message: z.literal('Change event processed') })

export const InvalidReply = z.object({ status: z.string(), message: z.string(), errors: z.array(z.string()) })

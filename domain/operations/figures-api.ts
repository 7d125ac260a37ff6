import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { instant } from '../shapes.ts'
import { heldReasons } from './heartbeat.ts'
import { troubleKinds } from './troubles.ts'

/** At most so long, in milliseconds; null where nothing was measured. */
const Spans = z.object({
  count: z.int(),
  p50Ms: z.number().nullable(),
  p99Ms: z.number().nullable(),
  maxMs: z.number().nullable(),
})

const ChannelFigures = z.object({
  channel: z.string(),
  /** Which telephone provider took it; empty where a channel has but one, and for what none took. */
  provider: z.string(),
  sent: z.int(),
  failed: z.int(),
  /** Kept in the outbox, for no provider is set up. */
  notSent: z.int(),
  missingReceipts: z.int(),
  retries: z.int(),
  /** Sent more than once for one delivery. */
  duplicates: z.int(),
  /** How long the channel took to accept. */
  took: Spans,
})

/** What is wrong with Baton itself. */
export const OwnTrouble = z.object({
  kind: z.enum(troubleKinds),
  subject: z.string(),
  detail: z.string(),
  since: instant,
})

export const figuresApi = {
  getPagingFigures: endpoint({
    method: 'GET',
    path: '/api/figures',
    does: 'How paging does: deliveries, times and lateness of the last hour, day or week, and what Baton knows of itself.',
    permission: 'operations.read',
    input: z.object({ span: z.enum(['hour', 'day', 'week']).default('day') }),
    output: z.object({
      from: instant,
      until: instant,
      channels: z.array(ChannelFigures),
      /** From the acceptance of an alert until a first message was handed over. */
      handedOver: Spans,
      /** From the first page until somebody acknowledged it. */
      answered: Spans,
      /** How late due steps were begun, by kind; in whole hours. */
      lateness: z.array(z.object({ kind: z.string(), spans: Spans })),
      selfPages: z.object({
        /** 0: Baton does not page itself here. */
        everyMinutes: z.int(),
        good: z.int(),
        late: z.int(),
        failed: z.int(),
        took: Spans,
        lastAt: instant.nullable(),
        lastState: z.enum(['good', 'late', 'failed']).nullable(),
        nextAt: instant.nullable(),
      }),
      heartbeat: z.object({
        isSet: z.boolean(),
        sentAt: instant.nullable(),
        /** Why the last one was held back: one of these words, or what the watcher answered. */
        held: z.union([z.enum(heldReasons), z.string()]).nullable(),
      }),
      troubles: z.array(OwnTrouble),
    }),
    errors: [],
  }),
}

import * as z from 'zod'
import { id, instant, name, priority, zone } from '../../shapes.ts'
import { whyNoCron } from './cron.ts'
import { signals } from './ping.ts'
import { heartbeatStates } from './states.ts'

export const mostMinutes = 527_040 // a leap year

/** Its name in addresses and files: one source has it once. Scripts write `_` too. */
export const heartbeatSlug = z
  .string()
  .regex(/^[a-z0-9_-]{1,100}$/, 'Use small letters, digits, - and _, at most 100 of them')

export const everyMinutes = z.int().min(1, 'Expect it every minute at most').max(mostMinutes)
export const graceMinutes = z.int().min(0).max(mostMinutes)
export const cron = z
  .string()
  .trim()
  .max(100)
  .superRefine((text, refusal) => {
    const why = whyNoCron(text)
    if (why === 'not_cron')
      refusal.addIssue({ code: 'custom', message: 'Write five fields, for example 0 3 * * 1-5, or @daily' })
    if (why === 'never_due')
      refusal.addIssue({ code: 'custom', message: 'This is never due. Mend the day or the month' })
  })
export const alertMessage = z.string().trim().max(500)
export const tags = z.array(z.string().trim().min(1).max(50)).max(20)
export const failWords = z.array(z.string().trim().min(1).max(100)).max(20)
export const heartbeatDescription = z.string().max(10_000)

/** What must not be said with it is said nowhere else: an interval or a cron expression, not both. */
export const oneExpectation = 'Say everyMinutes or cron, and not both'

/** A check-in that is waited for: one that stays away raises an alert on the service of its source, the next one closes it. */
export const Heartbeat = z.object({
  id,
  slug: heartbeatSlug,
  name,
  description: heartbeatDescription,
  sourceId: id,
  serviceId: id,
  teamId: id,
  /** Every so many minutes after the last one; null with a cron expression. */
  everyMinutes: everyMinutes.nullable(),
  cron: z.string().nullable(),
  zone,
  /** How late it may be. A run that has begun must end within it too. */
  graceMinutes,
  priority,
  /** What its alert says; empty: what has happened. */
  alertMessage: z.string(),
  tags: z.array(z.string()),
  /** A mail that holds one of these words is a failure. */
  failWords: z.array(z.string()),
  state: z.enum(heartbeatStates),
  stateAt: instant,
  /** Why it is down. */
  because: z.enum(['missed', 'never_ended', 'failed']).nullable(),
  exitStatus: z.int().nullable(),
  checkedInAt: instant.nullable(),
  /** Since when a run has been under way. */
  startedAt: instant.nullable(),
  lastedSeconds: z.number().nullable(),
  expectedAt: instant.nullable(),
  /** When it counts as missed. */
  downAt: instant.nullable(),
  pings: z.int(),
  /** Its source is switched off: nothing is taken and nothing is waited for. */
  isSourceOff: z.boolean(),
  createdAt: instant,
})
export type Heartbeat = z.output<typeof Heartbeat>

/** One of its last twenty check-ins. */
export const Ping = z.object({
  number: z.int(),
  at: instant,
  kind: z.enum(signals),
  exitStatus: z.int().nullable(),
  rid: z.string().nullable(),
  lastedSeconds: z.number().nullable(),
  via: z.string(),
  address: z.string(),
  agent: z.string(),
  /** The beginning of what came with it. */
  body: z.string(),
  /** How long all of it was; what is kept of it ends at 100,000 bytes. */
  bodyBytes: z.int(),
})
export type Ping = z.output<typeof Ping>

// A past case as it is shown: what it was, what fixed it, how long it took, why it matched, and what is different now.
import * as z from 'zod'
import { instant, number, priority } from '../shapes.ts'
import { kitKinds, pastKinds, stands } from './kinds.ts'

export const RecallCase = z.object({
  id: number,
  kind: z.enum(pastKinds),
  alertId: number.nullable(),
  incidentId: number.nullable(),
  entryId: number.nullable(),
  title: z.string(),
  /** What is known of it beside its title, cut short. */
  text: z.string(),
  priority: priority.nullable(),
  services: z.array(z.string()),
  stands: z.enum(stands),
  at: instant,
  /** From its beginning to its end; null: it is not over, or nobody knows. */
  tookSeconds: z.int().nullable(),
  /** How often it came under the same key. */
  times: z.int(),
  /** The last steps that mitigated and fixed it; empty: nobody wrote them down. */
  fixed: z.string(),
  /** It was seen to be over, and somebody wrote down what fixed it. */
  isVerified: z.boolean(),
  helped: z.int(),
  didNot: z.int(),
})
export type RecallCase = z.output<typeof RecallCase>

/** Why it is shown. */
const Because = z.object({
  /** It came under the same key of the same source. */
  key: z.boolean(),
  /** The same rule of the monitor raised it. */
  rule: z.boolean(),
  service: z.boolean(),
  /** The words of now that it says too, whatever it calls them. */
  words: z.array(z.string()),
})

export const RecallHit = z.object({
  case: RecallCase,
  because: Because,
  differs: z.object({
    services: z.object({ now: z.array(z.string()), before: z.array(z.string()) }).nullable(),
    priority: z.object({ now: priority, before: priority }).nullable(),
    words: z.object({ now: z.array(z.string()), before: z.array(z.string()) }),
  }),
  /** What the caller said of it for this alert or incident. */
  vote: z.enum(['helped', 'did_not']).nullable(),
})
export type RecallHit = z.output<typeof RecallHit>

/** A runbook or bookmark of the kit that fits what happens now. */
export const KitFit = z.object({
  kind: z.enum(kitKinds),
  id: number,
  title: z.string(),
  /** Of a bookmark its address, where it has one. */
  url: z.string(),
  isVerified: z.boolean(),
  because: Because,
})
export type KitFit = z.output<typeof KitFit>

/** `isBehind`: something that ended a while ago is not in the index yet. */
export const Recalled = z.object({ hits: z.array(RecallHit), kit: z.array(KitFit), isBehind: z.boolean() })

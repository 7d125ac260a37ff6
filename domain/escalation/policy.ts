import * as z from 'zod'
import { id, name, slug } from '../shapes.ts'

/** Whom a step reaches: a person by name, or whoever is on call on a schedule at that moment. */
export const Target = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('person'), personId: id }),
  z.object({ kind: z.literal('schedule'), scheduleId: id }),
])
export type Target = z.output<typeof Target>

export const Step = z.object({
  targets: z.array(Target).min(1, 'Name at least one person or schedule').max(20),
  /** How long to wait for an answer before the next step. */
  waitMinutes: z.int().min(1, 'Wait at least one minute').max(1440),
})
export type Step = z.output<typeof Step>

/** Steps, waits, repeats. What happens when all of it stays unanswered is not a choice: the fallback is alarmed. */
export const PolicyDraft = z.object({
  slug,
  name,
  teamId: id,
  steps: z.array(Step).min(1, 'A policy needs at least one step').max(20),
  repeats: z.int().min(0).max(9),
  /** An acknowledged page that nobody closes comes back after this long. */
  returnAfterMinutes: z.int().min(5).max(1440),
})
export const Policy = PolicyDraft.extend({ id, version: z.int(), services: z.int() })
export type Policy = z.output<typeof Policy>

import * as z from 'zod'
import { id, instant, number } from '../shapes.ts'

/** More new alerts of a service or a source within ten minutes than its limit: told as one. */
export const Flood = z.object({
  id: number,
  kind: z.enum(['service', 'source']),
  subjectId: id,
  teamId: id,
  name: z.string(),
  beganAt: instant,
  lastAt: instant,
  endedAt: instant.nullable(),
  /** New alerts since it began. */
  alerts: z.int(),
})
export type Flood = z.output<typeof Flood>

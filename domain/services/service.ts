import * as z from 'zod'
import { id, name, slug } from '../shapes.ts'

/** What is watched. A service belongs to one team and always names the policy its alerts go to. */
export const Service = z.object({
  id,
  slug,
  name,
  description: z.string().max(2000),
  teamId: id,
  policyId: id,
  openAlerts: z.int(),
})
export type Service = z.output<typeof Service>

import * as z from 'zod'
import { id, name, slug } from '../shapes.ts'

export const Grouping = z.enum(['unanswered', 'none'])

/** What is watched. A service belongs to one team and always names the policy its alerts go to. */
export const Service = z.object({
  id,
  slug,
  name,
  description: z.string().max(2000),
  teamId: id,
  policyId: id,
  /** `unanswered`: an alert joins the page of this service that nobody has answered yet. `none`: each rings for itself. */
  grouping: Grouping,
  openAlerts: z.int(),
})
export type Service = z.output<typeof Service>

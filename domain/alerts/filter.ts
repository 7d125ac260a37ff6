// Which alerts are meant: the same filter for the list, for counting, and for what is done to all that match.
import * as z from 'zod'
import { id, instant, priority } from '../shapes.ts'
import { labelPair } from './label-filter.ts'

const labelText = z
  .string()
  .max(1_400)
  .refine((text) => labelPair(text) !== null, 'Write a label as name:value, for example env:prod')

export const alertFilter = {
  state: z.enum(['open', 'triggered', 'acknowledged', 'snoozed', 'closed', 'all']).default('open'),
  teamId: id.optional(),
  serviceId: id.optional(),
  sourceId: id.optional(),
  priority: priority.optional(),
  /** Only alerts whose page reached me, or that I acknowledged. */
  mine: z.stringbool().or(z.boolean()).optional(),
  /** Only those that something keeps from paging, or only the others. */
  muted: z.enum(['yes', 'no']).optional(),
  /** Words that the summary or the key holds, all of them. */
  search: z.string().max(200).optional(),
  /** `name:value`, also several times: alerts that carry all of these labels. */
  label: z.union([labelText, z.array(labelText).max(8)]).optional(),
  /** Raised at or after this moment. */
  from: instant.optional(),
  /** Raised before this moment. */
  to: instant.optional(),
}

export const AlertFilter = z.object(alertFilter)
export type AlertFilter = z.output<typeof AlertFilter>

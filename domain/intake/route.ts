import * as z from 'zod'
import { Matchers } from '../alerts/matchers.schema.ts'
import { priorityNumber, type PriorityName } from '../paging/priority.ts'
import { id, name, priority } from '../shapes.ts'

const labelName = z.string().min(1, 'Write the name of a label').max(1024)

/** What a team does with the events of its sources, asked in order: the first route that matches decides. */
export const Route = z.object({
  id,
  teamId: id,
  name,
  matchers: Matchers,
  decides: z
    .object({
      /** Null: the service of the source. */
      serviceId: id.nullable(),
      /** Null: the policy of the service. */
      policyId: id.nullable(),
      atLeast: priority.nullable(),
      atMost: priority.nullable(),
      /** Alerts that it catches share a page where these labels are equal, for so many minutes also when somebody has it. */
      group: z.object({ labels: z.array(labelName).max(8), minutes: z.int().min(0).max(1440) }).nullable(),
    })
    .refine((decides) => !isContradiction(decides), {
      path: ['atMost'],
      error: 'It cannot be at most this and at least more urgent',
    }),
  isEnabled: z.boolean(),
})
export type Route = z.output<typeof Route>

/** At most P3 and at least P2: no priority is both. */
export function isContradiction({
  atLeast,
  atMost,
}: {
  readonly atLeast: PriorityName | null
  readonly atMost: PriorityName | null
}): boolean {
  return atLeast !== null && atMost !== null && priorityNumber(atLeast) < priorityNumber(atMost)
}

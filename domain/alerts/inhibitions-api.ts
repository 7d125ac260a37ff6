import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { done, id, instant, name, nothing, slug } from '../shapes.ts'
import { Matcher, NarrowMatchers } from './matchers.schema.ts'

/** While a cause is open its echoes do not page. */
export const Inhibition = z.object({
  id,
  slug: z.string(),
  name: z.string(),
  /** Its echoes are alerts of this team; the cause may be anybody's. */
  teamId: id,
  sourceMatchers: z.array(Matcher),
  targetMatchers: z.array(Matcher),
  /** Labels that must say the same on the cause and on the echo; one that both lack says the same. */
  equal: z.array(z.string()),
  createdAt: instant,
  /** How many open alerts it keeps from paging now. */
  mutedNow: z.int(),
})
export type Inhibition = z.output<typeof Inhibition>

const InhibitionRef = z.object({ inhibitionId: id })
export const equalLabels = z.array(z.string().min(1).max(1024)).max(32)

export const inhibitionsApi = {
  listInhibitions: endpoint({
    method: 'GET',
    path: '/api/inhibitions',
    does: 'Which alerts keep others from paging while they are open, as echoes of one cause?',
    permission: 'alerts.read',
    input: nothing,
    output: z.object({ inhibitions: z.array(Inhibition) }),
    errors: [],
  }),
  createInhibition: endpoint({
    method: 'POST',
    path: '/api/inhibitions',
    does: 'While an alert is open that the source matchers match, alerts of the team that the target matchers match do not page, for 4 hours at most.',
    permission: 'inhibitions.manage',
    of: 'team',
    input: z.object({
      teamId: id,
      slug,
      name,
      sourceMatchers: NarrowMatchers,
      targetMatchers: NarrowMatchers,
      equal: equalLabels.default([]),
    }),
    output: Inhibition,
    errors: ['slug_taken', 'unknown_reference'],
  }),
  changeInhibition: endpoint({
    method: 'PATCH',
    path: '/api/inhibitions/:inhibitionId',
    does: 'Change a rule. What it mutes is decided anew at once.',
    permission: 'inhibitions.manage',
    of: 'inhibition',
    input: InhibitionRef.extend({
      name: name.optional(),
      sourceMatchers: NarrowMatchers.optional(),
      targetMatchers: NarrowMatchers.optional(),
      equal: equalLabels.optional(),
    }),
    output: Inhibition,
    errors: ['not_found'],
  }),
  removeInhibition: endpoint({
    method: 'DELETE',
    path: '/api/inhibitions/:inhibitionId',
    does: 'Remove a rule. What it muted and is still open pages at once.',
    permission: 'inhibitions.manage',
    of: 'inhibition',
    input: InhibitionRef,
    output: done,
    errors: ['not_found'],
  }),
}

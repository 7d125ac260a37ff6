import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { done, id, instant, nothing, priority } from '../shapes.ts'
import { Reason } from '../paging/page.ts'
import { Policy, PolicyDraft } from './policy.ts'

/** One moment of a rehearsal: who would be reached, how, and why; or why nobody would be. */
const Moment = z.object({
  at: instant,
  afterMinutes: z.number(),
  loop: z.int(),
  step: z.int(),
  /** The policy whose step it is, where that is another than the one that is rehearsed. */
  within: z.string().nullable(),
  /** Its people are reached in turn: this is the next. A rehearsal takes nobody's turn. */
  isInTurn: z.boolean(),
  /** How many different people must answer. */
  needs: z.int(),
  /** Nobody is reached at this moment, and the page is held until then. */
  heldUntil: instant.nullable(),
  reaches: z.array(
    z.object({
      personId: id,
      name: z.string(),
      because: Reason,
      ways: z.array(
        z.object({
          channel: z.string(),
          address: z.string(),
          at: instant,
          /** It waits for the end of the person's quiet hours. */
          isQuiet: z.boolean(),
        }),
      ),
    }),
  ),
  /** Channels of teams that are told. */
  tells: z.array(z.object({ channelId: id, name: z.string(), channel: z.string() })),
  misses: z.array(
    z.object({
      target: z.string(),
      because: z.enum([
        'nobody_scheduled',
        'nobody_in_role',
        'nobody_in_team',
        'not_followed',
        'declined',
        'unproven',
        'other_priority',
        'other_hours',
        'unreachable',
        'quiet',
        'deactivated',
      ]),
      role: z.enum(['primary', 'secondary']).nullable(),
      /** When the quiet hours of somebody who is let sleep end. */
      until: instant.nullable(),
    }),
  ),
})

export const Rehearsal = z.object({
  moments: z.array(Moment),
  endsIn: z.enum(['fallback', 'cut']),
  fallbackAt: instant.nullable(),
  fallback: z.array(z.object({ personId: id, name: z.string() })),
})

export const escalationApi = {
  listPolicies: endpoint({
    method: 'GET',
    path: '/api/policies',
    does: 'Which escalation policies are there?',
    permission: 'policies.read',
    input: nothing,
    output: z.object({ policies: z.array(Policy) }),
    errors: [],
  }),
  getPolicy: endpoint({
    method: 'GET',
    path: '/api/policies/:policyId',
    does: 'One escalation policy.',
    permission: 'policies.read',
    input: z.object({ policyId: id }),
    output: Policy,
    errors: ['not_found'],
  }),
  createPolicy: endpoint({
    method: 'POST',
    path: '/api/policies',
    does: 'Write a new escalation policy.',
    permission: 'policies.manage',
    of: 'team',
    input: PolicyDraft,
    output: Policy,
    errors: ['slug_taken', 'unknown_reference', 'policies_entangled'],
  }),
  changePolicy: endpoint({
    method: 'PUT',
    path: '/api/policies/:policyId',
    does: 'Change a policy. Pages that are running follow the new text from their next step.',
    permission: 'policies.manage',
    of: 'policy',
    input: PolicyDraft.omit({ slug: true, teamId: true }).extend({ policyId: id, version: z.int() }),
    output: Policy,
    errors: ['not_found', 'changed_meanwhile', 'unknown_reference', 'policies_entangled'],
  }),
  removePolicy: endpoint({
    method: 'DELETE',
    path: '/api/policies/:policyId',
    does: 'Remove a policy that no service, no other policy and no page uses.',
    permission: 'policies.manage',
    of: 'policy',
    input: z.object({ policyId: id }),
    output: done,
    errors: ['not_found', 'still_used'],
  }),
  rehearsePolicy: endpoint({
    method: 'POST',
    path: '/api/rehearsals',
    does: 'If this policy were paged at this moment with this priority: who is reached when, and how?',
    permission: 'policies.read',
    input: z.object({
      policy: PolicyDraft,
      at: instant.nullish(),
      priority: priority.default('P1'),
      /** A page that runs already goes on at that moment, after the step that fired last. */
      after: z.object({ loop: z.int().min(0), step: z.int().min(0) }).nullish(),
      /** Who has answered that page already: they are not reached again. */
      answered: z.array(id).max(20).optional(),
      /** Who has declined that page, and is not rung again. */
      without: z.array(id).max(200).default([]),
    }),
    output: Rehearsal,
    errors: ['unknown_reference'],
  }),
}

import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { id, instant, name, number, priority } from '../shapes.ts'
import { testScopes } from './policy-test.ts'

const PolicyTest = z.object({
  pageId: number,
  alertId: number,
  scope: z.enum(testScopes),
  priority,
  /** Who asked for it. */
  by: z.string(),
  startedAt: instant,
  endedAt: instant.nullable(),
  /** Everybody it has reached so far, in that order. */
  people: z.array(
    z.object({
      personId: id,
      name,
      reachedAt: instant,
      ways: z.array(z.object({ channel: z.string(), state: z.string(), outcome: z.string().nullable() })),
      answeredAt: instant.nullable(),
      via: z.string().nullable(),
      /** From the first message to the answer. */
      afterSeconds: z.number().nullable(),
    }),
  ),
  answered: z.int(),
  /** Whom the end of the policy alarms in earnest; a test alarms nobody. */
  insteadOf: z.array(z.object({ personId: id, name })),
})

export const policyTestApi = {
  testPolicy: endpoint({
    method: 'POST',
    path: '/api/policies/:policyId/tests',
    does: 'Page everybody the policy reaches now, marked as a test. Each is to answer; it ends by itself and alarms nobody.',
    permission: 'policies.manage',
    of: 'policy',
    input: z.object({
      policyId: id,
      scope: z.enum(testScopes).default('first'),
      priority: priority.default('P1'),
      /** A P1 that would wake somebody at night is refused without it. */
      evenAtNight: z.boolean().default(false),
    }),
    output: z.object({ alertId: number, pageId: number, people: z.array(z.object({ personId: id, name })) }),
    errors: ['not_found', 'nobody_to_page', 'policy_test_runs', 'policy_test_at_night'],
  }),
  getPolicyTest: endpoint({
    method: 'GET',
    path: '/api/policies/:policyId/tests/last',
    does: 'The last test of this policy: who was reached, who answered, by what and how fast.',
    permission: 'policies.read',
    input: z.object({ policyId: id }),
    output: z.object({ test: PolicyTest.nullable() }),
    errors: ['not_found'],
  }),
}

import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { instant, nothing } from '../shapes.ts'
import { OwnTrouble } from './figures-api.ts'

const Change = z.object({
  kind: z.enum([
    'team',
    'person',
    'schedule',
    'channel',
    'policy',
    'service',
    'source',
    'inhibition',
    'heartbeat',
    'routes',
    'incident_rules',
    'kit',
  ]),
  slug: z.string(),
  does: z.enum(['create', 'change', 'none']),
  fields: z.array(z.object({ field: z.string(), before: z.unknown(), after: z.unknown() })),
})

export const operationsApi = {
  getHealth: endpoint({
    method: 'GET',
    path: '/api/health',
    does: 'Is somebody being woken? Nodes, lateness, what waits, what would reach nobody.',
    permission: 'operations.read',
    input: nothing,
    output: z.object({
      at: instant,
      nodes: z.array(z.object({ name: z.string(), release: z.string(), startedAt: instant, seenAt: instant })),
      /** How late the most overdue step is, in milliseconds; 0 when none is. */
      latenessMs: z.number(),
      queuedDeliveries: z.int(),
      /** Open alarms to the fallback: pages that their policy could not get answered. */
      openAlarms: z.int(),
      /** People somebody's policy or schedule names whom no contact reaches. */
      unreachable: z.array(z.object({ personId: z.string(), name: z.string() })),
      /** What is wrong with Baton itself, the oldest first. */
      troubles: z.array(OwnTrouble),
      zoneVersion: z.string(),
    }),
    errors: [],
  }),
  exportConfiguration: endpoint({
    method: 'GET',
    path: '/api/configuration',
    does: 'The configuration as YAML: teams, people, schedules, channels, policies, services, sources, inhibitions, heartbeats, routes, incident rules, kits. No secrets.',
    permission: 'configuration.read',
    input: nothing,
    output: z.object({ yaml: z.string() }),
    errors: [],
  }),
  applyConfiguration: endpoint({
    method: 'POST',
    path: '/api/configuration',
    does: 'Make the configuration as the YAML says, all or nothing; `dryRun` only tells what would change.',
    permission: 'configuration.apply',
    input: z.object({ yaml: z.string().max(2_000_000), dryRun: z.boolean().default(false) }),
    output: z.object({
      changes: z.array(Change),
      isApplied: z.boolean(),
      /** Keys of sources that were created, shown this once. */
      keys: z.array(z.object({ slug: z.string(), key: z.string() })),
    }),
    errors: ['configuration_invalid'],
  }),
}

import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { id, instant, name } from '../shapes.ts'
import { channels } from './channels.ts'
import { findingKinds, reaches, standings } from './readiness.ts'

/** How many weeks of shifts are looked at: this one and those to come. */
export const readinessWeeks = 4

const Need = z.object({
  kind: z.enum(['on_call', 'schedule', 'policy', 'fallback']),
  id,
  name: z.string(),
  teamId: id,
  /** The next shift, or the one that runs; null where there is none in these weeks. */
  from: instant.nullable(),
  until: instant.nullable(),
})

const ContactStanding = z.object({
  id,
  channel: z.enum(channels),
  label: z.string(),
  /** Masked for whoever may not read it on the person's own page. */
  address: z.string(),
  standing: z.enum(standings),
  provenAt: instant.nullable(),
  /** When its proof lapses; null where it never does, or was never given. */
  lapsesAt: instant.nullable(),
})

const PersonReadiness = z.object({
  personId: id,
  name,
  reach: z.enum(reaches),
  isOnCallNow: z.boolean(),
  /** What they are named for, the nearest shift first; none for somebody who is named by nothing and was asked for. */
  needs: z.array(Need),
  findings: z.array(
    z.object({
      because: z.enum(findingKinds),
      urgency: z.enum(['urgent', 'soon', 'hint']),
      contactId: id.nullable(),
      from: instant.nullable(),
    }),
  ),
  contacts: z.array(ContactStanding),
})

export const readinessApi = {
  listReadiness: endpoint({
    method: 'GET',
    path: '/api/readiness',
    does: 'Can everybody be reached whom policies, schedules and fallbacks name? By what, and if not, why: the most urgent first.',
    permission: 'operations.read',
    input: z.object({
      teamId: id.optional(),
      /** One person, whether or not anything names them. */
      personId: id.optional(),
    }),
    output: z.object({
      at: instant,
      people: z.array(PersonReadiness),
      counts: z.object({ unreachable: z.int(), weak: z.int(), ready: z.int() }),
    }),
    errors: ['not_found'],
  }),
}

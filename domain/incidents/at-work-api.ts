import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { id, instant, number, priority } from '../shapes.ts'
import { incidentStates } from './stages.ts'

/** Of incidents, of alerts, and of what is done in one incident: more than this is counted, and not told here. */
export const mostAtWork = { incidents: 15, alerts: 15, doings: 4 } as const

const Named = z.object({ personId: id, name: z.string() })

/** What somebody does in an incident now. */
export const Doing = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('action'), text: z.string(), by: z.string(), since: instant }),
  /** `isTaken`: they have read it back. */
  z.object({ kind: z.literal('task'), text: z.string(), by: z.string(), since: instant, isTaken: z.boolean() }),
  /** `by`: who ticked last, or opened it. */
  z.object({
    kind: z.literal('runbook'),
    text: z.string(),
    by: z.string(),
    since: instant,
    ticked: z.int(),
    steps: z.int(),
  }),
])
export type Doing = z.output<typeof Doing>

export const atWorkApi = {
  listWork: endpoint({
    method: 'GET',
    path: '/api/work',
    does: 'What is being worked on now, by whom, and in what state is it? Incidents with whoever leads and what is done in them, then alerts that somebody has and that stand in none of these; the most urgent first.',
    permission: 'incidents.read',
    input: z.object({ teamId: id.optional() }),
    output: z.object({
      incidents: z.array(
        z.object({
          id: number,
          teamId: id,
          title: z.string(),
          priority,
          state: z.enum(incidentStates),
          isPrivate: z.boolean(),
          isMitigated: z.boolean(),
          declaredAt: instant,
          /** The commander where there is one, else whoever leads. */
          lead: Named.nullable(),
          doings: z.array(Doing),
          moreDoings: z.int(),
        }),
      ),
      moreIncidents: z.int(),
      alerts: z.array(
        z.object({
          id: number,
          teamId: id.nullable(),
          summary: z.string(),
          priority,
          serviceName: z.string().nullable(),
          holder: Named.nullable(),
          since: instant,
          /** What they said that they look at, and when they are back. */
          lookingInto: z.string(),
          backAt: instant.nullable(),
        }),
      ),
      /** As far as they are counted: some two hundred. */
      moreAlerts: z.int(),
    }),
    errors: [],
  }),
}

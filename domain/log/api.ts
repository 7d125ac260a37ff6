import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { id, instant, number } from '../shapes.ts'

/** One line of the on-call log: a sentence a responder would say aloud, with the facts behind it. */
export const Entry = z.object({
  id: number,
  at: instant,
  teamId: id.nullable(),
  kind: z.string(),
  actorKind: z.enum(['person', 'automation', 'source', 'engine', 'nobody']),
  actorName: z.string(),
  alertId: number.nullable(),
  pageId: number.nullable(),
  subject: z.string().nullable(),
  incidentId: number.nullable(),
  /** When it happened, where that is not when it was written. */
  happenedAt: instant.nullable(),
  facts: z.record(z.string(), z.unknown()),
  says: z.string(),
})
export type Entry = z.output<typeof Entry>

export const logApi = {
  readLog: endpoint({
    method: 'GET',
    path: '/api/log',
    does: 'What happened, newest first; for a team, an alert or a subject, and by the words in it.',
    permission: 'log.read',
    input: z.object({
      teamId: id.optional(),
      alertId: number.optional(),
      subject: z.string().max(100).optional(),
      search: z.string().max(200).optional(),
      before: number.optional(),
      limit: z.coerce.number<number>().int().min(1).max(200).default(50),
    }),
    output: z.object({ entries: z.array(Entry), nextBefore: number.nullable() }),
    errors: [],
  }),
  writeNote: endpoint({
    method: 'POST',
    path: '/api/log',
    does: 'Write a line into the log of a team, by itself or attached to an alert.',
    permission: 'log.write',
    of: 'team',
    input: z.object({ teamId: id, alertId: number.nullish(), text: z.string().trim().min(1).max(4000) }),
    output: Entry,
    errors: ['unknown_reference'],
  }),
}

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
  /** Which person, where it was one. */
  personId: id.nullable(),
  alertId: number.nullable(),
  pageId: number.nullable(),
  subject: z.string().nullable(),
  incidentId: number.nullable(),
  /** When it happened, where that is not when it was written. */
  happenedAt: instant.nullable(),
  facts: z.record(z.string(), z.unknown()),
  says: z.string(),
  /** 1 as it was written; each correction counts on. Whoever corrects says which they saw. */
  version: z.int(),
  /** Who corrected it last, and when; null: it stands as it was written. */
  correctedBy: z.string().nullable(),
  correctedAt: instant.nullable(),
})
export type Entry = z.output<typeof Entry>

/** What a note said before it was corrected. */
export const Wording = z.object({
  version: z.int(),
  text: z.string(),
  happenedAt: instant.nullable(),
  by: z.string(),
  at: instant,
})

const Pinned = z.object({ pinned: z.array(z.object({ entry: Entry, by: z.string(), at: instant })) })

const EntryRef = z.object({ entryId: number })

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
      /** What was written from this moment on, and before that one: a day. */
      from: instant.optional(),
      until: instant.optional(),
      before: number.optional(),
      limit: z.coerce.number<number>().int().min(1).max(200).default(50),
    }),
    output: z.object({ entries: z.array(Entry), nextBefore: number.nullable() }),
    errors: [],
  }),
  writeNote: endpoint({
    method: 'POST',
    path: '/api/log',
    does: 'Write a line into the log of a team, by itself or attached to an alert or a service, in Markdown where it helps. Whoever is named in it (@ana) is told.',
    permission: 'log.write',
    of: 'team',
    input: z.object({
      teamId: id,
      alertId: number.nullish(),
      serviceId: id.nullish(),
      text: z.string().trim().min(1).max(4000),
    }),
    output: Entry,
    errors: ['unknown_reference'],
  }),
  correctNote: endpoint({
    method: 'PATCH',
    path: '/api/log/:entryId',
    does: 'Correct what a note says, or when it happened: whoever wrote it, or a manager. What it said before is kept, and shown when somebody asks. Of two who correct it at once one wins, and the other hears what came between.',
    permission: 'log.write',
    of: 'entry',
    input: EntryRef.extend({
      /** Which version you saw. */
      version: z.int().min(1),
      text: z.string().trim().min(1).max(100_000).optional(),
      /** Null: when it was written. */
      happenedAt: instant.nullish(),
    }),
    output: Entry,
    errors: [
      'not_found',
      'entry_not_a_note',
      'note_not_yours',
      'note_corrected_meanwhile',
      'note_too_long',
      'happened_in_future',
    ],
  }),
  listLogPins: endpoint({
    method: 'GET',
    path: '/api/teams/:teamId/log-pins',
    does: 'What stands on top of the log of a team, the last pinned first?',
    permission: 'log.read',
    of: 'team',
    input: z.object({ teamId: id }),
    output: Pinned,
    errors: [],
  }),
  pinLogEntry: endpoint({
    method: 'PUT',
    path: '/api/log/:entryId/pin',
    does: 'Put an entry on top of the log of its team, for everybody. It says who did, and when.',
    permission: 'log.write',
    of: 'entry',
    input: EntryRef,
    output: Pinned,
    errors: ['not_found', 'pins_full'],
  }),
  unpinLogEntry: endpoint({
    method: 'DELETE',
    path: '/api/log/:entryId/pin',
    does: 'Take an entry from the top of the log of its team. It stays where it is.',
    permission: 'log.write',
    of: 'entry',
    input: EntryRef,
    output: Pinned,
    errors: ['not_found'],
  }),
  listWordings: endpoint({
    method: 'GET',
    path: '/api/log/:entryId/wordings',
    does: 'What a note said before it was corrected, the newest first. Search finds only what it says now.',
    permission: 'log.read',
    of: 'entry',
    input: EntryRef,
    output: z.object({ wordings: z.array(Wording) }),
    errors: ['not_found'],
  }),
}

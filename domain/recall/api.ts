// Past cases for what happens now, whether they helped, and the search over everything that was written.
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { done, id, instant, nothing, number, priority } from '../shapes.ts'
import { Recalled } from './case.ts'
import { foundKinds, searchKinds } from './kinds.ts'

const limit = z.coerce.number<number>().int().min(1).max(20).default(5)
const vote = z.enum(['helped', 'did_not']).nullable()

/** One thing that was found; `marks` are the places of the words in `title` and `text`, as pairs of begin and end. */
export const Found = z.object({
  kind: z.enum(foundKinds),
  alertId: number.nullable(),
  incidentId: number.nullable(),
  entryId: number.nullable(),
  /** Which runbook or bookmark of the kit. */
  kitId: number.nullable(),
  at: instant,
  title: z.string(),
  text: z.string(),
  who: z.string(),
  marks: z.object({ title: z.array(z.int()), text: z.array(z.int()) }),
})
export type Found = z.output<typeof Found>

export const recallApi = {
  recallForAlert: endpoint({
    method: 'GET',
    path: '/api/alerts/:alertId/recall',
    does: 'Was this seen before? Past cases that are like this alert, why they match, what is different now, and what fixed them; and what of the kit fits.',
    permission: 'alerts.read',
    of: 'alert',
    input: z.object({ alertId: number, limit }),
    output: Recalled,
    errors: ['not_found'],
  }),
  recallForIncident: endpoint({
    method: 'GET',
    path: '/api/incidents/:incidentId/recall',
    does: 'Was this seen before? Past cases that are like this incident, why they match, what is different now, and what fixed them; and what of the kit fits.',
    permission: 'incidents.read',
    of: 'incident',
    input: z.object({ incidentId: number, limit }),
    output: Recalled,
    errors: ['not_found'],
  }),
  recallForText: endpoint({
    method: 'POST',
    path: '/api/recall',
    does: 'Past cases that are like these words, in English or Korean, and what of the kit fits; none where nothing is.',
    permission: 'incidents.read',
    input: z.object({
      title: z.string().trim().min(1).max(1000),
      details: z.string().max(20_000).default(''),
      serviceIds: z.array(id).max(50).default([]),
      priority: priority.optional(),
      limit,
    }),
    output: Recalled,
    errors: [],
  }),
  voteOnAlertRecall: endpoint({
    method: 'PUT',
    path: '/api/alerts/:alertId/recall/:caseId',
    does: 'Say whether a past case helped with this alert or did not; null takes it back. What helped comes sooner next time.',
    permission: 'alerts.respond',
    of: 'alert',
    input: z.object({ alertId: number, caseId: number, vote }),
    output: done,
    errors: ['not_found', 'vote_needs_person'],
  }),
  voteOnIncidentRecall: endpoint({
    method: 'PUT',
    path: '/api/incidents/:incidentId/recall/:caseId',
    does: 'Say whether a past case helped with this incident or did not; null takes it back. What helped comes sooner next time.',
    permission: 'incidents.respond',
    of: 'incident',
    input: z.object({ incidentId: number, caseId: number, vote }),
    output: done,
    errors: ['not_found', 'vote_needs_person'],
  }),
  rebuildRecall: endpoint({
    method: 'POST',
    path: '/api/recall/rebuild',
    does: 'Build the index of recall and search anew from what is stored. Pages go out meanwhile, without past cases until it has caught up.',
    permission: 'configuration.apply',
    input: nothing,
    output: done,
    errors: [],
  }),
  search: endpoint({
    method: 'GET',
    path: '/api/search',
    does: 'Find incidents, alerts, notes, the kit and entries of the log by their words, the newest first. A page may be short, and goes on at `nextBefore`.',
    permission: 'log.read',
    input: z.object({
      text: z.string().trim().max(200).default(''),
      kind: z.enum(searchKinds).default('all'),
      serviceId: id.optional(),
      personId: id.optional(),
      teamId: id.optional(),
      from: instant.optional(),
      until: instant.optional(),
      before: z.string().max(100).optional(),
      limit: z.coerce.number<number>().int().min(1).max(100).default(30),
    }),
    output: z.object({ found: z.array(Found), nextBefore: z.string().nullable(), isBehind: z.boolean() }),
    errors: ['search_place_unknown'],
  }),
}

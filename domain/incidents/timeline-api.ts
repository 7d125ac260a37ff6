// The timeline of an incident: read in the order of what happened, pinned, and taken along.
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { Entry } from '../log/api.ts'
import { id, instant, number } from '../shapes.ts'
import { IncidentRef } from './api.ts'
import { clockNames } from './clocks.ts'
import { entryGroups } from './groups.ts'
import { IncidentDetail } from './incident.ts'
import type { Instant } from '../time.ts'

/** A place in the timeline: when an entry happened, and which it is. */
export type Place = { readonly at: Instant; readonly id: number }

const placeSay = 'Take the place from an answer of this endpoint'

/** `2026-03-02T09:12:00.123456Z,90431` on the wire. */
const place = z.codec(
  z
    .string()
    .max(60)
    .regex(/^\d{4}-\d\d-\d\dT[\d:.]+Z,[1-9]\d{0,15}$/, placeSay),
  z.custom<Place>(),
  {
    decode: (text, refusal) => {
      const [at = '', entryId = ''] = text.split(',')
      try {
        return { at: Temporal.Instant.from(at), id: Number(entryId) }
      } catch {
        refusal.issues.push({ code: 'custom', input: text, message: placeSay })
        return z.NEVER
      }
    },
    encode: (told) => `${told.at.toString()},${told.id}`,
  },
)

export const PinnedEntry = z.object({ entry: Entry, by: z.string(), at: instant })

/** As many entries as stand out on top. */
export const mostPinned = 30

/** An incident to take along. `leftOut`: how many entries of the timeline are too many for one answer. */
export const IncidentExport = z.object({
  format: z.literal('baton.incident/1'),
  exportedAt: instant,
  incident: IncidentDetail,
  clocks: z.array(
    z.object({
      clock: z.enum(clockNames),
      at: instant,
      secondsSinceBegun: z.int().nullable(),
      secondsSinceDeclared: z.int(),
    }),
  ),
  pinned: z.array(PinnedEntry),
  /** In the order in which it happened. */
  timeline: z.array(Entry),
  leftOut: z.int(),
})

const PinRef = IncidentRef.extend({ entryId: number })

export const incidentTimelineApi = {
  readTimeline: endpoint({
    method: 'GET',
    path: '/api/incidents/:incidentId/timeline',
    does: 'Everything that happened in it and to its alerts, in the order in which it happened, whenever it was written. From any place it is read on in both directions.',
    permission: 'incidents.read',
    of: 'incident',
    input: IncidentRef.extend({
      /** `newest`: what happened last comes first, and it goes on with `before`; `oldest`: from the beginning, on with `after`. */
      order: z.enum(['newest', 'oldest']).default('newest'),
      before: place.optional(),
      after: place.optional(),
      /** Written after this entry: what is new since somebody looked. */
      writtenAfter: number.optional(),
      /** Some of them, with commas between. */
      groups: z
        .string()
        .max(100)
        .transform((text) => text.split(',').filter(Boolean))
        .pipe(z.array(z.enum(entryGroups)))
        .optional(),
      personId: id.optional(),
      search: z.string().max(200).optional(),
      isPinned: z.stringbool().default(false),
      limit: z.coerce.number<number>().int().min(1).max(500).default(100),
    }),
    output: z.object({
      entries: z.array(Entry),
      nextBefore: z.string().nullable(),
      nextAfter: z.string().nullable(),
      /** What stands on top, whatever else is asked for, the last pinned first. */
      pinned: z.array(PinnedEntry),
    }),
    errors: ['not_found'],
  }),
  pinEntry: endpoint({
    method: 'PUT',
    path: '/api/incidents/:incidentId/pins/:entryId',
    does: 'Put an entry of its timeline on top, for everybody. It says who did, and when.',
    permission: 'incidents.respond',
    of: 'incident',
    input: PinRef,
    output: z.object({ pinned: z.array(PinnedEntry) }),
    errors: ['not_found', 'pins_full'],
  }),
  unpinEntry: endpoint({
    method: 'DELETE',
    path: '/api/incidents/:incidentId/pins/:entryId',
    does: 'Take an entry from the top of its timeline. It stays where it is.',
    permission: 'incidents.respond',
    of: 'incident',
    input: PinRef,
    output: z.object({ pinned: z.array(PinnedEntry) }),
    errors: ['not_found'],
  }),
  exportIncident: endpoint({
    method: 'GET',
    path: '/api/incidents/:incidentId/export',
    does: 'All of it to take along: facts, clocks, people, actions, updates, hypotheses, tasks, follow-ups, risk, and its timeline in the order of what happened, as of one moment. At most 10,000 entries, or 10 million characters of them; it says how many are left out. Screens and terminal make Markdown of it.',
    permission: 'incidents.read',
    of: 'incident',
    input: IncidentRef,
    output: IncidentExport,
    errors: ['not_found'],
  }),
}

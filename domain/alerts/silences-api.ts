import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { id, instant, number, priority } from '../shapes.ts'
import { Alert } from './alert.ts'
import { Matcher, isNarrow, narrowSay } from './matchers.schema.ts'
import { mostMatchers } from './matchers.ts'
import { silenceKinds, silenceLimits, silenceStates } from './silence.ts'

/** Kept from paging until then: by its matchers, or (a maintenance) every alert of its services. */
export const Silence = z.object({
  id,
  kind: z.enum(silenceKinds),
  state: z.enum(silenceStates),
  /** Mutes alerts of this team alone; null: of every team. */
  teamId: id.nullable(),
  teamName: z.string().nullable(),
  matchers: z.array(Matcher),
  services: z.array(z.object({ id, name: z.string() })),
  reason: z.string(),
  /** Who made it, as it was called then; the id while that is a person of this Baton. */
  author: z.string(),
  authorId: id.nullable(),
  startsAt: instant,
  endsAt: instant,
  /** So long before the end its author is told; 0: not at all. */
  warnMinutes: z.int(),
  createdAt: instant,
  changedAt: instant,
  /** Who ended it before its time. */
  endedBy: z.string().nullable(),
  /** How many open alerts it keeps from paging now, and how many it ever did. */
  mutedNow: z.int(),
  mutedInAll: z.int(),
})
export type Silence = z.output<typeof Silence>

const SilenceRef = z.object({ silenceId: id })
const reason = z.string().trim().min(1, 'Say why').max(2000)
const warnMinutes = z.coerce.number<number>().int().min(0).max(silenceLimits.longestWarnMinutes)

/** Either matchers or services: the second makes it a maintenance. */
const what = {
  teamId: id.nullable().default(null),
  matchers: z.array(Matcher).max(mostMatchers).default([]),
  serviceIds: z.array(id).max(silenceLimits.services).default([]),
}
const asksSomething = ({ matchers }: { readonly matchers: readonly z.output<typeof Matcher>[] }) =>
  matchers.length === 0 || isNarrow(matchers)
const somethingSay = { path: ['matchers'], error: narrowSay }

export const silencesApi = {
  listSilences: endpoint({
    method: 'GET',
    path: '/api/silences',
    does: 'What is kept from paging on purpose, by whom, why and until when? What is over stays listed for 30 days.',
    permission: 'alerts.read',
    input: z.object({
      /** `current`: what mutes now and what is to come. */
      state: z.enum([...silenceStates, 'current', 'all']).default('current'),
      kind: z.enum(silenceKinds).optional(),
      teamId: id.optional(),
      limit: z.coerce.number<number>().int().min(1).max(1000).default(200),
    }),
    output: z.object({
      /** What ends next comes first; what is over comes last, the newest first. */
      silences: z.array(Silence),
      /** How many there are in all of that kind and team, by state. */
      counts: z.object({ pending: z.int(), active: z.int(), expired: z.int() }),
    }),
    errors: [],
  }),
  getSilence: endpoint({
    method: 'GET',
    path: '/api/silences/:silenceId',
    does: 'One silence or maintenance.',
    permission: 'alerts.read',
    input: SilenceRef,
    output: Silence,
    errors: ['not_found'],
  }),
  listSilenced: endpoint({
    method: 'GET',
    path: '/api/silences/:silenceId/alerts',
    does: 'Which alerts did it mute? The newest first, open or closed since.',
    permission: 'alerts.read',
    input: SilenceRef.extend({
      before: number.optional(),
      limit: z.coerce.number<number>().int().min(1).max(200).default(50),
    }),
    output: z.object({ alerts: z.array(Alert), nextBefore: number.nullable() }),
    errors: ['not_found'],
  }),
  previewSilence: endpoint({
    method: 'POST',
    path: '/api/silences/preview',
    does: 'Which open alerts would it mute if it began now?',
    permission: 'alerts.read',
    input: z.object(what).refine(asksSomething, somethingSay),
    output: z.object({
      /** Nobody has them yet: these would stop paging. */
      mutes: z.int(),
      /** Something mutes these already. */
      alreadyMuted: z.int(),
      /** Somebody has acknowledged or snoozed them: those stay theirs. */
      stay: z.int(),
      /** Those that would be muted, by priority. */
      byPriority: z.record(priority, z.int()),
      /** The first of those that would be muted, the most urgent first. */
      alerts: z.array(Alert),
    }),
    errors: [],
  }),
  createSilence: endpoint({
    method: 'POST',
    path: '/api/silences',
    does: 'Keep alerts from paging until then: those that matchers match, or (a maintenance) all of some services. What is open and unanswered leaves its page; it pages when the silence ends.',
    permission: 'silences.manage',
    of: 'team',
    input: z
      .object({
        ...what,
        /** Now, when it is left out. */
        startsAt: instant.optional(),
        endsAt: instant,
        reason,
        warnMinutes: warnMinutes.default(silenceLimits.warnMinutes),
      })
      .refine(asksSomething, somethingSay),
    output: Silence,
    errors: ['unknown_reference', 'silence_ends_first', 'silence_too_long'],
  }),
  changeSilence: endpoint({
    method: 'PATCH',
    path: '/api/silences/:silenceId',
    does: 'Change when it ends, why it is there, or how long before its end its author is told; when it begins, while that is to come. What it mutes does not change: end it and make another.',
    permission: 'silences.manage',
    of: 'silence',
    input: SilenceRef.extend({
      startsAt: instant.optional(),
      endsAt: instant.optional(),
      reason: reason.optional(),
      warnMinutes: warnMinutes.optional(),
    }),
    output: Silence,
    errors: ['not_found', 'silence_is_over', 'silence_has_begun', 'silence_ends_first', 'silence_too_long'],
  }),
  endSilence: endpoint({
    method: 'POST',
    path: '/api/silences/:silenceId/end',
    does: 'End it now. What it muted and is still open pages at once.',
    permission: 'silences.manage',
    of: 'silence',
    input: SilenceRef,
    output: Silence,
    errors: ['not_found', 'silence_is_over'],
  }),
}
export type SilenceAsked = z.output<(typeof silencesApi)['createSilence']['input']>

import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { id, instant, name, number, zone } from '../shapes.ts'
import { hindrances } from './cover-candidates.ts'
import { coverStates } from './cover-states.ts'
import { Role } from './schedule.ts'

const span = { startsAt: instant, endsAt: instant }
const Piece = z.object(span)

/** The most of everything in one request. */
export const coverLimits = { days: 100, pieces: 100, asked: 200, note: 500, listed: 200 } as const

const note = z.string().trim().max(coverLimits.note).default('')

/** A shift that somebody has around that time. */
const Busy = z.object({ ...span, scheduleId: id, scheduleName: name, role: Role })

const Hindrance = z.enum(hindrances)

/** What it would mean for the caller, on their own wall clock. */
const Load = z.object({
  minutes: z.int(),
  /** Nights, from 22:00 to 07:00, of which some is in it. */
  nights: z.int(),
  weekendDays: z.int(),
})

const CoverRequest = z.object({
  id: number,
  kind: z.enum(['cover', 'swap']),
  state: z.enum(coverStates),
  /** Why it is void. */
  because: z.enum(['asker_left', 'shift_changed', 'return_changed']).nullable(),
  scheduleId: id,
  scheduleName: name,
  teamId: id,
  zone,
  /** Whose shift it is. */
  askerId: id,
  askerName: z.string(),
  /** Who asked for them: a manager, or null when they asked themselves. */
  askedByName: z.string().nullable(),
  ...span,
  /** The times for which somebody is still looked for; empty at its end. */
  open: z.array(Piece),
  /** Of a swap: the shift of whoever is asked, which the asker takes instead. */
  inReturn: z.object({ ...span, scheduleId: id, scheduleName: name, zone }).nullable(),
  isForEverybody: z.boolean(),
  note: z.string(),
  asked: z.array(
    z.object({
      personId: id,
      name: z.string(),
      answer: z.enum(['none', 'offered', 'accepted', 'declined']),
      note: z.string(),
    }),
  ),
  /** Parts that somebody would take, or takes. */
  parts: z.array(z.object({ ...span, id: number, personId: id, name: z.string(), isAgreed: z.boolean() })),
  load: Load,
  /** For whoever is asked, while it is open: what speaks against it, and what else they are on call for in those weeks. */
  forMe: z.object({ because: z.array(Hindrance), elsewhere: z.array(Busy) }).nullable(),
  askedAt: instant,
  closedAt: instant.nullable(),
})
export type CoverRequest = z.output<typeof CoverRequest>

const asking = {
  scheduleId: id,
  ...span,
  /** Left out: everybody who could. */
  of: z.array(id).min(1).max(coverLimits.asked).optional(),
  /** A swap: this shift of the one person who is asked is taken instead. */
  inReturn: z.object({ scheduleId: id, ...span }).optional(),
  note,
}

const refusedMoves = [
  'not_found',
  'cover_taken',
  'cover_declined',
  'cover_withdrawn',
  'cover_expired',
  'cover_void',
] as const

export const coverApi = {
  askCover: endpoint({
    method: 'POST',
    path: '/api/covers',
    does: 'Who takes my shift? Ask one person, several or everybody who could; or ask one to swap shifts.',
    permission: 'schedules.override',
    of: 'schedule',
    input: z.object(asking),
    output: CoverRequest,
    errors: [
      'not_found',
      'bad_input',
      'unknown_reference',
      'cover_no_shift',
      'cover_asked_already',
      'cover_circular',
      'cover_nobody_to_ask',
    ],
  }),
  askCoverFor: endpoint({
    method: 'POST',
    path: '/api/covers/on-behalf',
    does: 'Ask who takes the shift of somebody else, as a manager of the schedule.',
    permission: 'schedules.manage',
    of: 'schedule',
    input: z.object({ ...asking, personId: id }),
    output: CoverRequest,
    errors: [
      'not_found',
      'bad_input',
      'unknown_reference',
      'cover_no_shift',
      'cover_asked_already',
      'cover_circular',
      'cover_nobody_to_ask',
    ],
  }),
  listCovers: endpoint({
    method: 'GET',
    path: '/api/covers',
    does: 'Which cover requests are there? Mine, those that ask me, or all that are open; the soonest first.',
    permission: 'schedules.read',
    input: z.object({
      /** `mine`: for my shifts; `asked`: those I may answer; left out: everybody's. */
      who: z.enum(['mine', 'asked']).optional(),
      /** `open` when it is left out. */
      state: z.enum(['open', 'all']).default('open'),
      scheduleId: id.optional(),
      teamId: id.optional(),
    }),
    output: z.object({ covers: z.array(CoverRequest) }),
    errors: [],
  }),
  getCover: endpoint({
    method: 'GET',
    path: '/api/covers/:coverId',
    does: 'One cover request, with the answers so far.',
    permission: 'schedules.read',
    input: z.object({ coverId: number }),
    output: CoverRequest,
    errors: ['not_found'],
  }),
  listCoverCandidates: endpoint({
    method: 'GET',
    path: '/api/schedules/:scheduleId/cover-candidates',
    does: 'Who could take this shift, and what speaks against it?',
    permission: 'schedules.read',
    input: z.object({
      scheduleId: id,
      ...span,
      /** Whose shift it is; left out, mine. */
      personId: id.optional(),
    }),
    output: z.object({
      candidates: z.array(
        z.object({
          personId: id,
          name: z.string(),
          zone,
          /** Whether they are asked when everybody who could is asked. */
          isFree: z.boolean(),
          /** Whether they can be asked by name. */
          canBeAsked: z.boolean(),
          because: z.array(Hindrance),
          /** Their shifts at that time. */
          clashes: z.array(Busy),
        }),
      ),
      load: Load,
    }),
    errors: ['not_found', 'bad_input', 'cover_no_shift'],
  }),
  acceptCover: endpoint({
    method: 'POST',
    path: '/api/covers/:coverId/accept',
    does: 'I take it: all that is open, or a part, to which the asker then agrees.',
    permission: 'schedules.override',
    of: 'cover',
    input: z.object({
      coverId: number,
      /** Only this part. */
      startsAt: instant.optional(),
      endsAt: instant.optional(),
      /** Take it although something speaks against it, such as being primary elsewhere at that time. */
      isSure: z.boolean().default(false),
    }),
    output: CoverRequest,
    errors: [...refusedMoves, 'bad_input', 'cover_not_asked', 'cover_changed', 'cover_cannot_take', 'cover_conflict'],
  }),
  agreeToCoverPart: endpoint({
    method: 'POST',
    path: '/api/covers/:coverId/parts/:partId/agree',
    does: 'Agree that somebody takes the part they have offered; the rest stays open.',
    permission: 'schedules.override',
    of: 'cover',
    input: z.object({ coverId: number, partId: number }),
    output: CoverRequest,
    errors: [...refusedMoves, 'cover_not_yours', 'cover_changed', 'cover_cannot_take'],
  }),
  declineCover: endpoint({
    method: 'POST',
    path: '/api/covers/:coverId/decline',
    does: 'I cannot take it. What I have offered is taken back.',
    permission: 'schedules.override',
    of: 'cover',
    input: z.object({ coverId: number, note }),
    output: CoverRequest,
    errors: [...refusedMoves, 'cover_not_asked'],
  }),
  withdrawCover: endpoint({
    method: 'POST',
    path: '/api/covers/:coverId/withdraw',
    does: 'Nobody has to take it any more. What was agreed on stays.',
    permission: 'schedules.override',
    of: 'cover',
    input: z.object({ coverId: number }),
    output: CoverRequest,
    errors: [...refusedMoves, 'cover_not_yours'],
  }),
}

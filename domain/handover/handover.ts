// The shapes of handovers and of shifts that were worked.
import * as z from 'zod'
import { id, instant, number, priority } from '../shapes.ts'
import { Role } from '../schedules/schedule.ts'
import { briefSections, fates } from './brief.ts'
import { readyChecks } from './ready.ts'
import { handoverStates } from './states.ts'

const Named = z.object({ personId: id, name: z.string() })

/** How a schedule hands over. */
export const HandoverSettings = z
  .object({
    isOn: z.boolean(),
    /** So long after the change secondary and managers are told. */
    graceMinutes: z.int().min(1).max(720),
    /** So long after it coverage follows the schedule alone, and the handover is missed. */
    valveMinutes: z.int().min(5).max(1440),
  })
  .refine(({ graceMinutes, valveMinutes }) => graceMinutes <= valveMinutes, {
    path: ['valveMinutes'],
    error: 'Not before others are told: make it as long as the grace or longer',
  })

/** One change of hands on a schedule. */
export const Handover = z.object({
  id: number,
  scheduleId: id,
  scheduleName: z.string(),
  teamId: id,
  state: z.enum(handoverStates),
  /** Null: nobody was on call before; this is a first shift. */
  from: Named.nullable(),
  /** Null: nobody comes, as far as the schedule says; this is a last shift. */
  to: Named.nullable(),
  /** When the one goes and the other comes. */
  endsAt: instant,
  beginsAt: instant,
  graceAt: instant,
  valveAt: instant,
  signedBy: z.string().nullable(),
  signedAt: instant.nullable(),
  acceptedBy: z.string().nullable(),
  acceptedAt: instant.nullable(),
  /** It was not accepted in time; stays when that was made up for. */
  missedAt: instant.nullable(),
  /** Until then whoever goes is paged beside whoever came; null when not, or no longer. */
  coversUntil: instant.nullable(),
})
export type Handover = z.output<typeof Handover>

export const BriefItem = z.object({
  key: z.string(),
  title: z.string(),
  place: z.string(),
  path: z.string(),
  priority: priority.nullable(),
  state: z.string(),
  owner: Named.nullable(),
  next: z.array(z.string()).readonly(),
  dueAt: instant.nullable(),
  since: instant.nullable(),
  count: z.int(),
  fate: z.enum(fates),
})

export const BriefPart = z.object({
  section: z.enum(briefSections),
  total: z.int(),
  items: z.array(BriefItem).readonly(),
  rest: z.array(z.object({ place: z.string(), count: z.int() })).readonly(),
})

export const HandoverDetail = Handover.extend({
  /** What whoever goes has to say, and its version. */
  words: z.string(),
  version: z.int(),
  keeps: z.array(z.string()),
  /** Everything open, as it stands now; once it was accepted, as it was accepted. */
  brief: z.array(BriefPart).readonly(),
  /** What was read: it is sent along by whoever accepts. */
  mark: z.string(),
  questions: z.array(
    z.object({
      id: number,
      text: z.string(),
      askedBy: z.string(),
      askedAt: instant,
      answer: z.string().nullable(),
      answeredBy: z.string().nullable(),
      answeredAt: instant.nullable(),
    }),
  ),
  /** Whether whoever comes can be reached and has time; none where nobody comes. */
  ready: z.array(z.object({ check: z.enum(readyChecks), is: z.enum(['good', 'soon', 'bad']), detail: z.string() })),
  /** Roles in incidents that are offered to whoever came, and not answered yet. */
  offers: z.array(z.object({ incidentId: number, offerId: number, title: z.string(), role: z.string(), to: Named })),
  /** What whoever asks may do with it now. */
  may: z.object({ write: z.boolean(), sign: z.boolean(), ask: z.boolean(), answer: z.boolean(), accept: z.boolean() }),
  /** Whether whoever asks would accept it in the place of whoever comes: then nothing changes owner. */
  isInPlace: z.boolean(),
})
export type HandoverDetail = z.output<typeof HandoverDetail>
export type HandoverOnWire = z.input<typeof HandoverDetail>

/** One person's continuous turn, as it was worked. */
export const WorkedShift = z.object({
  id: number,
  scheduleId: id,
  scheduleName: z.string(),
  teamId: id,
  person: Named,
  role: Role,
  startsAt: instant,
  /** Null while it runs. */
  endsAt: instant.nullable(),
  review: z.object({ weight: z.int().min(1).max(5), fix: z.string(), at: instant }).nullable(),
})
export type WorkedShift = z.output<typeof WorkedShift>

export const ShiftDetail = WorkedShift.extend({
  /** What came. */
  pages: z.int(),
  nightPages: z.int(),
  nightsDisturbed: z.int(),
  alertsAcknowledged: z.int(),
  noAction: z.int(),
  incidents: z.array(z.object({ id: number, title: z.string(), priority, state: z.string() })),
  /** What was done: the last of this person's entries in the log in these hours. */
  entries: z.array(z.object({ id: number, at: instant, says: z.string() })),
  entriesInAll: z.int(),
  /** Half of the pages were answered within so many minutes; null where none was. */
  minutesToAnswer: z.number().nullable(),
  came: z.object({ handoverId: number, state: z.enum(handoverStates) }).nullable(),
  went: z.object({ handoverId: number, state: z.enum(handoverStates) }).nullable(),
  /** Whether it is mine to review. */
  isMine: z.boolean(),
})
export type ShiftDetail = z.output<typeof ShiftDetail>

// The shapes of schedules. Browser code and the decisions beside this file import only types from here.
import * as z from 'zod'
import { id, instant, localTime, name, plainDate, slug, zone } from '../shapes.ts'
import { scheduleLimits } from './check.ts'

/** What a person on call answers for. Pages go to the primary first. */
export const Role = z.enum(['primary', 'secondary'])
export type Role = z.output<typeof Role>

const rotationShape = {
  id,
  name,
  /** Where several rotations of one role overlap, the highest layer with somebody on call wins. */
  layer: z.int().min(0).max(scheduleLimits.layer).default(0),
  role: Role.default('primary'),
  /** The handover time is this zone's wall clock, through every clock change. */
  zone,
  /** A turn lasts this many units. */
  length: z.int().min(1).max(scheduleLimits.length),
  handoverTime: localTime,
  /** The local date of the first handover; before it nobody is on call by this rotation. */
  startsOn: plainDate,
  /** The last turn ends on this local date, at the handover time. */
  endsOn: plainDate.nullable().default(null),
  /** Who takes turns, in order; each turn is usually one person. */
  turns: z.array(z.array(id).max(scheduleLimits.peopleInTurn).readonly()).max(scheduleLimits.turns).readonly(),
}

/** People taking turns of equal length. */
export const Rotation = z.discriminatedUnion('unit', [
  z.object({ ...rotationShape, unit: z.literal('day') }),
  z.object({
    ...rotationShape,
    unit: z.literal('week'),
    /** ISO 8601: Monday is 1, Sunday is 7. */
    handoverWeekday: z.int().min(1).max(7),
  }),
])
export type Rotation = z.output<typeof Rotation>

/** Somebody is on call in `[startsAt, endsAt)` instead of what the rotations say. */
export const Override = z.object({
  id,
  personId: id,
  startsAt: instant,
  endsAt: instant,
  /** Whose place is taken; null takes over the whole schedule. */
  replaces: id.nullable().default(null),
  reason: z.string().trim().max(500).default(''),
  createdBy: id.nullable(),
  createdAt: instant,
})
export type Override = z.output<typeof Override>

/** Who is on call, and when. */
export const Schedule = z.object({
  id,
  slug,
  name,
  teamId: id,
  /** The zone in which the schedule is read; a new rotation starts with it. */
  zone,
  rotations: z.array(Rotation).max(scheduleLimits.rotations).readonly(),
  overrides: z.array(Override).max(scheduleLimits.overrides).readonly(),
})
export type Schedule = z.output<typeof Schedule>

// The shapes of schedules. Browser code and the decisions beside this file import only types from here.
import * as z from 'zod'
import { id, instant, localTime, name, plainDate, slug, zone } from '../shapes.ts'
import type { Instant } from '../time.ts'
import type { EventShift } from '../calendars/shifts.ts'
import { scheduleLimits } from './faults.ts'

/** What a person on call answers for. Pages go to the primary first; a shadow learns: copies, and nobody waits for them. */
export const Role = z.enum(['primary', 'secondary', 'shadow'])
export type Role = z.output<typeof Role>

const weekday = z.int().min(1).max(7)

/**
 * When in the week a rotation counts, on its wall clock; turns go on outside of it, but nobody is on call by them.
 * `days`: on each of these weekdays, past midnight when `to` is not later than `from`, the whole day when they are equal.
 */
export const Restriction = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('days'),
    /** ISO 8601: Monday is 1, Sunday is 7. The day on which it begins. */
    weekdays: z.array(weekday).max(7).readonly(),
    from: localTime,
    to: localTime,
  }),
  /** Once a week, perhaps around its end: Friday 18:00 to Monday 08:00. */
  z.object({
    kind: z.literal('span'),
    fromWeekday: weekday,
    fromTime: localTime,
    toWeekday: weekday,
    toTime: localTime,
  }),
])
export type Restriction = z.output<typeof Restriction>

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
  /** Which of the turns the first handover begins with, from 0: so that an edit goes on in the order where it stands. */
  startsWith: z.int().min(0).max(scheduleLimits.turns).default(0),
  /** On call only inside one of these; none is always. */
  restrictions: z.array(Restriction).max(scheduleLimits.restrictions).readonly().default([]),
}

/** People taking turns of equal length. */
export const Rotation = z.discriminatedUnion('unit', [
  z.object({ ...rotationShape, unit: z.literal('hour') }),
  z.object({ ...rotationShape, unit: z.literal('day') }),
  z.object({
    ...rotationShape,
    unit: z.literal('week'),
    /** ISO 8601: Monday is 1, Sunday is 7. */
    handoverWeekday: weekday,
  }),
  z.object({
    ...rotationShape,
    unit: z.literal('month'),
    /** In a month that is shorter its last day. */
    handoverDay: z.int().min(1).max(31),
  }),
])
export type Rotation = z.output<typeof Rotation>

const overrideShape = {
  id,
  /** Who is put on call; of `remove`, who is taken off. */
  personId: id,
  startsAt: instant,
  endsAt: instant,
  reason: z.string().trim().max(500).default(''),
  createdBy: id.nullable(),
  createdAt: instant,
}

/** Something else holds in `[startsAt, endsAt)` than what the rotations say. */
export const Override = z.discriminatedUnion('kind', [
  /** The person answers for the whole schedule. */
  z.object({ ...overrideShape, kind: z.literal('take_over') }),
  /** The person stands in for another, in whatever role that one has. */
  z.object({ ...overrideShape, kind: z.literal('replace'), replaces: id }),
  /** The person is on call too, beside whoever is. */
  z.object({ ...overrideShape, kind: z.literal('add'), role: Role }),
  /** The person is not on call, and nobody is named in their place. */
  z.object({ ...overrideShape, kind: z.literal('remove') }),
])
export type Override = z.output<typeof Override>

/** A fixed schedule for a period: in it the rotations are not asked. */
export const Temporary = z.object({
  id,
  name,
  startsAt: instant,
  endsAt: instant,
  shifts: z
    .array(z.object({ personId: id, role: Role.default('primary'), startsAt: instant, endsAt: instant }))
    .max(scheduleLimits.temporaryShifts)
    .readonly(),
  createdAt: instant,
})
export type Temporary = z.output<typeof Temporary>

/** A layer that the calendar of others fills: whoever its events mean is on call. */
export const CalendarLayer = z.object({
  id,
  name,
  /** On one ladder with the rotations: the highest layer with somebody on call wins. */
  layer: z.int().min(0).max(scheduleLimits.layer).default(0),
  role: Role.default('primary'),
  /** Where its events come from. */
  sourceId: id,
  /** Events whose summary holds this text mean this person; what is not said here is found out (domain/calendars/whom.ts). */
  people: z
    .array(z.object({ text: z.string().trim().min(1).max(200), personId: id }))
    .max(scheduleLimits.calendarPeople)
    .readonly()
    .default([]),
})
export type CalendarLayer = z.output<typeof CalendarLayer>

/** The layer with what its events mean today. */
export type Calendar = CalendarLayer & { readonly shifts: readonly EventShift[] }

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
  temporaries: z.array(Temporary).max(scheduleLimits.temporaries).readonly(),
  calendars: z.array(CalendarLayer).max(scheduleLimits.calendars).readonly(),
})
export type Schedule = Omit<z.output<typeof Schedule>, 'calendars'> & {
  readonly calendars: readonly Calendar[]
  /** Whoever goes and is paged beside whoever came, until their handover is accepted; left out: nobody. */
  readonly handingOver?: readonly HandingOver[]
}

/** From the change of hands on, and at most until the valve of the handover. */
export type HandingOver = { readonly personId: string; readonly startsAt: Instant; readonly endsAt: Instant }

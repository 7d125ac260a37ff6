import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { done, id, instant, name, nothing, slug, zone } from '../shapes.ts'
import { balanceApi } from './balance-api.ts'
import { scheduleLimits } from './faults.ts'
import { leaveApi } from './leave-api.ts'
import { CalendarLayer, Override, Role, Rotation, Schedule, Temporary } from './schedule.ts'
import { troubleApi } from './trouble-api.ts'

const Because = z.object({
  by: z.enum(['override', 'temporary', 'rotation', 'calendar']),
  /** The rotation's name and the number of the turn, or who made the override and why. */
  rotationName: z.string().nullable(),
  turn: z.int().nullable(),
  temporaryName: z.string().nullable(),
  /** Left out where no calendar says so. */
  calendarName: z.string().nullish(),
  overrideId: id.nullable(),
  reason: z.string().nullable(),
})

/** Why somebody is on call, as it is told and as it is kept. */
export type ToldBecause = z.output<typeof Because>

const OnCallPerson = z.object({ personId: id, name: z.string(), role: Role, because: Because })

const OnCallNow = z.object({
  scheduleId: id,
  scheduleName: z.string(),
  teamId: id,
  at: instant,
  /** `scheduled`, or why nobody is: a value to be faced. */
  because: z.enum(['scheduled', 'nobody_scheduled', 'nobody_active', 'taken_off']),
  people: z.array(OnCallPerson.extend({ isReachable: z.boolean() })),
  /** Who gets copies. With them alone nobody is on call. */
  shadows: z.array(OnCallPerson.extend({ isReachable: z.boolean() })),
  until: instant.nullable(),
  /** Whose shift is over and was not accepted yet: paged beside them, until somebody accepts it and at most until then. */
  handingOver: z.array(z.object({ personId: id, name: z.string(), until: instant })),
})
export type OnCallNow = z.output<typeof OnCallNow>

export const Shift = z.object({
  from: instant,
  until: instant,
  /** Empty: nobody is on call in this span. */
  people: z.array(OnCallPerson),
  shadows: z.array(OnCallPerson),
})

/** What one question about many schedules may bring: more is cut, and says so. */
export const shiftLimits = { daysOfOne: 400, daysOfMany: 100, schedules: 500, parts: 20_000 } as const

const ScheduleShifts = z.object({
  scheduleId: id,
  scheduleName: z.string(),
  teamId: id,
  zone,
  shifts: z.array(Shift),
  isCut: z.boolean(),
})

/** In an address: ids with commas between them. */
const idList = z
  .string()
  .transform((text) => text.split(','))
  .pipe(z.array(id).max(shiftLimits.schedules))

const [hour, day, week, month] = Rotation.options
const newId = { id: id.optional() }

/** A schedule as somebody writes it: ids of rotations are given by Baton. */
export const ScheduleDraft = z.object({
  slug,
  name,
  teamId: id,
  zone,
  rotations: z
    .array(
      z.discriminatedUnion('unit', [hour.extend(newId), day.extend(newId), week.extend(newId), month.extend(newId)]),
    )
    .max(scheduleLimits.rotations),
  /** Those that have not ended; what is left out stays, an empty list takes them away. */
  temporaries: z
    .array(Temporary.omit({ createdAt: true }).extend({ id: id.optional() }))
    .max(scheduleLimits.temporaries)
    .optional(),
  /** What is left out stays, an empty list takes them away. */
  calendars: z.array(CalendarLayer.extend(newId)).max(scheduleLimits.calendars).optional(),
})

/** An address under which calendar programs read a schedule, or its owner's shifts; the address itself is a secret. */
const CalendarFeed = z.object({
  id,
  /** Null: my own shifts, on every schedule. */
  scheduleId: id.nullable(),
  scheduleName: z.string().nullable(),
  hint: z.string(),
  createdAt: instant,
  usedAt: instant.nullable(),
})

const span = { from: instant, to: instant }

/** One schedule whole: also who is on call by its calendars, and when. */
const WholeSchedule = Schedule.extend({
  version: z.int(),
  calendars: z
    .array(
      CalendarLayer.extend({
        shifts: z.array(z.object({ personId: id, startsAt: instant, endsAt: instant })).readonly(),
      }),
    )
    .readonly(),
})

export const schedulesApi = {
  ...troubleApi,
  ...balanceApi,
  listSchedules: endpoint({
    method: 'GET',
    path: '/api/schedules',
    does: 'Which schedules are there?',
    permission: 'schedules.read',
    input: nothing,
    output: z.object({ schedules: z.array(Schedule.extend({ version: z.int() })) }),
    errors: [],
  }),
  getSchedule: endpoint({
    method: 'GET',
    path: '/api/schedules/:scheduleId',
    does: 'One schedule with its rotations and the overrides that have not ended.',
    permission: 'schedules.read',
    input: z.object({ scheduleId: id }),
    output: WholeSchedule,
    errors: ['not_found'],
  }),
  createSchedule: endpoint({
    method: 'POST',
    path: '/api/schedules',
    does: 'Write a new schedule.',
    permission: 'schedules.manage',
    of: 'team',
    input: ScheduleDraft,
    output: WholeSchedule,
    errors: ['slug_taken', 'unknown_reference', 'schedule_invalid'],
  }),
  changeSchedule: endpoint({
    method: 'PUT',
    path: '/api/schedules/:scheduleId',
    does: 'Change a schedule. Overrides stay.',
    permission: 'schedules.manage',
    of: 'schedule',
    input: ScheduleDraft.omit({ slug: true, teamId: true }).extend({ scheduleId: id, version: z.int() }),
    output: WholeSchedule,
    errors: ['not_found', 'changed_meanwhile', 'unknown_reference', 'schedule_invalid'],
  }),
  removeSchedule: endpoint({
    method: 'DELETE',
    path: '/api/schedules/:scheduleId',
    does: 'Remove a schedule that no policy uses.',
    permission: 'schedules.manage',
    of: 'schedule',
    input: z.object({ scheduleId: id }),
    output: done,
    errors: ['not_found', 'still_used'],
  }),
  previewSchedule: endpoint({
    method: 'POST',
    path: '/api/schedules/preview',
    does: 'Who would be on call if the schedule were written like this?',
    permission: 'schedules.read',
    input: z.object({ schedule: ScheduleDraft, ...span }),
    output: z.object({ shifts: z.array(Shift), isCut: z.boolean() }),
    errors: ['unknown_reference', 'schedule_invalid'],
  }),
  listShifts: endpoint({
    method: 'GET',
    path: '/api/schedules/:scheduleId/shifts',
    does: 'Who is on call in this span, and where is a gap? What is past is as it was worked. At most 400 days.',
    permission: 'schedules.read',
    input: z.object({ scheduleId: id, ...span }),
    output: z.object({ shifts: z.array(Shift), isCut: z.boolean() }),
    errors: ['not_found', 'bad_input'],
  }),
  listAllShifts: endpoint({
    method: 'GET',
    path: '/api/shifts',
    does: 'Who is on call in this span on many schedules, or where is one person on call? At most 100 days of several schedules, 400 of one.',
    permission: 'schedules.read',
    input: z.object({
      ...span,
      /** Left out: every schedule, those of one team, or those on which the person is on call. */
      scheduleIds: idList.optional(),
      teamId: id.optional(),
      /** Only the parts in which this person is on call. */
      personId: id.optional(),
    }),
    /** By the names of the schedules. `isCut`: there are more schedules or shifts than one answer holds. */
    output: z.object({ schedules: z.array(ScheduleShifts), isCut: z.boolean() }),
    errors: ['not_found', 'bad_input'],
  }),
  listOnCall: endpoint({
    method: 'GET',
    path: '/api/on-call',
    does: 'Who is on call, now or at any instant, on every schedule or on one?',
    permission: 'schedules.read',
    input: z.object({ at: instant.optional(), scheduleId: id.optional() }),
    output: z.object({ onCall: z.array(OnCallNow) }),
    errors: ['not_found'],
  }),
  addOverride: endpoint({
    method: 'POST',
    path: '/api/schedules/:scheduleId/overrides',
    does: 'Put somebody on call for a span, instead of what the rotations say or beside it, or take somebody off.',
    permission: 'schedules.override',
    of: 'schedule',
    input: z.object({
      scheduleId: id,
      /** Left out: `replace` where somebody is named in `replaces`, else `take_over`. */
      kind: z.enum(['take_over', 'replace', 'add', 'remove']).optional(),
      /** Who is put on call; with `remove` who is taken off. */
      personId: id,
      replaces: id.nullish(),
      /** What somebody who is added answers for: `primary` when it is left out. */
      role: Role.optional(),
      startsAt: instant,
      endsAt: instant,
      reason: z.string().trim().max(500).default(''),
    }),
    output: Override,
    errors: ['not_found', 'unknown_reference', 'override_ends_first', 'bad_input'],
  }),
  removeOverride: endpoint({
    method: 'DELETE',
    path: '/api/schedules/:scheduleId/overrides/:overrideId',
    does: 'Take an override back; one that is running ends now, and what was worked stays.',
    permission: 'schedules.override',
    of: 'schedule',
    input: z.object({ scheduleId: id, overrideId: id }),
    output: done,
    errors: ['not_found'],
  }),
  listCalendarFeeds: endpoint({
    method: 'GET',
    path: '/api/calendar-feeds',
    does: 'Which calendar links have I made?',
    permission: 'self',
    input: nothing,
    output: z.object({ feeds: z.array(CalendarFeed) }),
    errors: ['not_allowed'],
  }),
  createCalendarFeed: endpoint({
    method: 'POST',
    path: '/api/calendar-feeds',
    does: 'Make a secret address for calendar programs, of one schedule or of my own shifts; it is shown this once.',
    permission: 'schedules.read',
    of: 'schedule',
    input: z.object({ scheduleId: id.nullish() }),
    output: z.object({ feed: CalendarFeed, url: z.string() }),
    errors: ['not_found', 'not_allowed', 'too_many_feeds'],
  }),
  revokeCalendarFeed: endpoint({
    method: 'DELETE',
    path: '/api/calendar-feeds/:feedId',
    does: 'End one of my calendar links at once.',
    permission: 'self',
    input: z.object({ feedId: id }),
    output: done,
    errors: ['not_found', 'not_allowed'],
  }),
  ...leaveApi,
}

import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { done, id, instant, nothing } from '../shapes.ts'
import { failureCodes } from './follow.ts'

/** As large as a request may be. */
const text = z.string().min(1).max(2_000_000)
const url = z.string().trim().min(1).max(2_048)

/** Either an address, which is read again and again, or the text of a file, which is read once. */
const Where = {
  url: url.optional(),
  text: text.optional(),
  fileName: z.string().trim().max(200).default(''),
}

const EventProblem = z.object({
  line: z.int(),
  uid: z.string().nullable(),
  because: z.enum([
    'not_written_right',
    'starts_unknown',
    'ends_unknown',
    'ends_before_it_starts',
    'zone_unknown',
    'rule_not_read',
    'rule_takes_too_long',
    'changes_what_follows',
  ]),
  detail: z.string(),
})

const CalendarFailure = z.object({
  because: z.enum(failureCodes),
  detail: z.string(),
})

/** A calendar that is read; its address is a secret and never told. */
export const CalendarSource = z.object({
  id,
  kind: z.enum(['url', 'file', 'none']),
  /** The host of the address, or the name of the file. */
  hint: z.string(),
  createdAt: instant,
  /** When it last answered, and when it last said something new. */
  readAt: instant.nullable(),
  changedAt: instant.nullable(),
  /** Since when it fails; what was read last stays in force. */
  failingSince: instant.nullable(),
  failure: CalendarFailure.nullable(),
  /** Events that have not ended. */
  events: z.int(),
  cancelled: z.int(),
  problems: z.array(EventProblem).readonly(),
  /** What its events say, and whom that means without a word of the editor; the nearest first, at most 200. */
  said: z.array(z.object({ text: z.string(), personIds: z.array(id).readonly(), events: z.int(), nextAt: instant })),
  /** Of leave: only events whose summary holds this text; empty: all. */
  onlyWith: z.string(),
})
export type CalendarSource = z.output<typeof CalendarSource>

export const calendarsApi = {
  listCalendarSources: endpoint({
    method: 'GET',
    path: '/api/schedules/:scheduleId/calendar-sources',
    does: 'Which calendars does this schedule read, what do they say, and what of it could not be read?',
    permission: 'schedules.read',
    input: z.object({ scheduleId: id }),
    output: z.object({ sources: z.array(CalendarSource) }),
    errors: ['not_found'],
  }),
  createCalendarSource: endpoint({
    method: 'POST',
    path: '/api/schedules/:scheduleId/calendar-sources',
    does: 'Read a calendar for this schedule, at a secret address or from a file. A calendar layer then uses it.',
    permission: 'schedules.manage',
    of: 'schedule',
    input: z.object({ scheduleId: id, ...Where }),
    output: CalendarSource,
    errors: ['not_found', 'bad_input', 'calendar_unreadable', 'too_many_calendars'],
  }),
  moveCalendarSource: endpoint({
    method: 'PUT',
    path: '/api/schedules/:scheduleId/calendar-sources/:sourceId',
    does: 'Read a calendar from another address or another file from now on.',
    permission: 'schedules.manage',
    of: 'schedule',
    input: z.object({ scheduleId: id, sourceId: id, ...Where }),
    output: CalendarSource,
    errors: ['not_found', 'bad_input', 'calendar_unreadable'],
  }),
  readCalendarSource: endpoint({
    method: 'POST',
    path: '/api/schedules/:scheduleId/calendar-sources/:sourceId/reading',
    does: 'Read a calendar now instead of when it is due.',
    permission: 'schedules.manage',
    of: 'schedule',
    input: z.object({ scheduleId: id, sourceId: id }),
    output: CalendarSource,
    errors: ['not_found'],
  }),
  listLeaveCalendars: endpoint({
    method: 'GET',
    path: '/api/me/leave-calendars',
    does: 'Which calendars tell when I am on leave?',
    permission: 'self',
    input: nothing,
    output: z.object({ sources: z.array(CalendarSource) }),
    errors: ['not_allowed'],
  }),
  connectLeaveCalendar: endpoint({
    method: 'POST',
    path: '/api/me/leave-calendars',
    does: 'Take my leave from a calendar: all of its events, or those whose summary holds a text.',
    permission: 'self',
    input: z.object({ ...Where, onlyWith: z.string().trim().max(100).default('') }),
    output: CalendarSource,
    errors: ['not_allowed', 'bad_input', 'calendar_unreadable', 'too_many_calendars'],
  }),
  disconnectLeaveCalendar: endpoint({
    method: 'DELETE',
    path: '/api/me/leave-calendars/:sourceId',
    does: 'Forget a calendar of my leave, and the leave that came from it.',
    permission: 'self',
    input: z.object({ sourceId: id }),
    output: done,
    errors: ['not_found', 'not_allowed'],
  }),
}

// Who is away when: leave, and the places whose public holidays people keep. Part of schedulesApi.
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { done, id, instant, language, plainDate, zone } from '../shapes.ts'
import { leaveLimits } from './leave.ts'
import { place } from './place.ts'
import { Role } from './schedule.ts'

/** What one question about absences may bring: more is cut, and says so. */
export const absenceLimits = { days: 400, people: 500, absences: 5_000 } as const

const Absence = z.object({
  personId: id,
  kind: z.enum(['leave', 'holiday']),
  /** What the holiday is called. Empty for leave: why somebody is away is theirs. */
  name: z.string(),
  startsAt: instant,
  endsAt: instant,
})

const ShiftDuring = z.object({
  scheduleId: id,
  scheduleName: z.string(),
  role: Role,
  startsAt: instant,
  endsAt: instant,
})

const Leave = z.object({
  id,
  personId: id,
  startsAt: instant,
  endsAt: instant,
  /** Null for whoever may not read it. */
  note: z.string().nullable(),
  createdBy: id.nullable(),
  createdAt: instant,
  /** A calendar of the person tells it: it is changed there. */
  isFollowed: z.boolean(),
  /** The shifts to come of this person that fall into it. */
  shifts: z.array(ShiftDuring),
})

const note = z.string().trim().max(leaveLimits.noteLength)

/** Whole days in the person's own zone, or two moments. */
const span = {
  startsOn: plainDate.optional(),
  /** The last day of it. */
  endsOn: plainDate.optional(),
  startsAt: instant.optional(),
  endsAt: instant.optional(),
}

const ids = z
  .string()
  .transform((text) => text.split(','))
  .pipe(z.array(id).max(absenceLimits.people))

export const leaveApi = {
  listAbsences: endpoint({
    method: 'GET',
    path: '/api/absences',
    does: 'Who is away in this span, by leave or a public holiday: these people, everybody on a schedule, or a team? At most 400 days.',
    permission: 'schedules.read',
    input: z.object({
      from: instant,
      to: instant,
      /** One of these three. */
      personIds: ids.optional(),
      scheduleId: id.optional(),
      teamId: id.optional(),
      /** In which language holidays are named. */
      language: language.default('en'),
    }),
    output: z.object({ absences: z.array(Absence), isCut: z.boolean() }),
    errors: ['not_found', 'bad_input'],
  }),
  listLeave: endpoint({
    method: 'GET',
    path: '/api/people/:personId/leave',
    does: 'The leave of one person that has not ended, or that ended after a moment, with the shifts that fall into it.',
    permission: 'schedules.read',
    input: z.object({ personId: id, since: instant.optional() }),
    output: z.object({ leave: z.array(Leave) }),
    errors: ['not_found'],
  }),
  previewLeave: endpoint({
    method: 'GET',
    path: '/api/people/:personId/leave/preview',
    does: 'Which shifts and which other leave of this person would fall into this leave?',
    permission: 'schedules.read',
    /** `leaveId`: leave that would be changed so. */
    input: z.object({ personId: id, leaveId: id.optional(), ...span }),
    output: z.object({ startsAt: instant, endsAt: instant, shifts: z.array(ShiftDuring), overlaps: z.array(Absence) }),
    errors: [
      'not_found',
      'bad_input',
      'leave_ends_first',
      'leave_too_long',
      'leave_is_over',
      'leave_has_begun',
      'too_much_leave',
    ],
  }),
  addLeave: endpoint({
    method: 'POST',
    path: '/api/people/:personId/leave',
    does: 'Enter leave, of whole days or between two moments. It takes nobody off call: the shifts that fall into it are told.',
    permission: 'absences.manage',
    of: 'person',
    input: z.object({ personId: id, ...span, note: note.default('') }),
    output: z.object({ leave: Leave, overlaps: z.array(Absence) }),
    errors: ['not_found', 'bad_input', 'leave_ends_first', 'leave_too_long', 'leave_is_over', 'too_much_leave'],
  }),
  changeLeave: endpoint({
    method: 'PATCH',
    path: '/api/people/:personId/leave/:leaveId',
    does: 'Change leave that is not over; once it has begun, its end and its note.',
    permission: 'absences.manage',
    of: 'person',
    input: z.object({ personId: id, leaveId: id, ...span, note: note.optional() }),
    output: z.object({ leave: Leave, overlaps: z.array(Absence) }),
    errors: [
      'not_found',
      'bad_input',
      'leave_ends_first',
      'leave_too_long',
      'leave_is_over',
      'leave_has_begun',
      'leave_is_followed',
    ],
  }),
  removeLeave: endpoint({
    method: 'DELETE',
    path: '/api/people/:personId/leave/:leaveId',
    does: 'Take leave back; leave that has begun ends now.',
    permission: 'absences.manage',
    of: 'person',
    input: z.object({ personId: id, leaveId: id }),
    output: done,
    errors: ['not_found', 'leave_is_over', 'leave_is_followed'],
  }),
  listHolidayPlaces: endpoint({
    method: 'GET',
    path: '/api/holiday-places',
    does: 'Of which places are public holidays known, and which is suggested to whoever lives in this zone?',
    permission: 'people.read',
    input: z.object({ zone: zone.optional() }),
    output: z.object({
      /** Countries, and the parts of them with holidays of their own: `within` says of which. */
      places: z.array(z.object({ place, within: place.nullable(), name: z.string() })),
      suggested: place.nullable(),
    }),
    errors: [],
  }),
  setHolidays: endpoint({
    method: 'PUT',
    path: '/api/people/:personId/holidays',
    does: 'Set the place whose public holidays somebody keeps, or none.',
    permission: 'absences.manage',
    of: 'person',
    input: z.object({ personId: id, place: place.nullable() }),
    output: z.object({ place: place.nullable() }),
    errors: ['not_found', 'unknown_reference'],
  }),
}

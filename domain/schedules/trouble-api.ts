import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { id, instant, zone } from '../shapes.ts'
import { troubleKinds } from './trouble.ts'

/** Something that will go wrong on a schedule, with the names of what it is about. */
const Trouble = z.object({
  troubleId: id,
  scheduleId: id,
  scheduleName: z.string(),
  teamId: id,
  zone,
  kind: z.enum(troubleKinds),
  /** `urgent` wakes nobody, `soon` may go wrong, a `hint` is to be known. */
  urgency: z.enum(['urgent', 'soon', 'hint']),
  /** Whom it is about; null: nobody is there. */
  personId: id.nullable(),
  personName: z.string().nullable(),
  /** Of `two_primaries`: the other schedule. */
  otherId: id.nullable(),
  otherName: z.string().nullable(),
  /** Of `on_holiday`: what the day is called. */
  holiday: z.object({ en: z.string(), ko: z.string() }).nullable(),
  from: instant,
  /** Null: as far as Baton looks ahead. */
  until: instant.nullable(),
  foundAt: instant,
  /** Who takes it as it is, and why; null while nobody does, and again when it has grown. */
  acceptance: z
    .object({ by: z.string().nullable(), at: instant, reason: z.string(), everyWeek: z.boolean() })
    .nullable(),
})
export type ListedTrouble = z.output<typeof Trouble>

/** In an address. */
const flag = z.enum(['true', 'false']).transform((text) => text === 'true')

const some = z.array(id).min(1).max(200)

export const troubleApi = {
  listTroubles: endpoint({
    method: 'GET',
    path: '/api/troubles',
    does: 'What will go wrong on schedules in the weeks ahead, the most urgent first: gaps, people whom no contact reaches, two places at once, leave, holidays.',
    permission: 'schedules.read',
    input: z.object({
      teamId: id.optional(),
      scheduleId: id.optional(),
      /** What I have to mend, or what is about me. */
      mine: flag.optional(),
    }),
    output: z.object({
      troubles: z.array(Trouble),
      /** Schedules with more ahead than is listed, and from when on. */
      cuts: z.array(z.object({ scheduleId: id, scheduleName: z.string(), from: instant })),
      isCut: z.boolean(),
    }),
    errors: [],
  }),
  acceptTroubles: endpoint({
    method: 'POST',
    path: '/api/schedules/:scheduleId/troubles/accept',
    does: 'Take troubles of a schedule as they are, with a reason, until they are over. One that grows comes back.',
    permission: 'schedules.manage',
    of: 'schedule',
    input: z.object({
      scheduleId: id,
      /** With the bounds that were seen, as they were listed. */
      troubles: z
        .array(z.object({ troubleId: id, from: instant, until: instant.nullable() }))
        .min(1)
        .max(200),
      reason: z.string().trim().min(1, 'Say why, for whoever looks next').max(500),
      /** The same hours of every other week too, for a year at most. */
      everyWeek: z.boolean().default(false),
    }),
    output: z.object({ troubles: z.array(Trouble) }),
    errors: ['not_found', 'changed_meanwhile'],
  }),
  reopenTroubles: endpoint({
    method: 'POST',
    path: '/api/schedules/:scheduleId/troubles/reopen',
    does: 'Accept these troubles of a schedule no longer: they are told again.',
    permission: 'schedules.manage',
    of: 'schedule',
    input: z.object({ scheduleId: id, troubleIds: some }),
    output: z.object({ troubles: z.array(Trouble) }),
    errors: ['not_found'],
  }),
}

import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { id, instant, localTime, zone } from '../shapes.ts'

/** Hours on the UTC line, so that a night in which the clock changes has as many as it is lived. */
const Load = z.object({
  hours: z.number(),
  /** Between 22:00 and 07:00 where the person lives. */
  nightHours: z.number(),
  /** On Saturdays and Sundays there. */
  weekendHours: z.number(),
  /** On public holidays that the person keeps. */
  holidayHours: z.number(),
  shifts: z.int(),
})
export type LoadTold = z.output<typeof Load>

const Figures = z.object({
  primary: Load,
  secondary: Load,
  shadow: Load,
  /** The longest time on end as primary or secondary. */
  longestHours: z.number(),
  /** The shortest time between two shifts as primary or secondary; null: there is none between. */
  shortestRest: z.object({ hours: z.number(), from: instant }).nullable(),
})
export type FiguresTold = z.output<typeof Figures>

const Balance = z.object({
  personId: id,
  name: z.string(),
  zone,
  worked: Figures,
  planned: Figures,
})
export type BalanceTold = z.output<typeof Balance>

const about = {
  urgency: z.enum(['urgent', 'soon', 'hint']),
  /** What helps: to change the schedule, or to have more people. */
  next: z.enum(['edit', 'people']),
  /** The finding as an English sentence. */
  says: z.string(),
}
const ofPerson = { personId: id, personName: z.string() }

/** What makes a schedule hard to carry, with its figures. */
const Finding = z.discriminatedUnion('code', [
  z.object({ ...about, code: z.literal('nobody_planned') }),
  z.object({ ...about, code: z.literal('nobody_from'), from: instant }),
  z.object({
    ...about,
    code: z.literal('nobody_at_hours'),
    /** On which weekdays it begins, ISO 8601, on the clock of the schedule. */
    weekdays: z.array(z.int()),
    fromTime: localTime,
    untilTime: localTime,
    times: z.int(),
  }),
  z.object({ ...about, ...ofPerson, code: z.literal('single_person') }),
  z.object({ ...about, code: z.literal('few_people'), people: z.int() }),
  z.object({
    ...about,
    ...ofPerson,
    code: z.literal('uneven'),
    measure: z.enum(['hours', 'nights', 'weekends']),
    percent: z.int(),
    equalPercent: z.int(),
  }),
  z.object({ ...about, code: z.literal('no_secondary') }),
  z.object({
    ...about,
    code: z.literal('long_turns'),
    rotationName: z.string(),
    days: z.int(),
    hasSecondary: z.boolean(),
  }),
  z.object({ ...about, ...ofPerson, code: z.literal('long_stretch'), days: z.int() }),
  z.object({ ...about, ...ofPerson, code: z.literal('short_rest'), hours: z.number(), from: instant }),
  z.object({ ...about, ...ofPerson, code: z.literal('handover_at_night'), time: localTime, zone }),
])
export type Finding = z.output<typeof Finding>

/** How far one question reaches, in days, and over how many schedules of a team. */
export const balanceLimits = { days: 400, schedules: 100, weeks: 12 } as const

const span = {
  /** Left out: 12 weeks ago. */
  from: instant.optional(),
  /** Left out: 12 weeks ahead. */
  to: instant.optional(),
}

const Answer = z.object({
  from: instant,
  to: instant,
  /** What lies before is as it was worked, what lies after is as the rules plan it. */
  now: instant,
  /** Since when it is written down who worked; null: nothing in this span is. */
  workedSince: instant.nullable(),
  /** Whoever answers for the most hours first. */
  people: z.array(Balance),
  /** What to change, the most urgent first. */
  findings: z.array(Finding),
  isCut: z.boolean(),
})

export const balanceApi = {
  getBalance: endpoint({
    method: 'GET',
    path: '/api/schedules/:scheduleId/balance',
    does: 'How are hours, nights, weekends and holidays shared on this schedule, as worked and as planned, and what should change? At most 400 days.',
    permission: 'schedules.read',
    input: z.object({ scheduleId: id, ...span }),
    output: Answer,
    errors: ['not_found', 'bad_input'],
  }),
  getTeamBalance: endpoint({
    method: 'GET',
    path: '/api/teams/:teamId/balance',
    does: 'The same over all schedules of a team: a moment in which two of them name a person counts once. At most 400 days.',
    permission: 'schedules.read',
    input: z.object({ teamId: id, ...span }),
    output: Answer,
    errors: ['not_found', 'bad_input'],
  }),
}

import * as z from 'zod'
import { hoursOf } from '../schedules/restriction.ts'
import { HoursOfWeek } from '../schedules/hours-of-week.ts'
import { quietPriorities } from './priority.ts'

export const notAlwaysQuiet = 'Leave some hours in which pages ring'

/** In these hours, on the wall clock of the person, pages of these priorities do not ring. */
export const QuietHours = z.object({
  within: HoursOfWeek.refine((within) => hoursOf(within).kind !== 'always', { error: notAlwaysQuiet }),
  priorities: z.array(z.enum(quietPriorities)).min(1, 'Name at least one priority').max(3).readonly(),
})
export type QuietHours = z.output<typeof QuietHours>

import * as z from 'zod'
import { checkRestrictions } from './check-restriction.ts'
import { scheduleLimits } from './faults.ts'
import { Restriction } from './schedule.ts'

/** Windows of hours in the week, on the wall clock of a zone that stands elsewhere. */
export const HoursOfWeek = z
  .array(Restriction)
  .min(1, 'Name at least one window of hours')
  .max(scheduleLimits.restrictions)
  .refine((within) => checkRestrictions(within).length === 0, {
    error: 'Each window needs days and times, and must not end where it begins',
  })
  .readonly()

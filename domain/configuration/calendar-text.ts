import * as z from 'zod'
import { scheduleLimits } from '../schedules/faults.ts'
import { Role } from '../schedules/schedule.ts'
import { email, name } from '../shapes.ts'

const { layer, calendarPeople } = scheduleLimits

/** The address of a calendar is a secret and stands in no file: one that a file brings waits until somebody gives it. */
export const CalendarText = z.strictObject({
  name,
  layer: z.int().min(0).max(layer).default(0),
  role: Role.default('primary'),
  /** Events whose summary holds this text mean this person. */
  people: z
    .array(z.strictObject({ text: z.string().trim().min(1).max(200), person: email.toLowerCase() }))
    .max(calendarPeople, `Write at most ${calendarPeople}`)
    .default([]),
})

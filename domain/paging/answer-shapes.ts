// The shapes of what people say as they answer, for every endpoint that takes or shows it.
import * as z from 'zod'
import { id, instant } from '../shapes.ts'
import { longestWords, promiseMinutes } from './answer.ts'

/** What whoever has an alert said: what they look at, and by when they are back. It stays readable after it has passed. */
export const Promised = z.object({ byId: id, by: z.string(), lookingInto: z.string(), backAt: instant.nullable() })
export type Promised = z.output<typeof Promised>

/** Said again by whoever has it, a promise takes the place of the one before. */
export const promised = {
  lookingInto: z.string().trim().max(longestWords.lookingInto).default(''),
  backInMinutes: z.int().min(promiseMinutes.least).max(promiseMinutes.most).optional(),
}

/** Why somebody declines, or acts in the place of another; empty where nobody has to say. */
export const reason = z.string().trim().max(longestWords.reason).default('')

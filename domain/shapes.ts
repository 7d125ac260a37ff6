// The shapes that many nouns share, as zod schemas: JSON text on the wire, our own values inside.
// Browser code may import only types from here, so that zod stays out of the bundle.
import * as z from 'zod'
import { isZone } from './time.ts'

const instantSay = 'Write a date and time with its offset, for example 2026-03-29T10:00:00+09:00'

/** RFC 3339 on the wire, Temporal.Instant inside; years 1 to 9999, which the wire and the database can both write. */
export const instant = z.codec(z.iso.datetime({ offset: true, error: instantSay }), z.instanceof(Temporal.Instant), {
  decode: (text, refusal) => {
    const at = instantOf(text)
    if (at && /^(?!0000)\d{4}-/.test(at.toString())) return at
    refusal.issues.push({ code: 'custom', input: text, message: instantSay })
    return z.NEVER
  },
  encode: (at) => at.toString({ smallestUnit: 'millisecond' }),
})

/** An IANA zone the runtime knows. */
export const zone = z.string().max(64).refine(isZone, 'Name a time zone such as Europe/Berlin or Asia/Seoul')

/** A wall-clock time of day, `HH:MM`. */
export const localTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Write the time as HH:MM, for example 09:00')

/** A calendar day, `YYYY-MM-DD`. */
export const plainDate = z.iso.date('Write the date as YYYY-MM-DD, for example 2026-03-29')

/** A short name used in addresses and in configuration files. */
export const slug = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'Use small letters, digits and hyphens, starting with a letter or digit')

/** The id of a thing that people configure: a UUID. */
export const id = z.uuid()

/** The id of something that happens in numbers (alerts, pages, deliveries, log entries). */
export const number = z.coerce.number<number>().int().positive().max(Number.MAX_SAFE_INTEGER)

export const name = z.string().trim().min(1, 'Give it a name').max(200)
export const email = z.email('Write an e-mail address such as ana@example.com').max(254)
export const priority = z.enum(['P1', 'P2', 'P3', 'P4'])
export const language = z.enum(['en', 'ko'])
export const nothing = z.object({}).strict()
export const done = z.object({ done: z.literal(true) })

/** The pattern lets through what Temporal does not, such as a fraction of more than nine digits. */
function instantOf(text: string): Temporal.Instant | undefined {
  try {
    return Temporal.Instant.from(text)
  } catch {
    return undefined
  }
}

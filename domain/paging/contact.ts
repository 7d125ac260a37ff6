import * as z from 'zod'
import { channels } from './channels.ts'
import { HoursOfWeek } from '../schedules/hours-of-week.ts'
import { id, instant, priority } from '../shapes.ts'

/** One way to reach one person. The browser that is open needs no address: it is the person. */
export const Contact = z.object({
  id,
  channel: z.enum(channels),
  label: z.string().max(100),
  /** E-mail address, webhook URL, ntfy topic, a telephone number as E.164, or what the chat calls the person. */
  address: z.string(),
  isEnabled: z.boolean(),
  /** A code that was sent to it came back. Only verified contacts count as reach; the browser, which is the person, always is. */
  isVerified: z.boolean(),
  createdAt: instant,
})
export type Contact = z.output<typeof Contact>

/**
 * For pages of this priority use this contact this long after the page reached the person, while it is unanswered. One contact has
 * several such rules for a priority only with different hours.
 */
export const ContactRule = z.object({
  priority,
  contactId: id,
  afterMinutes: z.int().min(0).max(1440),
  /** In these hours of the person's own zone only; left out: always. */
  within: HoursOfWeek.optional(),
})
export type ContactRule = z.output<typeof ContactRule>

import * as z from 'zod'
import { id, instant, priority } from '../shapes.ts'

/** The channels that carry a message to an address: each is one file of `server/channels`. */
export const carriers = ['email', 'webhook', 'ntfy', 'sms', 'voice'] as const
export type Carrier = (typeof carriers)[number]

/** Every channel: those, and the browser that is open. */
export const channels = ['email', 'webhook', 'ntfy', 'browser', 'sms', 'voice'] as const
export type ChannelName = (typeof channels)[number]

/** A channel as a row has it: one of a later release is no carrier here. */
export function isCarrier(channel: string): channel is Carrier {
  return carriers.some((known) => known === channel)
}

/** One way to reach one person. The browser that is open needs no address: it is the person. */
export const Contact = z.object({
  id,
  channel: z.enum(channels),
  label: z.string().max(100),
  /** E-mail address, webhook URL, ntfy topic, or a telephone number as E.164. */
  address: z.string(),
  isEnabled: z.boolean(),
  createdAt: instant,
})
export type Contact = z.output<typeof Contact>

/** For pages of this priority use this contact this long after the page reached the person, while it is unanswered. */
export const ContactRule = z.object({
  priority,
  contactId: id,
  afterMinutes: z.int().min(0).max(1440),
})
export type ContactRule = z.output<typeof ContactRule>

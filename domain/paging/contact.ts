import * as z from 'zod'
import { id, instant, priority } from '../shapes.ts'

/** Every channel a message can leave by; the open browser is rung, and nothing leaves. */
export const carriers = [
  'email',
  'webhook',
  'ntfy',
  'push',
  'slack',
  'teams',
  'mattermost',
  'telegram',
  'discord',
  'pushover',
] as const
export type Carrier = (typeof carriers)[number]

export const channels = [...carriers, 'browser'] as const
export type ContactChannel = (typeof channels)[number]

/** Contacts that are not typed in: the browser is the person, and a device or a chat with the bot answers for itself. */
export const notTyped = ['browser', 'push', 'telegram'] as const satisfies readonly ContactChannel[]

/** One way to reach one person. The browser that is open needs no address: it is the person. */
export const Contact = z.object({
  id,
  channel: z.enum(channels),
  label: z.string().max(100),
  /** E-mail address, webhook URL, ntfy topic, or what the chat calls the person. */
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

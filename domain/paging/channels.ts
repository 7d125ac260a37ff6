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

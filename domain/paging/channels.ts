import { sinkChannel } from './itself.ts'

/** The channels that carry a message to an address: each is one file of `server/channels`. */
export const carriers = [
  'email',
  'webhook',
  'ntfy',
  'sms',
  'voice',
  'push',
  'slack',
  'teams',
  'mattermost',
  'telegram',
  'discord',
  'pushover',
] as const
export type Carrier = (typeof carriers)[number]

/** Every channel: those, and the browser that is open. */
export const channels = [...carriers, 'browser'] as const
export type ChannelName = (typeof channels)[number]

/** Over which channels a page rings, so that it wakes a sleeper; over the others it is read when somebody looks. */
const rings = {
  email: false,
  webhook: false,
  ntfy: true,
  sms: true,
  voice: true,
  push: true,
  slack: false,
  teams: false,
  mattermost: false,
  telegram: true,
  discord: false,
  pushover: true,
  browser: true,
} as const satisfies Readonly<Record<ChannelName, boolean>>

export function doesRing(channel: ChannelName | typeof sinkChannel): boolean {
  return channel !== sinkChannel && rings[channel]
}

/** Over this channel somebody asleep is woken: an open browser rings, but nobody counts on it. */
export function doesWake(channel: ChannelName | typeof sinkChannel): boolean {
  return doesRing(channel) && channel !== 'browser'
}

/** Contacts that are not typed in: the browser is the person, and a device or a chat with the bot answers for itself. */
export const notTyped = ['browser', 'push', 'telegram'] as const satisfies readonly ChannelName[]

/** Those that a person types in. */
export const typed = carriers.filter((channel) => channel !== 'push' && channel !== 'telegram')
export function isTyped(channel: string): channel is (typeof typed)[number] {
  return typed.some((known) => known === channel)
}

/** A channel as a row has it: one of a later release is no carrier here. */
export function isCarrier(channel: string): channel is Carrier {
  return carriers.some((known) => known === channel)
}

/** What a team's channel can be: a room of a chat, a topic, a signed webhook, or a mail list. What rings one person is none. */
export const roomCarriers = [
  'slack',
  'mattermost',
  'teams',
  'discord',
  'telegram',
  'ntfy',
  'webhook',
  'email',
] as const satisfies readonly Carrier[]
export type RoomCarrier = (typeof roomCarriers)[number]

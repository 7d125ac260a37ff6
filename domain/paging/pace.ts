// How fast one contact is rung: the first messages at once, then everything that is due as one message, at growing pauses.
import { isAfter, isBefore, type Instant } from '../time.ts'
import type { ChannelName } from './channels.ts'

/** So many messages of one page each go out in any minute. */
export const mostSinglesInAMinute = 3
/** From the last message to the first bundle, to the next, and to each after that. */
const pausesSeconds = [15, 30, 60] as const
/** After so long without any message the next ones go out at once again. */
const calmSeconds = 120

/** What one node remembers of one contact. */
export type Pace = {
  /** When messages of one page went out, within the last minute. */
  readonly singlesAt: readonly Instant[]
  /** When the last message went out, of one page or of many. */
  readonly lastAt: Instant
  /** Bundles since it was calm. */
  readonly bundles: number
  /** When what waits is to go: whatever comes before then goes with it. Left out: nothing waits. */
  readonly waitsUntil?: Instant
}

type Due = {
  readonly priority: number
  /** It has waited for others already, and goes out with all that is due. */
  readonly isGathered?: boolean | undefined
}

export type Paced<D> = {
  /** Each as a message of its own, now. */
  readonly singly: readonly D[]
  /** All as one message, now. */
  readonly together: readonly D[]
  readonly waiting: readonly D[]
  /** When what waits goes out; null when nothing does. */
  readonly until: Instant | null
  readonly pace: Pace | null
}

/**
 * Of what is due now for one contact, what goes out at once, what as one message, and what waits for the next? Nobody is rung more
 * than three times in a minute by single messages; a page of the first priority waits for the shortest pause at most.
 */
export function paced<D extends Due>(before: Pace | null, due: readonly D[], now: Instant): Paced<D> {
  const pace = before && !isCalm(before, now) ? before : null
  const singlesAt = (pace?.singlesAt ?? []).filter((at) => isAfter(at.add({ minutes: 1 }), now))
  const bundles = pace?.bundles ?? 0
  const inOrder = due.toSorted((a, b) => a.priority - b.priority)
  const isWaiting = pace?.waitsUntil !== undefined && isBefore(now, pace.waitsUntil)
  const isBundling = bundles > 0 || isWaiting || due.some(({ isGathered }) => isGathered)
  const room = isBundling ? 0 : Math.max(0, mostSinglesInAMinute - singlesAt.length)
  const singly = inOrder.slice(0, room)
  const rest = inOrder.slice(room)
  const at = { singlesAt: [...singlesAt, ...singly.map(() => now)], lastAt: singly.length > 0 ? now : pace?.lastAt }
  const after = at.lastAt ? { singlesAt: at.singlesAt, lastAt: at.lastAt, bundles } : null
  if (rest.length === 0) return { singly, together: [], waiting: [], until: null, pace: after }
  const until = after ? nextAt(after, rest) : now
  if (after && isBefore(now, until))
    return { singly, together: [], waiting: rest, until, pace: { ...after, waitsUntil: until } }
  return { singly, together: rest, waiting: [], until: null, pace: { singlesAt, lastAt: now, bundles: bundles + 1 } }
}

/** Is nothing of this left to remember? */
export function isCalm({ lastAt }: Pace, now: Instant): boolean {
  return !isBefore(now, lastAt.add({ seconds: calmSeconds }))
}

/** A program is told of each page, and the open browser lists them itself: neither is woken by many. */
export function isPaced(channel: string): boolean {
  return channel !== ('webhook' satisfies ChannelName) && channel !== ('browser' satisfies ChannelName)
}

/**
 * A page that goes on before the next message would go brings that forward by so much, so that its person hears of it before the
 * next one does; `soonest` from now.
 */
export const broughtForwardSeconds = { beforeItGoesOn: 15, soonest: 5 } as const

function nextAt({ lastAt, bundles }: Pace, waiting: readonly Due[]): Instant {
  // Its moment was agreed on when it began to wait, perhaps by another node: two messages only do not follow on each other's heels.
  if (waiting.some(({ isGathered }) => isGathered)) return lastAt.add({ seconds: broughtForwardSeconds.soonest })
  const hasUrgent = waiting.some(({ priority }) => priority === 1)
  const pause = hasUrgent ? pausesSeconds[0] : (pausesSeconds[bundles] ?? pausesSeconds[2])
  return lastAt.add({ seconds: pause })
}

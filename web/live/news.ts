import type { PriorityName } from '../../domain/paging/priority.ts'

/** Whether this browser hears of changes: `offline` also means that it cannot ring. */
export type LiveState = 'connecting' | 'live' | 'reconnecting' | 'offline'

/** A page that has reached this browser. */
export type Ring = {
  readonly deliveryId: number
  readonly alertId: number
  readonly summary: string
  readonly priority: PriorityName
  readonly serviceName: string | null
  readonly isTest: boolean
}

/** What a tab can hear, from the server or from the tab that holds the stream. */
export type News =
  | { readonly kind: 'state'; readonly state: LiveState }
  | { readonly kind: 'changed'; readonly topics: readonly string[] }
  | { readonly kind: 'ring'; readonly ring: Ring }
  /** Something may have been missed: ask everything again. */
  | { readonly kind: 'missed' }

/** The data of a `ring` event; null when it cannot be one, so that a stranger release cannot break this screen. */
export function ringFrom(data: unknown): Ring | null {
  if (!isRecord(data)) return null
  const { deliveryId, alertId, summary, priority, serviceName, isTest } = data
  if (typeof deliveryId !== 'number' || typeof alertId !== 'number') return null
  return {
    deliveryId,
    alertId,
    summary: typeof summary === 'string' ? summary : '',
    priority: priority === 'P1' || priority === 'P3' || priority === 'P4' ? priority : 'P2',
    serviceName: typeof serviceName === 'string' ? serviceName : null,
    isTest: isTest === true,
  }
}

/** The topics of a `changed` event; none of them readable means that anything may have changed. */
export function topicsFrom(data: unknown): readonly string[] {
  const topics = isRecord(data) ? data['topics'] : undefined
  return Array.isArray(topics) ? topics.filter((topic) => typeof topic === 'string') : ['?']
}

/** How long to wait before try number `tries` (from 0): doubling from one second to half a minute, spread by `chance` in [0, 1). */
export function reconnectDelayMs(tries: number, chance: number): number {
  return Math.min(30_000, 1_000 * 2 ** Math.min(tries, 10)) * (0.5 + chance / 2)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

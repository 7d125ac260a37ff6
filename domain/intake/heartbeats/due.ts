// When a check-in is expected, and what its staying away means: plain answers from what is known and the time.
import { earliest, isBefore, plusMinutes, type Instant } from '../../time.ts'
import { nextCron, type CronSchedule } from './cron.ts'
import type { HeartbeatState } from './states.ts'

export type Expectation = { readonly everyMinutes: number } | CronSchedule

/** What must be known of a heartbeat to say what time makes of it. */
export type Watched = {
  readonly state: HeartbeatState
  readonly expectation: Expectation
  readonly graceMinutes: number
  /** From when the next check-in is counted; null while there was none. */
  readonly countsFrom: Instant | null
  /** When the run began that has not ended. */
  readonly startedAt: Instant | null
}

/** `expectedAt`: the next check-in, on time. `downAt`: when it is missed. `at`: when time next does something. Null: never. */
export type Due = { readonly expectedAt: Instant | null; readonly downAt: Instant | null; readonly at: Instant | null }

/** When is the next check-in expected, and when is it missed? A run that has begun must end within the grace, too. */
export function nextDue(watched: Watched): Due {
  const { state, startedAt, graceMinutes } = watched
  if (state === 'paused' || state === 'down') return { expectedAt: null, downAt: null, at: null }
  const expectedAt = expectedOf(watched)
  const graceFrom = expectedAt && startedAt ? earliest(expectedAt, startedAt) : (expectedAt ?? startedAt)
  const downAt = graceFrom && plusMinutes(graceFrom, graceMinutes)
  const at = state === 'up' && expectedAt && downAt ? earliest(expectedAt, downAt) : downAt
  return { expectedAt, downAt, at }
}

function expectedOf({ expectation, countsFrom }: Watched): Instant | null {
  if (!countsFrom) return null
  if ('cron' in expectation) return nextCron(expectation, countsFrom)
  return plusMinutes(countsFrom, expectation.everyMinutes)
}

export type Because = 'missed' | 'never_ended' | 'failed'
export type WhatItIs = { readonly is: HeartbeatState; readonly because?: Because }

/** What has time made of it by now? A heartbeat that was never heard, and one that is paused, is never missed. */
export function whatItIs(watched: Watched, now: Instant): WhatItIs {
  const { expectedAt, downAt } = nextDue(watched)
  if (downAt && !isBefore(now, downAt)) {
    const { startedAt } = watched
    const isRunning = startedAt && (!expectedAt || isBefore(startedAt, expectedAt))
    return { is: 'down', because: isRunning ? 'never_ended' : 'missed' }
  }
  if (expectedAt && !isBefore(now, expectedAt)) return { is: 'late' }
  return { is: watched.state === 'late' ? 'up' : watched.state }
}

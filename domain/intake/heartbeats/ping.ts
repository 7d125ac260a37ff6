// What a check-in does to a heartbeat: the signal, how long the run took, and whether anybody must be told.
import { isBefore, type Instant } from '../../time.ts'
import type { Because, Watched } from './due.ts'
import { after, type HeartbeatState } from './states.ts'

export const signals = ['success', 'start', 'fail', 'log'] as const

/** What somebody says by a check-in. `rid` names one run of a job, so that its end finds its start. */
export type Signal = {
  readonly kind: (typeof signals)[number]
  readonly exitStatus: number | null
  readonly rid: string | null
}

export type Heard = Watched & { readonly startRid: string | null; readonly because: Because | null }

/** What it is afterwards, as fields to be kept. */
export type Pinged = {
  readonly state: HeartbeatState
  readonly countsFrom: Instant | null
  readonly startedAt: Instant | null
  readonly startRid: string | null
  readonly because: Because | null
  /** How long the run took that has ended with this. */
  readonly lastedMs: number | null
  /** Does it count as a check-in? A start and a log line do not. */
  readonly isCheckIn: boolean
  /** What the alert must hear: that it is down (again), or that it is over. */
  readonly news: 'down' | 'over' | null
  /** What the log tells of it. */
  readonly tells: 'first' | 'failed' | 'back' | null
}

/** What follows from this check-in? While paused nothing does. */
export function afterPing(heard: Heard, signal: Signal, now: Instant): Pinged {
  const { state } = heard
  const lastedMs = endsRun(heard, signal) && heard.startedAt ? elapsed(heard.startedAt, now) : null
  const same = { ...kept(heard), lastedMs, isCheckIn: false, news: null, tells: null } as const
  if (state === 'paused') return { ...same, lastedMs: null }
  switch (signal.kind) {
    case 'log':
      return { ...same, lastedMs: null }
    case 'start':
      return { ...same, state: after(state, 'start'), startedAt: now, startRid: signal.rid, lastedMs: null }
    case 'success': {
      const next = {
        ...same,
        ...ended(heard, signal),
        state: after(state, 'success'),
        countsFrom: now,
        isCheckIn: true,
      }
      const tells = state === 'down' ? 'back' : state === 'new' ? 'first' : null
      return { ...next, because: null, news: state === 'down' ? 'over' : null, tells }
    }
    case 'fail': {
      const next = { ...same, ...ended(heard, signal), state: after(state, 'fail'), countsFrom: now, isCheckIn: true }
      return { ...next, because: 'failed', news: 'down', tells: state === 'down' ? null : 'failed' }
    }
  }
}

function kept({ state, countsFrom, startedAt, startRid, because }: Heard) {
  return { state, countsFrom, startedAt, startRid, because }
}

/** The end of another run leaves this one running. */
function endsRun({ startedAt, startRid }: Heard, { kind, rid }: Signal): boolean {
  if (!startedAt || kind === 'start' || kind === 'log') return false
  return startRid === null || rid === null || startRid === rid
}

function ended(heard: Heard, signal: Signal) {
  return endsRun(heard, signal) ? { startedAt: null, startRid: null } : {}
}

function elapsed(from: Instant, until: Instant): number {
  return isBefore(until, from) ? 0 : until.epochMilliseconds - from.epochMilliseconds
}

/** Watched again: from now on, or from its first check-in when there was none. */
export function resumed(heard: Heard, wasHeard: boolean, now: Instant): Heard {
  const rest = { ...heard, startedAt: null, startRid: null, because: null }
  return wasHeard
    ? { ...rest, state: after(heard.state, 'resume'), countsFrom: now }
    : { ...rest, state: 'new', countsFrom: null }
}

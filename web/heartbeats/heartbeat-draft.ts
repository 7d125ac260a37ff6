// What a form says of a heartbeat before it is sent: numbers as they are typed, and one of two ways of expecting it.
import { whyNoCron } from '../../domain/intake/heartbeats/cron.ts'
import type { EndpointInput, EndpointOutput } from '../api.ts'
import { inUnit, units, type Unit } from './heartbeat-marks.tsx'

type Heartbeat = EndpointOutput<'getHeartbeat'>['heartbeat']

export type Span = { readonly count: string; readonly unit: Unit }

export type Draft = {
  readonly way: 'every' | 'cron'
  readonly every: Span
  readonly cron: string
  readonly zone: string
  readonly grace: Span
  readonly priority: Heartbeat['priority']
  readonly alertMessage: string
  readonly failWords: string
}

export function newDraft(zone: string): Draft {
  const every = { count: '1', unit: 'days' } as const
  const grace = { count: '30', unit: 'minutes' } as const
  return { way: 'every', every, cron: '0 3 * * *', zone, grace, priority: 'P2', alertMessage: '', failWords: '' }
}

export function draftOf(heartbeat: Heartbeat): Draft {
  return {
    way: heartbeat.cron === null ? 'every' : 'cron',
    every: spanOf(heartbeat.everyMinutes ?? units.days),
    cron: heartbeat.cron ?? '0 3 * * *',
    zone: heartbeat.zone,
    grace: spanOf(heartbeat.graceMinutes),
    priority: heartbeat.priority,
    alertMessage: heartbeat.alertMessage,
    failWords: heartbeat.failWords.join(', '),
  }
}

function spanOf(minutes: number): Span {
  const { unit, count } = inUnit(minutes)
  return minutes === 0 ? { unit: 'minutes', count: '0' } : { unit, count: String(count) }
}

export const mostMinutes = 527_040

/** How many minutes this span has; null when it is no whole number of them from `least` on. */
export function minutesOf({ count, unit }: Span, least: number): number | null {
  const minutes = /^\d{1,6}$/.test(count.trim()) ? Number(count) * units[unit] : Number.NaN
  return minutes >= least && minutes <= mostMinutes ? minutes : null
}

export type Fault = 'every' | 'cron' | 'neverDue' | 'grace'

/** What is wrong with it, field by field? */
export function faultsIn(draft: Draft): readonly Fault[] {
  const why = draft.way === 'cron' ? whyNoCron(draft.cron.trim()) : null
  return [
    ...(draft.way === 'every' && minutesOf(draft.every, 1) === null ? (['every'] as const) : []),
    ...(why === 'not_cron' ? (['cron'] as const) : why === 'never_due' ? (['neverDue'] as const) : []),
    ...(minutesOf(draft.grace, 0) === null ? (['grace'] as const) : []),
  ]
}

/** The draft as the API takes it. */
export function inputOf(draft: Draft): Omit<EndpointInput<'changeHeartbeat'>, 'heartbeatId' | 'name'> {
  return {
    ...(draft.way === 'cron' ? { cron: draft.cron.trim() } : { everyMinutes: minutesOf(draft.every, 1) ?? 1 }),
    zone: draft.zone,
    graceMinutes: minutesOf(draft.grace, 0) ?? 0,
    priority: draft.priority,
    alertMessage: draft.alertMessage.trim(),
    failWords: draft.failWords
      .split(',')
      .map((word) => word.trim())
      .filter(Boolean),
  }
}

import type { EndpointOutput } from '../api.ts'
import type { IconName } from '../ui/Icon.tsx'
import { Badge, State } from '../ui/State.tsx'
import type { Tone } from '../ui/State.tsx'
import { useWords } from '../words/words.ts'

type Known = EndpointOutput<'listHeartbeats'>['heartbeats'][number]

const marks = {
  down: { tone: 'critical', icon: 'critical' },
  late: { tone: 'warning', icon: 'warning' },
  up: { tone: 'ok', icon: 'ok' },
  new: { tone: 'calm', icon: 'clock' },
  paused: { tone: 'calm', icon: 'soundOff' },
} as const satisfies Record<Known['state'], { readonly tone: Tone; readonly icon: IconName }>

/** A lower number stands further up in a list. */
export function urgency({ state }: Pick<Known, 'state'>): number {
  return Object.keys(marks).indexOf(state)
}

/** Its state, why it is down, and whether it runs right now. */
export function HeartbeatState({ heartbeat }: { readonly heartbeat: Known }) {
  const say = useWords('heartbeats')
  const { state, because, startedAt, isSourceOff } = heartbeat
  return (
    <>
      {isSourceOff ? <Badge tone="warning">{say('sourceOff')}</Badge> : null}
      {startedAt && state !== 'paused' ? <Badge tone="info">{say('running')}</Badge> : null}
      <State {...marks[state]}>{state === 'down' && because ? say(`because.${because}`) : say(`state.${state}`)}</State>
    </>
  )
}

/** "every 2 hours" or the cron expression with its zone. */
export function useExpectationWords(): (heartbeat: Pick<Known, 'everyMinutes' | 'cron' | 'zone'>) => string {
  const say = useWords('heartbeats')
  return ({ everyMinutes, cron, zone }) => {
    if (cron !== null) return say('byCron', { cron, zone: zone.replaceAll('_', ' ') })
    const { unit, count } = inUnit(everyMinutes ?? 1)
    return say(`every.${unit}`, { count })
  }
}

export const units = { minutes: 1, hours: 60, days: 1_440 } as const
export type Unit = keyof typeof units
export const unitNames = ['minutes', 'hours', 'days'] as const satisfies readonly Unit[]

/** Minutes in the largest unit that holds them whole. */
export function inUnit(minutes: number): { readonly unit: Unit; readonly count: number } {
  const unit = minutes % units.days === 0 ? 'days' : minutes % units.hours === 0 ? 'hours' : 'minutes'
  return { unit, count: minutes / units[unit] }
}

/** `4 min 10 s`, in the words of the language. */
export function lastedWords(seconds: number, language: string): string {
  const whole = Math.round(seconds)
  const parts = [
    ['hour', Math.floor(whole / 3_600)],
    ['minute', Math.floor(whole / 60) % 60],
    ['second', seconds < 60 ? Number(seconds.toFixed(1)) : whole % 60],
  ] as const
  const told = parts.filter(([unit, count]) => count > 0 || (unit === 'second' && whole < 1))
  return told
    .map(([unit, count]) =>
      new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' }).format(count),
    )
    .join(' ')
}

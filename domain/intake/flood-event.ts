// The one alert that stands for what a drowning source sends beyond its limit.
import type { ReceivedEvent } from './event.ts'
import { noLabels } from './labels.ts'

export const floodKey = 'baton-flood'
const shown = 20

/** What is said of these events together: as urgent as the most urgent of them, with the first of their keys and summaries. */
export function floodEvent(sourceName: string, events: readonly ReceivedEvent[]): ReceivedEvent {
  const [first, ...others] = events
  const priority = others.reduce(
    (most, event) => (event.priority < most ? event.priority : most),
    first?.priority ?? 'P3',
  )
  return {
    action: 'trigger',
    key: floodKey,
    summary: `Flood from ${sourceName}: its further alerts are counted here`,
    priority,
    from: first?.from ?? '',
    labels: Object.assign(noLabels(), { flood: 'true' }),
    links: [],
    details: JSON.stringify({
      flood: true,
      latest: events.slice(0, shown).map(({ key, summary, priority: urgent }) => ({
        key,
        summary: summary.slice(0, 200).toWellFormed(),
        priority: urgent,
      })),
    }),
    startsAt: null,
    endsAt: null,
    groupKey: null,
    notes: [],
  }
}

/** The flood is over: what stands for it is closed. */
export function floodOver(): ReceivedEvent {
  return { ...floodEvent('', []), action: 'resolve', summary: '' }
}

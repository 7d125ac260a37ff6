// A page that comes back: what whoever had it said, and what the log says of it.
import { entry } from '../commit.ts'
import type { NewEntry } from '../log/store.ts'
import type { AlertFacts } from '../paging/deliveries.ts'
import type { DuePage } from './waiting.ts'

/** What whoever had it last said, for those who are paged now. */
export function promiseOf({ promised_by_name: by, looking_at, back_at: backAt }: DuePage): AlertFacts['promise'] {
  return by === null ? null : { by, lookingInto: looking_at ?? '', backAt }
}

/** Why it pages again: a snooze is over, a promise is, or it was acknowledged and is still open. */
export function returnedEntry(page: DuePage, node: string): NewEntry {
  const say = { actor: { kind: 'engine', node } as const, now: page.now }
  const about = { teamId: page.team_id, alertId: page.alert_id, pageId: page.id }
  if (page.state === 'snoozed') return entry(say, 'snooze_ended', { summary: page.summary }, about)
  const promise = promiseOf(page)
  if (promise?.backAt) {
    const { by, lookingInto, backAt } = promise
    const until = backAt.toString({ smallestUnit: 'minute' })
    return entry(say, 'promise_over', { summary: page.summary, by, lookingInto, until }, about)
  }
  const since = page.acknowledged_at ?? page.now
  const minutes = Math.round((page.now.epochMilliseconds - since.epochMilliseconds) / 60_000)
  const by = page.acknowledged_by_name ?? 'Somebody'
  return entry(say, 'page_returned', { summary: page.summary, by, minutes }, about)
}

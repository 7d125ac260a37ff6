import type { EndpointOutput } from '../api.ts'

type Alert = Pick<EndpointOutput<'getAlert'>, 'state' | 'pageState' | 'pageDueAt'>
export type Page = EndpointOutput<'listPages'>['pages'][number]
export type Policy = EndpointOutput<'getPolicy'>
type Rehearsal = EndpointOutput<'rehearsePolicy'>

/** What time will do to an alert if nobody does anything. */
export type Next =
  | { readonly kind: 'starts' }
  | { readonly kind: 'next_step' | 'comes_back' | 'snooze_ends'; readonly at: string }
  | { readonly kind: 'nothing' }

/** What happens next to this alert by itself, and when? */
export function nextOf({ state, pageState, pageDueAt }: Alert): Next {
  if (state === 'closed') return { kind: 'nothing' }
  if (pageState === null) return { kind: 'starts' }
  if (pageDueAt === null) return { kind: 'nothing' }
  switch (pageState) {
    case 'open':
      return { kind: 'next_step', at: pageDueAt }
    case 'acknowledged':
      return { kind: 'comes_back', at: pageDueAt }
    case 'snoozed':
      return { kind: 'snooze_ends', at: pageDueAt }
    case 'exhausted':
    case 'closed':
      return { kind: 'nothing' }
  }
}

/** The page that still runs, of all that were made for an alert: there is at most one. */
export function runningPage(pages: readonly Page[]): Page | undefined {
  return pages.find(({ state }) => state === 'open' || state === 'acknowledged' || state === 'snoozed')
}

/**
 * From which moment must a rehearsal of the policy start, so that its next moment falls on what the page does next? An open
 * page goes on from its step; an acknowledged or snoozed one begins again. Epoch milliseconds, or null when nothing is due.
 */
export function rehearsalStart({ steps }: Pick<Policy, 'steps'>, page: Standing): number | null {
  if (page.dueAt === null) return null
  if (page.state !== 'open') return Date.parse(page.dueAt)
  const minutes = (until: number) => steps.slice(0, until).reduce((sum, step) => sum + step.waitMinutes, 0)
  return Date.parse(page.dueAt) - (page.loop * minutes(steps.length) + minutes(page.step + 1)) * 60_000
}

/** Whom the page reaches next, by that rehearsal. */
export function reachedNext({ moments, fallback }: Rehearsal, page: Standing): Reached {
  const isAhead = ({ loop, step }: { readonly loop: number; readonly step: number }) =>
    page.state !== 'open' || loop > page.loop || (loop === page.loop && step > page.step)
  const moment = moments.find((each) => each.reaches.length > 0 && isAhead(each))
  return moment
    ? { names: moment.reaches.map(({ name }) => name), step: moment.step + 1, isFallback: false }
    : { names: fallback.map(({ name }) => name), step: null, isFallback: true }
}

/** `step` counts from 1 and is null where there are no steps: a person paged by name, or the fallback. */
export type Reached = { readonly names: readonly string[]; readonly step: number | null; readonly isFallback: boolean }
type Standing = Pick<Page, 'state' | 'dueAt' | 'loop' | 'step'>

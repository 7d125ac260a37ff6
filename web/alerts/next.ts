import type { EndpointOutput } from '../api.ts'

type Alert = Pick<EndpointOutput<'getAlert'>, 'state' | 'pageState' | 'pageDueAt'> & {
  readonly heldUntil?: string | null
}
export type Page = EndpointOutput<'listPages'>['pages'][number]
export type Policy = EndpointOutput<'getPolicy'>
type Rehearsal = EndpointOutput<'rehearsePolicy'>

/** What time will do to an alert if nobody does anything. */
export type Next =
  | { readonly kind: 'starts' }
  | { readonly kind: 'next_step' | 'held' | 'comes_back' | 'snooze_ends'; readonly at: string }
  | { readonly kind: 'nothing' }

/** What happens next to this alert by itself, and when? */
export function nextOf({ state, pageState, pageDueAt, heldUntil }: Alert): Next {
  if (state === 'closed') return { kind: 'nothing' }
  if (pageState === null) return { kind: 'starts' }
  if (pageDueAt === null) return { kind: 'nothing' }
  switch (pageState) {
    case 'open':
      return heldUntil ? { kind: 'held', at: heldUntil } : { kind: 'next_step', at: pageDueAt }
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
 * From where must a rehearsal of the policy go on, so that it plays what the page does next? An open page goes on after its
 * step; an acknowledged or snoozed one begins again. Null when nothing is due.
 */
export function rehearsalFrom(page: Standing): { readonly at: string; readonly after: Position | null } | null {
  if (page.dueAt === null) return null
  const goesOn = page.state === 'open' && page.step >= 0
  return { at: page.heldUntil ?? page.dueAt, after: goesOn ? { loop: page.loop, step: page.step } : null }
}

type Position = { readonly loop: number; readonly step: number }

/** Whom the page reaches next, by that rehearsal. */
export function reachedNext({ moments, fallback }: Rehearsal): Reached {
  const moment = moments.find(({ reaches }) => reaches.length > 0)
  return moment
    ? { names: moment.reaches.map(({ name }) => name), step: moment.step + 1, isFallback: false }
    : { names: fallback.map(({ name }) => name), step: null, isFallback: true }
}

/** `step` counts from 1 and is null where there are no steps: a person paged by name, or the fallback. */
export type Reached = { readonly names: readonly string[]; readonly step: number | null; readonly isFallback: boolean }
type Standing = Pick<Page, 'state' | 'dueAt' | 'loop' | 'step'> & { readonly heldUntil?: string | null }

// What a question to PagerDuty's REST API asks for: lists in its query, pages, moments.
import type { Instant } from '../time.ts'
import type { ForeignRequest } from './foreign.ts'
import { readMoment } from './timestamps.ts'

export type Query = ForeignRequest['query']

/** `statuses[]=a&statuses[]=b`, also where a client leaves the brackets out. */
export function listIn(query: Query, name: string): readonly string[] {
  return [query[`${name}[]`] ?? [], query[name] ?? []].flat().filter((value) => value !== '')
}

export function oneIn(query: Query, name: string): string {
  return [query[name] ?? ''].flat().at(-1) ?? ''
}

export function saysTrue(query: Query, name: string): boolean {
  return /^(true|1)$/i.test(oneIn(query, name))
}

/** Which part of a list is asked for. */
export type Page = { readonly limit: number; readonly offset: number; readonly wantsTotal: boolean }

/** How far PagerDuty's lists reach; beyond it is refused, as there. */
const furthest = 10_000
export const tooFar = `The sum of offset and limit must not exceed ${furthest}`

/** 25 at a time when nothing, or nothing readable, is said; at most 100. Null when it reaches too far. */
export function pageIn(query: Query): Page | null {
  const limit = Math.min(100, wholeIn(query, 'limit') || 25)
  const offset = wholeIn(query, 'offset')
  return offset + limit > furthest ? null : { limit, offset, wantsTotal: saysTrue(query, 'total') }
}

function wholeIn(query: Query, name: string): number {
  const said = oneIn(query, name)
  return /^\d{1,9}$/.test(said) ? Number(said) : 0
}

/** One page of a list that is whole in memory, under its name. */
export function paged(name: string, all: readonly object[], page: Page): object {
  const { limit, offset } = page
  return pagedAs(name, all.slice(offset, offset + limit + 1), page, all.length)
}

/** `found` may hold one more than the page, which says that there are more. */
export function pagedAs(name: string, found: readonly object[], page: Page, total: number | null): object {
  const { limit, offset, wantsTotal } = page
  const more = found.length > limit
  return { [name]: found.slice(0, limit), limit, offset, more, total: wantsTotal ? total : null }
}

/** A moment of a query or a body; a plus that was not escaped comes as a blank. */
export function momentIn(said: unknown): Instant | 'unset' | 'unreadable' {
  const text = typeof said === 'string' ? said.trim().replace(/ (?=\d\d:?\d\d$)/, '+') : said
  if (text === '') return 'unset'
  const moment = readMoment(text)
  return typeof moment === 'string' ? moment : Temporal.Instant.from(moment.text)
}

/** The name holds these words, however they are written. */
export function isNamed(query: Query, ...names: readonly string[]): boolean {
  const asked = oneIn(query, 'query').trim().toLowerCase()
  return asked === '' || names.some((name) => name.toLowerCase().includes(asked))
}

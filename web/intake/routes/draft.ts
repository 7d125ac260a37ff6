// The routes of a team while they are being written. Numbers stay text until they are whole.
import type { Matcher } from '../../../domain/alerts/matchers.ts'
import { priorities, type PriorityName } from '../../../domain/paging/priority.ts'
import { emptyMatcher, matchersIn } from '../../alerts/matcher-drafts.ts'
import type { EndpointInput, EndpointOutput } from '../../api.ts'

export type Told = EndpointOutput<'getRoutes'>
export type Route = Told['routes'][number]
type Written = EndpointInput<'setRoutes'>['routes'][number]

export type RouteDraft = {
  /** Tells routes apart while they are moved. */
  readonly key: string
  /** Null for one that was never saved. */
  readonly id: string | null
  readonly name: string
  readonly matchers: readonly Matcher[]
  readonly serviceId: string | null
  readonly policyId: string | null
  readonly atLeast: PriorityName | null
  readonly atMost: PriorityName | null
  readonly group: { readonly labels: readonly string[]; readonly minutes: string } | null
  readonly isEnabled: boolean
}

export const mostRoutes = 200
const longestMinutes = 1440

export function asDrafts(routes: readonly Route[]): readonly RouteDraft[] {
  return routes.map(({ id, name, decides, isEnabled, ...route }) => {
    const { serviceId, policyId, atLeast, atMost, group } = decides
    const matchers = route.matchers.map(({ isRegex = false, isEqual = true, ...each }) => ({
      ...each,
      isRegex,
      isEqual,
    }))
    const grouped = group && { labels: group.labels, minutes: String(group.minutes) }
    return { key: id, id, name, matchers, serviceId, policyId, atLeast, atMost, group: grouped, isEnabled }
  })
}

export function newRoute(key: string, name: string, matchers: readonly Matcher[] = [emptyMatcher]): RouteDraft {
  const open = { serviceId: null, policyId: null, atLeast: null, atMost: null, group: null }
  return { key, id: null, name, matchers, ...open, isEnabled: true }
}

export type RouteFault = 'name_missing' | 'no_matcher' | 'matcher_unnamed' | 'minutes_out_of_range' | 'contradiction'

/** A new route for what an address says; null where it says nothing that can be read. */
export function routeOfText(text: string): RouteDraft | null {
  const matchers = matchersIn(text)
  return matchers && newRoute('begun', '', matchers)
}

export function faultsOf(draft: RouteDraft): readonly RouteFault[] {
  const { name, matchers, group, atLeast, atMost } = draft
  const faults: RouteFault[] = []
  if (name.trim() === '') faults.push('name_missing')
  if (matchers.length === 0) faults.push('no_matcher')
  if (matchers.some((matcher) => matcher.name === '')) faults.push('matcher_unnamed')
  if (group && minutesOf(group.minutes) === null) faults.push('minutes_out_of_range')
  if (atLeast && atMost && priorities.indexOf(atLeast) < priorities.indexOf(atMost)) faults.push('contradiction')
  return faults
}

export function asWritten(draft: RouteDraft): Written {
  const { id, name, matchers, serviceId, policyId, atLeast, atMost, group, isEnabled } = draft
  const shared = group && { labels: [...group.labels], minutes: minutesOf(group.minutes) ?? 0 }
  return {
    ...(id === null ? {} : { id }),
    name: name.trim(),
    matchers: [...matchers],
    decides: { serviceId, policyId, atLeast, atMost, group: shared },
    isEnabled,
  }
}

/** For the trial, which keeps each route's place: one that is not whole yet catches nothing; a name can wait. */
export function forTrial(drafts: readonly RouteDraft[]): Written[] {
  return drafts.map((draft) => {
    const isWhole = faultsOf(draft).every((fault) => fault === 'name_missing')
    const written = asWritten({ ...draft, name: draft.name.trim() || '…' })
    if (isWhole) return written
    const nothing = { serviceId: null, policyId: null, atLeast: null, atMost: null, group: null }
    return { ...written, matchers: [{ ...emptyMatcher, name: 'x' }], decides: nothing, isEnabled: false }
  })
}

export function isSame(drafts: readonly RouteDraft[], routes: readonly Route[]): boolean {
  return JSON.stringify(drafts.map(asWritten)) === JSON.stringify(asDrafts(routes).map(asWritten))
}

export function withMoved<T>(list: readonly T[], from: number, to: number): readonly T[] {
  const moved = list[from]
  if (moved === undefined || from === to || to < 0 || to >= list.length) return list
  return list.toSpliced(from, 1).toSpliced(to, 0, moved)
}

/** In the place of the route that catches this event now, or at the end: elsewhere it would never be asked. */
export function withNew(drafts: readonly RouteDraft[], made: RouteDraft, before: number | null): readonly RouteDraft[] {
  return drafts.toSpliced(before ?? drafts.length, 0, made)
}

export type Difference =
  { readonly how: 'added' | 'removed' | 'changed'; readonly name: string } | { readonly how: 'moved' }

/** What somebody else made of the routes meanwhile. */
export function differences(before: readonly Route[], after: readonly Route[]): readonly Difference[] {
  const was = new Map(before.map((route) => [route.id, route]))
  const is = new Map(after.map((route) => [route.id, route]))
  const stayed = (routes: readonly Route[]) => routes.map(({ id }) => id).filter((id) => was.has(id) && is.has(id))
  const found: Difference[] = after.flatMap((route): Difference[] => {
    const old = was.get(route.id)
    if (!old) return [{ how: 'added', name: route.name }]
    return JSON.stringify(old) === JSON.stringify(route) ? [] : [{ how: 'changed', name: route.name }]
  })
  found.push(...before.filter(({ id }) => !is.has(id)).map(({ name }) => ({ how: 'removed' as const, name })))
  if (stayed(before).join() !== stayed(after).join()) found.push({ how: 'moved' })
  return found
}

type Went = EndpointOutput<'tryRoutes'>['events'][number]['inForce']

/** Does this event go elsewhere by the draft than by what is in force? */
export function goesElsewhere({ inForce, drafted }: { readonly inForce: Went; readonly drafted: Went }): boolean {
  return JSON.stringify({ ...inForce, route: null }) !== JSON.stringify({ ...drafted, route: null })
}

export function minutesOf(text: string): number | null {
  const minutes = /^\d{1,4}$/.test(text.trim()) ? Number(text.trim()) : longestMinutes + 1
  return minutes <= longestMinutes ? minutes : null
}

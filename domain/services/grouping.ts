// Which alerts share a page (product A4: a flood is one page). Decided when an alert is accepted, and written beside it.
import { hashOf } from '../fingerprint.ts'

export const groupings = ['unanswered', 'none', 'labels', 'map'] as const
export type GroupingKind = (typeof groupings)[number]

/** How a service groups. `minutes`: for so long after a page began it takes in what belongs to it also when somebody has it. */
export type Grouping = {
  readonly grouping: GroupingKind
  readonly groupLabels: readonly string[]
  readonly groupMinutes: number
}

/** What a route says of grouping: alerts of all services that it catches share a page where these labels are equal. */
export type RouteGrouping = { readonly routeId: string; readonly labels: readonly string[]; readonly minutes: number }

/** With whom an alert shares a page. */
export type Sharing = {
  /** False: it rings for itself. */
  readonly joins: boolean
  /** Alerts of one group share a page; null is everything of the service that has no group. */
  readonly group: string | null
  readonly minutes: number
  /** Services whose page takes it in because it cannot do without them. */
  readonly upstream: readonly string[]
}

export type SharingFacts = {
  readonly service: Grouping & { readonly upstream: readonly string[] }
  readonly labels: Readonly<Record<string, string>>
  readonly route: RouteGrouping | null
  readonly isFlooding: boolean
}

/** With whom does this alert share a page? A route's own word first, then a flood, then as its service has it. */
export function sharingOf({ service, labels, route, isFlooding }: SharingFacts): Sharing {
  const { grouping, groupLabels, groupMinutes } = service
  if (route) {
    const group = `${routeGroup}${route.routeId}:${valuesOf(labels, route.labels)}`
    return { joins: true, group, minutes: floodMinutes(route.minutes, isFlooding), upstream: [] }
  }
  const upstream = grouping === 'map' ? service.upstream : []
  if (isFlooding) {
    const group = grouping === 'none' || grouping === 'labels' ? floodGroup : null
    return { joins: true, group, minutes: floodMinutes(groupMinutes, true), upstream }
  }
  if (grouping === 'none') return { joins: false, group: null, minutes: 0, upstream: [] }
  const group = grouping === 'labels' ? `${labelsGroup}${valuesOf(labels, groupLabels)}` : null
  return { joins: true, group, minutes: groupMinutes, upstream }
}

/** Does this group reach over services? */
export function spansServices(group: string | null): boolean {
  return group !== null && group.startsWith(routeGroup)
}

/** Does this group depend on what each alert says of itself? */
export function isOfLabels(group: string | null): boolean {
  return group !== null && group.startsWith(labelsGroup)
}

/** What a page of this group has in common, for people: `region=eu, env=prod`; empty where a word says it better. */
export function groupText(group: string): { readonly kind: 'flood' | 'labels' | 'route'; readonly text: string } {
  if (group === floodGroup) return { kind: 'flood', text: '' }
  const isOfRoute = group.startsWith(routeGroup)
  const text = isOfRoute ? group.slice(group.indexOf(':', routeGroup.length) + 1) : group.slice(labelsGroup.length)
  return { kind: isOfRoute ? 'route' : 'labels', text }
}

export const routeGroup = 'route:'
const labelsGroup = 'labels:'
const floodGroup = 'flood'
/** While a flood lasts whoever has its page is not rung again for each of its alerts. */
const leastFloodMinutes = 10
const longestText = 300

function floodMinutes(minutes: number, isFlooding: boolean): number {
  return isFlooding ? Math.max(minutes, leastFloodMinutes) : minutes
}

function valuesOf(labels: Readonly<Record<string, string>>, names: readonly string[]): string {
  const text = names.map((name) => `${name}=${Object.hasOwn(labels, name) ? (labels[name] ?? '') : ''}`).join(', ')
  return text.length <= longestText ? text : `${text.slice(0, longestText).toWellFormed()}… ${hashOf(text)}`
}

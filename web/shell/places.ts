import { paths } from '../paths.ts'
import type { IconName } from '../ui/Icon.tsx'

/** The places of the frame: what the sidebar, the bottom bar, the palette and the keys lead to. */
export const places = [
  { name: 'now', href: paths.now, icon: 'now', keys: 'g n', group: null },
  { name: 'alerts', href: paths.alerts, icon: 'bell', keys: 'g a', group: null },
  { name: 'incidents', href: paths.incidents, icon: 'critical', keys: 'g i', group: null },
  { name: 'schedules', href: paths.schedules, icon: 'calendar', keys: 'g s', group: null },
  { name: 'log', href: paths.log, icon: 'log', keys: 'g l', group: null },
  { name: 'kit', href: paths.kit, icon: 'book', keys: 'g k', group: null },
  { name: 'search', href: paths.search, icon: 'search', keys: 'g f', group: null },
  { name: 'policies', href: paths.policies, icon: 'policy', keys: 'g e', group: 'setup' },
  { name: 'services', href: paths.services, icon: 'service', keys: 'g v', group: 'setup' },
  { name: 'sources', href: paths.sources, icon: 'source', keys: 'g u', group: 'setup' },
  { name: 'heartbeats', href: paths.heartbeats, icon: 'clock', keys: 'g b', group: 'setup' },
  { name: 'people', href: paths.people, icon: 'person', keys: 'g p', group: 'people' },
  { name: 'teams', href: paths.teams, icon: 'people', keys: 'g t', group: 'people' },
  { name: 'readiness', href: paths.readiness, icon: 'ok', keys: 'g c', group: 'people' },
  { name: 'figures', href: paths.figures, icon: 'ringing', keys: 'g h', group: 'tools' },
  { name: 'outbox', href: paths.outbox, icon: 'send', keys: 'g o', group: 'tools' },
  { name: 'reference', href: paths.reference, icon: 'book', keys: 'g r', group: 'tools' },
] as const satisfies readonly Shape[]

export type Place = (typeof places)[number]

/** The four places of a shift stand in the bottom bar of a phone; the log, the kit and the search wait behind More there. */
export const tabs: readonly Place[] = places.filter(
  ({ group, name }) => group === null && !['log', 'kit', 'search'].includes(name),
)
export const groups = ['setup', 'people', 'tools'] as const

/** Whether a path lies in a place; silences lie under alerts. */
export function isAt(place: { readonly href: string }, path: string): boolean {
  return place.href === paths.now
    ? path === paths.now
    : path === place.href || path.startsWith(`${place.href}/`) || isUnder(place.href, path)
}

function isUnder(href: string, path: string): boolean {
  return href === paths.alerts && path.startsWith(paths.silences)
}

type Shape = {
  readonly name: string
  readonly href: string
  readonly icon: IconName
  readonly keys: string
  readonly group: 'setup' | 'people' | 'tools' | null
}

// The answer of the map, as the screen asks it: by service.
import { graphOf } from '../../../domain/services/graph.ts'
import type { Graph } from '../../../domain/services/graph.ts'
import type { EndpointOutput } from '../../api.ts'

export type ServiceMap = EndpointOutput<'getServiceMap'>
export type Place = ServiceMap['services'][number]
export type MapAlert = ServiceMap['alerts'][number]
export type Echo = ServiceMap['echoes'][number]
export type Cause = ServiceMap['causes'][number]

/** Hurt: something is open and not muted. Downstream: nothing of its own, but it stands on one that is hurt. */
export type Health = 'hurt' | 'downstream' | 'muted' | 'calm'

export type Reading = {
  readonly graph: Graph
  readonly place: ReadonlyMap<string, Place>
  readonly alertsOf: ReadonlyMap<string, readonly MapAlert[]>
  readonly alert: ReadonlyMap<number, MapAlert>
  readonly downstream: ReadonlyMap<string, ServiceMap['hurt'][number]>
  readonly echoOf: ReadonlyMap<number, Echo>
  readonly causeAt: ReadonlyMap<string, readonly Cause[]>
  readonly incidentsOf: (serviceId: string) => ServiceMap['incidents']
}

/** How is this map read, service by service? */
export function readingOf(map: ServiceMap): Reading {
  return {
    graph: graphOf(map.services),
    place: new Map(map.services.map((service) => [service.id, service])),
    alertsOf: Map.groupBy(map.alerts, ({ serviceId }) => serviceId),
    alert: new Map(map.alerts.map((alert) => [alert.id, alert])),
    downstream: new Map(map.hurt.map((each) => [each.serviceId, each])),
    echoOf: new Map(map.echoes.map((echo) => [echo.alertId, echo])),
    causeAt: Map.groupBy(map.causes, ({ serviceId }) => serviceId),
    incidentsOf: (serviceId) => map.incidents.filter(({ serviceIds }) => serviceIds.includes(serviceId)),
  }
}

/** How does this service do? */
export function healthOf(reading: Reading, { id, worst, openAlerts }: Place): Health {
  if (worst) return 'hurt'
  if (reading.downstream.has(id)) return 'downstream'
  return openAlerts > 0 ? 'muted' : 'calm'
}

/** Which services come first in a list? The worst, then those that stand on one that is hurt, the nearest first, then the names. */
export function worstFirst(reading: Reading, places: readonly Place[]): readonly Place[] {
  const rank = (place: Place) => {
    if (place.worst) return Number(place.worst.slice(1))
    return 10 + (reading.downstream.get(place.id)?.distance ?? 1000)
  }
  return places.toSorted((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name))
}

/** Which echo does a service show: that of its worst alert that is one? */
export function echoAt(reading: Reading, serviceId: string): Echo | undefined {
  for (const { id } of reading.alertsOf.get(serviceId) ?? []) {
    const echo = reading.echoOf.get(id)
    if (echo) return echo
  }
  return undefined
}

/**
 * Between which services are lines drawn from echoes to their cause? Of very many only those of the chosen one are, and of the cause
 * that explains most: a web of all of them would say nothing.
 */
export function echoLines(reading: Reading, chosen: string | null): readonly (readonly [from: string, to: string])[] {
  const lines = new Map(
    [...reading.echoOf.values()].map(({ serviceId, ofServiceId }) => [
      `${serviceId} ${ofServiceId}`,
      [serviceId, ofServiceId] as const,
    ]),
  )
  const [first] = reading.causeAt.keys()
  const isOf = chosen ?? first
  return [...lines.values()].filter((line) => lines.size <= mostLines || line.some((id) => id === isOf))
}

const mostLines = 40

/** What stands between the two ends of a path, by name. */
export function between(reading: Pick<Reading, 'place'>, path: readonly string[]): string {
  return path
    .slice(1, -1)
    .map((id) => reading.place.get(id)?.name ?? '')
    .join(', ')
}

/**
 * Which services are drawn for one team? Its own, and those that it stands on directly or that stand on it, so that a cause
 * elsewhere is seen; the others are left out.
 */
export function shownFor(
  reading: Reading,
  places: readonly Place[],
  isOwn: (place: Place) => boolean,
): readonly Place[] {
  const shown = new Set<string>()
  for (const place of places.filter(isOwn)) {
    const { needs, neededBy } = reading.graph
    for (const id of [place.id, ...(needs.get(place.id) ?? []), ...(neededBy.get(place.id) ?? [])]) shown.add(id)
  }
  return places.filter(({ id }) => shown.has(id))
}

/** Which of these are meant by what was typed? Those that begin with it come first. */
export function namedLike(places: readonly Place[], text: string): readonly Place[] {
  const wanted = text.trim().toLowerCase()
  if (wanted === '') return []
  const found = places.filter(({ name, slug }) => name.toLowerCase().includes(wanted) || slug.includes(wanted))
  const begins = ({ name }: Place) => Number(!name.toLowerCase().startsWith(wanted))
  return found.toSorted((a, b) => begins(a) - begins(b) || a.name.localeCompare(b.name))
}

/** How much of a name fits on its place: Korean letters are twice as wide. */
export function shortened(name: string, most = 17): string {
  let width = 0
  let text = ''
  for (const letter of name) {
    width += /[ᄀ-ᇿ⺀-鿿가-힯！-｠]/u.test(letter) ? 1.75 : 1
    if (width > most) return `${text.trimEnd()}…`
    text += letter
  }
  return text
}

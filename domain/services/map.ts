// The service map (product G5): what is hurt downstream, which alerts are probably echoes of one cause, and of which.
import type { Instant } from '../time.ts'
import { graphOf, reachedFrom, type Dependent, type Graph } from './graph.ts'

/** An open alert, as far as the map asks. */
export type OpenAlert = {
  readonly id: number
  readonly serviceId: string
  /** 1 is the worst. */
  readonly priority: number
  readonly at: Instant
  /** Nobody is to be bothered by it: it hurts nothing here, but it may be the cause of what others show. */
  readonly isMuted: boolean
}

/** A service that stands on one that is hurt, over `path`: it comes first, what is hurt last. */
export type Downstream = {
  readonly serviceId: string
  readonly of: string
  readonly distance: number
  readonly path: readonly string[]
}

/** An alert that came soon after one of something that its service stands on. */
export type Echo = {
  readonly alertId: number
  readonly serviceId: string
  /** Where it began: the alert whose echo is no echo itself. */
  readonly ofAlertId: number
  readonly ofServiceId: string
  /** From its service to that of the cause. */
  readonly path: readonly string[]
  readonly afterSeconds: number
}

/** An alert that others echo. */
export type Cause = {
  readonly alertId: number
  readonly serviceId: string
  readonly echoes: number
  /** On how many services. */
  readonly services: number
}

export type MapReading = {
  readonly hurt: readonly Downstream[]
  readonly echoes: readonly Echo[]
  /** The one that explains most comes first. */
  readonly causes: readonly Cause[]
}

/** So soon after an alert of what it depends on an alert is probably an echo. */
export const echoMinutes = 15
/** Over so many steps: further away everything depends on everything. */
export const echoSteps = 4

/** What does the map show of these services, with this open on them? */
export function readMap(services: readonly Dependent[], alerts: readonly OpenAlert[]): MapReading {
  const graph = graphOf(services)
  const echoes = echoesAmong(graph, alerts)
  return { hurt: hurtDownstream(graph, alerts), echoes, causes: causesOf(echoes) }
}

/** Which services stand on one that is hurt? Each is told the nearest, with the way there; also those that have alerts of their own. */
export function hurtDownstream(graph: Graph, alerts: readonly OpenAlert[]): readonly Downstream[] {
  const worst = worstOf(alerts)
  return [...graph.needs.keys()].flatMap((serviceId) => {
    const below = reachedFrom(graph.needs, serviceId).filter(({ id }) => worst.has(id))
    const [nearest] = below
    if (!nearest) return []
    // Of those at the same distance the worst counts.
    const chosen = below
      .filter(({ distance }) => distance === nearest.distance)
      .reduce((best, each) => ((worst.get(each.id) ?? 9) < (worst.get(best.id) ?? 9) ? each : best))
    return [{ serviceId, of: chosen.id, distance: chosen.distance, path: chosen.path }]
  })
}

/** The worst open priority of each service that is hurt. What is muted hurts nobody. */
export function worstOf(alerts: readonly OpenAlert[]): ReadonlyMap<string, number> {
  const worst = new Map<string, number>()
  for (const { serviceId, priority, isMuted } of alerts) {
    if (!isMuted && priority < (worst.get(serviceId) ?? Number.POSITIVE_INFINITY)) worst.set(serviceId, priority)
  }
  return worst
}

/**
 * Which of these alerts are probably echoes, and of which? The cause came before, within `echoMinutes`, on a service that is
 * depended on: the nearest one, of those the worst, of those the first. A cause that is an echo itself hands on to its own.
 * Causes are always older, so that circles of services make none of alerts.
 */
export function echoesAmong(graph: Graph, alerts: readonly OpenAlert[]): readonly Echo[] {
  const inTime = alerts.filter(({ serviceId }) => graph.needs.has(serviceId)).toSorted(byTime)
  const of = Map.groupBy(inTime, ({ serviceId }) => serviceId)
  const below = new Map([...of.keys()].map((id) => [id, reachedFrom(graph.needs, id, echoSteps)]))
  const byId = new Map(inTime.map((alert) => [alert.id, alert]))
  const echoes = new Map<number, Echo>()
  for (const alert of inTime) {
    const nearest = causeOf(alert, below.get(alert.serviceId) ?? [], of)
    if (!nearest) continue
    const further = echoes.get(nearest.cause.id)
    const root = (further && byId.get(further.ofAlertId)) ?? nearest.cause
    // In a circle the way may lead back to where it began: that is one trouble of one service.
    if (root.serviceId === alert.serviceId) continue
    echoes.set(alert.id, {
      alertId: alert.id,
      serviceId: alert.serviceId,
      ofAlertId: root.id,
      ofServiceId: root.serviceId,
      path: further ? [...nearest.path, ...further.path.slice(1)] : nearest.path,
      afterSeconds: secondsBetween(root.at, alert.at),
    })
  }
  return [...echoes.values()]
}

/** Which alerts are behind these echoes? */
export function causesOf(echoes: readonly Echo[]): readonly Cause[] {
  return [...Map.groupBy(echoes, ({ ofAlertId }) => ofAlertId)]
    .map(([alertId, of]) => ({
      alertId,
      serviceId: of[0]?.ofServiceId ?? '',
      echoes: of.length,
      services: new Set(of.map(({ serviceId }) => serviceId)).size,
    }))
    .toSorted((a, b) => b.services - a.services || b.echoes - a.echoes || a.alertId - b.alertId)
}

/**
 * Is this alert, on what is depended on, perhaps the cause of trouble that began then? What is echoed is; else what was there
 * before it and hurts badly. A certificate that ends in two weeks was there before everything.
 */
export function isLikelyCause(alert: OpenAlert, of: { readonly began: Instant; readonly echoed: boolean }): boolean {
  if (of.echoed) return true
  return !alert.isMuted && alert.priority <= 2 && Temporal.Instant.compare(alert.at, of.began) <= 0
}

function causeOf(
  alert: OpenAlert,
  below: ReturnType<typeof reachedFrom>,
  of: ReadonlyMap<string, readonly OpenAlert[]>,
): { readonly cause: OpenAlert; readonly path: readonly string[] } | undefined {
  let found: { cause: OpenAlert; path: readonly string[]; distance: number } | undefined
  for (const { id, path, distance } of below) {
    if (found && distance > found.distance) return found
    for (const cause of of.get(id) ?? []) {
      // They are in the order of time: what follows came later still.
      if (byTime(cause, alert) >= 0) break
      if (secondsBetween(cause.at, alert.at) > echoMinutes * 60) continue
      if (!found || cause.priority < found.cause.priority || isEarlier(cause, found.cause))
        found = { cause, path, distance }
    }
  }
  return found
}

function isEarlier(a: OpenAlert, b: OpenAlert): boolean {
  return a.priority === b.priority && byTime(a, b) < 0
}

function byTime(a: OpenAlert, b: OpenAlert): number {
  return Temporal.Instant.compare(a.at, b.at) || a.id - b.id
}

function secondsBetween(from: Instant, to: Instant): number {
  return Math.round((to.epochMilliseconds - from.epochMilliseconds) / 1000)
}

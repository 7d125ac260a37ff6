// Where each service stands on the map: who depends on others left of them, what everything stands on at the right.
import { Graph, layout } from '@dagrejs/dagre'
import { graphOf, type Dependent } from '../../../domain/services/graph.ts'

export type Point = { readonly x: number; readonly y: number }
export type Layout = {
  /** The middle of each service. */
  readonly places: ReadonlyMap<string, Point>
  readonly width: number
  readonly height: number
}

export const placeSize = { width: 168, height: 36 }
const gap = { across: 84, down: 14, apart: 28 }
/** A longer column is broken into several beside each other: a map is read as a page, not as a strip. */
const mostInColumn = 16
/** How wide a page is for its height. */
const pageShape = 2

/**
 * Where do these services stand? The same services in the same order stand where they stood. Only the arrows to the next column
 * decide, so that the drawing of two thousand arrows takes no longer than a moment; the others are drawn over it.
 */
export function layOut(services: readonly Dependent[]): Layout {
  const { needs, neededBy } = graphOf(services)
  const isLinked = (id: string) => (needs.get(id)?.length ?? 0) + (neededBy.get(id)?.length ?? 0) > 0
  const linked = services.map(({ id }) => id).filter(isLinked)
  const alone = services.map(({ id }) => id).filter((id) => !isLinked(id))
  const onward = withoutCircles(linked, needs)
  const ranks = ranksOf(linked, onward)
  return linked.length === 0 ? withAlone(empty, alone) : drawnLinks(linked, onward, ranks, alone)
}

const empty: Layout = { places: new Map(), width: 0, height: 0 }

type Arrows = ReadonlyMap<string, readonly string[]>

/** The arrows without those that lead back to where one comes from. */
function withoutCircles(ids: readonly string[], needs: Arrows): Arrows {
  const state = new Map<string, 'on the way' | 'done'>()
  const onward = new Map<string, readonly string[]>()
  const walk = (id: string) => {
    state.set(id, 'on the way')
    onward.set(
      id,
      (needs.get(id) ?? []).filter((next) => {
        if (!state.has(next)) walk(next)
        return state.get(next) === 'done'
      }),
    )
    state.set(id, 'done')
  }
  for (const id of ids) if (!state.has(id)) walk(id)
  return onward
}

/** How many steps each is from the end of its longest chain. */
function ranksOf(ids: readonly string[], onward: Arrows): ReadonlyMap<string, number> {
  const ranks = new Map<string, number>()
  const rankOf = (id: string): number => {
    const known = ranks.get(id)
    if (known !== undefined) return known
    const rank = Math.max(-1, ...(onward.get(id) ?? []).map(rankOf)) + 1
    ranks.set(id, rank)
    return rank
  }
  for (const id of ids) rankOf(id)
  return ranks
}

function drawnLinks(
  ids: readonly string[],
  onward: Arrows,
  ranks: ReadonlyMap<string, number>,
  alone: readonly string[],
): Layout {
  const graph = new Graph()
  graph.setGraph({ rankdir: 'LR', ranker: 'longest-path', nodesep: gap.down, ranksep: gap.across })
  for (const id of ids) graph.setNode(id, { ...placeSize })
  for (const id of ids) {
    for (const next of onward.get(id) ?? [])
      if (ranks.get(id) === (ranks.get(next) ?? 0) + 1) graph.setEdge(id, next, {})
  }
  layout(graph)
  const yOf = (id: string): number => Number(graph.node(id).y)
  const byRank = Map.groupBy(ids, (id) => ranks.get(id) ?? 0)
  const columns = [...byRank]
    .toSorted(([a], [b]) => b - a)
    .map(([, column]) => column.toSorted((a, b) => yOf(a) - yOf(b) || (a < b ? -1 : 1)))
  if (columns.every((column) => column.length <= mostInColumn)) return withAlone(asDrawn(columns, yOf), alone)
  const longest = Math.max(...columns.map((column) => column.length))
  const pages = Array.from({ length: longest }, (_, at) => withAlone(broken(columns, at + 1), alone))
  return pages.reduce((best, page) => (sizeAsPage(page) < sizeAsPage(best) ? page : best))
}

/** How high must a page be to hold this? */
function sizeAsPage({ width, height }: Layout): number {
  return Math.max(height, width / pageShape)
}

/** As the library has it, where nothing has to be broken. */
function asDrawn(columns: readonly (readonly string[])[], yOf: (id: string) => number): Layout {
  const places = new Map<string, Point>()
  const top = Math.min(...columns.flat().map(yOf)) - placeSize.height / 2
  for (const [at, column] of columns.entries()) {
    const x = at * (placeSize.width + gap.across) + placeSize.width / 2
    for (const id of column) places.set(id, { x, y: yOf(id) - top })
  }
  return sized(places)
}

/** In its order, with no more than so many below each other. */
function broken(columns: readonly (readonly string[])[], most: number): Layout {
  const places = new Map<string, Point>()
  const pitch = placeSize.height + gap.down
  const rows = Math.min(most, Math.max(...columns.map((column) => column.length)))
  let left = 0
  for (const column of columns) {
    const across = Math.ceil(column.length / most)
    const used = Math.ceil(column.length / across)
    for (const [at, id] of column.entries()) {
      const x = left + (at % across) * (placeSize.width + gap.apart) + placeSize.width / 2
      const y = (Math.floor(at / across) + (rows - used) / 2) * pitch + placeSize.height / 2
      places.set(id, { x, y })
    }
    left += across * (placeSize.width + gap.apart) - gap.apart + gap.across
  }
  return sized(places)
}

/** Those without any arrow stand below, side by side. */
function withAlone({ places, width, height }: Layout, alone: readonly string[]): Layout {
  if (alone.length === 0) return { places, width, height }
  const step = placeSize.width + gap.apart
  const across = Math.max(Math.round((width + gap.apart) / step), Math.ceil(Math.sqrt(alone.length / 2)))
  const top = height === 0 ? 0 : height + gap.across
  const all = new Map(places)
  for (const [at, id] of alone.entries()) {
    all.set(id, {
      x: (at % across) * step + placeSize.width / 2,
      y: top + Math.floor(at / across) * (placeSize.height + gap.down) + placeSize.height / 2,
    })
  }
  return sized(all)
}

function sized(places: ReadonlyMap<string, Point>): Layout {
  const all = [...places.values()]
  return {
    places,
    width: Math.max(0, ...all.map(({ x }) => x)) + placeSize.width / 2,
    height: Math.max(0, ...all.map(({ y }) => y)) + placeSize.height / 2,
  }
}

/** The way of an arrow from one to the other: it leaves at the right and arrives at the left, or goes around. */
export function curve(from: Point, to: Point): string {
  const half = placeSize.width / 2
  if (to.x - from.x >= placeSize.width) {
    const bend = (to.x - from.x - placeSize.width) / 2
    return `M${round(from.x + half)} ${round(from.y)}c${round(bend)} 0 ${round(bend)} ${round(to.y - from.y)} ${round(bend * 2)} ${round(to.y - from.y)}`
  }
  const [a, b] = [
    { x: from.x - half, y: from.y },
    to.x <= from.x - placeSize.width ? { x: to.x + half, y: to.y } : { x: to.x - half, y: to.y },
  ]
  const out = to.x <= from.x - placeSize.width ? (a.x - b.x) / 2 : 40
  const into = to.x <= from.x - placeSize.width ? b.x + out : b.x - out
  return `M${round(a.x)} ${round(a.y)}C${round(a.x - out)} ${round(a.y)} ${round(into)} ${round(b.y)} ${round(b.x)} ${round(b.y)}`
}

/** A line over what stands between, from an echo to its cause. */
export function arc(from: Point, to: Point): string {
  const [a, b] = [from.y, to.y].map((y) => y - placeSize.height / 2)
  const lift = 24 + Math.abs(to.x - from.x) / 12
  const top = Math.min(a ?? 0, b ?? 0) - lift
  return `M${round(from.x)} ${round(a ?? 0)}C${round(from.x)} ${round(top)} ${round(to.x)} ${round(top)} ${round(to.x)} ${round(b ?? 0)}`
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}

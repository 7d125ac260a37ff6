// What part of the map is in sight, and how large: pure, so that pointer, wheel, buttons and keys agree.
import type { Point } from './layout.ts'

/** A point of the map stands at `point * scale + (x, y)` on the drawing. */
export type View = { readonly x: number; readonly y: number; readonly scale: number }
export type Size = { readonly width: number; readonly height: number }

export const scales = { least: 0.08, most: 2.5 }
const margin = 24

/** How is all of it in sight? Never larger than it is written. */
export function fit(whole: Size, window: Size): View {
  const room = { width: Math.max(1, window.width - 2 * margin), height: Math.max(1, window.height - 2 * margin) }
  const scale = clamp(Math.min(room.width / Math.max(1, whole.width), room.height / Math.max(1, whole.height), 1))
  return {
    scale,
    x: (window.width - whole.width * scale) / 2,
    y: (window.height - whole.height * scale) / 2,
  }
}

/**
 * What is in sight at first? All of it; on a phone, where names could not be read then, the surroundings of what matters most.
 */
export function atFirst(whole: Size, window: Size, matters: Point | undefined): View {
  const all = fit(whole, window)
  if (!matters || window.width === 0 || window.width >= narrow || all.scale >= readable) return all
  return {
    scale: readable,
    x: window.width / 2 - matters.x * readable,
    y: window.height / 2 - matters.y * readable,
  }
}

const narrow = 480
const readable = 0.6

/** Larger or smaller by this factor, with the point of the drawing under the finger staying there. */
export function zoom(view: View, factor: number, at: Point): View {
  const scale = clamp(view.scale * factor)
  const by = scale / view.scale
  return { scale, x: at.x - (at.x - view.x) * by, y: at.y - (at.y - view.y) * by }
}

/** Moved by so much. */
export function pan(view: View, by: Point): View {
  return { ...view, x: view.x + by.x, y: view.y + by.y }
}

/** The same, moved no further than it takes to see this point with some room around it. */
export function intoSight(view: View, at: Point, window: Size, room = 96): View {
  const [x, y] = [at.x * view.scale + view.x, at.y * view.scale + view.y]
  const into = (value: number, size: number) => {
    const edge = Math.min(room, size / 2)
    return Math.max(edge, Math.min(size - edge, value)) - value
  }
  const by = { x: into(x, window.width), y: into(y, window.height) }
  return by.x === 0 && by.y === 0 ? view : pan(view, by)
}

/** Two fingers: what was between them stays between them. */
export function pinch(view: View, from: readonly [Point, Point], to: readonly [Point, Point]): View {
  const factor = Math.max(1, distance(to)) / Math.max(1, distance(from))
  const [before, after] = [middle(from), middle(to)]
  return pan(zoom(view, factor, before), { x: after.x - before.x, y: after.y - before.y })
}

/** Which of these is the next one in this direction? The nearest, with those to the side counting as further. */
export function nextTowards(
  from: Point,
  towards: 'left' | 'right' | 'up' | 'down',
  places: ReadonlyMap<string, Point>,
): string | null {
  const isAcross = towards === 'left' || towards === 'right'
  const sign = towards === 'left' || towards === 'up' ? -1 : 1
  let best: { id: string; cost: number } | null = null
  for (const [id, { x, y }] of places) {
    const ahead = (isAcross ? x - from.x : y - from.y) * sign
    const aside = Math.abs(isAcross ? y - from.y : x - from.x)
    if (ahead <= 1) continue
    const cost = ahead + aside * 2
    if (!best || cost < best.cost) best = { id, cost }
  }
  return best?.id ?? null
}

function clamp(scale: number): number {
  return Math.max(scales.least, Math.min(scales.most, scale))
}

function distance([a, b]: readonly [Point, Point]): number {
  return Math.hypot(a.x - b.x, a.y - b.y)
}

function middle([a, b]: readonly [Point, Point]): Point {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }
}

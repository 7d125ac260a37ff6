// What somebody chooses on the timeline, by hand or by keys, and the override that it asks for.
import type { OverrideStart } from './OverrideDialog.tsx'
import { leapt, snapped, stepped, within } from './snapping.ts'
import type { Ruler } from './snapping.ts'
import type { Bar, Lane, ShiftBar, Window } from './timeline.ts'
import { msOfWall, wallMsAt } from './zoned.ts'

/** A span in a lane; with `held` it is that shift as somebody would have it. */
export type Choice = { readonly lane: Lane | null; readonly held: ShiftBar | null; readonly span: Window }

export type Part = 'from' | 'whole' | 'until'

/** What the hand took hold of: nothing yet, so that it sweeps over a span, or an end or the whole of what is chosen. */
export type Hold =
  | { readonly kind: 'sweep'; readonly lane: Lane | null; readonly anchor: number }
  | { readonly kind: Part; readonly choice: Choice; readonly anchor: number }

/** What is chosen when the hand is at this moment? */
export function dragged(hold: Hold, ms: number, ruler: Ruler): Choice {
  switch (hold.kind) {
    case 'sweep': {
      const ends = [snapped(hold.anchor, ruler), snapped(ms, ruler)] as const
      return { lane: hold.lane, held: null, span: { from: Math.min(...ends), until: Math.max(...ends) } }
    }
    case 'from':
    case 'until':
      return withEnd(hold.choice, hold.kind, snapped(ms, ruler))
    case 'whole':
      return movedTo(hold.choice, snapped(hold.choice.span.from + ms - hold.anchor, ruler), ruler)
  }
}

/** What is chosen after this key on a part of it? Undefined when the key means nothing here. */
export function keyed(choice: Choice, part: Part, key: string, ruler: Ruler): Choice | undefined {
  const at = choice.span[part === 'until' ? 'until' : 'from']
  const to = movedBy(key, at, ruler)
  if (to === undefined) return undefined
  return part === 'whole' ? movedTo(choice, to, ruler) : withEnd(choice, part, to)
}

/** A bar as it is, taken into the hand. A gap is a span to be filled. */
export function choiceOf(bar: Bar, lane: Lane | null, ruler: Ruler): Choice {
  const { from, until } = bar
  if (bar.kind === 'shift') return { lane, held: bar, span: { from, until } }
  return { lane, held: null, span: { from: within(from, ruler), until: within(until, ruler) } }
}

/** What somebody begins with who chooses by keys or handles: a day, or a week where the steps are days. */
export function firstChoice(lane: Lane | null, ruler: Ruler): Choice {
  const from = stepped(ruler.from - 1, 1, ruler)
  return { lane, held: null, span: { from, until: leapt(from, 1, ruler) } }
}

/** Can this part be moved? An end that is past, or that lies beyond what was told, cannot. */
export function mayMove({ held, span }: Choice, part: Part, ruler: Ruler): boolean {
  if (span.until <= ruler.from) return false
  if (part === 'from') return span.from >= ruler.from && !held?.beganBefore
  return part === 'whole' || !held?.goesOn
}

/**
 * Which part of a bar is under the hand: an end, the name by which the whole is taken along, or just a place in it?
 * Pixels; a name that fills its bar leaves no other place to sweep from, so it is none.
 */
export function partAt({ x, width, reach, name, isCutBefore, isCutAfter }: Touched): Part | 'sweep' {
  const edge = Math.min(reach, width / 4)
  if (x <= edge && !isCutBefore) return 'from'
  if (x >= width - edge && !isCutAfter) return 'until'
  return name && x >= name.from && x <= name.until && name.until - name.from <= width * mostOfBar ? 'whole' : 'sweep'
}

/**
 * With what does the override dialog begin? Null when nothing would change. A moved end is a handover: what is added
 * goes to whoever holds the shift, what is left goes to the neighbour. A shift moved whole takes its person along.
 */
export function startOf({ lane, held, span }: Choice, me: string, now: number): OverrideStart | null {
  const start = held ? startOfHeld(held, span, lane, me) : { ...span, ...placeIn(lane, span, me) }
  const ahead = { ...start, from: Math.max(start.from, now) }
  return ahead.from < ahead.until ? ahead : null
}

function startOfHeld(held: ShiftBar, span: Window, lane: Lane | null, me: string): OverrideStart {
  const { personId } = held
  const isFromMoved = span.from !== held.from
  const isUntilMoved = span.until !== held.until
  if (isFromMoved && isUntilMoved) return { ...span, personId, replaces: othersIn(lane, span, personId) }
  if (isUntilMoved && span.until > held.until) {
    const added = { from: held.until, until: span.until }
    return { ...added, personId, replaces: othersIn(lane, added, personId) }
  }
  if (isFromMoved && span.from < held.from) {
    const added = { from: span.from, until: held.from }
    return { ...added, personId, replaces: othersIn(lane, added, personId) }
  }
  if (isUntilMoved) {
    const left = { from: span.until, until: held.until }
    return { ...left, personId: neighbour(lane, (bar) => bar.from === held.until, personId), replaces: personId }
  }
  if (isFromMoved) {
    const left = { from: held.from, until: span.from }
    return { ...left, personId: neighbour(lane, (bar) => bar.until === held.from, personId), replaces: personId }
  }
  return { ...span, personId: personId === me ? '' : me, replaces: personId }
}

/** Whoever sweeps offers to be there themselves, unless it is their own shift; in the place of the one it belongs to. */
function placeIn(lane: Lane | null, span: Window, me: string): Pick<OverrideStart, 'personId' | 'replaces'> {
  const people = peopleIn(lane, span)
  const isMine = people.length === 1 && people[0] === me
  return { personId: isMine ? '' : me, replaces: people.length === 1 ? (people[0] ?? null) : null }
}

function othersIn(lane: Lane | null, span: Window, personId: string): string | null {
  const others = peopleIn(lane, span).filter((other) => other !== personId)
  return others.length === 1 ? (others[0] ?? null) : null
}

function neighbour(lane: Lane | null, isBeside: (bar: Bar) => boolean, personId: string): string {
  const bar = lane?.bars.find(isBeside)
  return bar?.kind === 'shift' && bar.personId !== personId ? bar.personId : ''
}

function peopleIn(lane: Lane | null, { from, until }: Window): readonly string[] {
  const bars = lane?.bars.filter((bar) => bar.from < until && bar.until > from) ?? []
  return [...new Set(bars.flatMap((bar) => (bar.kind === 'shift' ? [bar.personId] : [])))]
}

function withEnd(choice: Choice, end: 'from' | 'until', ms: number): Choice {
  const { span } = choice
  const moved = end === 'from' ? { from: Math.min(ms, span.until) } : { until: Math.max(ms, span.from) }
  return { ...choice, span: { ...span, ...moved } }
}

/** As long on the wall clock as it was: from 09:00 to 09:00 stays so over a change of the clock. */
function movedTo(choice: Choice, from: number, { zone }: Ruler): Choice {
  const { span } = choice
  const length = wallMsAt(zone, span.until) - wallMsAt(zone, span.from)
  return { ...choice, span: { from, until: Math.max(msOfWall(zone, wallMsAt(zone, from) + length), from) } }
}

function movedBy(key: string, at: number, ruler: Ruler): number | undefined {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return stepped(at, 1, ruler)
    case 'ArrowLeft':
    case 'ArrowDown':
      return stepped(at, -1, ruler)
    case 'PageUp':
      return leapt(at, 1, ruler)
    case 'PageDown':
      return leapt(at, -1, ruler)
    case 'Home':
      return ruler.from
    case 'End':
      return ruler.until
    default:
      return undefined
  }
}

const mostOfBar = 0.6

type Touched = {
  readonly x: number
  readonly width: number
  /** How near to an end counts as the end. */
  readonly reach: number
  readonly name: Window | null
  readonly isCutBefore: boolean
  readonly isCutAfter: boolean
}

/** A row of the timeline on the screen, in pixels, and the time that it shows. */
export type Row = Window & {
  readonly left: number
  readonly width: number
  readonly top: number
  readonly bottom: number
}

/** The moment under a point: in the row at its height, or the nearest one, and no further than its ends. */
export function momentAt(rows: readonly Row[], { x, y }: { readonly x: number; readonly y: number }): number | null {
  const away = (row: Row) => Math.max(row.top - y, y - row.bottom, 0)
  const [first, ...others] = rows
  if (!first) return null
  const row = others.reduce((best, each) => (away(each) < away(best) ? each : best), first)
  const share = Math.min(Math.max((x - row.left) / row.width, 0), 1)
  return row.from + share * (row.until - row.from)
}

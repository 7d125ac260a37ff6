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
export function startOf({ lane, held, span }: Choice, { me, now, lanes }: Asking): OverrideStart | null {
  const timeline = { lane, lanes }
  const start = held ? startOfHeld(held, span, timeline, me) : startOfSwept(span, timeline, me)
  const ahead = { ...start, from: Math.max(start.from, now) }
  return ahead.from < ahead.until ? ahead : null
}

function startOfHeld(held: ShiftBar, span: Window, timeline: Timeline, me: string): OverrideStart {
  const { personId } = held
  const isFromMoved = span.from !== held.from
  const isUntilMoved = span.until !== held.until
  const goesOn = (added: Window) => ({ ...added, personId, ...placeOf(timeline, added, personId) })
  if (isFromMoved && isUntilMoved) return goesOn(span)
  if (isUntilMoved && span.until > held.until) return goesOn({ from: held.until, until: span.until })
  if (isFromMoved && span.from < held.from) return goesOn({ from: span.from, until: held.from })
  if (isUntilMoved) {
    const next = neighbour(timeline, (bar) => bar.from === held.until, personId)
    return { from: span.until, until: held.until, personId: next, replaces: personId }
  }
  if (isFromMoved) {
    const last = neighbour(timeline, (bar) => bar.until === held.from, personId)
    return { from: held.from, until: span.from, personId: last, replaces: personId }
  }
  return { ...span, personId: personId === me ? '' : me, replaces: personId }
}

/** Whoever sweeps offers to be there themselves, unless it is their own shift. */
function startOfSwept(span: Window, timeline: Timeline, me: string): OverrideStart {
  const place = placeOf(timeline, span, '')
  return { ...span, personId: place.replaces === me ? '' : me, ...place }
}

/**
 * In whose place is somebody put? Several of one role are taken over together, unless a second pair of eyes would go
 * with them: then the dialog asks in whose place. Who fills a role that nobody has there is added.
 */
function placeOf({ lane, lanes }: Timeline, span: Window, personId: string): Place {
  const [first, ...others] = peopleIn(lane, span).filter((other) => other !== personId)
  if (first !== undefined && others.length === 0) return { replaces: first }
  if (first === undefined) {
    return lane && lane.role !== 'primary' ? { replaces: null, kind: 'add', role: lane.role } : { replaces: null }
  }
  const hasSecond = lanes.some((each) => each.role === 'secondary' && peopleIn(each, span).length > 0)
  return { replaces: null, ...(hasSecond || lane?.role === 'shadow' ? { kind: 'replace' } : {}) }
}

type Place = Pick<OverrideStart, 'replaces' | 'kind' | 'role'>
type Timeline = { readonly lane: Lane | null; readonly lanes: readonly Lane[] }
type Asking = {
  readonly me: string
  readonly now: number
  /** All lanes of the timeline. */
  readonly lanes: readonly Lane[]
}

function neighbour({ lane }: Timeline, isBeside: (bar: Bar) => boolean, personId: string): string {
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

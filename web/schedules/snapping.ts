// Where a hand on the timeline lands: on a step of the wall clock that is shown, or on a handover.
import type { Window } from './timeline.ts'
import { msOfWall, startOfDay, wallMsAt } from './zoned.ts'

/** Along what is chosen: the clock, how fine, which moments count besides its steps, and how far one may go. */
export type Ruler = Window & {
  readonly zone: string
  readonly grain: Grain
  /** Handovers: whoever drags near one means it. */
  readonly stops: readonly number[]
}

export type Grain = 'quarter' | 'hour' | 'day'

/** How finely may one choose where this much is shown beside each other? */
export function grainOf({ from, until }: Window): Grain {
  const days = (until - from) / dayMs
  return days <= 2 ? 'quarter' : days <= 10 ? 'hour' : 'day'
}

/** The step of the clock, or the handover, that is nearest to this moment. */
export function snapped(ms: number, ruler: Ruler): number {
  const kept = within(ms, ruler)
  const marks = [stepAt(kept, ruler), stepAfter(kept, ruler), ...ruler.stops].map((each) => within(each, ruler))
  return marks.reduce((best, each) => (Math.abs(each - kept) < Math.abs(best - kept) ? each : best))
}

/** The next step of the clock or handover in a direction, as an arrow key goes. */
export function stepped(ms: number, direction: 1 | -1, ruler: Ruler): number {
  const ahead =
    direction === 1
      ? Math.min(stepAfter(ms, ruler), ...ruler.stops.filter((stop) => stop > ms))
      : Math.max(stepAt(ms - 1, ruler), ...ruler.stops.filter((stop) => stop < ms))
  return within(ahead, ruler)
}

/** A day further on the wall clock, or a week where the steps are days. */
export function leapt(ms: number, direction: 1 | -1, ruler: Ruler): number {
  const days = ruler.grain === 'day' ? 7 : 1
  return within(msOfWall(ruler.zone, wallMsAt(ruler.zone, ms) + direction * days * dayMs), ruler)
}

/** As far as the ruler goes. */
export function within(ms: number, { from, until }: Window): number {
  return Math.min(Math.max(ms, from), until)
}

/** The last step of the clock at or before this moment. */
function stepAt(ms: number, { zone, grain }: Ruler): number {
  if (grain === 'day') return startOfDay(zone, ms)
  // Once is enough unless the clock was changed by less than a step in between.
  let step = ms
  for (let over = overStep(step, zone, grain); over > 0; over = overStep(step, zone, grain)) step -= over
  return step
}

/** The first step of the clock after this moment. */
function stepAfter(ms: number, { zone, grain }: Ruler): number {
  if (grain === 'day') return startOfDay(zone, ms, 1)
  let step = ms
  do step += stepMs[grain] - overStep(step, zone, grain)
  while (overStep(step, zone, grain) > 0)
  return step
}

/** By how much does the wall clock stand over the last whole step? */
function overStep(ms: number, zone: string, grain: 'quarter' | 'hour'): number {
  const step = stepMs[grain]
  return ((wallMsAt(zone, ms) % step) + step) % step
}

const stepMs = { quarter: 900_000, hour: 3_600_000 } as const
const dayMs = 86_400_000

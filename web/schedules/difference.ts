// What a changed schedule would change: two tellings of the same span, compared moment by moment.
import { isSamePeople } from './timeline.ts'
import type { OnShift, ToldShift } from './timeline.ts'

/** In this span other people (or roles) would be on call than today. Moments are epoch milliseconds. */
export type Change = {
  readonly from: number
  readonly until: number
  readonly before: readonly OnShift[]
  readonly after: readonly OnShift[]
}

/** Where do two tellings of one span differ? Neighbouring spans with the same people on both sides are one change. */
export function differenceOf(before: readonly ToldShift[], after: readonly ToldShift[]): readonly Change[] {
  const changes: Change[] = []
  const edges = [
    ...new Set([...before, ...after].flatMap((shift) => [Date.parse(shift.from), Date.parse(shift.until)])),
  ]
  edges.sort((a, b) => a - b)
  for (const [at, from] of edges.entries()) {
    const until = edges[at + 1]
    const old = shiftAt(before, from)
    const next = shiftAt(after, from)
    if (until === undefined || !old || !next || isSamePeople(old.people, next.people)) continue
    const last = changes.at(-1)
    const goesOn =
      last?.until === from && isSamePeople(last.before, old.people) && isSamePeople(last.after, next.people)
    if (last && goesOn) changes[changes.length - 1] = { ...last, until }
    else changes.push({ from, until, before: old.people, after: next.people })
  }
  return changes
}

function shiftAt(shifts: readonly ToldShift[], ms: number): ToldShift | undefined {
  return shifts.find((shift) => Date.parse(shift.from) <= ms && ms < Date.parse(shift.until))
}

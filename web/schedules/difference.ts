// What a changed schedule would change: two tellings of the same span, compared moment by moment.
import { everybodyOf, isSamePeople } from './timeline.ts'
import type { OnShift, ToldShift } from './timeline.ts'

/** In this span other people (or roles) would be there than today, shadows too. Moments are epoch milliseconds. */
export type Change = {
  readonly from: number
  readonly until: number
  readonly before: readonly OnShift[]
  readonly after: readonly OnShift[]
}

/** Where do two tellings of one span differ? Neighbouring spans with the same people on both sides are one change. */
export function differenceOf(before: readonly ToldShift[], after: readonly ToldShift[]): readonly Change[] {
  const changes: Change[] = []
  const [old, next] = [before.map(asPart), after.map(asPart)]
  // Both lists are in order, so that one step through both of them meets every pair.
  for (let i = 0, j = 0; ;) {
    const [was, will] = [old[i], next[j]]
    if (!was || !will) return changes
    const from = Math.max(was.from, will.from)
    const until = Math.min(was.until, will.until)
    if (from < until && !isSamePeople(was.people, will.people))
      put(changes, { from, until, before: was.people, after: will.people })
    if (was.until <= will.until) i += 1
    if (will.until <= was.until) j += 1
  }
}

/** Does somebody else answer? Whoever only learns is no reason to be warned. */
export function isOfThoseWhoAnswer({ before, after }: Pick<Change, 'before' | 'after'>): boolean {
  return !isSamePeople(before.filter(isAnswering), after.filter(isAnswering))
}

export function isAnswering({ role }: Pick<OnShift, 'role'>): boolean {
  return role !== 'shadow'
}

function put(changes: Change[], change: Change): void {
  const last = changes.at(-1)
  const goesOn =
    last?.until === change.from && isSamePeople(last.before, change.before) && isSamePeople(last.after, change.after)
  if (last && goesOn) changes[changes.length - 1] = { ...last, until: change.until }
  else changes.push(change)
}

function asPart(shift: ToldShift) {
  return { from: Date.parse(shift.from), until: Date.parse(shift.until), people: everybodyOf(shift) }
}

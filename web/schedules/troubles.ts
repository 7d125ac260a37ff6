// What will go wrong on a schedule, as a screen tells it: alike together, so that forty nights are one line.
import type { EndpointOutput } from '../api.ts'
import type { Window } from './timeline.ts'
import { toLocalText } from './zoned.ts'

export type TroubleTold = EndpointOutput<'listTroubles'>['troubles'][number]

/** Troubles of one kind about one person, or gaps of the same hours, in the order of time; never empty. */
export type TroubleGroup = { readonly first: TroubleTold; readonly all: readonly TroubleTold[] }

/** Those of one matter together, in the order in which the first of each was listed. */
export function groupsOf(troubles: readonly TroubleTold[], now: number): readonly TroubleGroup[] {
  const groups = Map.groupBy(troubles, matterOf)
  // Of a gap that runs the true beginning has passed: it is one of those that end at the same hour.
  for (const [matter, all] of groups) {
    const [only] = all
    if (!only || all.length > 1 || only.kind !== 'nobody_on_call' || Date.parse(only.from) > now) continue
    const [alike] = [...groups.values()]
      .filter((other) => other !== all && other.some((one) => endsAlike(one, only)))
      .toSorted((a, b) => lengthOf(a) - lengthOf(b))
    if (!alike) continue
    alike.push(only)
    groups.delete(matter)
  }
  return [...groups.values()].flatMap((all) => {
    const [first] = all.toSorted((a, b) => a.from.localeCompare(b.from))
    return first ? [{ first, all }] : []
  })
}

/** Gaps are alike that begin and end at the same hours after as many days: a night is no weekend, and no missing day. */
function matterOf({ kind, scheduleId, personId, otherId, holiday, from, until, zone }: TroubleTold): string {
  const hours =
    kind !== 'nobody_on_call' || until === null
      ? []
      : [clockAt(zone, from), clockAt(zone, until), dayAt(zone, until) - dayAt(zone, from)]
  return JSON.stringify([kind, scheduleId, personId, otherId, holiday?.en, until === null, ...hours])
}

function endsAlike(a: TroubleTold, b: TroubleTold): boolean {
  if (a.kind !== b.kind || a.scheduleId !== b.scheduleId || a.until === null || b.until === null) return false
  return clockAt(a.zone, a.until) === clockAt(b.zone, b.until)
}

function lengthOf([first]: readonly TroubleTold[]): number {
  return first?.until ? Date.parse(first.until) - Date.parse(first.from) : Infinity
}

function clockAt(zone: string, at: string): string {
  return toLocalText(zone, Date.parse(at)).slice(11)
}

function dayAt(zone: string, at: string): number {
  return Date.parse(toLocalText(zone, Date.parse(at)).slice(0, 10)) / dayMs
}

const dayMs = 86_400_000

/**
 * Which of them are seen at once, which only by those who ask for more, and which are merely to be known? Whoever opens a
 * schedule at night looks for who is on call first; what wakes nobody is never folded away.
 */
export function foldedOf(groups: readonly TroubleGroup[]): {
  readonly shown: readonly TroubleGroup[]
  readonly more: readonly TroubleGroup[]
  readonly hints: readonly TroubleGroup[]
} {
  const hints = groups.filter(({ first }) => first.urgency === 'hint')
  const matters = groups.filter(({ first }) => first.urgency !== 'hint')
  const isShown = (group: TroubleGroup, at: number) =>
    at < mostShown || matters.length === mostShown + 1 || group.first.urgency === 'urgent'
  return { shown: matters.filter(isShown), more: matters.filter((group, at) => !isShown(group, at)), hints }
}

const mostShown = 2

/** When it is; without an end it goes on as far as anybody looked. */
export function spanOfTrouble({ from, until }: TroubleTold): Window & { readonly goesOn: boolean } {
  const ms = Date.parse(from)
  return { from: ms, until: until === null ? ms + weekMs : Date.parse(until), goesOn: until === null }
}

/** Does it wake nobody, and now? */
export function isCritical(trouble: TroubleTold, now: number): boolean {
  return trouble.acceptance === null && trouble.urgency === 'urgent' && Date.parse(trouble.from) <= now
}

/** The other schedule, as this one sees it. */
export function otherOf(trouble: TroubleTold, scheduleId: string): { readonly id: string; readonly name: string } {
  return trouble.otherId === scheduleId
    ? { id: trouble.scheduleId, name: trouble.scheduleName }
    : { id: trouble.otherId ?? '', name: trouble.otherName ?? '' }
}

/** By schedule, the one with the worst first; each with what is worst on it. Hints are told where they are looked for. */
export function bySchedule(troubles: readonly TroubleTold[]): readonly TroubleGroup[] {
  const open = troubles.filter(({ acceptance, urgency }) => acceptance === null && urgency !== 'hint')
  return [...Map.groupBy(open, ({ scheduleId }) => scheduleId).values()].flatMap((all) => {
    const [first] = all
    return first ? [{ first, all }] : []
  })
}

const weekMs = 7 * dayMs

// What will go wrong on a schedule, as a screen tells it: alike together, so that forty nights are one line.
import type { EndpointOutput } from '../api.ts'
import type { Window } from './timeline.ts'
import { toLocalText } from './zoned.ts'

export type TroubleTold = EndpointOutput<'listTroubles'>['troubles'][number]

/** Troubles of one kind about one person, or gaps of the same hours, in the order of time; never empty. */
export type TroubleGroup = { readonly first: TroubleTold; readonly all: readonly TroubleTold[] }

/** Those of one matter together, in the order in which the first of each was listed. */
export function groupsOf(troubles: readonly TroubleTold[]): readonly TroubleGroup[] {
  return [...Map.groupBy(troubles, matterOf).values()].flatMap((all) => {
    const [first] = all.toSorted((a, b) => a.from.localeCompare(b.from))
    return first ? [{ first, all }] : []
  })
}

function matterOf({ kind, scheduleId, personId, otherId, holiday, from, until, zone }: TroubleTold): string {
  const hours = kind === 'nobody_on_call' ? [clockAt(zone, from), until && clockAt(zone, until)] : []
  return JSON.stringify([kind, scheduleId, personId, otherId, holiday?.en, ...hours])
}

function clockAt(zone: string, at: string): string {
  return toLocalText(zone, Date.parse(at)).slice(11)
}

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

const weekMs = 7 * 86_400_000

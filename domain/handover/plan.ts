// What becomes of handovers when a schedule is looked at: those that it owes are made, those it no longer owes are called off.
import { earliest, isAfter, latest, plusMinutes, type Instant } from '../time.ts'
import type { Change } from './changes.ts'
import { changeKey, isWaiting, type KnownHandover } from './known.ts'
import type { HandoverState } from './states.ts'
import { withoutUntaken } from './untaken.ts'

/** How long before a change it is known, so that whoever comes can be looked after, and how long before it is drafted. */
export const knownBeforeMinutes = 24 * 60
export const draftedBeforeMinutes = 60

/** How a schedule hands over. */
export type HandoverSettings = { readonly graceMinutes: number; readonly valveMinutes: number }
export const usualHandover: HandoverSettings = { graceMinutes: 15, valveMinutes: 60 }

export type HandoverPlan = {
  readonly add: readonly Change[]
  /** Somebody else comes, or it happens at another time. */
  readonly change: readonly { readonly id: number; readonly to: Change }[]
  readonly callOff: readonly number[]
}

/**
 * What is to be made, changed and called off, now that the schedule owes these changes? What was accepted stays. Of changes that
 * passed while nobody looked, and whose valve is open, only the last is made: nobody could have written the others. What is owed from
 * before `since` was made when it was looked at then: it may be changed, and is not made anew.
 */
export function planHandovers(
  owedInAll: readonly Change[],
  known: readonly KnownHandover[],
  { now, since }: { readonly now: Instant; readonly since: Instant },
  settings: HandoverSettings,
): HandoverPlan {
  const there = new Map(known.filter(({ state }) => state !== 'called_off').map((one) => [changeKey(one), one]))
  const { owed, givenBack } = withoutUntaken(owedInAll, known, now)
  const add: Change[] = []
  const change: { id: number; to: Change }[] = []
  const kept = new Set<number>()
  const unmet: Change[] = []
  for (const one of owed.flatMap((each) => sinceAccepted(each, there.get(changeKey(each))))) {
    const same = there.get(changeKey(one))
    if (!same) {
      if (isAfter(one.endsAt, since)) unmet.push(one)
    } else {
      kept.add(same.id)
      if (isWaiting(same) && !isSameChange(same, one)) change.push({ id: same.id, to: one })
    }
  }
  for (const one of unmet) {
    const moved = isAfter(one.endsAt, now)
      ? known.find((other) => isAhead(other, now) && !kept.has(other.id) && isPair(other, one))
      : undefined
    if (moved) {
      kept.add(moved.id)
      change.push({ id: moved.id, to: one })
    } else add.push(one)
  }
  const gone = known.filter((one) => isAhead(one, now) && !kept.has(one.id)).map(({ id }) => id)
  return { add: withoutOld(add, owed, now, settings), change, callOff: [...givenBack, ...gone] }
}

/** When do grace and valve of this change come? */
export function timesOf({ beginsAt }: Change, { graceMinutes, valveMinutes }: HandoverSettings) {
  return { graceAt: plusMinutes(beginsAt, graceMinutes), valveAt: plusMinutes(beginsAt, valveMinutes) }
}

/** When is it drafted? An hour before the one goes. */
export function draftedAt({ endsAt }: Pick<Change, 'endsAt'>): Instant {
  return plusMinutes(endsAt, -draftedBeforeMinutes)
}

/** How does it stand once it is drafted? Nobody is there to sign a first shift: whoever comes reads what is open, and accepts it. */
export function beganAs({ fromId }: Pick<Change, 'fromId'>): 'draft' | 'signed' {
  return fromId === null ? 'signed' : 'draft'
}

/** When does time next do something with a handover that stands so? Null: never. */
export function handoverDueAt(
  of: Pick<Change, 'endsAt'> & {
    readonly state: HandoverState
    readonly graceAt: Instant
    readonly toldAt: Instant | null
    readonly valveAt: Instant
  },
): Instant | null {
  switch (of.state) {
    case 'planned':
      return earliest(draftedAt(of), of.valveAt)
    case 'draft':
    case 'signed':
    case 'questioned':
      return of.toldAt === null ? earliest(of.graceAt, of.valveAt) : of.valveAt
    case 'accepted':
    case 'missed':
    case 'unaccepted':
    case 'called_off':
      return null
  }
}

/** How long is whoever goes paged beside whoever came? Null: not at all, where nobody goes, nobody comes at once, or nobody is left to ask. */
export function coverOf({ fromId, endsAt, beginsAt }: Change, valveAt: Instant) {
  if (fromId === null || !endsAt.equals(beginsAt)) return null
  return { personId: fromId, startsAt: endsAt, endsAt: latest(valveAt, plusMinutes(endsAt, 1)) }
}

/** Whoever accepted before the change and does not come after all has what is open by then: they hand it to whoever does. */
function sinceAccepted(one: Change, same: KnownHandover | undefined): readonly Change[] {
  if (same?.state !== 'accepted' || same.toId === null || same.toId === one.toId) return [one]
  return [changeOf(same), { ...one, fromId: same.toId }]
}

/** Its change is still to come, and nobody has accepted it. */
function isAhead(one: KnownHandover, now: Instant): boolean {
  return isWaiting(one) && isAfter(one.endsAt, now)
}

function changeOf({ fromId, toId, endsAt, beginsAt }: Change): Change {
  return { fromId, toId, endsAt, beginsAt }
}

function isPair(a: Change, b: Change): boolean {
  return a.fromId === b.fromId && (a.toId === b.toId || a.fromId !== null)
}

function isSameChange(a: Change, b: Change): boolean {
  return a.toId === b.toId && a.beginsAt.equals(b.beginsAt)
}

function withoutOld(
  add: readonly Change[],
  owed: readonly Change[],
  now: Instant,
  settings: HandoverSettings,
): readonly Change[] {
  const isOld = (one: Change) => !isAfter(timesOf(one, settings).valveAt, now)
  const last = owed.findLast(isOld)
  return add.filter((one) => !isOld(one) || one === last)
}

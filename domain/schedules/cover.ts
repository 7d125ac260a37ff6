// "Who takes my shift?" and "I take yours if you take mine": what is asked, what is left of it, and what became of it.
import { earliest, isAfter, type Instant } from '../time.ts'
import type { CoverState } from './cover-states.ts'
import type { IsActive } from './on-call.ts'
import { boundsOf, common, heldBy, isSame, minus, rangeOf, since, type Piece } from './pieces.ts'
import type { Schedule } from './schedule.ts'

export type Cover = {
  readonly id: number
  readonly state: CoverState
  readonly scheduleId: string
  /** Whose shift it is. */
  readonly askerId: string
  /** The times for which somebody is looked for: those in which the asker was on call when it was asked. */
  readonly pieces: readonly Piece[]
  /** Of a swap: what the asker takes instead, from the one person who is asked. */
  readonly inReturn: { readonly scheduleId: string; readonly pieces: readonly Piece[] } | null
  readonly asked: readonly { readonly personId: string; readonly declinedAt: Instant | null; readonly note: string }[]
  readonly parts: readonly CoverPart[]
  readonly askedAt: Instant
}

/** A part that somebody would take, or, once it is agreed on, takes. */
export type CoverPart = Piece & { readonly id: number; readonly personId: string; readonly isAgreed: boolean }

/** For which times is still somebody looked for, passed ones included? */
export function lookedFor({ pieces, parts }: Pick<Cover, 'pieces' | 'parts'>): readonly Piece[] {
  return minus(
    pieces,
    parts.filter(({ isAgreed }) => isAgreed),
  )
}

/** For which times is still somebody looked for at this moment? A shift that has begun is covered for the rest of it. */
export function openOf(cover: Pick<Cover, 'pieces' | 'parts'>, now: Instant): readonly Piece[] {
  return since(lookedFor(cover), now)
}

/**
 * When is it too late to answer? When the last of what is open has passed: half a weekend is better than none. A swap is a
 * trade of whole shifts, so it ends when the first of the two begins.
 */
export function expiresAt(cover: Pick<Cover, 'pieces' | 'parts' | 'inReturn'>): Instant {
  const { pieces, inReturn } = cover
  const end = boundsOf(lookedFor(cover)) ?? boundsOf(pieces)
  if (!end) throw new Error('a request for no time at all')
  const returned = inReturn && boundsOf(inReturn.pieces)
  return returned ? earliest(end.startsAt, returned.startsAt) : end.endsAt
}

export type VoidBecause = 'asker_left' | 'shift_changed' | 'return_changed'

/** What became of an open request by itself. */
export type Standing =
  | { readonly is: 'open'; readonly open: readonly Piece[] }
  /** Some of it is no longer the asker's; for this somebody is still looked for. */
  | { readonly is: 'smaller'; readonly open: readonly Piece[] }
  | { readonly is: 'expired' }
  | { readonly is: 'declined' }
  | { readonly is: 'void'; readonly because: VoidBecause }

/** The schedules as they are now, and who is in service. */
export type CoverFacts = { readonly scheduleOf: (id: string) => Schedule | undefined; readonly isActive: IsActive }

/** How does an open request stand at this moment, after whatever happened to the schedule and to people? */
export function standingOf(cover: Cover, { scheduleOf, isActive }: CoverFacts, now: Instant): Standing {
  const { askerId, inReturn } = cover
  if (!isActive(askerId)) return { is: 'void', because: 'asker_left' }
  if (!isAfter(expiresAt(cover), now)) return { is: 'expired' }
  const open = openOf(cover, now)
  const still = stillHeld(scheduleOf(cover.scheduleId), askerId, open, isActive)
  if (still.length === 0) return { is: 'void', because: 'shift_changed' }
  const isSmaller = !isSame(still, open)
  if (inReturn) {
    // A swap is a trade of two shifts as they were seen.
    if (isSmaller) return { is: 'void', because: 'shift_changed' }
    const giver = cover.asked[0]?.personId ?? ''
    const theirs = stillHeld(scheduleOf(inReturn.scheduleId), giver, inReturn.pieces, isActive)
    if (!isSame(theirs, inReturn.pieces)) return { is: 'void', because: 'return_changed' }
  }
  if (cover.asked.every(({ personId, declinedAt }) => declinedAt !== null || !isActive(personId)))
    return { is: 'declined' }
  return isSmaller ? { is: 'smaller', open: still } : { is: 'open', open }
}

function stillHeld(schedule: Schedule | undefined, personId: string, pieces: readonly Piece[], isActive: IsActive) {
  const bounds = boundsOf(pieces)
  return schedule && bounds ? common(pieces, heldBy(schedule, personId, rangeOf(bounds), isActive)) : []
}

/** Who stands in for whom when these pieces are taken: what becomes overrides. */
export type StandIn = Piece & { readonly scheduleId: string; readonly personId: string; readonly replaces: string }

/** What does it mean for the schedules when this person takes these pieces of it? */
export function standInsOf(cover: Cover, personId: string, pieces: readonly Piece[]): readonly StandIn[] {
  const { scheduleId, askerId, inReturn } = cover
  return [
    ...pieces.map((piece) => ({ ...piece, scheduleId, personId, replaces: askerId })),
    ...(inReturn?.pieces ?? []).map((piece) => ({
      ...piece,
      scheduleId: inReturn?.scheduleId ?? scheduleId,
      personId: askerId,
      replaces: personId,
    })),
  ]
}

/**
 * Would this swap put somebody in the place they have already? A person with themselves, or two shifts of one schedule at
 * one time: each would stand in for the other, and nothing would change.
 */
export function isCircular(
  mine: { readonly personId: string; readonly scheduleId: string; readonly pieces: readonly Piece[] },
  theirs: { readonly personId: string; readonly scheduleId: string; readonly pieces: readonly Piece[] },
): boolean {
  if (mine.personId === theirs.personId) return true
  return mine.scheduleId === theirs.scheduleId && common(mine.pieces, theirs.pieces).length > 0
}

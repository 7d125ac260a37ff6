// What has become of the troubles that were known: still there, changed, mended, accepted, or back again.
import { isBefore, type Instant, type Zone } from '../time.ts'
import type { Ahead } from './ahead.ts'
import { isAboutSame, isAcceptedWith, isCovered, type Acceptance, type Bounds, type Trouble } from './trouble.ts'

/** A trouble that was found before; `acceptance` is null while nobody has accepted it. */
export type KnownTrouble = Trouble & { readonly id: string; readonly acceptance: Acceptance | null }

export type Followed = {
  /** Found for the first time, and nobody has accepted their like. */
  readonly begun: readonly Trouble[]
  /** Found for the first time, and accepted with others of the same hours. */
  readonly begunAccepted: readonly { readonly trouble: Trouble; readonly acceptance: Acceptance }[]
  /** Known, with other bounds than before. */
  readonly changed: readonly KnownTrouble[]
  /** Known and accepted, but larger now than what was accepted: told anew. */
  readonly back: readonly KnownTrouble[]
  readonly gone: readonly KnownTrouble[]
}

/**
 * What is new, changed, back, gone? One that overlaps a known one is the same trouble, so that a gap that is made smaller, or
 * that has begun, is not told again. What is as it was is in none of the lists.
 */
export function followTroubles(
  known: readonly KnownTrouble[],
  { troubles: found, cuts }: Ahead,
  at: { readonly zone: Zone; readonly now: Instant },
): Followed {
  const left = [...known]
  const begun: Trouble[] = []
  const begunAccepted: { trouble: Trouble; acceptance: Acceptance }[] = []
  const changed: KnownTrouble[] = []
  const back: KnownTrouble[] = []
  for (const trouble of found) {
    const place = left.findIndex((one) => isSame(one, trouble))
    const [same] = place < 0 ? [] : left.splice(place, 1)
    if (!same) {
      const alike = known.find((one) => isAcceptedWith(trouble, one, at.zone, at.now))?.acceptance
      if (alike) begunAccepted.push({ trouble, acceptance: { ...alike, seen: boundsOf(trouble) } })
      else begun.push(trouble)
    } else if (same.acceptance && !isCovered(trouble, same.acceptance.seen)) {
      back.push({ ...trouble, id: same.id, acceptance: null })
    } else if (!isAsItWas(same, trouble)) {
      changed.push({ ...trouble, id: same.id, acceptance: same.acceptance })
    }
  }
  return { begun, begunAccepted, changed, back, gone: left.filter(isLookedAt) }

  function isLookedAt({ kind, startsAt }: Trouble): boolean {
    const cutAt = cuts.get(kind)
    return !cutAt || isBefore(startsAt, cutAt)
  }
}

function isSame(a: Trouble, b: Trouble): boolean {
  if (!isAboutSame(a, b)) return false
  // A person is told of once, whichever shift comes first.
  if (a.kind === 'out_of_reach') return true
  return startsBeforeEnd(a, b) && startsBeforeEnd(b, a)
}

function startsBeforeEnd(a: Bounds, b: Bounds): boolean {
  return b.endsAt === null || isBefore(a.startsAt, b.endsAt)
}

function isAsItWas(a: Trouble, b: Trouble): boolean {
  const isNamedSame = a.kind !== 'on_holiday' || b.kind !== 'on_holiday' || a.holiday.en === b.holiday.en
  return isNamedSame && a.startsAt.equals(b.startsAt) && areSameEnds(a.endsAt, b.endsAt)
}

function areSameEnds(a: Instant | null, b: Instant | null): boolean {
  return a === null || b === null ? a === b : a.equals(b)
}

function boundsOf({ startsAt, endsAt }: Bounds): Bounds {
  return { startsAt, endsAt }
}

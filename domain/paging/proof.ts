// A contact that was proven once may be somebody else's by now: numbers are given away, browsers are left behind.
import { isAfter, type Instant } from '../time.ts'

/** How many days before its proof lapses somebody is asked to prove a contact again, the first time and the last. */
const askedBefore = [14, 3] as const

/** A change of the setting counts within so many days. */
const looksEvery = 7

/** What is to be done about a contact: ask by it, say by another way that it has lapsed, or nothing until then. */
export type NextProof =
  | { readonly do: 'ask'; readonly asked: number; readonly nextAt: Instant }
  | { readonly do: 'tell'; readonly asked: number; readonly nextAt: Instant }
  | { readonly do: 'wait'; readonly asked: number; readonly nextAt: Instant }

/** Has nobody shown for too long that this contact is still theirs? `days` is 0 where proofs never lapse. */
export function isLapsed(provenAt: Instant | null, days: number, now: Instant): boolean {
  return days > 0 && provenAt !== null && !isAfter(lapsesAt(provenAt, days), now)
}

/**
 * What now, for a contact proven then and asked about so often since? Asked twice before it lapses, told once when it has. One
 * that nobody looked at for long is asked once, not as often as was missed.
 */
export function nextProof(
  { provenAt, asked }: { readonly provenAt: Instant; readonly asked: number },
  days: number,
  now: Instant,
): NextProof {
  const soon = now.add({ hours: looksEvery * 24 })
  if (days === 0) return { do: 'wait', asked, nextAt: soon }
  const moments = [
    ...askedBefore.map((before) => daysAfter(provenAt, Math.max(days - before, 1))),
    lapsesAt(provenAt, days),
  ]
  const passed = moments.filter((at) => !isAfter(at, now)).length
  const next = moments[passed]
  const nextAt = next && isAfter(soon, next) ? next : soon
  if (passed <= asked) return { do: 'wait', asked, nextAt }
  return { do: passed === moments.length ? 'tell' : 'ask', asked: passed, nextAt }
}

export function lapsesAt(provenAt: Instant, days: number): Instant {
  return daysAfter(provenAt, days)
}

function daysAfter(at: Instant, days: number): Instant {
  return at.add({ hours: days * 24 })
}

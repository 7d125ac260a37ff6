// A term as the index keeps it: a whole number, so that millions of rows stay small. Equal terms have equal numbers in every release.
import { hashOf } from '../fingerprint.ts'
import type { Instant } from '../time.ts'

/** What else than its words a case is found by, each under a sign that no word has. */
export const signs = {
  key: (sourceId: string | null, key: string) => `!${sourceId ?? ''} ${key}`,
  rule: (sourceId: string | null, rule: string) => `%${sourceId ?? ''} ${rule}`,
  service: (id: string) => `@${id}`,
  person: (id: string) => `&${id}`,
  team: (id: string) => `+${id}`,
  kind: (kind: string) => `/${kind}`,
  /** When it was, so that the index alone tells what is new: `2026-11`, in UTC. */
  month: (at: Instant) => `*${at.toString().slice(0, 7)}`,
} as const

const known = new Map<string, number>()
const mostKnown = 50_000

/** The number of this term: 32 bits with a sign, as PostgreSQL's `integer`. */
export function markOf(term: string): number {
  const before = known.get(term)
  if (before !== undefined) return before
  const mark = Number.parseInt(hashOf(term).slice(0, 8), 16) | 0
  if (known.size < mostKnown) known.set(term, mark)
  return mark
}

/** The months from one moment until another in UTC, the last one too; at most so many, the last of them. */
export function monthsIn(from: Instant, until: Instant, most: number): readonly Instant[] {
  const months: Instant[] = []
  for (let begin = monthOf(until); months.length < most; begin = begin.subtract({ months: 1 })) {
    months.push(begin.toInstant())
    if (Temporal.Instant.compare(begin.toInstant(), from) <= 0) break
  }
  return months.toReversed()
}

function monthOf(at: Instant): Temporal.ZonedDateTime {
  return at.toZonedDateTimeISO('UTC').with({ day: 1 }).startOfDay()
}

// When whom an open request reminds. Each step happens once; what was missed while nobody looked is not made up for twice.
import { isAfter, isBefore, latest, type Instant, type Zone } from '../time.ts'
import { decentHour } from '../notices/decent-hour.ts'

/** `asked`: whoever has not answered; `asker` and `owners`: nobody has accepted, and it begins soon. */
export type CoverStep = { readonly at: Instant; readonly tell: readonly ('asked' | 'asker' | 'owners')[] }

const againHours = 36
const soonHours = [48, 12] as const

/**
 * The steps of a request that stays open, in order: those asked at once and again after a day and a half, the asker and the
 * owners two days and half a day before it begins. What is asked later than half a day before is late already: the owners
 * hear of it at once.
 */
export function coverSteps({ askedAt, startsAt }: Asked): readonly CoverStep[] {
  const again = askedAt.add({ hours: againHours })
  const before = soonHours.map((hours) => startsAt.subtract({ hours }))
  const isLate = before.every((at) => !isAfter(at, askedAt))
  return [
    { at: askedAt, tell: isLate ? (['asked', 'owners'] as const) : (['asked'] as const) },
    ...(isBefore(again, startsAt) ? [{ at: again, tell: ['asked'] as const }] : []),
    ...before.filter((at) => isAfter(at, askedAt)).map((at) => ({ at, tell: ['asker', 'owners'] as const })),
  ].toSorted((a, b) => Temporal.Instant.compare(a.at, b.at))
}

type Asked = { readonly askedAt: Instant; readonly startsAt: Instant }

/** Whom does it remind now, if it last did up to `until` (null: never), and when next? Several missed steps are one. */
export function remindersDue(
  request: Asked,
  until: Instant | null,
  now: Instant,
): { readonly tell: CoverStep['tell']; readonly nextAt: Instant | null } {
  const steps = coverSteps(request)
  const due = steps.filter(({ at }) => !isAfter(at, now) && (until === null || isAfter(at, until)))
  const next = steps.find(({ at }) => isAfter(at, now))
  return { tell: [...new Set(due.flatMap(({ tell }) => tell))], nextAt: next?.at ?? null }
}

/** When does a notice about a shift go to somebody in this zone? At a decent hour, unless the shift begins before. */
export function noticeAt(now: Instant, zone: Zone, startsAt: Instant): Instant {
  const decent = decentHour(now, zone)
  return isBefore(decent, latest(startsAt, now)) ? decent : now
}

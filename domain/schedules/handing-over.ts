// Whose shift is over and was not accepted yet: they answer for it beside whoever came (domain/handover).
import { isBefore, type Instant } from '../time.ts'
import type { IsActive } from './on-call.ts'
import type { HandingOver, Schedule } from './schedule.ts'

/** Who is paged beside whoever is on call at this moment, and until when at most? */
export function handingOverAt(
  { handingOver = [] }: Pick<Schedule, 'handingOver'>,
  at: Instant,
  isActive: IsActive,
): readonly HandingOver[] {
  return handingOver.filter(
    ({ personId, startsAt, endsAt }) => isActive(personId) && !isBefore(at, startsAt) && isBefore(at, endsAt),
  )
}

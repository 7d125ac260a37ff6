// The shifts of many schedules, worked out in small parts.
import type { IsActive } from '../../domain/schedules/on-call.ts'
import type { Schedule } from '../../domain/schedules/schedule.ts'
import { shiftsBetween, type Range, type Shift } from '../../domain/schedules/shifts.ts'

/** So many schedules are worked out at one go: some milliseconds. */
const atOneGo = 10

/** Who is on call when in the range, by schedule? Whatever else this node has to do goes on meanwhile. */
export async function shiftsOfMany(
  schedules: readonly Schedule[],
  range: Range,
  isActive: IsActive,
): Promise<ReadonlyMap<string, readonly Shift[]>> {
  const shifts = new Map<string, readonly Shift[]>()
  for (const [i, schedule] of schedules.entries()) {
    if (i % atOneGo === atOneGo - 1) await new Promise<void>((resolve) => setImmediate(resolve))
    shifts.set(schedule.id, shiftsBetween(schedule, range, { isActive }).shifts)
  }
  return shifts
}

// When people are away, for whoever looks for somebody to take a shift.
import type { Range } from '../../domain/schedules/shifts.ts'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'

type Absence = {
  readonly personId: string
  readonly kind: 'leave' | 'holiday'
  readonly startsAt: Instant
  readonly endsAt: Instant
}

export async function findAbsences(_db: Db, _personIds: readonly string[], _range: Range): Promise<readonly Absence[]> {
  return []
}

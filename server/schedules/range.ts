// Which spans may be asked about at once.
import type { Range } from '../../domain/schedules/shifts.ts'
import { isAfter, isBefore } from '../../domain/time.ts'
import { refuse } from '../refusal.ts'

export function refuseBadRange({ from, to }: Range, mostDays: number, of = ''): void {
  if (!isAfter(to, from)) refuse('bad_input', undefined, [{ path: 'to', say: 'Choose an end after the beginning.' }])
  if (isBefore(from.add({ hours: mostDays * 24 }), to)) {
    refuse('bad_input', undefined, [{ path: 'to', say: `Ask for at most ${mostDays} days at once${of}.` }])
  }
}

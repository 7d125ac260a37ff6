// Plain schedules for tests: say what matters, the rest is ordinary.
import type { Override, Rotation, Schedule } from './schedule.ts'

type RotationWords = Partial<Omit<Rotation, 'unit'>> & { readonly handoverWeekday?: number }

export function daily(words: RotationWords = {}): Rotation {
  return { ...ordinary, startsOn: '2026-03-23', ...words, unit: 'day' }
}

/** Monday to Monday from 2026-03-23 unless said otherwise. */
export function weekly(words: RotationWords = {}): Rotation {
  return { ...ordinary, startsOn: '2026-03-23', handoverWeekday: 1, ...words, unit: 'week' }
}

export function override(words: Partial<Override> & { readonly from: string; readonly to: string }): Override {
  const { from, to, ...rest } = words
  const bounds = { startsAt: Temporal.Instant.from(from), endsAt: Temporal.Instant.from(to) }
  const createdAt = Temporal.Instant.from('2026-01-01T00:00:00Z')
  return { id: 'o1', personId: 'dora', replaces: null, reason: '', createdBy: 'ana', createdAt, ...bounds, ...rest }
}

export function schedule(words: Partial<Schedule>): Schedule {
  const named = { id: 's1', slug: 'payments', name: 'Payments', teamId: 't1', zone: 'Europe/Berlin' }
  return { ...named, rotations: [], overrides: [], ...words }
}

const ordinary = {
  id: 'r1',
  name: 'Weekly',
  layer: 0,
  role: 'primary',
  zone: 'Europe/Berlin',
  length: 1,
  handoverTime: '09:00',
  endsOn: null,
  turns: [['ana'], ['ben'], ['chen']],
} as const

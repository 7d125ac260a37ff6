// Plain schedules for tests: say what matters, the rest is ordinary.
import type { Override, Restriction, Role, Rotation, Schedule, Temporary } from './schedule.ts'

type RotationWords = Partial<Omit<Rotation, 'unit'>>

export function hourly(words: RotationWords = {}): Rotation {
  return { ...ordinary, startsOn: '2026-03-23', ...words, unit: 'hour' }
}

export function daily(words: RotationWords = {}): Rotation {
  return { ...ordinary, startsOn: '2026-03-23', ...words, unit: 'day' }
}

/** Monday to Monday from 2026-03-23 unless said otherwise. */
export function weekly(words: RotationWords & { readonly handoverWeekday?: number } = {}): Rotation {
  return { ...ordinary, startsOn: '2026-03-23', handoverWeekday: 1, ...words, unit: 'week' }
}

/** From 2026-03-31 unless said otherwise, on the last day of each month. */
export function monthly(words: RotationWords & { readonly handoverDay?: number } = {}): Rotation {
  return { ...ordinary, startsOn: '2026-03-31', handoverDay: 31, ...words, unit: 'month' }
}

/** Monday to Friday from nine to five unless said otherwise. */
export function onDays(words: Partial<Extract<Restriction, { kind: 'days' }>> = {}): Restriction {
  return { kind: 'days', weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '17:00', ...words }
}

/** Of the kind that is named, else in the place of somebody, or of everybody. */
export function override(words: OverrideWords): Override {
  const { from: _from, to: _to, kind, replaces, role = 'primary', ...rest } = words
  const createdAt = Temporal.Instant.from('2026-01-01T00:00:00Z')
  const made = { id: 'o1', personId: 'dora', reason: '', createdBy: 'ana', createdAt, ...bounds(words), ...rest }
  switch (kind ?? (replaces ? 'replace' : 'take_over')) {
    case 'take_over':
      return { ...made, kind: 'take_over' }
    case 'replace':
      return { ...made, kind: 'replace', replaces: replaces ?? '' }
    case 'add':
      return { ...made, kind: 'add', role }
    case 'remove':
      return { ...made, kind: 'remove' }
  }
}

type OverrideWords = Bounds &
  Partial<Pick<Override, 'id' | 'kind' | 'personId' | 'reason' | 'createdAt'>> & {
    readonly replaces?: string | null
    readonly role?: Role
  }
type Bounds = { readonly from: string; readonly to: string }
type Shift = Temporary['shifts'][number]

/** With one shift of Eun, as primary for all of it, unless said otherwise. */
export function temporary(words: Bounds & Partial<Pick<Temporary, 'id' | 'createdAt' | 'shifts'>>): Temporary {
  const { from, to, ...rest } = words
  const createdAt = Temporal.Instant.from('2026-01-01T00:00:00Z')
  const shifts = [shift({ from, to })]
  return { id: 't1', name: 'Summer', createdAt, ...bounds(words), shifts, ...rest }
}

export function shift({ from, to, ...rest }: Bounds & Partial<Pick<Shift, 'personId' | 'role'>>): Shift {
  return { personId: 'eun', role: 'primary', ...rest, ...bounds({ from, to }) }
}

export function schedule(words: Partial<Schedule>): Schedule {
  const named = { id: 's1', slug: 'payments', name: 'Payments', teamId: 't1', zone: 'Europe/Berlin' }
  return { ...named, rotations: [], overrides: [], temporaries: [], calendars: [], ...words }
}

function bounds({ from, to }: Bounds) {
  return { startsAt: Temporal.Instant.from(from), endsAt: Temporal.Instant.from(to) }
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
  startsWith: 0,
  restrictions: [],
} as const

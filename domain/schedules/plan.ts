// A schedule made ready to be asked many times: dates read, layers sorted, moments as numbers.
import type { Instant } from '../time.ts'
import { rotationClock, type RotationClock } from './rotation.ts'
import type { Calendar, Override, Role, Schedule, Temporary } from './schedule.ts'
import { stretchesOf, type Stretches } from './stretches.ts'

export type Plan = {
  /** One ladder for each role that somebody may have, primary first. */
  readonly ladders: readonly Ladder[]
  /** In the order of creation. */
  readonly overrides: Stretches<Override>
  readonly temporaries: Stretches<TemporaryPlan>
}

/** Layers from the highest down, in each the rotations and calendars that share it. */
export type Ladder = { readonly role: Role; readonly layers: readonly Layer[] }
export type Layer = { readonly clocks: readonly RotationClock[]; readonly calendars: readonly CalendarPlan[] }

export type CalendarPlan = Pick<Calendar, 'id' | 'name' | 'role' | 'layer'> & {
  readonly shifts: Stretches<Calendar['shifts'][number]>
}

export type TemporaryPlan = Pick<Temporary, 'id' | 'name' | 'startsAt' | 'endsAt'> & {
  readonly shifts: Stretches<Temporary['shifts'][number]>
}

const roles: readonly Role[] = ['primary', 'secondary', 'shadow']
const plans = new WeakMap<Schedule, Plan>()

/** The plan of a schedule; made once for each value, which nobody changes in place. */
export function planOf(schedule: Schedule): Plan {
  const known = plans.get(schedule)
  if (known) return known
  const plan = makePlan(schedule)
  plans.set(schedule, plan)
  return plan
}

function makePlan(schedule: Schedule): Plan {
  const clocks = schedule.rotations.map(rotationClock)
  const calendars = schedule.calendars.map((calendar) => ({ ...calendar, shifts: stretchesOf(calendar.shifts) }))
  const isWorked = (role: Role) =>
    schedule.temporaries.some(({ shifts }) => shifts.some((shift) => shift.role === role))
  return {
    ladders: roles
      .map((role) => ladderOf(role, clocks, calendars))
      .filter(({ role, layers }) => layers.length > 0 || isWorked(role)),
    overrides: stretchesOf(schedule.overrides.toSorted(byCreation)),
    temporaries: stretchesOf(
      schedule.temporaries
        .toSorted(byCreation)
        .map((temporary) => ({ ...temporary, shifts: stretchesOf(temporary.shifts) })),
    ),
  }
}

function ladderOf(role: Role, clocks: readonly RotationClock[], calendars: readonly CalendarPlan[]): Ladder {
  const own = clocks.filter(({ rotation }) => rotation.role === role)
  return {
    role,
    layers: layersOf(
      own,
      calendars.filter((calendar) => calendar.role === role),
    ),
  }
}

function layersOf(clocks: readonly RotationClock[], calendars: readonly CalendarPlan[]): readonly Layer[] {
  const all = [...clocks.map(({ rotation }) => rotation.layer), ...calendars.map(({ layer }) => layer)]
  const heights = [...new Set(all)].toSorted((a, b) => b - a)
  return heights.map((height) => ({
    clocks: clocks.filter(({ rotation }) => rotation.layer === height),
    calendars: calendars.filter(({ layer }) => layer === height),
  }))
}

type Created = { readonly id: string; readonly createdAt: Instant }

/** Two things created at one moment still have one order, the same on every node. */
function byCreation(a: Created, b: Created): number {
  return Temporal.Instant.compare(a.createdAt, b.createdAt) || (a.id < b.id ? -1 : 1)
}

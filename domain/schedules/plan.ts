// A schedule made ready to be asked many times: dates read, layers sorted, moments as numbers.
import type { Instant } from '../time.ts'
import { rotationClock, type RotationClock } from './rotation.ts'
import type { Override, Role, Schedule, Temporary } from './schedule.ts'
import { stretchesOf, type Stretches } from './stretches.ts'

export type Plan = {
  /** One ladder for each role that somebody may have, primary first. */
  readonly ladders: readonly Ladder[]
  /** In the order of creation. */
  readonly overrides: Stretches<Override>
  readonly temporaries: Stretches<TemporaryPlan>
}

/** Layers from the highest down, in each the rotations that share it. */
export type Ladder = { readonly role: Role; readonly layers: readonly (readonly RotationClock[])[] }

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
  const isWorked = (role: Role) =>
    schedule.temporaries.some(({ shifts }) => shifts.some((shift) => shift.role === role))
  return {
    ladders: roles
      .map((role) => ladderOf(role, clocks))
      .filter(({ role, layers }) => layers.length > 0 || isWorked(role)),
    overrides: stretchesOf(schedule.overrides.toSorted(byCreation)),
    temporaries: stretchesOf(
      schedule.temporaries
        .toSorted(byCreation)
        .map((temporary) => ({ ...temporary, shifts: stretchesOf(temporary.shifts) })),
    ),
  }
}

function ladderOf(role: Role, clocks: readonly RotationClock[]): Ladder {
  return { role, layers: layersOf(clocks.filter((clock) => clock.rotation.role === role)) }
}

function layersOf(clocks: readonly RotationClock[]): readonly (readonly RotationClock[])[] {
  const heights = [...new Set(clocks.map((clock) => clock.rotation.layer))].toSorted((a, b) => b - a)
  return heights.map((height) => clocks.filter((clock) => clock.rotation.layer === height))
}

type Created = { readonly id: string; readonly createdAt: Instant }

/** Two things created at one moment still have one order, the same on every node. */
function byCreation(a: Created, b: Created): number {
  return Temporal.Instant.compare(a.createdAt, b.createdAt) || (a.id < b.id ? -1 : 1)
}

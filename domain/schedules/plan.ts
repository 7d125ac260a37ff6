// A schedule made ready to be asked many times: dates read, layers sorted, moments as numbers.
import type { Override, Role, Schedule } from './schedule.ts'
import { rotationClock, type RotationClock } from './rotation.ts'

export type Plan = {
  /** One ladder per role, primary first: its layers from the highest down, in each the rotations that share it. */
  readonly ladders: readonly (readonly (readonly RotationClock[])[])[]
  /** In the order of creation, with their bounds beside them. */
  readonly overrides: readonly Override[]
  readonly startsMs: Float64Array
  readonly endsMs: Float64Array
}

const roles: readonly Role[] = ['primary', 'secondary']
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
  const overrides = schedule.overrides.toSorted(byCreation)
  return {
    ladders: roles.map((role) => layersOf(clocks.filter((clock) => clock.rotation.role === role))),
    overrides,
    startsMs: Float64Array.from(overrides, (override) => override.startsAt.epochMilliseconds),
    endsMs: Float64Array.from(overrides, (override) => override.endsAt.epochMilliseconds),
  }
}

function layersOf(clocks: readonly RotationClock[]): readonly (readonly RotationClock[])[] {
  const heights = [...new Set(clocks.map((clock) => clock.rotation.layer))].toSorted((a, b) => b - a)
  return heights.map((height) => clocks.filter((clock) => clock.rotation.layer === height))
}

/** Two overrides created at one moment still have one order, the same on every node. */
function byCreation(a: Override, b: Override): number {
  return Temporal.Instant.compare(a.createdAt, b.createdAt) || (a.id < b.id ? -1 : 1)
}

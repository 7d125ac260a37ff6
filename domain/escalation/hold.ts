// A page that may wait until somebody is on call: when it is held instead of alarming the fallback, and until when.
import { onCallAt } from '../schedules/on-call.ts'
import type { Reached } from '../paging/rules.ts'
import { isBefore, plusMinutes, type Instant } from '../time.ts'
import type { Ask } from './ask.ts'
import type { Decision, Missed } from './escalate.ts'
import { hoursChangeAt } from './holds.ts'
import type { Roster, RosterTarget } from './roster.ts'
import { stepsInPlace } from './steps.ts'
import { mayWait } from './waiting.ts'

export const holdLimits = { days: 7, lookAgainMinutes: 15 } as const

/** Open, nobody rung: `until` is when somebody is reached by what is known now; looked at again at `nextAt`. */
export type Hold = {
  readonly do: 'hold'
  readonly since: Instant
  readonly until: Instant
  readonly expects: readonly Reached[]
  readonly missed: readonly Missed[]
  readonly nextAt: Instant
}

type Exhaust = Extract<Decision, { do: 'exhaust' }>
type Climb = (ask: Ask, roster: Roster, at: Instant) => Decision

/**
 * Nothing that is left of the policy reaches anybody now: is the page held until somebody does, and until when? Null when it
 * may not wait, when not time would mend it, or when nobody comes within a week of its being held: then the fallback is alarmed.
 */
export function holdInstead(ask: Ask, exhausted: Exhaust, roster: Roster, now: Instant, climb: Climb): Hold | null {
  const { plan } = ask
  if (plan.kind !== 'policy' || ask.isUrged || !mayWait(roster.policies.get(plan.policyId), ask.priority)) return null
  if (!exhausted.missed.some(({ because }) => mendedByTime.includes(because))) return null
  const since = ask.heldSince ?? now
  const end = since.add({ hours: 24 * holdLimits.days })
  const first = firstReached({ ...ask, plan }, roster, { now, end }, climb)
  if (!first) return null
  const lookAgainAt = plusMinutes(now, holdLimits.lookAgainMinutes)
  const nextAt = isBefore(first.at, lookAgainAt) ? first.at : lookAgainAt
  return { do: 'hold', since, until: first.at, expects: first.reached, missed: exhausted.missed, nextAt }
}

const mendedByTime: readonly Missed['because'][] = ['nobody_scheduled', 'nobody_in_role', 'other_hours']

/** Moments looked at: more than a week has handovers and hours, in all but the strangest rosters. */
const mostMoments = 1_000

function firstReached(
  ask: Ask & { readonly plan: { readonly kind: 'policy'; readonly policyId: string } },
  roster: Roster,
  { now, end }: { readonly now: Instant; readonly end: Instant },
  climb: Climb,
) {
  const changes = changesOf(ask.plan.policyId, roster)
  let at = now
  for (let looked = 0; looked < mostMoments; looked++) {
    const next = changes(at)
    if (!next || !isBefore(next, end)) return null
    at = next
    const decision = climb(ask, roster, at)
    if (decision.do === 'page') return { at, reached: decision.reached }
  }
  return null
}

/** After each moment, the next at which the policy may reach somebody else. */
function changesOf(policyId: string, roster: Roster): (at: Instant) => Instant | null {
  const steps = stepsInPlace(policyId, roster.policies)
  const hours = steps.flatMap(({ conditions }) => conditions.flatMap((condition) => condition.hours ?? []))
  const targets = steps.flatMap((step) => step.targets)
  const schedules = [...roster.schedules.values()].filter((schedule) =>
    targets.some((target) => asksFor(target, schedule)),
  )
  const isActive = (personId: string) => roster.people.get(personId)?.isActive ?? false
  return (at) => {
    const moments = [
      ...new Set(hours).values().map((each) => hoursChangeAt(each, at)),
      ...schedules.map((schedule) => onCallAt(schedule, at, isActive).until),
    ]
    return moments.reduce((first, next) => (next && (!first || isBefore(next, first)) ? next : first), null)
  }
}

function asksFor(target: RosterTarget, schedule: { readonly id: string; readonly teamId: string }): boolean {
  if (target.kind === 'schedule') return target.scheduleId === schedule.id
  return target.kind === 'team' && target.part === 'on_call' && target.teamId === schedule.teamId
}

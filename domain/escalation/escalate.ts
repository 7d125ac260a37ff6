// What a page does next. The heart of promise 1: every answer names a next moment, or rings the fallback.
import type { Reached } from '../paging/rules.ts'
import { waysFor } from '../paging/rules.ts'
import type { Reason } from '../paging/page.ts'
import { onCallAt, type OnCall } from '../schedules/on-call.ts'
import { isBefore, plusMinutes, type Instant } from '../time.ts'
import { leaveOut } from './declined.ts'
import { whyNotNow } from './holds.ts'
import type { OnCallRole } from './whom.ts'
import type { Roster, RosterStep, RosterTarget } from './roster.ts'
import { stepsInPlace, type StepInPlace } from './steps.ts'

/** What a page follows: a policy, one person by name, or the fallback that an exhausted page calls. */
export type Plan =
  | { readonly kind: 'policy'; readonly policyId: string }
  | { readonly kind: 'person'; readonly personId: string }
  | { readonly kind: 'fallback'; readonly teamId: string }

/** The step that fired last. */
export type Position = { readonly loop: number; readonly step: number }

/** A target that reached nobody, and why. */
export type Missed = { readonly step: number; readonly target: string } & WhyMissed

/** `other_...`: the step is not meant for this page now, and no target is named. `nobody_in_team`: nobody in it may respond; `not_followed`: a policy that leads back to itself, or lies too deep; `declined`: they said that they cannot. */
type WhyMissed =
  | {
      readonly because:
        'nobody_scheduled' | 'deactivated' | 'unreachable' | 'nobody_in_team' | 'not_followed' | 'declined'
    }
  | { readonly because: NonNullable<ReturnType<typeof whyNotNow>> }
  | { readonly because: 'nobody_in_role'; readonly role: 'primary' | 'secondary' }

export type Decision =
  | {
      readonly do: 'page'
      readonly at: Position
      readonly reached: readonly Reached[]
      readonly missed: readonly Missed[]
      readonly nextAt: Instant
    }
  | { readonly do: 'exhaust'; readonly missed: readonly Missed[] }

/** Why a person who is named as such is reached. */
type Named = Exclude<Reason['kind'], 'on_call' | 'member' | 'shadow'>

/** A person paged by name gets three tries of five minutes before the fallback is alarmed. */
const personStep = { waitMinutes: 5, repeats: 2 }
/** The fallback rings again after these minutes; the last is kept for ever. */
const fallbackWaits = [5, 5, 10, 20, 30, 60] as const

/**
 * Whom does this page reach now, and when does it go on? `from` is the step that fired last, or 'start'.
 * Steps that reach nobody, or do not hold now, are passed at once and told in `missed`; only the fallback may wait with nobody reached.
 * Whoever `declined` this page is not rung again; the fallback rings them all the same, for nobody is behind it.
 */
export function escalate(
  ask: {
    readonly plan: Plan
    readonly from: Position | 'start'
    readonly priority: number
    readonly declined?: ReadonlySet<string>
  },
  roster: Roster,
  now: Instant,
): Decision {
  const { plan } = ask
  if (plan.kind === 'fallback') return alarmFallback(plan.teamId, ask, roster, now)
  const { steps, repeats } = stepsOf(plan, roster)
  const missed: Missed[] = []
  for (let at = after(ask.from, steps.length); at.loop <= repeats; at = after(at, steps.length)) {
    const step = steps[at.step]
    if (!step) break
    const not = whyNotNow(step.conditions, ask.priority, now)
    const found = not
      ? { reached: [], missed: [{ step: at.step, target: '', because: not }] }
      : resolve(step, at.step, ask.priority, roster, now, plan.kind === 'person' ? 'asked_for' : 'named')
    const { left: reached, gone } = leaveOut(found.reached, ask.declined)
    const declined = gone.map((personId): Missed => {
      const target = roster.people.get(personId)?.name ?? 'somebody removed'
      return { step: at.step, target, because: 'declined' }
    })
    // Every gap is told once; repeats and a target that is named twice would only say it again.
    for (const miss of [...found.missed, ...declined])
      if (!missed.some((told) => isSameMiss(told, miss))) missed.push(miss)
    if (reached.length > 0) {
      return { do: 'page', at, reached, missed, nextAt: plusMinutes(now, step.waitMinutes) }
    }
  }
  return { do: 'exhaust', missed }
}

/** What time does to a page that is due: escalate further, or come back after an acknowledgement or a snooze. */
export function resume(page: { readonly state: 'open' | 'acknowledged' | 'snoozed'; readonly at: Position }): {
  readonly from: Position | 'start'
  readonly because: 'unanswered' | 'acknowledged_and_idle' | 'snooze_ended'
} {
  switch (page.state) {
    case 'open':
      return { from: page.at, because: 'unanswered' }
    case 'acknowledged':
      return { from: 'start', because: 'acknowledged_and_idle' }
    case 'snoozed':
      return { from: 'start', because: 'snooze_ended' }
  }
}

/** The steps a plan has today, those of policies in policies in their place. An edit counts from a page's next step. */
export function stepsOf(
  plan: Plan,
  roster: Roster,
): { readonly steps: readonly StepInPlace[]; readonly repeats: number } {
  switch (plan.kind) {
    case 'policy': {
      const repeats = roster.policies.get(plan.policyId)?.repeats ?? 0
      return { steps: stepsInPlace(plan.policyId, roster.policies), repeats }
    }
    case 'person': {
      const targets = [{ kind: 'person', personId: plan.personId } as const]
      const { waitMinutes, repeats } = personStep
      return { steps: [{ waitMinutes, targets, within: null, conditions: [] }], repeats }
    }
    case 'fallback': {
      const targets = fallbackPeople(plan.teamId, roster).map((personId) => ({ kind: 'person', personId }) as const)
      const [waitMinutes] = fallbackWaits
      return { steps: [{ waitMinutes, targets, within: null, conditions: [] }], repeats: Infinity }
    }
  }
}

/** Whom an exhausted policy of this team alarms: its managers and the admins of the installation. */
export function fallbackPeople(teamId: string, roster: Roster): readonly string[] {
  const people = [...(roster.managersOf.get(teamId) ?? []), ...roster.admins]
  return [...new Set(people)].filter((personId) => roster.people.get(personId)?.isActive)
}

/** How long after an acknowledgement does an idle page come back, in minutes? */
export function returnAfterMinutes(plan: Plan, roster: Roster): number {
  const policy = plan.kind === 'policy' ? roster.policies.get(plan.policyId) : undefined
  return policy?.returnAfterMinutes ?? 60
}

function alarmFallback(
  teamId: string,
  ask: { readonly from: Position | 'start'; readonly priority: number },
  roster: Roster,
  now: Instant,
): Decision {
  const loop = ask.from === 'start' ? 0 : ask.from.loop + 1
  const targets = fallbackPeople(teamId, roster).map((personId) => ({ kind: 'person', personId }) as const)
  const found = resolve({ waitMinutes: 0, targets }, 0, ask.priority, roster, now, 'fallback')
  const waitMinutes = fallbackWaits[Math.min(loop, fallbackWaits.length - 1)] ?? 60
  return { do: 'page', at: { loop, step: 0 }, ...found, nextAt: plusMinutes(now, waitMinutes) }
}

function after(at: Position | 'start', steps: number): Position {
  if (at === 'start') return { loop: 0, step: 0 }
  return at.step + 1 < steps ? { loop: at.loop, step: at.step + 1 } : { loop: at.loop + 1, step: 0 }
}

function resolve(
  step: RosterStep,
  index: number,
  priority: number,
  roster: Roster,
  now: Instant,
  named: Named,
): { readonly reached: readonly Reached[]; readonly missed: readonly Missed[] } {
  const reached = new Map<string, Reached>()
  const copies = new Map<string, Reached>()
  const missed: Missed[] = []
  for (const target of step.targets) {
    const found = peopleBehind(target, roster, now, named)
    if ('because' in found) missed.push({ step: index, ...found })
    else {
      for (const { personId, reason } of found.people) {
        const person = roster.people.get(personId)
        const ways = person?.isActive ? waysFor(person, priority) : []
        const into = reason.kind === 'shadow' ? copies : reached
        // Who is named twice in a step is reached once, for the first reason.
        if (ways.length > 0) into.set(personId, into.get(personId) ?? { personId, reason, ways })
        else if (reason.kind !== 'shadow') {
          const because = person?.isActive ? 'unreachable' : 'deactivated'
          missed.push({ step: index, target: person?.name ?? 'somebody removed', because })
        }
      }
    }
  }
  // Copies alone are nobody reached: a page goes on as if they did not exist.
  if (reached.size === 0) return { reached: [], missed }
  const shadows = copies.values().filter(({ personId }) => !reached.has(personId))
  return { reached: [...reached.values(), ...shadows], missed }
}

type Behind =
  | { readonly people: readonly { readonly personId: string; readonly reason: Reason }[] }
  | ({ readonly target: string } & WhyMissed)

function peopleBehind(target: RosterTarget, roster: Roster, now: Instant, named: Named): Behind {
  switch (target.kind) {
    case 'person':
      return { people: [{ personId: target.personId, reason: { kind: named, schedule: null, until: null } }] }
    case 'schedule':
      return onCallBehind(target, roster, now)
    case 'team':
      return target.part === 'responders' ? respondersOf(target.teamId, roster) : onCallFor(target.teamId, roster, now)
    case 'policy': {
      const policy = roster.policies.get(target.policyId)
      return { target: policy?.name ?? 'a removed policy', because: 'not_followed' }
    }
  }
}

function onCallBehind(
  { scheduleId, role }: Extract<RosterTarget, { kind: 'schedule' }>,
  roster: Roster,
  now: Instant,
): Behind {
  const schedule = roster.schedules.get(scheduleId)
  if (!schedule) return { target: 'a removed schedule', because: 'nobody_scheduled' }
  const onCall = onCallAt(schedule, now, (personId) => roster.people.get(personId)?.isActive ?? false)
  switch (onCall.because) {
    case 'nobody_active':
      return { target: schedule.name, because: 'deactivated' }
    case 'nobody_scheduled':
    case 'taken_off':
      return { target: schedule.name, because: 'nobody_scheduled' }
    case 'scheduled': {
      const people = reachedBy(schedule.name, onCall, role)
      const isVacant = people.every(({ reason }) => reason.kind === 'shadow')
      if (isVacant && (role === 'primary' || role === 'secondary'))
        return { target: schedule.name, because: 'nobody_in_role', role }
      return { people }
    }
  }
}

function reachedBy(schedule: string, onCall: Extract<OnCall, { because: 'scheduled' }>, role: OnCallRole | undefined) {
  const until = onCall.until?.toString() ?? null
  return [
    ...wokenOf(onCall, role).map(
      ({ personId }) => ({ personId, reason: { kind: 'on_call', schedule, until } }) as const,
    ),
    ...onCall.shadows.map(({ personId }) => ({ personId, reason: { kind: 'shadow', schedule, until } }) as const),
  ]
}

function wokenOf({ people }: Extract<OnCall, { because: 'scheduled' }>, role: OnCallRole | undefined) {
  switch (role) {
    case 'everybody':
      return people
    case 'primary':
    case 'secondary':
      return people.filter((person) => person.role === role)
    case undefined: {
      const primaries = people.filter((person) => person.role === 'primary')
      // A schedule with only a secondary on call still has somebody to wake.
      return primaries.length > 0 ? primaries : people
    }
  }
}

/** Everybody in the team who may respond; those who left are not missed, unless nobody is left. */
function respondersOf(teamId: string, roster: Roster): Behind {
  const team = roster.teams.get(teamId)?.name ?? 'a removed team'
  const active = (roster.respondersOf.get(teamId) ?? []).filter((personId) => roster.people.get(personId)?.isActive)
  if (active.length === 0) return { target: team, because: 'nobody_in_team' }
  const reason = { kind: 'member', schedule: null, until: null, team } as const
  return { people: active.map((personId) => ({ personId, reason })) }
}

/** Whoever is on call on a schedule of the team; a schedule without anybody is no gap as long as another has somebody. */
function onCallFor(teamId: string, roster: Roster, now: Instant): Behind {
  const people = [...roster.schedules.values()]
    .filter((schedule) => schedule.teamId === teamId)
    .map(({ id }) => onCallBehind({ kind: 'schedule', scheduleId: id }, roster, now))
    .flatMap((found) => ('people' in found ? found.people : []))
  const team = roster.teams.get(teamId)?.name ?? 'a removed team'
  return people.length > 0 ? { people } : { target: team, because: 'nobody_scheduled' }
}

function isSameMiss(a: Missed, b: Missed): boolean {
  return a.step === b.step && a.target === b.target && a.because === b.because && roleIn(a) === roleIn(b)
}

function roleIn(missed: Missed): string | null {
  return missed.because === 'nobody_in_role' ? missed.role : null
}

/** Is the page late at this moment, and by how many milliseconds? */
export function lateness(dueAt: Instant, now: Instant): number {
  return isBefore(dueAt, now) ? now.epochMilliseconds - dueAt.epochMilliseconds : 0
}

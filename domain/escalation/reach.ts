// Whom a step reaches: the people behind its targets at this moment, and by which ways; or why it misses them.
import type { Reached } from '../paging/rules.ts'
import { letSleep, sleepsUntil, type Asleep } from '../paging/quiet.ts'
import { waysFor } from '../paging/rules.ts'
import type { Reason } from '../paging/page.ts'
import { handingOverAt } from '../schedules/handing-over.ts'
import { onCallAt, type IsActive, type OnCall } from '../schedules/on-call.ts'
import type { Schedule } from '../schedules/schedule.ts'
import type { Instant } from '../time.ts'
import type { Ask } from './ask.ts'
import type { Missed, WhyMissed } from './escalate.ts'
import type { OnCallRole } from './whom.ts'
import type { Roster, RosterStep, RosterTarget } from './roster.ts'
import { whoseTurn, type TurnTaken, type WrittenStep } from './turns.ts'

/** Why a person who is named as such is reached. */
type Named = Exclude<Reason['kind'], 'on_call' | 'handing_over' | 'member' | 'shadow' | 'told' | 'itself'>

/**
 * Whom does this step reach at this moment, by which ways, and whom does it miss? Those who have answered are left out, and those who
 * `declined` are missed, before it is asked whose turn it is and who may sleep: what is left must
 * still wake somebody.
 */
export function reachedBy(
  step: RosterStep & { readonly written?: WrittenStep | null },
  index: number,
  { priority, answered, declined, turns, isForAll }: Omit<Ask, 'plan' | 'from'>,
  roster: Roster,
  now: Instant,
  named: Named,
): { readonly reached: readonly Reached[]; readonly missed: readonly Missed[]; readonly turn: TurnTaken | null } {
  const reached = new Map<string, Reached>()
  const copies = new Map<string, Reached>()
  const missed: Missed[] = []
  for (const target of step.targets) {
    if (target.kind === 'channel') continue
    const found = peopleBehind(target, roster, now, named)
    if ('because' in found) missed.push({ step: index, ...found })
    else {
      for (const { personId, reason } of found.people) {
        if (answered?.includes(personId)) continue
        const person = roster.people.get(personId)
        if (declined?.has(personId)) {
          if (reason.kind !== 'shadow')
            missed.push({ step: index, target: person?.name ?? 'somebody removed', because: 'declined' })
          continue
        }
        const ways = person?.isActive ? waysFor(person, priority, now) : []
        const into = reason.kind === 'shadow' ? copies : reached
        // Who is named twice in a step is reached once: as on call if they are, for that is a promise to the team; else for the first reason.
        const known = into.get(personId)
        const isKnownFor = known && (known.reason.kind === 'on_call' || reason.kind !== 'on_call')
        if (ways.length > 0) into.set(personId, isKnownFor ? known : { personId, reason, ways })
        else if (reason.kind !== 'shadow') {
          const because = person?.isActive ? 'unreachable' : 'deactivated'
          missed.push({ step: index, target: person?.name ?? 'somebody removed', because })
        }
      }
    }
  }
  const shadows = copies.values().filter(({ personId }) => !reached.has(personId))
  const quietOf = (personId: string) => roster.people.get(personId)?.quiet ?? null
  const letSleepOf = (some: readonly Reached[]) =>
    letSleep(some, quietOf, { priority, now, waitMinutes: step.waitMinutes })
  const written = isForAll ? null : step.written
  const woken = whoseTurn({ ...step, written }, [...reached.values(), ...shadows], turns, letSleepOf)
  for (const { personId, until } of [...woken.asleep, ...woken.reached.flatMap(putOffWhole)])
    if (reached.has(personId))
      missed.push({ step: index, target: roster.people.get(personId)?.name ?? '', because: 'quiet', until })
  // Copies alone are nobody reached: a page goes on as if they did not exist.
  const areCopies = woken.reached.every(({ reason }) => reason.kind === 'shadow')
  return { reached: areCopies ? [] : woken.reached, missed, turn: woken.turn }
}

/** Somebody on call whose every way waits is told of as well: nothing reaches them now. */
function putOffWhole(one: Reached): readonly Asleep[] {
  const until = one.ways.every(({ quietUntil }) => quietUntil) ? sleepsUntil(one) : null
  return until ? [{ personId: one.personId, until }] : []
}

type People = Exclude<RosterTarget, { kind: 'channel' }>
type Behind =
  | { readonly people: readonly { readonly personId: string; readonly reason: Reason }[] }
  | ({ readonly target: string } & WhyMissed)

function peopleBehind(target: People, roster: Roster, now: Instant, named: Named): Behind {
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
  const isActive = (personId: string) => roster.people.get(personId)?.isActive ?? false
  const onCall = onCallAt(schedule, now, isActive)
  const going = role === 'secondary' ? [] : goingFrom(schedule, isActive, now)
  // Whoever went and whose shift nobody has accepted is somebody, also where nobody came.
  if (onCall.because !== 'scheduled' && going.length > 0) return { people: going }
  switch (onCall.because) {
    case 'nobody_active':
      return { target: schedule.name, because: 'deactivated' }
    case 'nobody_scheduled':
    case 'taken_off':
      return { target: schedule.name, because: 'nobody_scheduled' }
    case 'scheduled': {
      const people = [...onCallOf(schedule.name, onCall, role), ...going]
      const isVacant = people.every(({ reason }) => reason.kind === 'shadow')
      if (isVacant && (role === 'primary' || role === 'secondary'))
        return { target: schedule.name, because: 'nobody_in_role', role }
      return { people }
    }
  }
}

function onCallOf(schedule: string, onCall: Extract<OnCall, { because: 'scheduled' }>, role: OnCallRole | undefined) {
  const until = onCall.until?.toString() ?? null
  return [
    ...wokenOf(onCall, role).map(
      ({ personId }) => ({ personId, reason: { kind: 'on_call', schedule, until } }) as const,
    ),
    ...onCall.shadows.map(({ personId }) => ({ personId, reason: { kind: 'shadow', schedule, until } }) as const),
  ]
}

function goingFrom(schedule: Schedule, isActive: IsActive, now: Instant) {
  return handingOverAt(schedule, now, isActive).map(({ personId, endsAt }) => {
    const reason = { kind: 'handing_over', schedule: schedule.name, until: endsAt.toString() } as const
    return { personId, reason }
  })
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

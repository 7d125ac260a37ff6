// What a page does next. The heart of promise 1: every answer names a next moment, or rings the fallback.
import { nobody, sinkChannel } from '../paging/itself.ts'
import type { Reached, Told } from '../paging/rules.ts'
import { isBefore, plusMinutes, type Instant } from '../time.ts'
import type { Ask } from './ask.ts'
import { holdInstead, type Hold } from './hold.ts'
import { whyNotNow } from './holds.ts'
import { reachedBy } from './reach.ts'
import type { Roster } from './roster.ts'
import { stepsInPlace, type StepInPlace } from './steps.ts'
import { tellsOnly, toldBy, withTold } from './tell.ts'
import type { TurnTaken } from './turns.ts'

/** What a page follows: a policy, one person by name, or the fallback that an exhausted page calls. */
export type Plan =
  | { readonly kind: 'policy'; readonly policyId: string }
  | { readonly kind: 'person'; readonly personId: string }
  | { readonly kind: 'fallback'; readonly teamId: string }
  /** Baton pages itself: nobody is woken. */
  | { readonly kind: 'itself' }

/** The step that fired last; `step` is -1 while none has, on a page that is held. */
export type Position = { readonly loop: number; readonly step: number }

/** A target that reached nobody, and why. */
export type Missed = { readonly step: number; readonly target: string } & WhyMissed

/**
 * `other_...`: the step is not meant for this page now, and no target is named. `nobody_in_team`: nobody in it may respond;
 * `not_followed`: a policy that leads back to itself, or lies too deep; `declined`: they said that they cannot; `unproven`: a channel
 * that is not told.
 */
export type WhyMissed =
  | {
      readonly because:
        'nobody_scheduled' | 'deactivated' | 'unreachable' | 'nobody_in_team' | 'not_followed' | 'declined' | 'unproven'
    }
  | { readonly because: NonNullable<ReturnType<typeof whyNotNow>> }
  /** Every way of theirs rings, and waits for the end of their quiet hours. */
  | { readonly because: 'quiet'; readonly until: Instant }
  | { readonly because: 'nobody_in_role'; readonly role: 'primary' | 'secondary' }

export type Decision =
  | {
      readonly do: 'page'
      readonly at: Position
      readonly reached: readonly Reached[]
      /** The channels of this step, and of those that were passed on the way to it. */
      readonly told: readonly Told[]
      readonly missed: readonly Missed[]
      readonly nextAt: Instant
      /** Whose turn it takes, where the step reaches its people in turn. */
      readonly turn: TurnTaken | null
      /** How many different people must answer from now on. */
      readonly needs: number
    }
  | Hold
  | { readonly do: 'exhaust'; readonly told: readonly Told[]; readonly missed: readonly Missed[] }

/** A person paged by name gets three tries of five minutes before the fallback is alarmed. */
const personStep = { waitMinutes: 5, repeats: 2 }
/** The fallback rings again after these minutes; the last is kept for ever. */
const fallbackWaits = [5, 5, 10, 20, 30, 60] as const

/**
 * Whom does this page reach now, and when does it go on? `from` is the step that fired last, or 'start'.
 * Steps that reach nobody, or do not hold now, are passed at once and told in `missed`. Nobody reached waits only where the page
 * may be held until somebody is on call, at the fallback, and at a step of channels alone while another step would reach somebody:
 * that wait is for those who read it there. Whoever `declined` this page is not rung again; the fallback rings them all the same,
 * for nobody is behind it.
 */
export function escalate(ask: Ask, roster: Roster, now: Instant): Decision {
  const decision = climb(ask, roster, now)
  return decision.do === 'exhaust' ? (holdInstead(ask, decision, roster, now, climb) ?? decision) : decision
}

function climb(ask: Ask, roster: Roster, now: Instant): Climbed {
  const { plan } = ask
  if (plan.kind === 'itself') return intoTheSink(ask.from, now)
  if (plan.kind === 'fallback') return alarmFallback(plan.teamId, ask, roster, now)
  const { steps, repeats } = stepsOf(plan, roster)
  const missed: Missed[] = []
  let told: readonly Told[] = []
  const found = (step: StepInPlace, at: number) =>
    reachedBy(step, at, ask, roster, now, plan.kind === 'person' ? 'asked_for' : 'named')
  const reachesNow = (step: StepInPlace) =>
    whyNotNow(step.conditions, ask.priority, now) === null && found(step, 0).reached.length > 0
  for (let at = after(ask.from, steps.length); at.loop <= repeats; at = after(at, steps.length)) {
    const step = steps[at.step]
    if (!step) break
    const not = whyNotNow(step.conditions, ask.priority, now)
    const { reached, turn, ...people } = not
      ? { reached: [], turn: null, missed: [{ step: at.step, target: '', because: not }] }
      : found(step, at.step)
    const channels = not ? { told: [], missed: [] } : toldBy(step, at.step, roster)
    // Every gap is told once; repeats and a target that is named twice would only say it again.
    for (const miss of [...people.missed, ...channels.missed])
      if (!missed.some((other) => isSameMiss(other, miss))) missed.push(miss)
    told = withTold(told, channels.told)
    const waitsForReaders = channels.told.length > 0 && tellsOnly(step) && steps.some(reachesNow)
    if (reached.length > 0 || waitsForReaders) {
      const nextAt = plusMinutes(now, step.waitMinutes)
      return {
        do: 'page',
        at,
        reached,
        turn,
        told,
        missed,
        nextAt,
        needs: step.mustAnswer ?? 1,
      }
    }
  }
  return { do: 'exhaust', told, missed }
}

type Climbed = Exclude<Decision, Hold>

/** What time does to a page that is due: escalate further, or come back after an acknowledgement or a snooze. */
export function resume(page: { readonly state: 'open' | 'acknowledged' | 'snoozed'; readonly at: Position }): {
  readonly from: Position | 'start'
  readonly because: 'unanswered' | 'acknowledged_and_idle' | 'snooze_ended'
} {
  switch (page.state) {
    case 'open':
      return { from: page.at.step < 0 ? 'start' : page.at, because: 'unanswered' }
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
      return { steps: [{ waitMinutes, targets, within: null, conditions: [], written: null }], repeats }
    }
    case 'itself':
      return { steps: [], repeats: 0 }
    case 'fallback': {
      const targets = fallbackPeople(plan.teamId, roster).map((personId) => ({ kind: 'person', personId }) as const)
      const [waitMinutes] = fallbackWaits
      return { steps: [{ waitMinutes, targets, within: null, conditions: [], written: null }], repeats: Infinity }
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

/** Nobody answers it: it goes to the sink once more each minute, until whoever watches it takes it away. */
function intoTheSink(from: Position | 'start', now: Instant): Climbed {
  const way = { contactId: nobody, channel: sinkChannel, address: 'baton', afterMinutes: 0 } as const
  const reason = { kind: 'itself', schedule: null, until: null } as const
  const at = { loop: from === 'start' ? 0 : from.loop + 1, step: 0 }
  const reached = [{ personId: nobody, reason, ways: [way] }]
  return { do: 'page', at, reached, told: [], missed: [], nextAt: plusMinutes(now, 1), turn: null, needs: 1 }
}

function alarmFallback(teamId: string, ask: Ask, roster: Roster, now: Instant): Climbed {
  const loop = ask.from === 'start' ? 0 : ask.from.loop + 1
  const targets = fallbackPeople(teamId, roster).map((personId) => ({ kind: 'person', personId }) as const)
  const found = reachedBy({ waitMinutes: 0, targets }, 0, { ...ask, declined: undefined }, roster, now, 'fallback')
  const waitMinutes = fallbackWaits[Math.min(loop, fallbackWaits.length - 1)] ?? 60
  return {
    do: 'page',
    at: { loop, step: 0 },
    ...found,
    told: [],
    nextAt: plusMinutes(now, waitMinutes),
    needs: 1,
  }
}

function after(at: Position | 'start', steps: number): Position {
  if (at === 'start') return { loop: 0, step: 0 }
  return at.step + 1 < steps ? { loop: at.loop, step: at.step + 1 } : { loop: at.loop + 1, step: 0 }
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

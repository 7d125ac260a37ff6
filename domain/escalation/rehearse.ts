// A policy played through before it is needed, by the very decisions that a real page follows: nobody ever answers.
import type { Reason } from '../paging/page.ts'
import type { Way } from '../paging/rules.ts'
import { plusMinutes, type Instant } from '../time.ts'
import { escalate, fallbackPeople, stepsOf, type Decision, type Missed, type Position } from './escalate.ts'
import type { Roster, RosterPolicy } from './roster.ts'

/** One moment: whom the step reaches, how and why; or why it reaches nobody and is passed at once. */
export type Moment = {
  readonly at: Instant
  readonly afterMinutes: number
  readonly loop: number
  readonly step: number
  /** The policy whose step it is, where that is another than the one that is rehearsed. */
  readonly within: string | null
  readonly reaches: {
    readonly personId: string
    readonly name: string
    readonly because: Reason
    readonly ways: { readonly channel: Way['channel']; readonly address: string; readonly at: Instant }[]
  }[]
  /** Channels of teams that are told. */
  readonly tells: { readonly channelId: string; readonly name: string; readonly channel: string }[]
  readonly misses: Miss[]
}

/** `role` is the one in which nobody is on call. */
type Miss = Pick<Missed, 'target' | 'because'> & { readonly role: 'primary' | 'secondary' | null }

/** `fallbackAt` is when nobody is left but the fallback; null when the rehearsal was cut before that. */
export type Rehearsed = {
  readonly moments: Moment[]
  readonly endsIn: 'fallback' | 'cut'
  readonly fallbackAt: Instant | null
  readonly fallback: { readonly personId: string; readonly name: string }[]
}

type Draft = Pick<RosterPolicy, 'name' | 'teamId' | 'repeats' | 'returnAfterMinutes' | 'steps'>

/** The longest policy without others in it, 20 steps in 10 rounds, just fits. */
const mostMoments = 200

/**
 * If this policy were paged at `from` with this priority and nobody answered: who is reached when, and how?
 * A step that reaches nobody is a moment too, passed at once. Ends when the fallback is alarmed, or is cut. A page that runs
 * already goes on `after` the step that fired last.
 */
export function rehearse(
  draft: Draft,
  priority: number,
  from: Instant,
  roster: Roster,
  after: Position | 'start' = 'start',
): Rehearsed {
  const stage = withPolicy(roster, draft)
  const { steps } = stepsOf(plan, stage)
  const fallback = fallbackPeople(draft.teamId, roster).map((personId) => ({
    personId,
    name: nameOf(roster, personId),
  }))
  const moments: Moment[] = []
  let position = after
  for (let at = from; ;) {
    const decision: Decision = escalate({ plan, from: position, priority }, stage, at)
    const next = momentsOf(decision, { at, position, startedAt: from, roster, steps })
    if (moments.length + next.length > mostMoments) return { moments, endsIn: 'cut', fallbackAt: null, fallback }
    moments.push(...next)
    if (decision.do === 'exhaust') return { moments, endsIn: 'fallback', fallbackAt: at, fallback }
    position = decision.at
    at = decision.nextAt
  }
}

const plan = { kind: 'policy', policyId: 'the rehearsed one' } as const

function withPolicy(roster: Roster, draft: Draft): Roster {
  return { ...roster, policies: new Map(roster.policies).set(plan.policyId, { ...draft, id: plan.policyId }) }
}

/** Where the rehearsal stands: `position` is the step that fired last. */
type Standing = {
  readonly at: Instant
  readonly position: Position | 'start'
  readonly startedAt: Instant
  readonly roster: Roster
  readonly steps: ReturnType<typeof stepsOf>['steps']
}

function momentsOf(decision: Decision, standing: Standing): readonly Moment[] {
  const { at, startedAt, roster } = standing
  const withinOf = (step: number) => standing.steps[step]?.within ?? null
  const afterMinutes = (at.epochMilliseconds - startedAt.epochMilliseconds) / 60_000
  const fired = decision.do === 'page' ? decision.at.step : null
  const tells = (at: number) =>
    decision.told
      .filter(({ step }) => step === at)
      .map(({ channelId, name, channel }) => ({ channelId, name, channel }))
  const misses = (at: number) => decision.missed.filter(({ step }) => step === at).map(asMiss)
  const passed = [...new Set([...decision.missed, ...decision.told].map(({ step }) => step))]
    .filter((step) => step !== fired)
    .map((step): Moment => {
      const loop = loopOf(step, decision, standing.position)
      return {
        at,
        afterMinutes,
        loop,
        step,
        within: withinOf(step),
        reaches: [],
        tells: tells(step),
        misses: misses(step),
      }
    })
    .toSorted((a, b) => a.loop - b.loop || a.step - b.step)
  if (decision.do === 'exhaust') return passed
  const reaches = decision.reached.map(({ personId, reason, ways }) => ({
    personId,
    name: nameOf(roster, personId),
    because: reason,
    ways: ways.map(({ channel, address, afterMinutes }) => ({ channel, address, at: plusMinutes(at, afterMinutes) })),
  }))
  const { step } = decision.at
  const within = withinOf(step)
  return [...passed, { at, afterMinutes, ...decision.at, within, reaches, tells: tells(step), misses: misses(step) }]
}

/** The round in which a step was passed: at one instant a step is passed at most once on the way to the next that reaches. */
function loopOf(step: number, decision: Decision, position: Position | 'start'): number {
  if (decision.do === 'page') return step > decision.at.step ? decision.at.loop - 1 : decision.at.loop
  if (position === 'start') return 0
  return step > position.step ? position.loop : position.loop + 1
}

function asMiss(missed: Missed): Miss {
  const { target, because } = missed
  return { target, because, role: missed.because === 'nobody_in_role' ? missed.role : null }
}

function nameOf(roster: Roster, personId: string): string {
  return roster.people.get(personId)?.name ?? 'somebody removed'
}

// A policy played through before it is needed, by the very decisions that a real page follows: nobody ever answers.
import type { Reason } from '../paging/page.ts'
import type { Way } from '../paging/rules.ts'
import { plusMinutes, type Instant } from '../time.ts'
import { escalate, fallbackPeople, stepsOf, type Decision, type Missed, type Position } from './escalate.ts'
import type { Roster, RosterPolicy } from './roster.ts'
import { withTurn, type Turns } from './turns.ts'

/** One moment: whom the step reaches, how and why; or why it reaches nobody and is passed at once. */
export type Moment = {
  readonly at: Instant
  readonly afterMinutes: number
  readonly loop: number
  readonly step: number
  /** The policy whose step it is, where that is another than the one that is rehearsed. */
  readonly within: string | null
  /** Its people are reached in turn: `reaches` is the next. */
  readonly isInTurn: boolean
  /** How many different people must answer. */
  readonly needs: number
  /** Nobody is reached now, and the page is held until then. */
  readonly heldUntil: Instant | null
  readonly reaches: {
    readonly personId: string
    readonly name: string
    readonly because: Reason
    readonly ways: {
      readonly channel: Way['channel']
      readonly address: string
      readonly at: Instant
      /** It waits for the end of the person's quiet hours. */
      readonly isQuiet: boolean
    }[]
  }[]
  /** Channels of teams that are told. */
  readonly tells: { readonly channelId: string; readonly name: string; readonly channel: string }[]
  readonly misses: Miss[]
}

/** `role` is the one in which nobody is on call. */
type Miss = Pick<Missed, 'target' | 'because'> & {
  readonly role: 'primary' | 'secondary' | null
  /** When the quiet hours of somebody who is let sleep end. */
  readonly until: Instant | null
}

/** `fallbackAt` is when nobody is left but the fallback; null when the rehearsal was cut before that. */
export type Rehearsed = {
  readonly moments: Moment[]
  readonly endsIn: 'fallback' | 'cut'
  readonly fallbackAt: Instant | null
  readonly fallback: { readonly personId: string; readonly name: string }[]
}

type Draft = Pick<RosterPolicy, 'name' | 'teamId' | 'repeats' | 'returnAfterMinutes' | 'mayWaitFrom' | 'steps'>

/** The longest policy without others in it, 20 steps in 10 rounds, just fits. */
const mostMoments = 200

/**
 * If this policy were paged at `from` with this priority and nobody answered: who is reached when, and how?
 * A step that reaches nobody is a moment too, passed at once. Ends when the fallback is alarmed, or is cut. A page that runs
 * already goes on `after` the step that fired last, without those who `declined` it. `had` is who had the turns of steps in turn,
 * and is not changed by this; `policyId` the policy under which they are counted.
 */
export function rehearse(
  draft: Draft,
  { priority, from, after = 'start', had = new Map(), policyId = 'the rehearsed one', answered, declined }: Rehearsing,
  roster: Roster,
): Rehearsed {
  const plan = { kind: 'policy', policyId } as const
  const stage = { ...roster, policies: new Map(roster.policies).set(policyId, { ...draft, id: policyId }) }
  const { steps } = stepsOf(plan, stage)
  const fallback = fallbackPeople(draft.teamId, roster).map((personId) => ({
    personId,
    name: nameOf(roster, personId),
  }))
  const moments: Moment[] = []
  let position = after
  let turns = had
  let heldSince: Instant | null = null
  for (let at = from; ;) {
    const decision: Decision = escalate(
      { plan, from: position, priority, turns, heldSince, answered, declined },
      stage,
      at,
    )
    const next = momentsOf(decision, { at, position, startedAt: from, roster, steps })
    if (moments.length + next.length > mostMoments) return { moments, endsIn: 'cut', fallbackAt: null, fallback }
    moments.push(...next)
    if (decision.do === 'exhaust') return { moments, endsIn: 'fallback', fallbackAt: at, fallback }
    if (decision.do === 'hold') {
      heldSince = decision.since
      at = decision.until
    } else {
      heldSince = null
      position = decision.at
      if (decision.turn) turns = withTurn(turns, decision.turn)
      at = decision.nextAt
    }
  }
}

type Rehearsing = {
  readonly priority: number
  readonly from: Instant
  readonly after?: Position | 'start' | undefined
  readonly had?: Turns | undefined
  readonly policyId?: string | undefined
  /** Who has answered already, on a page that needs more answers. */
  readonly answered?: readonly string[] | undefined
  readonly declined?: ReadonlySet<string> | undefined
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
  const toldOf = decision.do === 'hold' ? [] : decision.told
  const tells = (at: number) =>
    toldOf.filter(({ step }) => step === at).map(({ channelId, name, channel }) => ({ channelId, name, channel }))
  const misses = (at: number) => decision.missed.filter(({ step }) => step === at).map(asMiss)
  const passed = [...new Set([...decision.missed, ...toldOf].map(({ step }) => step))]
    .filter((step) => step !== fired)
    .map((step): Moment => {
      const loop = loopOf(step, decision, standing.position)
      const isInTurn = standing.steps[step]?.inTurn ?? false
      return {
        ...quiet,
        at,
        afterMinutes,
        loop,
        step,
        isInTurn,
        within: withinOf(step),
        tells: tells(step),
        misses: misses(step),
      }
    })
    .toSorted((a, b) => a.loop - b.loop || a.step - b.step)
  if (decision.do === 'exhaust') return passed
  if (decision.do === 'hold') {
    const { loop, step } = standing.position === 'start' ? { loop: 0, step: 0 } : standing.position
    const expects = decision.missed.map(asMiss)
    return [{ ...quiet, at, afterMinutes, loop, step, within: null, heldUntil: decision.until, misses: expects }]
  }
  const reaches = decision.reached.map(({ personId, reason, ways }) => ({
    personId,
    name: nameOf(roster, personId),
    because: reason,
    ways: ways.map(({ channel, address, afterMinutes, quietUntil }) => ({
      channel,
      address,
      at: plusMinutes(at, afterMinutes),
      isQuiet: quietUntil !== undefined,
    })),
  }))
  const { needs, turn } = decision
  const { step } = decision.at
  const fires = { within: withinOf(step), isInTurn: turn !== null, needs, heldUntil: null, reaches }
  return [...passed, { at, afterMinutes, ...decision.at, ...fires, tells: tells(step), misses: misses(step) }]
}

const quiet = { isInTurn: false, needs: 1, heldUntil: null, reaches: [], tells: [] }

/** The round in which a step was passed: at one instant a step is passed at most once on the way to the next that reaches. */
function loopOf(step: number, decision: Decision, position: Position | 'start'): number {
  if (decision.do === 'page') return step > decision.at.step ? decision.at.loop - 1 : decision.at.loop
  if (position === 'start') return 0
  return step > position.step ? position.loop : position.loop + 1
}

function asMiss(missed: Missed): Miss {
  const { target, because } = missed
  const role = missed.because === 'nobody_in_role' ? missed.role : null
  return { target, because, role, until: missed.because === 'quiet' ? missed.until : null }
}

function nameOf(roster: Roster, personId: string): string {
  return roster.people.get(personId)?.name ?? 'somebody removed'
}

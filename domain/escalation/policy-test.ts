// A policy played in earnest, and marked as a test: each step once, quickly, and nobody alarmed at its end.
import { plusMinutes, type Instant } from '../time.ts'
import { night } from '../schedules/night.ts'
import { escalate, type Decision, type Plan, type Position } from './escalate.ts'
import type { Roster } from './roster.ts'

/** `first`: those whom the first step that reaches somebody reaches. `whole`: every step, once. */
export const testScopes = ['first', 'whole'] as const
export type TestScope = (typeof testScopes)[number]

/** Steps follow quickly on one another; after the last there is time to answer. */
const waits = { between: 1, last: 5 } as const

type Going = Extract<Decision, { do: 'page' }>
export type TestDecision = Going | { readonly do: 'end' }

type Ask = {
  readonly plan: Plan
  readonly from: Position | 'start'
  readonly priority: number
  readonly test: TestScope
  readonly answered?: readonly string[] | undefined
  readonly declined?: ReadonlySet<string> | undefined
}

/**
 * Whom does this test reach next, and when does it go on? Decided as for a real page, so steps that do not hold or reach nobody
 * are passed and told. It ends where a real page would begin its next round, or alarm the fallback.
 */
export function playTest(ask: Ask, roster: Roster, now: Instant): TestDecision {
  if (ask.test === 'first' && ask.from !== 'start') return { do: 'end' }
  const decision = inFirstRound(ask, roster, now)
  if (!decision) return { do: 'end' }
  const isLast = ask.test === 'first' || !inFirstRound({ ...ask, from: decision.at }, roster, now)
  // Each answers for themself, and nobody has had a turn by it.
  const nextAt = plusMinutes(now, isLast ? waits.last : waits.between)
  return { ...decision, nextAt, turn: null, needs: 1 }
}

/** How a test begins. One that reaches nobody any more, for somebody left in this second, ends at once. */
export function beginTest(ask: Omit<Ask, 'from'>, roster: Roster, now: Instant): Going {
  const decision = playTest({ ...ask, from: 'start' }, roster, now)
  if (decision.do === 'page') return decision
  const nobody = { reached: [], told: [], missed: [], turn: null, needs: 1 }
  return { do: 'page', at: { loop: 0, step: 0 }, ...nobody, nextAt: now }
}

/** Everybody whom a test that begins now would reach, each once, in the order of the steps; copies for shadows too. */
export function reachedByTest(ask: Omit<Ask, 'from'>, roster: Roster, now: Instant): readonly string[] {
  const people = new Set<string>()
  let decision = playTest({ ...ask, from: 'start' }, roster, now)
  while (decision.do === 'page') {
    for (const { personId } of decision.reached) people.add(personId)
    decision = playTest({ ...ask, from: decision.at }, roster, decision.nextAt)
  }
  return [...people]
}

/** Whose night is it now? A test that rings asks again before it wakes them. */
export function asleep(personIds: readonly string[], roster: Roster, now: Instant): readonly string[] {
  return personIds.filter((personId) => {
    const person = roster.people.get(personId)
    if (!person) return false
    const { hour } = now.toZonedDateTimeISO(person.zone)
    return hour >= night.fromHour || hour < night.untilHour
  })
}

function inFirstRound(ask: Ask, roster: Roster, now: Instant): Going | null {
  const decision = escalate({ ...ask, isUrged: true, isForAll: true }, roster, now)
  return decision.do === 'page' && decision.at.loop === 0 ? decision : null
}

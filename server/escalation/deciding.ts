// What pages that are due do next, decided one after the other: each takes its turn after the one before.
import { escalate, type Decision } from '../../domain/escalation/escalate.ts'
import { playTest, type TestDecision, type TestScope } from '../../domain/escalation/policy-test.ts'
import { withTurn } from '../../domain/escalation/turns.ts'
import type { Db } from '../db/connect.ts'
import type { Firing, RunningPage } from './pages.ts'
import { declinesOf, endDeclines } from '../paging/declines.ts'
import { answeredBy, beginRuns } from './several.ts'
import { holdTurns, moveTurns } from './turns.ts'

export async function decideSteps(
  tx: Db,
  firing: Firing,
  pages: readonly RunningPage[],
): Promise<readonly { readonly page: RunningPage; readonly decision: Decision | TestDecision }[]> {
  const ids = pages.map(({ id }) => id)
  const anew = pages.flatMap((page) => (page.from === 'start' ? [page.id] : []))
  await beginRuns(tx, anew)
  await endDeclines(tx, anew)
  const answered = await answeredBy(tx, ids)
  const declines = await declinesOf(tx, ids)
  const plans = pages.map((page) => page.plan)
  const before = await holdTurns(tx, plans, firing.roster)
  let turns = before
  const decided = pages.map((page) => {
    const left = { answered: answered.get(page.id), declined: declines.get(page.id) }
    if (page.test) return { page, decision: goOnTesting({ ...page, test: page.test, ...left }, firing) }
    const decision = escalate({ ...page, turns, ...left }, firing.roster, firing.now)
    if (decision.do === 'page' && decision.turn) turns = withTurn(turns, decision.turn)
    return { page, decision }
  })
  await moveTurns(tx, before, turns)
  return decided
}

/** A test that comes back, for everybody has answered or it was snoozed, is over. */
function goOnTesting(page: RunningPage & { readonly test: TestScope }, { roster, now }: Firing): TestDecision {
  return page.from === 'start' ? { do: 'end' } : playTest(page, roster, now)
}

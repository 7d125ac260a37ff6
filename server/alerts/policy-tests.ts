// Tests of whole policies: begun by a manager, answered by each person for themselves, ended by time.
import { fallbackPeople } from '../../domain/escalation/escalate.ts'
import { asleep, reachedByTest } from '../../domain/escalation/policy-test.ts'
import type { policyTestApi } from '../../domain/escalation/policy-test-api.ts'
import type { Roster } from '../../domain/escalation/roster.ts'
import { asPriority, priorityNumber } from '../../domain/paging/priority.ts'
import type { Instant } from '../../domain/time.ts'
import { entry } from '../commit.ts'
import type { Actions, Context } from '../context.ts'
import type { Db } from '../db/connect.ts'
import { endPagesLeft } from '../escalation/answers.ts'
import type { RunningPage } from '../escalation/pages.ts'
import { lockPolicy } from '../escalation/policies.ts'
import { findLastTest, findTested, isTested, lockTestOf, noteTestAnswer } from '../escalation/test-answers.ts'
import type { NewEntry } from '../log/store.ts'
import type { PagingDoors } from '../paging/doors.ts'
import { refuse } from '../refusal.ts'
import { raise } from './raise.ts'
import { markClosed } from './store.ts'

export function policyTestActions(doors: PagingDoors): Actions<keyof typeof policyTestApi> {
  return {
    async testPolicy(ctx, { policyId, scope, priority, evenAtNight }) {
      const roster = await doors.roster.current(ctx.db)
      const policy = roster.policies.get(policyId) ?? refuse('not_found')
      const plan = { kind: 'policy', policyId } as const
      const ids = reachedByTest({ plan, priority: priorityNumber(priority), test: scope }, roster, ctx.now)
      if (ids.length === 0) refuse('nobody_to_page')
      const sleeping = priority === 'P1' && !evenAtNight ? asleep(ids, roster, ctx.now) : []
      if (sleeping.length > 0) refuse('policy_test_at_night', { people: sleeping.map((id) => nameOf(roster, id)) })
      const raised = await raise(
        ctx,
        doors,
        {
          summary: summaryFor(ctx, roster, policy.name),
          details: '',
          priority,
          teamId: policy.teamId,
          serviceId: null,
          plan,
          isTest: true,
          test: scope,
        },
        async (tx) => {
          await lockPolicy(tx, policyId)
          if (await isTested(tx, policyId)) refuse('policy_test_runs')
        },
      )
      return { ...raised, people: ids.map((personId) => ({ personId, name: nameOf(roster, personId) })) }
    },

    async getPolicyTest({ db }, { policyId }) {
      const roster = await doors.roster.current(db)
      if (!roster.policies.has(policyId)) refuse('not_found')
      const last = await findLastTest(db, policyId)
      if (!last?.test) return { test: null }
      const { test: scope, teamId, priority, ...told } = last
      const people = (await findTested(db, last.pageId)).map(({ isShadow: _isShadow, ...person }) => ({
        ...person,
        afterSeconds: person.answeredAt ? secondsBetween(person.reachedAt, person.answeredAt) : null,
      }))
      const insteadOf = fallbackPeople(teamId, roster).map((personId) => ({ personId, name: nameOf(roster, personId) }))
      const answered = people.filter(({ answeredAt }) => answeredAt !== null).length
      return { test: { ...told, scope, priority: asPriority(priority), people, answered, insteadOf } }
    },
  }
}

/**
 * Notes the answer of this person when the alert is the test of a policy; null when it is meant in earnest. It stays open for the
 * others, and `isFirst` says whether this changed anything.
 */
export async function answerTest(
  tx: Db,
  ctx: Pick<Context, 'actor' | 'now'>,
  of: { readonly alertId: number; readonly personId: string | null; readonly via: string },
): Promise<{ readonly isFirst: boolean; readonly entries: readonly NewEntry[] } | null> {
  const { alertId, personId, via } = of
  const test = personId === null ? null : await lockTestOf(tx, alertId)
  if (!test || personId === null) return null
  const isFirst = await noteTestAnswer(tx, test, { personId, via, now: ctx.now })
  const facts = { policy: test.policy, seconds: secondsBetween(test.openedAt, ctx.now) }
  const about = { teamId: test.teamId, alertId, pageId: test.pageId }
  return { isFirst, entries: isFirst ? [entry(ctx, 'policy_test_answered', facts, about)] : [] }
}

/** Ends tests that have no step left: their alerts are closed, nobody is alarmed, and the log says who would have been. */
export async function endTests(
  tx: Db,
  over: readonly RunningPage[],
  by: { readonly roster: Roster; readonly now: Instant; readonly node: string },
): Promise<readonly NewEntry[]> {
  if (over.length === 0) return []
  const { roster, now, node } = by
  const say = { actor: { kind: 'engine', node }, now } as const
  const entries: NewEntry[] = []
  for (const { id: pageId, plan, alert } of over) {
    await markClosed(tx, alert.id, { because: 'test_over', by: null, now })
    const about = { teamId: alert.teamId, alertId: alert.id, pageId }
    if (plan.kind !== 'policy') entries.push(entry(say, 'test_ended', { summary: alert.summary }, about))
    else {
      const people = await findTested(tx, pageId)
      const fallback = fallbackPeople(alert.teamId, roster).map((id) => nameOf(roster, id))
      const facts = {
        policy: roster.policies.get(plan.policyId)?.name ?? '',
        answered: people.filter(({ answeredAt }) => answeredAt !== null).length,
        asked: people.length,
        fallback: fallback.join(', '),
      }
      entries.push(entry(say, 'policy_test_ended', facts, about))
    }
  }
  await endPagesLeft(
    tx,
    over.map(({ id }) => id),
    now,
  )
  return entries
}

function summaryFor({ actor }: Context, roster: Roster, policy: string): string {
  const language = actor.kind === 'person' ? roster.people.get(actor.id)?.language : 'en'
  return language === 'ko'
    ? `정책 테스트입니다: ${policy}. 장애가 아닙니다. 받으셨다면 확인해 주세요.`
    : `Test of the policy ${policy}. Nothing is wrong: please acknowledge.`
}

function nameOf(roster: Roster, personId: string): string {
  return roster.people.get(personId)?.name ?? ''
}

function secondsBetween(from: Instant, to: Instant): number {
  return Math.round((to.epochMilliseconds - from.epochMilliseconds) / 1_000)
}

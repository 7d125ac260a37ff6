// Whom a rule calls into the incident that it declares: written with the incident, and called after the commit by the real path.
import { sql } from 'kysely'
import { escalate, type Decision } from '../../domain/escalation/escalate.ts'
import type { ReadyRule } from '../../domain/incidents/declaring.ts'
import { priorityNumber, type PriorityName } from '../../domain/paging/priority.ts'
import type { Instant } from '../../domain/time.ts'
import { commit, entry, said } from '../commit.ts'
import type { Db } from '../db/connect.ts'
import type { NewEntry } from '../log/store.ts'
import type { PagingDoors } from '../paging/doors.ts'
import { Refusal } from '../refusal.ts'
import type { ServerRoster } from '../escalation/roster.ts'
import { callPerson, type CallContext } from './calling.ts'
import type { RuleAlert } from './rule-alerts.ts'

export type CallParts = Pick<CallContext, 'db' | 'announce' | 'newId'> & {
  readonly node: string
  readonly paging: PagingDoors
}

type Calling = {
  readonly incidentId: number
  readonly rule: ReadyRule
  readonly alert: RuleAlert
  readonly priority: PriorityName
  readonly now: Instant
}

/** Writes down whom to call: those whom the policy would page first now, without those whom this alert pages already. */
export async function queueCalls(tx: Db, parts: CallParts, calling: Calling): Promise<readonly NewEntry[]> {
  const { rule, incidentId, alert, now } = calling
  if (rule.declares.calls === 'nobody') return []
  const roster = await parts.paging.roster.current(tx)
  const policyId = policyOf(calling, roster)
  const decision = policyId && decide(policyId, calling, roster)
  if (!decision || decision.do !== 'page') {
    const by = { actor: { kind: 'engine', node: parts.node }, now } as const
    const policy = rule.declares.calls === 'policy' ? (roster.policies.get(policyId ?? '')?.name ?? '') : ''
    return [entry(by, 'rule_called_nobody', { rule: rule.name, policy }, { teamId: rule.teamId, incidentId })]
  }
  const paged = await pagedFor(tx, alert)
  const people = [...new Set(decision.reached.map(({ personId }) => personId))].filter((id) => !paged.has(id))
  if (people.length > 0) {
    await tx
      .insertInto('incident_to_call')
      .values(people.map((person_id) => ({ incident_id: incidentId, person_id, at: now })))
      .execute()
  }
  return []
}

function policyOf({ rule, alert }: Calling, roster: ServerRoster): string | null {
  if (rule.declares.calls === 'policy') return rule.declares.policyId
  return alert.serviceId === null ? null : (roster.services.get(alert.serviceId)?.policyId ?? null)
}

function decide(policyId: string, { priority, now }: Calling, roster: ServerRoster): Decision {
  return escalate(
    { plan: { kind: 'policy', policyId }, from: 'start', priority: priorityNumber(priority) },
    roster,
    now,
  )
}

/** Whom the page of this alert has rung, or rings next, and who has it. */
async function pagedFor(tx: Db, { pageId, answeredBy }: RuleAlert): Promise<ReadonlySet<string>> {
  const rows =
    pageId === null
      ? []
      : await tx
          .selectFrom('delivery')
          .select('person_id')
          .distinct()
          .where('page_id', '=', pageId)
          .where('person_id', 'is not', null)
          .execute()
  return new Set([...rows.flatMap(({ person_id: id }) => id ?? []), ...(answeredBy ? [answeredBy] : [])])
}

/** Calls whoever is to be called, each in a commit of their own; how many rows were taken. */
export async function callQueued(parts: CallParts): Promise<number> {
  const { rows } = await sql<{ incident_id: number; person_id: string; name: string; team_id: string; now: Instant }>`
    select c.incident_id, c.person_id, p.name, i.team_id, baton_now() as now
    from incident_to_call c join person p on p.id = c.person_id join incident i on i.id = c.incident_id
    order by c.at limit 20`.execute(parts.db)
  for (const { incident_id: incidentId, person_id: personId, name, team_id: teamId, now } of rows) {
    const ctx: CallContext = { ...parts, actor: { kind: 'engine', node: parts.node }, now }
    try {
      await callPerson(ctx, parts.paging, { incidentId, personId, role: 'responder', isPaged: true, note: '' }, (tx) =>
        take(tx, incidentId, personId),
      )
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      // Over meanwhile, or another node was quicker; whom no contact reaches is told of.
      const isOutOfReach = error.body.code === 'nobody_to_page'
      await commit(ctx, async (tx) => {
        const isMine = await forget(tx, incidentId, personId)
        const told =
          isMine && isOutOfReach ? [entry(ctx, 'call_reached_nobody', { person: name }, { teamId, incidentId })] : []
        return said(isMine, told, ['incidents'])
      })
    }
  }
  return rows.length
}

/** Of two nodes that call at once one does. */
async function take(tx: Db, incidentId: number, personId: string): Promise<void> {
  if (!(await forget(tx, incidentId, personId))) throw new Refusal('incident_there_already')
}

async function forget(tx: Db, incidentId: number, personId: string): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('incident_to_call')
    .where('incident_id', '=', incidentId)
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

// Whose turn it was, as rows: read, held for a transaction, and moved on by the firing that takes a turn.
import { sql } from 'kysely'
import { stepsOf, type Plan } from '../../domain/escalation/escalate.ts'
import type { Roster } from '../../domain/escalation/roster.ts'
import { turnKey, type Turns, type WrittenStep } from '../../domain/escalation/turns.ts'
import type { Db } from '../db/connect.ts'

/** Who had the turns of all steps in turn that a page of these plans may fire. */
export async function readTurns(db: Db, plans: readonly Plan[], roster: Roster): Promise<Turns> {
  const steps = stepsInTurn(plans, roster)
  if (steps.length === 0) return new Map()
  const policyIds = [...new Set(steps.map(({ policyId }) => policyId))]
  return turnsOf(await db.selectFrom('step_turn').selectAll().where('policy_id', 'in', policyIds).execute())
}

/** All of them, for a rehearsal, which takes none. */
export async function allTurns(db: Db): Promise<Turns> {
  return turnsOf(await db.selectFrom('step_turn').selectAll().execute())
}

/** Those of these plans, held against other firings until the end of the transaction. In one order: none waits for another in a ring. */
export async function holdTurns(tx: Db, plans: readonly Plan[], roster: Roster): Promise<Turns> {
  const steps = stepsInTurn(plans, roster)
  if (steps.length === 0) return new Map()
  const asked = JSON.stringify(steps.map(({ policyId, position }) => ({ policy_id: policyId, position })))
  await sql`
    insert into step_turn (policy_id, position)
    select s.policy_id, s.position from json_to_recordset(${asked}::json) as s(policy_id uuid, position int)
    order by 1, 2 on conflict do nothing`.execute(tx)
  const { rows } = await sql<TurnRow>`
    select t.policy_id, t.position, t.people from step_turn t
    join json_to_recordset(${asked}::json) as s(policy_id uuid, position int) using (policy_id, position)
    order by 1, 2 for update of t`.execute(tx)
  return turnsOf(rows)
}

/** Writes who has had their turn now; whoever calls holds these steps. */
export async function moveTurns(tx: Db, before: Turns, now: Turns): Promise<void> {
  for (const [key, people] of now) {
    if (before.get(key) === people) continue
    const [policyId = '', position] = key.split('/')
    await tx
      .updateTable('step_turn')
      .set({ people: [...people] })
      .where('policy_id', '=', policyId)
      .where('position', '=', Number(position))
      .execute()
  }
}

function stepsInTurn(plans: readonly Plan[], roster: Roster): readonly WrittenStep[] {
  const policies = new Map(plans.flatMap((plan) => (plan.kind === 'policy' ? [[plan.policyId, plan]] : [])))
  const steps = [...policies.values()]
    .flatMap((plan) => stepsOf(plan, roster).steps)
    .flatMap(({ inTurn, written }) => (inTurn && written ? [[turnKey(written), written] as const] : []))
  return [...new Map(steps).values()]
}

type TurnRow = { readonly policy_id: string; readonly position: number; readonly people: readonly string[] }

function turnsOf(rows: readonly TurnRow[]): Turns {
  return new Map(rows.map(({ policy_id, position, people }) => [turnKey({ policyId: policy_id, position }), people]))
}

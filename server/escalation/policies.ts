// Policies as rows: steps and targets, put together into what people write and what pages follow.
import { sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import { waitingPriority } from '../../domain/escalation/waiting.ts'
import { priorityNumber } from '../../domain/paging/priority.ts'
import type { Policy, Step, Target } from '../../domain/escalation/policy.ts'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'

/** All policies or the one with this id, in the order of their names: one statement, so one moment's truth. */
export async function loadPolicies(db: Db, id?: string): Promise<Policy[]> {
  return policiesOf(await db.selectNoFrom(policyRows(db, id)).executeTakeFirstOrThrow())
}

export async function loadPolicy(db: Db, id: string): Promise<Policy | null> {
  const [policy] = await loadPolicies(db, id)
  return policy ?? null
}

/** The policy with this short name, under which its turns are counted; undefined while it is not written yet. */
export async function policyCalled(db: Db, slug: string): Promise<string | undefined> {
  return (await db.selectFrom('policy').select('id').where('slug', '=', slug).executeTakeFirst())?.id
}

/** Everything policies are made of, as parts of one `select`. */
export function policyRows(db: Db, id?: string) {
  const policies = db
    .selectFrom('policy')
    .select(['id', 'slug', 'name', 'team_id as teamId', 'repeats', 'return_after_minutes as returnAfterMinutes'])
    .select('may_wait_from as mayWaitFrom')
    .select(['version', sql<number>`(select count(*) from service where service.policy_id = policy.id)`.as('services')])
    .$if(id !== undefined, (query) => query.where('id', '=', id ?? ''))
    .orderBy('name')
    .orderBy('id')
  const steps = db
    .selectFrom('policy_step')
    .select(['policy_id as policyId', 'position', 'wait_minutes as waitMinutes', 'priorities', 'hours'])
    .select(['in_turn as inTurn', 'must_answer as mustAnswer'])
    .$if(id !== undefined, (query) => query.where('policy_id', '=', id ?? ''))
    .orderBy('policy_id')
    .orderBy('position')
  const targets = db
    .selectFrom('policy_target')
    .select(['policy_id as policyId', 'position', 'person_id as personId', 'schedule_id as scheduleId', 'role'])
    .select(['team_id as teamId', 'team_part as part', 'named_policy_id as namedId', 'channel_id as channelId'])
    .$if(id !== undefined, (query) => query.where('policy_id', '=', id ?? ''))
    .orderBy('policy_id')
    .orderBy('position')
    .orderBy('ordinal')
  return [
    jsonArrayFrom(policies).as('policies'),
    jsonArrayFrom(steps).as('steps'),
    jsonArrayFrom(targets).as('targets'),
  ] as const
}

const selection = (db: Db) => db.selectNoFrom(policyRows(db))
export type PolicyRows = Awaited<ReturnType<ReturnType<typeof selection>['executeTakeFirstOrThrow']>>

/** Puts the rows together, in the order in which they came. */
export function policiesOf(rows: PolicyRows): Policy[] {
  const steps = Map.groupBy(rows.steps, (step) => step.policyId)
  const targets = Map.groupBy(rows.targets, (target) => `${target.policyId} ${target.position}`)
  return rows.policies.map((policy) => ({
    ...policy,
    mayWaitFrom: policy.mayWaitFrom === null ? null : waitingPriority(policy.mayWaitFrom),
    steps: (steps.get(policy.id) ?? []).map(({ position, waitMinutes, priorities, hours, inTurn, mustAnswer }) => ({
      waitMinutes,
      ...(inTurn ? { inTurn: true } : {}),
      ...(mustAnswer === null ? {} : { mustAnswer }),
      ...(priorities === null ? {} : { priorities }),
      ...(hours === null ? {} : { hours: { zone: hours.zone, within: [...hours.within] } }),
      targets: (targets.get(`${policy.id} ${position}`) ?? []).map(targetOf),
    })),
  }))
}

function targetOf(row: PolicyRows['targets'][number]): Target {
  const { personId, scheduleId, role, teamId, part, namedId, channelId, policyId } = row
  if (personId !== null) return { kind: 'person', personId }
  if (scheduleId !== null) return { kind: 'schedule', scheduleId, ...(role === null ? {} : { role }) }
  if (teamId !== null && part !== null) return { kind: 'team', teamId, part }
  if (namedId !== null) return { kind: 'policy', policyId: namedId }
  if (channelId !== null) return { kind: 'channel', channelId }
  throw new Error(`a target of policy ${policyId} names nobody`)
}

type Text = Pick<Policy, 'name' | 'repeats' | 'returnAfterMinutes' | 'mayWaitFrom' | 'steps'>

export async function insertPolicy(
  db: Db,
  policy: Text & Pick<Policy, 'id' | 'slug' | 'teamId'>,
  now: Instant,
): Promise<void> {
  const { id, slug, name, teamId, steps } = policy
  await db
    .insertInto('policy')
    .values({ id, slug, name, team_id: teamId, ...limitsOf(policy), created_at: now, updated_at: now })
    .execute()
  await insertSteps(db, id, steps)
}

/** Replaces the text of a policy that still has this version; false when it was changed or removed meanwhile. */
export async function replacePolicy(
  db: Db,
  of: { readonly id: string; readonly version: number },
  text: Text,
  now: Instant,
): Promise<boolean> {
  const { name, steps } = text
  const changed = await db
    .updateTable('policy')
    .set({ name, ...limitsOf(text), version: of.version + 1, updated_at: now })
    .where('id', '=', of.id)
    .where('version', '=', of.version)
    .executeTakeFirst()
  if (changed.numUpdatedRows === 0n) return false
  await db.deleteFrom('policy_step').where('policy_id', '=', of.id).execute()
  await insertSteps(db, of.id, steps)
  return true
}

function limitsOf({ repeats, returnAfterMinutes, mayWaitFrom }: Text) {
  const mayWait = mayWaitFrom ? priorityNumber(mayWaitFrom) : null
  return { repeats, return_after_minutes: returnAfterMinutes, may_wait_from: mayWait }
}

async function insertSteps(db: Db, policyId: string, steps: readonly Step[]): Promise<void> {
  const rows = steps.map(({ waitMinutes, priorities, hours, inTurn, mustAnswer }, position) => ({
    policy_id: policyId,
    position,
    wait_minutes: waitMinutes,
    priorities: priorities ? [...priorities] : null,
    hours: hours ? JSON.stringify(hours) : null,
    in_turn: inTurn ?? false,
    must_answer: mustAnswer ?? null,
  }))
  const targets = steps.flatMap(({ targets }, position) =>
    targets.map((target, ordinal) => ({
      policy_id: policyId,
      position,
      ordinal,
      person_id: target.kind === 'person' ? target.personId : null,
      schedule_id: target.kind === 'schedule' ? target.scheduleId : null,
      role: target.kind === 'schedule' ? (target.role ?? null) : null,
      team_id: target.kind === 'team' ? target.teamId : null,
      team_part: target.kind === 'team' ? target.part : null,
      named_policy_id: target.kind === 'policy' ? target.policyId : null,
      channel_id: target.kind === 'channel' ? target.channelId : null,
    })),
  )
  await db.insertInto('policy_step').values(rows).execute()
  await db.insertInto('policy_target').values(targets).execute()
}

export async function deletePolicy(db: Db, id: string): Promise<void> {
  await db.deleteFrom('policy').where('id', '=', id).execute()
}

/** Holds a policy against changes and new uses until the end of the transaction; null when there is none. */
export async function lockPolicy(db: Db, id: string) {
  const row = await db
    .selectFrom('policy')
    .select(['name', 'team_id as teamId'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row ?? null
}

/** What keeps a policy: the names of the services and policies that use it, and whether a page ever followed it. */
export async function usesOfPolicy(db: Db, id: string) {
  const services = await db.selectFrom('service').select('name').where('policy_id', '=', id).orderBy('name').execute()
  const policies = await db
    .selectFrom('policy')
    .select('name')
    .where('id', 'in', db.selectFrom('policy_target').select('policy_id').where('named_policy_id', '=', id))
    .orderBy('name')
    .execute()
  const routes = await db.selectFrom('route').select('name').where('policy_id', '=', id).orderBy('name').execute()
  const rules = await db
    .selectFrom('incident_rule')
    .select('name')
    .where('policy_id', '=', id)
    .orderBy('name')
    .execute()
  const page = await db.selectFrom('page').select('id').where('policy_id', '=', id).limit(1).executeTakeFirst()
  return {
    usedBy: [...services, ...policies, ...routes, ...rules].map(({ name }) => name),
    hadPages: page !== undefined,
  }
}

/** Which of these targets are there? They stay so until the end of the transaction. */
export async function isKnownTarget(db: Db, targets: readonly Target[]): Promise<(target: Target) => boolean> {
  const found = {
    person: await held(db, 'person', targets),
    schedule: await held(db, 'schedule', targets),
    team: await held(db, 'team', targets),
    policy: await held(db, 'policy', targets),
    channel: await held(db, 'channel', targets),
  }
  return (target) => found[target.kind].has(idOf(target))
}

async function held(db: Db, kind: Target['kind'], targets: readonly Target[]): Promise<ReadonlySet<string>> {
  const ids = targets.flatMap((target) => (target.kind === kind ? idOf(target) : []))
  if (ids.length === 0) return new Set()
  const table = kind === 'channel' ? 'team_channel' : kind
  const rows = await db.selectFrom(table).select('id').where('id', '=', among(ids)).forKeyShare().execute()
  return new Set(rows.map(({ id }) => id))
}

function idOf(target: Target): string {
  switch (target.kind) {
    case 'person':
      return target.personId
    case 'schedule':
      return target.scheduleId
    case 'team':
      return target.teamId
    case 'policy':
      return target.policyId
    case 'channel':
      return target.channelId
  }
}

function among(ids: readonly string[]) {
  return sql<string>`any(${ids}::uuid[])`
}

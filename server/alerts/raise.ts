// Alerts that people raise by hand, and tests: the page is opened in the same commit.
import { sql } from 'kysely'
import type { Plan } from '../../domain/escalation/escalate.ts'
import type { TestScope } from '../../domain/escalation/policy-test.ts'
import type { Way } from '../../domain/paging/rules.ts'
import { priorityNumber, type PriorityName } from '../../domain/paging/priority.ts'
import { commit, entry, said } from '../commit.ts'
import type { Instant } from '../../domain/time.ts'
import type { Context } from '../context.ts'
import type { Db } from '../db/connect.ts'
import { addEntries } from '../log/store.ts'
import type { PagingDoors } from '../paging/doors.ts'
import { openPages } from './opening.ts'
import { refuse } from '../refusal.ts'

export type HandRaised = {
  readonly summary: string
  readonly details: string
  readonly priority: PriorityName
  readonly teamId: string
  readonly serviceId: string | null
  readonly plan: Plan
  readonly isTest: boolean
  /** Left out: one that nothing else has. */
  readonly key?: string | undefined
  /** How far it goes when it only tests: it then ends by itself, and alarms nobody. */
  readonly test?: TestScope
  /** Over this contact alone. */
  readonly only?: Way | undefined
}

/** Raises an alert by hand and opens its page in the same commit; `first` may still refuse in it. */
export async function raise(
  ctx: Pick<Context, 'db' | 'announce' | 'actor' | 'now' | 'newId'>,
  doors: PagingDoors,
  ask: HandRaised,
  first?: (tx: Db) => Promise<void>,
) {
  const { now } = ctx
  const fired = await commit(ctx, async (tx) => {
    await first?.(tx)
    const priority = priorityNumber(ask.priority)
    const key = ask.key ?? `${ask.isTest ? 'baton-test' : 'hand'}:${ctx.newId()}`
    const by = ctx.actor.kind === 'person' || ctx.actor.kind === 'automation' ? ctx.actor.name : 'Baton'
    const { id } = await insertAlert(tx, { ...ask, priority, key, origin: by, at: now })
    const alert = {
      id,
      summary: ask.summary,
      serviceId: ask.serviceId,
      teamId: ask.teamId,
      raisedAt: now,
      isTest: ask.isTest,
      note: ask.details,
    }
    const facts = { summary: ask.summary, priority: ask.priority, by }
    await addEntries(tx, [entry(ctx, 'alert_raised', facts, { teamId: ask.teamId, alertId: id })])
    const from = { roster: doors.roster, now, node: doors.node, take: doors.sender.capacity }
    const { plan, test, only } = ask
    const asks = [
      { plan, priority, alert, joins: false, group: null, ...(test ? { test } : {}), ...(only ? { only } : {}) },
    ]
    return said(
      { id, opened: await openPages(tx, from, () => ({ asks, following: new Map() })) },
      [],
      ['alerts', 'pages', 'log'],
    )
  })
  doors.sender.take(fired.opened.claimed, fired.opened.roster)
  return { alertId: fired.id, pageId: fired.opened.pageOf.get(fired.id) ?? 0 }
}

type NewAlert = Pick<HandRaised, 'teamId' | 'serviceId' | 'summary' | 'details'> & {
  readonly key: string
  readonly priority: number
  readonly origin: string
  readonly at: Instant
}

/** An alert raised by hand, or as a test; paged by the caller in the same transaction. */
function insertAlert(db: Db, alert: NewAlert) {
  return db
    .insertInto('alert')
    .values({
      team_id: alert.teamId,
      service_id: alert.serviceId,
      key: alert.key,
      priority: alert.priority,
      summary: alert.summary,
      origin: alert.origin,
      details: alert.details,
      first_at: alert.at,
      last_at: alert.at,
      paging_due_at: alert.at,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
}

/** Refuses while an alert with this key is open on this service, or for this team; who asks at the same moment waits. */
export async function refuseOpen(tx: Db, of: Pick<HandRaised, 'teamId' | 'serviceId'> & { readonly key: string }) {
  const open = await lockKey(tx, of)
  if (open) refuse('alert_open', { alertId: open.id })
}

/** Keeps others from raising this key here until the transaction ends, and gives the alert that is open with it. */
async function lockKey(
  tx: Db,
  { teamId, serviceId, key }: { readonly teamId: string; readonly serviceId: string | null; readonly key: string },
): Promise<{ readonly id: number } | undefined> {
  const name = `${serviceId ?? teamId} ${key}`
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(tx)
  return tx
    .selectFrom('alert')
    .select('id')
    .where('key', '=', key)
    .where('team_id', '=', teamId)
    .where('service_id', 'is not distinct from', serviceId)
    .where('state', '!=', sql.lit('closed'))
    .executeTakeFirst()
}

// Alerts in somebody's hands: what an answer writes, and who has one now.
import { sql } from 'kysely'
import type { AlertState } from '../../domain/alerts/states.ts'
import { isHeldByAnother } from '../../domain/alerts/held.ts'
import type { Instant } from '../../domain/time.ts'
import { entry } from '../commit.ts'
import type { Context } from '../context.ts'
import type { Db } from '../db/connect.ts'
import type { Row } from '../db/tables.ts'
import type { NewEntry } from '../log/store.ts'
import { refuse } from '../refusal.ts'

/** What an answer writes: who has it since when, what they look at, and until when they want it quiet. */
export type Holding = Pick<
  Row<'alert'>,
  'acknowledged_by' | 'acknowledged_at' | 'promised_by' | 'looking_at' | 'back_at'
> & { readonly state: Extract<AlertState, 'acknowledged' | 'snoozed'> }

/** A promise: what one looks at, and by when one is back. */
export type Promising = { readonly lookingInto: string; readonly backAt: Instant | null }

export const noPromise: Promising = { lookingInto: '', backAt: null }

export function acknowledgedBy(by: string | null, now: Instant, { lookingInto, backAt } = noPromise): Holding {
  const isPromise = lookingInto !== '' || backAt !== null
  return {
    state: 'acknowledged',
    acknowledged_by: by,
    acknowledged_at: now,
    promised_by: isPromise ? by : null,
    looking_at: lookingInto || null,
    back_at: backAt,
  }
}

export function snoozedBy(by: string | null, of: { readonly now: Instant; readonly until: Instant }): Holding {
  return {
    state: 'snoozed',
    acknowledged_by: by,
    acknowledged_at: of.now,
    promised_by: null,
    looking_at: null,
    back_at: of.until,
  }
}

/** Whoever has these alerts promises anew: on their page all of them. Who names no new moment to be back keeps the old one. */
export async function markPromised(
  tx: Db,
  of: { readonly id: number; readonly pageId: number | null },
  { acknowledged_by, promised_by, looking_at, back_at }: Holding,
): Promise<void> {
  await tx
    .updateTable('alert')
    .set({
      promised_by,
      looking_at,
      back_at: back_at ?? sql<Instant | null>`case when back_at > (select baton_now()) then back_at end`,
    })
    .where((alert) => alert.or([alert('id', '=', of.id), alert('page_id', '=', of.pageId)]))
    .where('state', '=', 'acknowledged')
    .where('acknowledged_by', '=', acknowledged_by)
    .execute()
}

/**
 * Takes the alert's row for this transaction, and asks whoever acts on what somebody else has for a reason. Gives the name of whom
 * they act in place of; null when nobody else has it.
 */
export async function askWhy(
  tx: Db,
  of: { readonly alertId: number; readonly personId: string | null; readonly because: string },
  inStates: readonly AlertState[] = ['acknowledged', 'snoozed'],
): Promise<string | null> {
  const alert = await tx
    .selectFrom('alert')
    .leftJoin('person', 'person.id', 'alert.acknowledged_by')
    .select(['alert.state', 'alert.acknowledged_by as acknowledgedById', 'person.name'])
    .where('alert.id', '=', of.alertId)
    .forUpdate('alert')
    .executeTakeFirst()
  if (!alert || !inStates.includes(alert.state) || !isHeldByAnother(alert, of.personId)) return null
  if (of.because === '') refuse('reason_needed', { by: alert.name })
  return alert.name
}

/** The entry beside the act, by which the holder reads why; none where nobody else had it. */
export function reasonGiven(
  ctx: Pick<Context, 'actor' | 'now'>,
  given: { readonly holder: string | null; readonly summary: string; readonly because: string },
  about: Parameters<typeof entry>[3],
): readonly NewEntry[] {
  const { holder, summary, because: reason } = given
  return holder === null ? [] : [entry(ctx, 'reason_given', { summary, holder, reason }, about)]
}

// An answer to a page that needs several: counted, and the page goes on until the last one needed.
import type { Facts } from '../../domain/log/facts.ts'
import { entry } from '../commit.ts'
import type { Context } from '../context.ts'
import { lockSeveral, noteAnswerOf } from '../escalation/several.ts'
import type { NewEntry } from '../log/store.ts'
import { refuse } from '../refusal.ts'
import { findAlert } from './store.ts'

/**
 * Does the page of this alert wait for others after this answer? Null when it does not: one answer is enough, or this is the last
 * that was needed. Only people count, each once; whoever answers again is told how it stands. `ctx.db` is the transaction.
 */
export async function answerInPart(
  ctx: Context,
  alertId: number,
  via: Facts['alert_acknowledged']['via'],
): Promise<{ readonly isNew: boolean; readonly entries: readonly NewEntry[] } | null> {
  const before = await lockSeveral(ctx.db, alertId)
  if (!before) return null
  if (ctx.actor.kind !== 'person') refuse('people_must_answer', { needed: before.needed })
  const { id } = ctx.actor
  const isNew = before.by.every(({ personId }) => personId !== id)
  const { by, needed, pageId } = await noteAnswerOf(ctx.db, before, id, ctx.now)
  if (by.length >= needed) return null
  if (!isNew) return { isNew, entries: [] }
  const alert = (await findAlert(ctx.db, alertId)) ?? refuse('not_found')
  const facts = { summary: alert.summary, via, have: by.length, needed }
  const about = { teamId: alert.team_id, alertId, pageId }
  return { isNew, entries: [entry(ctx, 'page_answered_in_part', facts, about)] }
}

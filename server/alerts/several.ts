// An answer to a page that needs several: counted, and the page goes on until the last one needed.
import type { Facts } from '../../domain/log/facts.ts'
import { entry } from '../commit.ts'
import type { Context } from '../context.ts'
import { lockSeveral, noteAnswerOf } from '../escalation/several.ts'
import type { NewEntry } from '../log/store.ts'
import { refuse } from '../refusal.ts'
import { findAlert } from './store.ts'

/** Over which door somebody answered, or for whom somebody else did, and why. */
type How =
  | { readonly via: Facts['alert_acknowledged']['via'] }
  | { readonly personId: string; readonly for: string; readonly reason: string }

/**
 * Does the page of this alert wait for others after this answer? Null when it does not: one answer is enough, or this is the last
 * that was needed. Only people count, each once; whoever answers again is told how it stands. Where somebody says that another has it,
 * it is the answer of the one who is named. `ctx.db` is the transaction.
 */
export async function answerInPart(
  ctx: Context,
  alertId: number,
  how: How,
): Promise<{ readonly isNew: boolean; readonly entries: readonly NewEntry[] } | null> {
  const before = await lockSeveral(ctx.db, alertId)
  if (!before) return null
  if (ctx.actor.kind !== 'person') refuse('people_must_answer', { needed: before.needed })
  const id = 'via' in how ? ctx.actor.id : how.personId
  const isNew = before.by.every(({ personId }) => personId !== id)
  const { by, needed, pageId } = await noteAnswerOf(ctx.db, before, id, ctx.now)
  if (by.length >= needed) return null
  if (!isNew) return { isNew, entries: [] }
  const { summary, team_id: teamId } = (await findAlert(ctx.db, alertId)) ?? refuse('not_found')
  const [shared, about] = [
    { summary, have: by.length, needed },
    { teamId, alertId, pageId },
  ]
  const said =
    'via' in how
      ? entry(ctx, 'page_answered_in_part', { ...shared, via: how.via }, about)
      : entry(ctx, 'page_answered_in_part_for', { ...shared, for: how.for, reason: how.reason }, about)
  return { isNew, entries: [said] }
}

// Many alerts answered at once: by their ids, or all that match a filter. What becomes of each is told.
import { mostByIds, type Became, type bulkApi } from '../../domain/alerts/bulk-api.ts'
import { whyLeft } from '../../domain/alerts/bulk.ts'
import { commit, entry, said } from '../commit.ts'
import type { ActionInput } from '../../domain/api.ts'
import type { Actions, Context } from '../context.ts'
import type { Db } from '../db/connect.ts'
import { acknowledgePages, endPagesLeft } from '../escalation/answers.ts'
import type { PagingDoors } from '../paging/doors.ts'
import { refuse, Refusal } from '../refusal.ts'
import { acknowledge, type Via } from './actions.ts'
import { aboutOf, idsAndPages, ofTeams, type PartDone } from './bulk-parts.ts'
import { lockChosen, markManyAcknowledged, markManyClosed, type Chosen } from './bulk-store.ts'
import { undoAcknowledgements } from './bulk-undo.ts'
import { acknowledgedBy } from './holding.ts'
import { forMe, idsMatching, newestId } from './list.ts'
import { outcomeSaid, personOf } from './moves.ts'
import { findAlert } from './store.ts'

/** What is known of many alerts, and done to them. `doors` lead to this node's roster and sender. */
export function bulkActions(doors: PagingDoors): Actions<keyof typeof bulkApi> {
  return {
    async countAlerts(ctx, filter) {
      const upTo = await newestId(ctx.db)
      const ids = await idsMatching(ctx.db, forMe(ctx, filter), { upTo, limit: 10_001 })
      return { count: Math.min(ids.length, 10_000), isMore: ids.length > 10_000, upTo }
    },
    async acknowledgeAlerts(ctx, chosen) {
      const via = ctx.request.byToken ? 'token' : 'web'
      return inBatches(ctx, await idsOf(ctx, chosen), (ids) => acknowledgeMany(ctx, ids, via))
    },
    async undoAcknowledgements(ctx, { at, alertIds }) {
      return inBatches(ctx, alertIds, (ids) => undoAcknowledgements(ctx, doors, { at, ids }))
    },
    async closeAlerts(ctx, { note, ...chosen }) {
      return inBatches(ctx, await idsOf(ctx, chosen), (ids) => closeMany(ctx, ids, note))
    },
  }
}

/** One transaction for each batch: what an earlier one has done stands, and is told, whatever becomes of the next. */
async function inBatches(
  ctx: Context,
  ids: readonly number[],
  work: (ids: readonly number[]) => Promise<PartDone>,
): Promise<Became> {
  const done: number[] = []
  const left: Became['left'] = []
  let others = 0
  const each = [...new Set(ids)]
  for (let from = 0; from < each.length; from += mostByIds) {
    const part = await work(each.slice(from, from + mostByIds))
    done.push(...part.done)
    left.push(...part.left)
    others += part.others
  }
  return { at: ctx.now, done, others, left }
}

/** Which alerts are meant. By a filter: those that were there when somebody counted them, and no more than they saw. */
async function idsOf(
  ctx: Context,
  { alertIds, matching }: Pick<ActionInput<'acknowledgeAlerts'>, 'alertIds' | 'matching'>,
): Promise<readonly number[]> {
  if (!matching) return alertIds ?? []
  const { upTo, seen, ...filter } = matching
  const ids = await idsMatching(ctx.db, forMe(ctx, filter), { upTo, limit: seen + 1 })
  if (ids.length > seen) refuse('alerts_more_than_seen', { seen })
  return ids
}

async function acknowledgeMany(ctx: Context, ids: readonly number[], via: Via): Promise<PartDone> {
  return commit(ctx, async (tx) => {
    const by = personOf(ctx)
    const { taken, left } = await sortOut(ctx, tx, ids, 'acknowledge')
    const together = taken.filter((alert) => !alert.is_alone)
    const others = await markManyAcknowledged(tx, idsAndPages(together), acknowledgedBy(by, ctx.now))
    await acknowledgePages(tx, idsAndPages(together).pageIds, by, ctx.now)
    const done = together.map(({ id }) => id)
    for (const alert of taken.filter(({ is_alone }) => is_alone)) {
      const because = await acknowledgeAlone({ ...ctx, db: tx }, alert.id, via)
      if (because === null) done.push(alert.id)
      else left.push({ alertId: alert.id, because, by: null })
    }
    const entries = [
      ...together.map((alert) =>
        entry(ctx, 'alert_acknowledged_among', { summary: alert.summary, via, count: done.length }, aboutOf(alert)),
      ),
      ...ofTeams(together, (teamId, count) => entry(ctx, 'alerts_acknowledged', { count, via }, { teamId })),
    ]
    return said({ done, others, left }, entries, ['alerts', 'pages'])
  })
}

/** Where several must answer, and in a test, each answer is counted as if it had come alone. Why it is not done by it, or null. */
async function acknowledgeAlone(
  ctx: Context,
  alertId: number,
  via: Via,
): Promise<'answered_in_part' | 'moved_on' | null> {
  try {
    await acknowledge(ctx, alertId, via)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return 'moved_on'
  }
  return (await findAlert(ctx.db, alertId))?.state === 'acknowledged' ? null : 'answered_in_part'
}

async function closeMany(ctx: Context, ids: readonly number[], note: string): Promise<PartDone> {
  return commit(ctx, async (tx) => {
    const { taken, left } = await sortOut(ctx, tx, ids, 'close')
    const chosen = idsAndPages(taken)
    const by = { by: personOf(ctx), now: ctx.now }
    const acted = outcomeSaid({ outcome: 'acted', note }, by)
    await markManyClosed(tx, chosen.ids, { because: note || 'person', ...by, said: acted })
    await endPagesLeft(tx, chosen.pageIds, ctx.now)
    const entries = [
      ...taken.map((alert) =>
        entry(ctx, 'alert_closed_among', { summary: alert.summary, note, count: taken.length }, aboutOf(alert)),
      ),
      ...ofTeams(taken, (teamId, count) => entry(ctx, 'alerts_closed', { count, note }, { teamId })),
    ]
    return said({ done: [...chosen.ids], others: 0, left }, entries, ['alerts', 'pages'])
  })
}

/** Locks these alerts: those to which it is done, and why the others are left. */
async function sortOut(ctx: Context, tx: Db, ids: readonly number[], move: 'acknowledge' | 'close') {
  const found = new Map((await lockChosen(tx, ids)).map((alert) => [alert.id, alert]))
  const taken: Chosen[] = []
  const left: Became['left'] = []
  for (const id of ids) {
    const alert = found.get(id)
    const standing = alert && { state: alert.state, teamId: alert.team_id, acknowledgedById: alert.acknowledged_by }
    const because = whyLeft(move, standing, ctx.actor)
    if (because !== null) left.push({ alertId: id, because, by: because === 'taken' ? (alert?.holder ?? null) : null })
    else if (alert) taken.push(alert)
  }
  return { taken, left }
}

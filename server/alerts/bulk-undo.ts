// "That was pressed by mistake": what somebody acknowledged among many waits for somebody again.
import { undoWithinSeconds, type WhyLeft } from '../../domain/alerts/bulk.ts'
import { can } from '../../domain/permissions.ts'
import { isBefore, toMillisecond, type Instant } from '../../domain/time.ts'
import { commit, entry, said } from '../commit.ts'
import type { Context } from '../context.ts'
import { stepPages } from '../escalation/pages.ts'
import type { PagingDoors } from '../paging/doors.ts'
import { aboutOf, idsAndPages, ofTeams, type PartDone } from './bulk-parts.ts'
import { lockChosen, markManyWaiting, type Chosen } from './bulk-store.ts'
import { personOf } from './moves.ts'
import { markTriggered, moveToAlarm } from './store.ts'
import { asRunning } from './timers.ts'
import { lockRunningPages } from './waiting.ts'

/**
 * Gives back what this person acknowledged at that moment and still has. Their pages begin anew, as a page does that comes back: who
 * was called first is called again at once, and the policy goes on from there. To go to the next step, as giving back does, would
 * pass over whoever pressed by mistake, and would end a policy of one step with its alarm.
 */
export async function undoAcknowledgements(
  ctx: Context,
  doors: PagingDoors,
  { at, ids }: { readonly at: Instant; readonly ids: readonly number[] },
): Promise<PartDone> {
  const { fired, ...part } = await commit(ctx, async (tx) => {
    const found = new Map((await lockChosen(tx, ids)).map((alert) => [alert.id, alert]))
    const standing = ids.map((id) => ({ id, alert: found.get(id), because: whyNotUndone(ctx, at, found.get(id)) }))
    const back = standing.flatMap(({ alert, because }) => (alert && because === null ? [alert] : []))
    const left = standing.flatMap(({ id, because }) => (because ? [{ alertId: id, because, by: null }] : []))
    const { ids: done, pageIds } = idsAndPages(back)
    const pages = await lockRunningPages(tx, pageIds)
    const held = pages.filter(({ state }) => state !== 'open')
    const roster = await doors.roster.current(tx)
    const firing = { roster, now: ctx.now, node: doors.node, take: doors.sender.capacity }
    const stepped = await stepPages(
      tx,
      firing,
      held.map((page) => asRunning(page, 'start')),
    )
    await markManyWaiting(tx, done)
    await markTriggered(
      tx,
      held.map(({ id }) => id),
    )
    await moveToAlarm(tx, stepped.alarmOf)
    const entries = [
      ...back.map((alert) => entry(ctx, 'alert_waits_again', { summary: alert.summary }, aboutOf(alert))),
      ...ofTeams(back, (teamId, count) => entry(ctx, 'acknowledgements_undone', { count }, { teamId })),
      ...stepped.entries,
    ]
    return said({ done, others: 0, left, fired: { claimed: stepped.claimed, roster } }, entries, ['alerts', 'pages'])
  })
  doors.sender.take(fired.claimed, fired.roster)
  doors.onHurry()
  return part
}

/** Only what the person who asks still has since that very moment. */
function whyNotUndone(ctx: Context, at: Instant, alert: Chosen | undefined): WhyLeft | null {
  if (!alert) return 'gone'
  if (!can(ctx.actor, 'alerts.respond', alert.team_id).allowed) return 'not_allowed'
  if (alert.state === 'closed') return 'closed'
  const me = personOf(ctx)
  const since = alert.acknowledged_at
  // Doors tell moments to the millisecond, or to all the digits that the database has.
  const isSame = since !== null && toMillisecond(since).equals(toMillisecond(at))
  if (alert.state !== 'acknowledged' || alert.acknowledged_by !== me || !isSame) return 'moved_on'
  return isBefore(at.add({ seconds: undoWithinSeconds }), ctx.now) ? 'moved_on' : null
}

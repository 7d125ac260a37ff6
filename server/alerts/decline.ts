// "I cannot": the page goes on without somebody, at once when nobody else is left to hope for.
import { commit, entry, said } from '../commit.ts'
import type { Context } from '../context.ts'
import type { Db } from '../db/connect.ts'
import { stepPages } from '../escalation/pages.ts'
import { takeBackAnswer } from '../escalation/several.ts'
import { addEntries } from '../log/store.ts'
import { addDecline, wasPaged } from '../paging/declines.ts'
import { cancelDeliveriesTo, surroundings, type Claimed } from '../paging/deliveries.ts'
import type { PagingDoors } from '../paging/doors.ts'
import { hurryPage, wakeOnCall } from '../paging/hurry.ts'
import { refuse } from '../refusal.ts'
import type { ServerRoster } from '../escalation/roster.ts'
import { personOf, whyNot } from './moves.ts'
import { findAlert, markTriggered, moveToAlarm } from './store.ts'
import { asRunning } from './timers.ts'
import { lockRunningPage, type DuePage } from './waiting.ts'

/**
 * Declines for the person who asks, over whatever door, and says whether that changed anything: doing it twice is harmless. Whoever
 * has the alert gives it back by this.
 */
export async function decline(ctx: Context, doors: PagingDoors, alertId: number, reason: string): Promise<boolean> {
  const fired = await commit(ctx, async (tx) => {
    const personId = personOf(ctx) ?? refuse('decline_not_paged')
    const page = await lockRunningPage(tx, alertId)
    if (!page) return whyNotDeclined(tx, alertId)
    if (page.state !== 'open') return giveBack(ctx, doors, tx, { page, personId, reason })
    const hadAnswered = await takeBackAnswer(tx, { pageId: page.id, personId })
    if (!hadAnswered && !(await wasPaged(tx, page.id, personId))) return whyNotDeclined(tx, alertId)
    const isNew = await addDecline(tx, { pageId: page.id, personId, turn: page.version, at: page.now, reason })
    if (!isNew && !hadAnswered) return said(null, [])
    await cancelDeliveriesTo(tx, { pageId: page.id, personId })
    await wakeOnCall(tx, { pageId: page.id, turn: page.version, now: page.now }, ctx.settings.isDemo)
    const of = { id: 0, pageId: page.id, turn: page.version, personId }
    const { othersHopeful } = await surroundings(tx, of, ctx.settings.isDemo)
    if (!othersHopeful) await hurryPage(tx, page.id, page.version, page.now)
    return said(nothingFired, entry(ctx, 'alert_declined', { summary: page.summary, reason }, aboutOf(page)), [
      'alerts',
      'pages',
    ])
  })
  if (fired?.roster) doors.sender.take(fired.claimed, fired.roster)
  if (fired) doors.onHurry()
  return fired !== null
}

type Fired = { readonly claimed: readonly Claimed[]; readonly roster: ServerRoster | null }
const nothingFired: Fired = { claimed: [], roster: null }

/**
 * Whoever has it cannot after all: the next step is fired now, without them. Where several must answer, what the others answered
 * stands, and one more is needed again.
 */
async function giveBack(
  ctx: Context,
  doors: PagingDoors,
  tx: Db,
  { page, personId, reason }: { readonly page: DuePage; readonly personId: string; readonly reason: string },
) {
  const alert = await findAlert(tx, page.alert_id)
  if (alert?.acknowledged_by !== personId) return whyNot(tx, page.alert_id, 'alert_already_acknowledged')
  await takeBackAnswer(tx, { pageId: page.id, personId })
  await addDecline(tx, { pageId: page.id, personId, turn: page.version, at: page.now, reason })
  await addEntries(tx, [entry(ctx, 'alert_given_back', { summary: page.summary, reason }, aboutOf(page))])
  const roster = await doors.roster.current(tx)
  const firing = { roster, now: page.now, node: doors.node, take: doors.sender.capacity }
  const stepped = await stepPages(tx, firing, [asRunning(page, { loop: page.loop, step: page.step })])
  await markTriggered(tx, [page.id])
  await moveToAlarm(tx, stepped.alarmOf)
  const fired: Fired = { claimed: stepped.claimed, roster }
  return said(fired, stepped.entries, ['alerts', 'pages'])
}

async function whyNotDeclined(tx: Db, alertId: number): Promise<never> {
  const alert = await findAlert(tx, alertId)
  if (alert && alert.state !== 'closed') refuse('decline_not_paged')
  return whyNot(tx, alertId, 'alert_closed')
}

function aboutOf(page: DuePage) {
  return { teamId: page.team_id, alertId: page.alert_id, pageId: page.id }
}

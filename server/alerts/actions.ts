import type { alertsApi } from '../../domain/alerts/api.ts'
import { isBefore } from '../../domain/time.ts'
import { commit, entry, said } from '../commit.ts'
import type { Actions, Context } from '../context.ts'
import type { Db } from '../db/connect.ts'
import { acknowledgePages, endPagesLeft, snoozePage } from '../escalation/answers.ts'
import { stepPages } from '../escalation/pages.ts'
import { addEntries } from '../log/store.ts'
import { refuse } from '../refusal.ts'
import type { PagingDoors } from '../paging/doors.ts'
import { asRunning } from './timers.ts'
import { toAlert, toAlertDetail } from './shown.ts'
import {
  countOpen,
  findAlert,
  findAlerts,
  markAcknowledged,
  markClosed,
  markOthersHeld,
  markSnoozed,
  markTriggered,
  moveToAlarm,
} from './store.ts'
import { lockRunningPage } from './waiting.ts'

/** Quiet for longer is a silence, and a silence needs a reason and an owner. */
const longestSnoozeHours = 7 * 24

/** What people do to alerts. `doors` lead to this node's roster and sender, for what is fired at once. */
export function alertsActions(doors: PagingDoors): Actions<keyof typeof alertsApi> {
  return {
    async listAlerts({ db, actor }, { mine, ...query }) {
      const mineFor = mine && actor.kind === 'person' ? actor.id : undefined
      const [rows, counts] = await Promise.all([findAlerts(db, { ...query, mineFor }), countOpen(db, query.teamId)])
      const last = rows.length === query.limit ? rows.at(-1) : undefined
      return { alerts: rows.map(toAlert), counts, nextBefore: last?.id ?? null }
    },

    async getAlert({ db }, { alertId }) {
      return toAlertDetail(db, (await findAlert(db, alertId)) ?? refuse('not_found'))
    },

    async acknowledgeAlert(ctx, { alertId }) {
      await acknowledge(ctx, alertId, ctx.request.byToken ? 'token' : 'web')
      return shown(ctx.db, alertId)
    },

    async closeAlert(ctx, { alertId, note }) {
      await commit(ctx, async (tx) => {
        const alert =
          (await markClosed(tx, alertId, note || 'person', ctx.now)) ?? (await whyNot(tx, alertId, 'alert_closed'))
        if (alert.page_id) await endPagesLeft(tx, [alert.page_id], ctx.now)
        const about = { teamId: alert.team_id, alertId, pageId: alert.page_id }
        return said(undefined, entry(ctx, 'alert_closed', { summary: alert.summary, note }, about), ['alerts', 'pages'])
      })
      return shown(ctx.db, alertId)
    },

    async snoozeAlert(ctx, { alertId, until }) {
      if (!isBefore(ctx.now, until)) refuse('snooze_in_past')
      if (isBefore(ctx.now.add({ hours: longestSnoozeHours }), until)) refuse('snooze_too_long')
      await commit(ctx, async (tx) => {
        const by = personOf(ctx)
        const alert = (await markSnoozed(tx, alertId, by, ctx.now)) ?? (await whyNot(tx, alertId, 'alert_closed'))
        if (alert.page_id) {
          await markOthersHeld(tx, alert.page_id, { state: 'snoozed', by, now: ctx.now })
          await snoozePage(tx, alert.page_id, by, { now: ctx.now, until })
        }
        const about = { teamId: alert.team_id, alertId, pageId: alert.page_id }
        const facts = { summary: alert.summary, until: until.toString({ smallestUnit: 'minute' }) }
        return said(undefined, entry(ctx, 'alert_snoozed', facts, about), ['alerts', 'pages'])
      })
      return shown(ctx.db, alertId)
    },

    async escalateAlert(ctx, { alertId }) {
      const fired = (await escalateNow(ctx, doors, alertId)) ?? (await whyNot(ctx.db, alertId, 'alert_closed'))
      doors.sender.take(fired.claimed, fired.roster)
      return shown(ctx.db, alertId)
    },
  }
}

/**
 * Acknowledges for the person who asks, over whatever door, and says whether that changed anything: answering twice is
 * harmless. The loser of a race is refused with who was first.
 */
export async function acknowledge(
  ctx: Context,
  alertId: number,
  via: 'web' | 'token' | 'link' | 'sms' | 'voice' | 'chat',
): Promise<boolean> {
  return commit(ctx, async (tx) => {
    const by = personOf(ctx)
    const alert = await markAcknowledged(tx, alertId, by, ctx.now)
    if (!alert) {
      if (by !== null && (await isHeldBy(tx, alertId, by))) return said(false, [])
      return whyNot(tx, alertId, 'alert_already_acknowledged')
    }
    const others = alert.page_id
      ? await markOthersHeld(tx, alert.page_id, { state: 'acknowledged', by, now: ctx.now })
      : 0
    if (alert.page_id) await acknowledgePages(tx, [alert.page_id], by, ctx.now)
    const about = { teamId: alert.team_id, alertId, pageId: alert.page_id }
    return said(true, entry(ctx, 'alert_acknowledged', { summary: alert.summary, via, others }, about), [
      'alerts',
      'pages',
    ])
  })
}

/**
 * Fires the next step of the alert's page now, and gives what this node is to send once it is committed; null when no page runs, or
 * when it is no longer in the firing that `only` names.
 */
export async function escalateNow(
  ctx: Context,
  doors: PagingDoors,
  alertId: number,
  only?: { readonly pageId: number; readonly turn: number },
) {
  return commit(ctx, async (tx) => {
    const page = await lockRunningPage(tx, alertId)
    if (!page) return said(null, [])
    const isMeant = !only || (page.id === only.pageId && page.version === only.turn && page.state === 'open')
    if (!isMeant) return said(null, [])
    const roster = await doors.roster.current(tx)
    const about = { teamId: page.team_id, alertId, pageId: page.id }
    await addEntries(tx, [entry(ctx, 'alert_escalated', { summary: page.summary }, about)])
    const firing = { roster, now: page.now, node: doors.node, take: doors.sender.room }
    const stepped = await stepPages(tx, firing, [asRunning(page, { loop: page.loop, step: page.step })])
    await markTriggered(tx, [page.id])
    await moveToAlarm(tx, stepped.alarmOf)
    return said({ ...stepped, roster }, stepped.entries, ['alerts', 'pages'])
  })
}

async function isHeldBy(tx: Db, alertId: number, by: string): Promise<boolean> {
  const alert = await findAlert(tx, alertId)
  return alert?.state === 'acknowledged' && alert.acknowledged_by === by
}

async function whyNot(
  tx: Db,
  alertId: number,
  otherwise: 'alert_closed' | 'alert_already_acknowledged',
): Promise<never> {
  const alert = await findAlert(tx, alertId)
  if (!alert) refuse('not_found')
  if (alert.state === 'closed') refuse('alert_closed', { closedAt: alert.closed_at?.toString() })
  refuse(otherwise, { by: alert.acknowledged_by_name, at: alert.acknowledged_at?.toString() })
}

async function shown(db: Db, alertId: number) {
  return toAlert((await findAlert(db, alertId)) ?? refuse('not_found'))
}

function personOf(ctx: Context): string | null {
  return ctx.actor.kind === 'person' ? ctx.actor.id : null
}

import type { alertsApi } from '../../domain/alerts/api.ts'
import { isBefore, type Instant } from '../../domain/time.ts'
import { backAfter } from '../../domain/paging/answer.ts'
import { commit, entry, said } from '../commit.ts'
import type { Actions, Context } from '../context.ts'
import type { Db } from '../db/connect.ts'
import { acknowledgePages, renewPromise, snoozePage } from '../escalation/answers.ts'
import { stepPages } from '../escalation/pages.ts'
import { addEntries } from '../log/store.ts'
import { refuse } from '../refusal.ts'
import type { PagingDoors } from '../paging/doors.ts'
import { acknowledgedBy, askWhy, markPromised, noPromise, reasonGiven, snoozedBy, type Promising } from './holding.ts'
import { openPages } from './opening.ts'
import { answerTest, endTests } from './policy-tests.ts'
import { answerInPart } from './several.ts'
import { openingOf } from './asking.ts'
import { asRunning } from './timers.ts'
import { toAlert, toAlertDetail } from './shown.ts'
import { findAlert, markAcknowledged, markOthersHeld, markSnoozed, markTriggered, moveToAlarm } from './store.ts'
import { countOpen, findAlerts, forMe } from './list.ts'
import { decline } from './decline.ts'
import { acknowledgeFor, takeOver } from './in-place-of.ts'
import { reopen } from './reopening.ts'
import { close, personOf, promiseEntries, whyNot } from './moves.ts'
import { lockRunningPage, takeUnpaged } from './waiting.ts'

/** Quiet for longer is a silence, and a silence needs a reason and an owner. */
export const longestSnoozeHours = 7 * 24

/** What people do to alerts. `doors` lead to this node's roster and sender, for what is fired at once. */
export function alertsActions(doors: PagingDoors): Actions<keyof typeof alertsApi> {
  return {
    async listAlerts(ctx, query) {
      const [{ rows, nextBefore }, counts] = await Promise.all([
        findAlerts(ctx.db, forMe(ctx, query)),
        countOpen(ctx.db, query.teamId),
      ])
      return { alerts: rows.map(toAlert), counts, nextBefore }
    },

    async getAlert({ db, actor }, { alertId }) {
      return toAlertDetail(db, actor, (await findAlert(db, alertId)) ?? refuse('not_found'))
    },

    async acknowledgeAlert(ctx, { alertId, forPersonId, because, ...promised }) {
      const via = ctx.request.byToken ? 'token' : 'web'
      const promise = promiseAt(ctx, promised)
      if (forPersonId && forPersonId !== personOf(ctx))
        await acknowledgeFor(ctx, alertId, { personId: forPersonId, because, promise })
      else await acknowledge(ctx, alertId, via, { because, promise })
      return shown(ctx.db, alertId)
    },

    async takeOverAlert(ctx, { alertId, because, ...promised }) {
      const via = ctx.request.byToken ? 'token' : 'web'
      const promise = promiseAt(ctx, promised)
      // Where nobody has it there is nothing to take over.
      if (!(await takeOver(ctx, alertId, { because, promise }))) await acknowledge(ctx, alertId, via, { promise })
      return shown(ctx.db, alertId)
    },

    async declineAlert(ctx, { alertId, reason }) {
      await decline(ctx, doors, alertId, reason)
      return shown(ctx.db, alertId)
    },

    async closeAlert(ctx, { alertId, ...said }) {
      await close(ctx, alertId, said)
      return shown(ctx.db, alertId)
    },

    async reopenAlert(ctx, { alertId, note }) {
      await reopen(ctx, alertId, note)
      doors.onHurry()
      return shown(ctx.db, alertId)
    },

    async snoozeAlert(ctx, { alertId, until, because }) {
      await snooze(ctx, alertId, { until, because })
      return shown(ctx.db, alertId)
    },

    async escalateAlert(ctx, { alertId, because }) {
      const fired =
        (await escalateNow(ctx, doors, alertId, { because })) ?? (await whyNot(ctx.db, alertId, 'alert_closed'))
      doors.sender.take(fired.claimed, fired.roster)
      return shown(ctx.db, alertId)
    },
  }
}

/** Over which door somebody answered, as the log says it. */
export type Via = 'web' | 'token' | 'link' | 'sms' | 'voice' | 'chat' | 'mail' | 'source'

/**
 * Acknowledges for the person who asks, over whatever door, and says whether that changed anything: answering twice is
 * harmless, and promises anew. The loser of a race is refused with who was first.
 */
export async function acknowledge(
  ctx: Context,
  alertId: number,
  via: Via,
  { because = '', promise = noPromise }: { readonly because?: string; readonly promise?: Promising } = {},
): Promise<boolean> {
  return commit(ctx, async (tx) => {
    const by = personOf(ctx)
    const tested = await answerTest(tx, ctx, { alertId, personId: by, via })
    if (tested) return said(tested.isFirst, tested.entries, ['alerts', 'pages'])
    // Only what somebody snoozed can be acknowledged although they have it; then why is asked.
    const holder = await askWhy(tx, { alertId, personId: by, because }, ['snoozed'])
    const partly = await answerInPart({ ...ctx, db: tx }, alertId, { via })
    if (partly) return said(partly.isNew, partly.entries, ['alerts', 'pages'])
    const holding = acknowledgedBy(by, ctx.now, promise)
    const alert = await markAcknowledged(tx, alertId, holding)
    if (!alert) {
      const own = by !== null && (await heldBy(tx, alertId, by))
      if (!own) return whyNot(tx, alertId, 'alert_already_acknowledged')
      if (holding.promised_by === null) return said(false, [])
      await markPromised(tx, { id: alertId, pageId: own.page_id }, holding)
      if (own.page_id) await renewPromise(tx, own.page_id)
      return said(true, promiseEntries(ctx, own, promise), ['alerts', 'pages'])
    }
    const others = alert.page_id ? await markOthersHeld(tx, { pageId: alert.page_id, id: alertId }, holding) : 0
    if (alert.page_id) await acknowledgePages(tx, [alert.page_id], by, ctx.now)
    const { summary } = alert
    const about = { teamId: alert.team_id, alertId, pageId: alert.page_id }
    const given = reasonGiven(ctx, { holder, summary, because }, about)
    const entries = [entry(ctx, 'alert_acknowledged', { summary, via, others }, about), ...given]
    return said(true, [...entries, ...promiseEntries(ctx, alert, promise)], ['alerts', 'pages'])
  })
}

/** Quiet until then, and afterwards paged again when it is still open. */
export async function snooze(
  ctx: Context,
  alertId: number,
  { until, because }: { readonly until: Instant; readonly because: string },
): Promise<void> {
  if (!isBefore(ctx.now, until)) refuse('snooze_in_past')
  if (isBefore(ctx.now.add({ hours: longestSnoozeHours }), until)) refuse('snooze_too_long')
  await commit(ctx, async (tx) => {
    const by = personOf(ctx)
    const holder = await askWhy(tx, { alertId, personId: by, because })
    const holding = snoozedBy(by, { now: ctx.now, until })
    const alert = (await markSnoozed(tx, alertId, holding)) ?? (await whyNot(tx, alertId, 'alert_closed'))
    if (alert.page_id) {
      await markOthersHeld(tx, { pageId: alert.page_id, id: alertId }, holding)
      await snoozePage(tx, alert.page_id, by, { now: ctx.now, until })
    }
    const { summary } = alert
    const about = { teamId: alert.team_id, alertId, pageId: alert.page_id }
    const facts = { summary, until: until.toString({ smallestUnit: 'minute' }) }
    const given = reasonGiven(ctx, { holder, summary, because }, about)
    return said(undefined, [entry(ctx, 'alert_snoozed', facts, about), ...given], ['alerts', 'pages'])
  })
}

/**
 * Fires the next step of the alert's page now, and gives what this node is to send once it is committed; null when the alert is
 * closed, or when its page is no longer in the firing that `only` names. Before there is a page its first step is fired.
 */
export async function escalateNow(
  ctx: Context,
  doors: PagingDoors,
  alertId: number,
  {
    because = '',
    only,
  }: { readonly because?: string; readonly only?: { readonly pageId: number; readonly turn: number } } = {},
) {
  return commit(ctx, async (tx) => {
    const holder = only ? null : await askWhy(tx, { alertId, personId: personOf(ctx), because })
    const page = await lockRunningPage(tx, alertId)
    if (!page) return only ? said(null, []) : openNow(ctx, doors, tx, { alertId, holder, because })
    const isMeant = !only || (page.id === only.pageId && page.version === only.turn && page.state === 'open')
    if (!isMeant) return said(null, [])
    const roster = await doors.roster.current(tx)
    const about = { teamId: page.team_id, alertId, pageId: page.id }
    const { summary } = page
    const given = reasonGiven(ctx, { holder, summary, because }, about)
    await addEntries(tx, [entry(ctx, 'alert_escalated', { summary }, about), ...given])
    const firing = { roster, now: page.now, node: doors.node, take: doors.sender.capacity }
    const from = page.step < 0 ? 'start' : { loop: page.loop, step: page.step }
    const stepped = await stepPages(tx, firing, [{ ...asRunning(page, from), isUrged: true }])
    await markTriggered(tx, [page.id])
    await moveToAlarm(tx, stepped.alarmOf)
    const ended = await endTests(tx, stepped.over, firing)
    return said({ claimed: stepped.claimed, roster }, [...stepped.entries, ...ended], ['alerts', 'pages'])
  })
}

/** Nobody was paged yet: whoever does not want to wait for the engine has the page opened now. */
async function openNow(
  ctx: Context,
  doors: PagingDoors,
  tx: Db,
  of: { readonly alertId: number; readonly holder: string | null; readonly because: string },
) {
  const alert = await takeUnpaged(tx, of.alertId)
  if (!alert) return said(null, [])
  const about = { teamId: alert.team_id, alertId: alert.id }
  const { summary } = alert
  await addEntries(tx, [
    entry(ctx, 'alert_escalated', { summary }, about),
    ...reasonGiven(ctx, { ...of, summary }, about),
  ])
  const from = { roster: doors.roster, now: ctx.now, node: doors.node, take: doors.sender.capacity }
  const { claimed, roster } = await openPages(tx, from, (newest) => openingOf([alert], newest))
  return said({ claimed, roster }, [], ['alerts', 'pages', 'log'])
}

async function heldBy(tx: Db, alertId: number, by: string) {
  const alert = await findAlert(tx, alertId)
  return alert?.state === 'acknowledged' && alert.acknowledged_by === by ? alert : null
}

async function shown(db: Db, alertId: number) {
  return toAlert((await findAlert(db, alertId)) ?? refuse('not_found'))
}

function promiseAt(
  { now }: Pick<Context, 'now'>,
  of: { readonly lookingInto: string; readonly backInMinutes?: number | undefined },
): Promising {
  return { lookingInto: of.lookingInto, backAt: backAfter(of.backInMinutes ?? null, now) }
}

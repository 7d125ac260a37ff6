// What every move of a person shares: who moves, why it is refused, and what a promise says.
import type { NoActionReason, Outcome } from '../../domain/alerts/outcome.ts'
import type { Instant } from '../../domain/time.ts'
import { entry, commit, said } from '../commit.ts'
import type { Context } from '../context.ts'
import type { Db } from '../db/connect.ts'
import { endPagesLeft } from '../escalation/answers.ts'
import type { NewEntry } from '../log/store.ts'
import { refuse } from '../refusal.ts'
import { askWhy, reasonGiven, type Promising } from './holding.ts'
import { countOpenOn, findAlert, markClosed, type OutcomeColumns } from './store.ts'

/** Closes the alert and ends its page with the last of its alerts. How many are left there. */
export async function close(
  ctx: Context,
  alertId: number,
  {
    note,
    because = '',
    ...came
  }: {
    readonly note: string
    readonly because?: string
    readonly outcome?: Outcome
    readonly reason?: NoActionReason
  },
): Promise<number> {
  return commit(ctx, async (tx) => {
    const by = personOf(ctx)
    // What a monitor says of its own alert needs no reason, whoever has it.
    const isSource = ctx.actor.kind === 'source'
    const holder = isSource ? null : await askWhy(tx, { alertId, personId: by, because })
    const closedBecause = note || (isSource ? 'source' : 'person')
    const alert =
      (await markClosed(tx, alertId, {
        because: closedBecause,
        by,
        now: ctx.now,
        ...(isSource ? {} : { said: outcomeSaid({ outcome: 'acted', ...came, note }, { by, now: ctx.now }) }),
      })) ?? (await whyNot(tx, alertId, 'alert_closed'))
    if (alert.page_id) await endPagesLeft(tx, [alert.page_id], ctx.now)
    const { summary } = alert
    const about = { teamId: alert.team_id, alertId, pageId: alert.page_id }
    const given = reasonGiven(ctx, { holder, summary, because }, about)
    const left = alert.page_id ? await countOpenOn(tx, alert.page_id) : 0
    const closed =
      alert.outcome_reason === null
        ? entry(ctx, 'alert_closed', { summary, note }, about)
        : entry(ctx, 'alert_closed_no_action', { summary, noAction: alert.outcome_reason, note }, about)
    return said(left, [closed, ...given], ['alerts', 'pages'])
  })
}

/** What somebody says came of an alert, as its row keeps it. */
export function outcomeSaid(
  of: { readonly outcome: Outcome; readonly reason?: NoActionReason; readonly note: string },
  by: { readonly by: string | null; readonly now: Instant },
): OutcomeColumns {
  return {
    outcome: of.outcome,
    outcome_reason: of.outcome === 'no_action' ? (of.reason ?? 'other') : null,
    outcome_note: of.note || null,
    outcome_by: by.by,
    outcome_at: by.now,
  }
}

/** Refuses what came too late, with how it stands: a race has a loser, who is told who was first. */
export async function whyNot(
  tx: Db,
  alertId: number,
  otherwise: 'alert_closed' | 'alert_already_acknowledged',
): Promise<never> {
  const alert = await findAlert(tx, alertId)
  if (!alert) refuse('not_found')
  if (alert.state === 'closed') refuse('alert_closed', { closedAt: alert.closed_at?.toString() })
  refuse(otherwise, { by: alert.acknowledged_by_name, at: alert.acknowledged_at?.toString() })
}

/** What whoever takes an alert said with it. */
export function promiseEntries(
  ctx: Context,
  alert: { readonly id: number; readonly summary: string; readonly team_id: string; readonly page_id: number | null },
  { lookingInto, backAt }: Promising,
): readonly NewEntry[] {
  const { summary } = alert
  const about = { teamId: alert.team_id, alertId: alert.id, pageId: alert.page_id }
  if (backAt === null) return lookingInto === '' ? [] : [entry(ctx, 'looks_at', { summary, lookingInto }, about)]
  const until = backAt.toString({ smallestUnit: 'minute' })
  return [entry(ctx, 'promise_made', { summary, lookingInto, until }, about)]
}

/** Who moves; null for a program, which has nothing in hand. */
export function personOf(ctx: Pick<Context, 'actor'>): string | null {
  return ctx.actor.kind === 'person' ? ctx.actor.id : null
}

// What came of an alert, said once it is closed, changed, or taken back; the figures of its rule follow in the same commit.
import { canStillSay } from '../../domain/alerts/outcome.ts'
import type { outcomeApi } from '../../domain/alerts/outcome-api.ts'
import { commit, entry, said } from '../commit.ts'
import type { Actions, Context } from '../context.ts'
import type { Db } from '../db/connect.ts'
import type { NewEntry } from '../log/store.ts'
import { refuse } from '../refusal.ts'
import { outcomeSaid, personOf } from './moves.ts'
import { findRuleOf } from './noise-store.ts'
import { takeTurn, tally } from './rule-tally.ts'
import { toAlert } from './shown.ts'
import { findAlert, type OutcomeColumns } from './store.ts'

type About = Parameters<typeof entry>[3]

export const outcomeActions: Actions<keyof typeof outcomeApi> = {
  async sayOutcome(ctx, { alertId, outcome, reason, note }) {
    const words = outcomeSaid({ outcome, reason, note }, { by: personOf(ctx), now: ctx.now })
    return write(ctx, alertId, {
      words: async () => words,
      tell: (summary, about) =>
        words.outcome_reason === null
          ? entry(ctx, 'acted_said', { summary, note }, about)
          : entry(ctx, 'no_action_said', { summary, noAction: words.outcome_reason, note }, about),
    })
  },

  takeBackOutcome: (ctx, { alertId }) =>
    write(ctx, alertId, {
      words: (tx, closedAt) => asClosed(tx, { alertId, closedAt }),
      tell: (summary, about) => entry(ctx, 'outcome_taken_back', { summary }, about),
    }),
}

async function write(
  ctx: Context,
  alertId: number,
  of: {
    readonly words: (tx: Db, closedAt: Temporal.Instant) => Promise<OutcomeColumns>
    readonly tell: (summary: string, about: About) => NewEntry
  },
) {
  return commit(ctx, async (tx) => {
    const before = (await findAlert(tx, alertId)) ?? refuse('not_found')
    const closedAt = before.closed_at ?? refuse('outcome_alert_open')
    if (!canStillSay(closedAt, ctx.now)) refuse('outcome_too_late', { closedAt: closedAt.toString() })
    const alert = (await markOutcome(tx, alertId, await of.words(tx, closedAt))) ?? refuse('outcome_alert_open')
    // Who counts it for the first time at this moment has read it as it was.
    await takeTurn(tx)
    // It is counted with the rule that it has; one that has none yet is counted with the next.
    if ((await findRuleOf(tx, alertId)) !== null) await tally(tx, [alertId], () => null)
    const about = { teamId: alert.team_id, alertId, pageId: alert.page_id }
    const shown = (await findAlert(tx, alertId)) ?? refuse('not_found')
    return said(toAlert(shown), of.tell(alert.summary, about), ['alerts'])
  })
}

/** Undefined when it is open again. */
function markOutcome(db: Db, id: number, said: OutcomeColumns) {
  return db
    .updateTable('alert')
    .set(said)
    .where('id', '=', id)
    .where('state', '=', 'closed')
    .returningAll()
    .executeTakeFirst()
}

/** As its end left it: whoever closes an alert and says nothing else has acted; of what a monitor closes nothing is said. */
async function asClosed(
  tx: Db,
  { alertId, closedAt }: { readonly alertId: number; readonly closedAt: Temporal.Instant },
): Promise<OutcomeColumns> {
  const byHand = await tx
    .selectFrom('log_entry')
    .innerJoin('alert', 'alert.id', 'log_entry.alert_id')
    .select(['alert.closed_by', 'log_entry.at'])
    .where('log_entry.alert_id', '=', alertId)
    .where('log_entry.kind', 'in', ['alert_closed', 'alert_closed_no_action', 'alert_closed_among'])
    .where('log_entry.actor_kind', '!=', 'source')
    .where('log_entry.at', '=', closedAt)
    .executeTakeFirst()
  const nothing = { outcome: null, outcome_reason: null, outcome_note: null, outcome_by: null, outcome_at: null }
  return byHand ? { ...nothing, outcome: 'acted', outcome_by: byHand.closed_by, outcome_at: byHand.at } : nothing
}

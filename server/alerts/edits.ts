// A source changes what its alert says after it was raised: text, labels, how urgent it is.
import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'
import type { Row } from '../db/tables.ts'
import { commit, entry, said } from '../commit.ts'
import type { Context } from '../context.ts'
import { asPriority, priorityNumber, type PriorityName } from '../../domain/paging/priority.ts'
import { refuse } from '../refusal.ts'

/** What an alert says, as far as it can be changed. `labels` and `details` are JSON text. */
export type Told = {
  readonly summary: string
  readonly priority: PriorityName
  readonly labels: string
  readonly details: string
}

/** What was changed, for the log: a name and what it is now. */
export type Change = {
  readonly told: Told
  readonly field: 'message' | 'description' | 'priority' | 'tags' | 'details'
  readonly to: string
}

/** Changes an open alert and writes what; whether there was anything to change. `change` gives null when nothing does. */
export async function editAlert(
  ctx: Context,
  alertId: number,
  change: (before: Told) => Change | null,
): Promise<boolean> {
  return commit(ctx, async (tx) => {
    const before = await lockAlert(tx, alertId)
    if (!before) refuse('not_found')
    if (before.state === 'closed') refuse('alert_closed', { closedAt: before.closed_at?.toString() })
    const { summary, labels, details } = before
    const changed = change({ summary, labels, details, priority: asPriority(before.priority) })
    if (!changed) return said(false, [])
    const { told, field, to } = changed
    const isPagedAgain = await writeTold(tx, alertId, told)
    const about = { teamId: before.team_id, alertId, pageId: before.page_id }
    const by = ctx.actor.kind === 'source' ? ctx.actor.name : ''
    const rose = isPagedAgain ? [entry(ctx, 'alert_rose', { summary, priority: told.priority, by }, about)] : []
    return said(
      true,
      [entry(ctx, 'source_edited', { summary: told.summary, field, to }, about), ...rose],
      ['alerts', 'pages'],
    )
  })
}

function lockAlert(tx: Db, id: number): Promise<Row<'alert'> | undefined> {
  return tx.selectFrom('alert').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
}

/**
 * Writes it, and says whether the alert is paged again for it. A higher priority does what a repeat with one does (the statement that
 * raises): an acknowledged alert waits for somebody again, and one whose page is less urgent gets a page of its own.
 */
async function writeTold(tx: Db, id: number, told: Told): Promise<boolean> {
  const priority = priorityNumber(told.priority)
  const { rows } = await sql<{ is_paged_again: boolean }>`
    with before as (
      select a.id,
        ${priority}::int < a.priority and (a.state = 'acknowledged' or (a.state = 'triggered' and a.page_id is not null
          and ${priority}::int < coalesce((select p.priority from page p where p.id = a.page_id), a.priority))) as rises
      from alert a where a.id = ${id}
    )
    update alert a set summary = ${told.summary}, labels = ${told.labels}, details = ${told.details},
      priority = ${priority}::int,
      state = case when b.rises then 'triggered' else a.state end,
      paging_due_at = case when b.rises then (select baton_now()) else a.paging_due_at end
    from before b where a.id = b.id
    returning b.rises as is_paged_again`.execute(tx)
  return rows[0]?.is_paged_again ?? false
}

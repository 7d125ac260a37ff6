import type { Entry, logApi } from '../../domain/log/api.ts'
import { commit, entry, said } from '../commit.ts'
import type { Actions } from '../context.ts'
import type { Row } from '../db/tables.ts'
import { refuse } from '../refusal.ts'
import { addEntries, findEntries } from './store.ts'

export const logActions: Actions<keyof typeof logApi> = {
  async readLog({ db }, query) {
    const rows = await findEntries(db, query)
    const last = rows.length === query.limit ? rows.at(-1) : undefined
    return { entries: rows.map(toEntry), nextBefore: last?.id ?? null }
  },

  async writeNote(ctx, { teamId, alertId, text }) {
    return commit(ctx, async (tx) => {
      const team = await tx.selectFrom('team').select('id').where('id', '=', teamId).executeTakeFirst()
      if (!team) refuse('unknown_reference', { teamId })
      if (alertId) {
        const alert = await tx.selectFrom('alert').select('team_id').where('id', '=', alertId).executeTakeFirst()
        if (alert?.team_id !== teamId) refuse('unknown_reference', { alertId })
      }
      const note = entry(ctx, 'note_written', { text }, { teamId, alertId: alertId ?? null })
      const [id] = await addEntries(tx, [note])
      const row = await tx
        .selectFrom('log_entry')
        .selectAll()
        .where('id', '=', id ?? 0)
        .executeTakeFirstOrThrow()
      return said(toEntry(row), [], ['log'])
    })
  },
}

function toEntry(row: Row<'log_entry'>): Entry {
  return {
    id: row.id,
    at: row.at,
    teamId: row.team_id,
    kind: row.kind,
    actorKind: row.actor_kind,
    actorName: row.actor_name,
    alertId: row.alert_id,
    pageId: row.page_id,
    subject: row.subject,
    facts: row.facts,
    says: row.says,
  }
}

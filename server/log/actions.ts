import type { logApi } from '../../domain/log/api.ts'
import { commit, entry, said } from '../commit.ts'
import type { Actions } from '../context.ts'
import { refuse } from '../refusal.ts'
import { correctionActions } from './corrections.ts'
import { findEntries, toEntry, writeEntry } from './store.ts'

export const logActions: Actions<keyof typeof logApi> = {
  ...correctionActions,

  async readLog({ db, actor }, query) {
    const rows = await findEntries(db, query, actor)
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
      return said(toEntry(await writeEntry(tx, note)), [], ['log'])
    })
  },
}

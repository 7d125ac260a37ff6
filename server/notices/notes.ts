// Lines that people write into the log of a team, by themselves or about an alert or a service.
import type { logApi } from '../../domain/log/api.ts'
import type { Facts } from '../../domain/log/facts.ts'
import { commit, entry, said, type About } from '../commit.ts'
import type { Actions, Context } from '../context.ts'
import type { Db } from '../db/connect.ts'
import type { Row } from '../db/tables.ts'
import { toEntry, writeEntry } from '../log/store.ts'
import { refuse } from '../refusal.ts'
import { correctionActions } from './corrections.ts'
import { tellMentioned } from './mentions.ts'

export const noteActions: Actions<('writeNote' | 'correctNote' | 'listWordings') & keyof typeof logApi> = {
  ...correctionActions,

  writeNote: (ctx, { teamId, alertId, serviceId, text }) =>
    commit(ctx, async (tx) => {
      const team = await tx.selectFrom('team').select('id').where('id', '=', teamId).executeTakeFirst()
      if (!team) refuse('unknown_reference', { teamId })
      if (alertId) {
        const alert = await tx.selectFrom('alert').select('team_id').where('id', '=', alertId).executeTakeFirst()
        if (alert?.team_id !== teamId) refuse('unknown_reference', { alertId })
      }
      if (serviceId) {
        const service = await tx.selectFrom('service').select('team_id').where('id', '=', serviceId).executeTakeFirst()
        if (service?.team_id !== teamId) refuse('unknown_reference', { serviceId })
      }
      const about = { teamId, alertId: alertId ?? null, subject: serviceId ? `service:${serviceId}` : null }
      const note = await addNote(ctx, tx, { text }, about)
      return said(toEntry(note), [], ['log'])
    }),
}

/** Writes a line about what was looked up, and tells whoever is named in it. */
export async function addNote(
  ctx: Pick<Context, 'actor' | 'now'>,
  tx: Db,
  facts: Facts['note_written'],
  about: About,
  once: Parameters<typeof writeEntry>[2] = {},
): Promise<Row<'log_entry'>> {
  const note = await writeEntry(tx, entry(ctx, 'note_written', facts, about), once)
  await tellMentioned(ctx, tx, note)
  return note
}

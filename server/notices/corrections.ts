// Notes are corrected: by whom, and with what they said before kept.
import type { logApi } from '../../domain/log/api.ts'
import { sentence } from '../../domain/log/entry.ts'
import { can } from '../../domain/permissions.ts'
import { happened } from '../../domain/log/happened.ts'
import { commit, nameOf, said } from '../commit.ts'
import type { Actions, Context } from '../context.ts'
import type { Row } from '../db/tables.ts'
import { refuse } from '../refusal.ts'
import { correctEntry, findWordings, lockEntry, toEntry } from '../log/store.ts'
import { tellMentioned } from './mentions.ts'

export const correctionActions: Actions<'correctNote' & keyof typeof logApi> &
  Actions<'listWordings' & keyof typeof logApi> = {
  correctNote: (ctx, { entryId, version, text, happenedAt }) =>
    commit(ctx, async (tx) => {
      const row = (await lockEntry(tx, entryId)) ?? refuse('not_found')
      refuseUnlessMine(ctx, row)
      const before = { text: textOf(row), happenedAt: row.happened_at }
      const after = {
        text: text ?? before.text,
        happenedAt: happenedAt === undefined ? before.happenedAt : when(happenedAt, ctx),
      }
      if (row.version !== version) {
        const by = row.corrected_by_name ?? row.actor_name
        const at = (row.corrected_at ?? row.at).toString()
        refuse('note_corrected_meanwhile', { by, at, version: row.version, text: before.text })
      }
      if (row.incident_id === null && after.text.length > longest) refuse('note_too_long')
      if (after.text === before.text && after.happenedAt?.toString() === before.happenedAt?.toString())
        return said(toEntry(row), [])
      const says = sentence('note_written', { text: after.text }, row.actor_name)
      const by = { name: nameOf(ctx.actor), now: ctx.now }
      const earlier = (await findWordings(tx, entryId)).map((wording) => wording.text)
      const corrected = await correctEntry(tx, row, { ...after, says }, by)
      await tellMentioned(ctx, tx, corrected, [...earlier, before.text])
      return said(toEntry(corrected), [], ['log', 'timelines'])
    }),

  async listWordings({ db }, { entryId }) {
    const rows = await findWordings(db, entryId)
    return {
      wordings: rows.map(({ version, text, happened_at, by_name, at }) => ({
        version,
        text,
        happenedAt: happened_at,
        by: by_name,
        at,
      })),
    }
  },
}

/** As long as one that is written into the log of a team. */
const longest = 4_000

function refuseUnlessMine({ actor }: Context, row: Row<'log_entry'>): void {
  if (row.kind !== 'note_written') refuse('entry_not_a_note')
  const isMine = actor.kind === 'person' && row.actor_kind === 'person' && row.actor_id === actor.id
  if (!isMine && !can(actor, 'teams.manage', row.team_id).allowed) refuse('note_not_yours')
}

function textOf({ facts }: Row<'log_entry'>): string {
  const { text } = facts
  return typeof text === 'string' ? text : ''
}

function when(happenedAt: Temporal.Instant | null, { now }: Context): Temporal.Instant | null {
  const told = happened(happenedAt, now)
  return told === 'in_future' ? refuse('happened_in_future') : told
}

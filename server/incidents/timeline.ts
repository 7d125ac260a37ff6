// The one stream of an incident: what was said in it, and what happened to its alerts.
import type { incidentsApi } from '../../domain/incidents/api.ts'
import { commit, entry, said } from '../commit.ts'
import type { Actions } from '../context.ts'
import { findEntriesOfIncident, toEntry, writeEntry } from '../log/store.ts'
import { refuse } from '../refusal.ts'
import { together } from '../together.ts'
import { lockIncident } from './store.ts'

type Names = 'noteIncident' | 'readTimeline'
const entries = together(findEntriesOfIncident)

const timeline: Actions<Names & keyof typeof incidentsApi> = {
  noteIncident: (ctx, { incidentId, text, happenedAt, key }) =>
    commit(ctx, async (tx) => {
      const row = (await lockIncident(tx, incidentId)) ?? refuse('not_found')
      const about = {
        teamId: row.team_id,
        incidentId,
        happenedAt: happenedAt ?? null,
        subject: key ? `note:${key}` : null,
      }
      const note = entry(ctx, 'note_written', { text }, about)
      return said(toEntry(await writeEntry(tx, note, { onceFor: incidentId })), [], ['incidents', 'log'])
    }),

  async readTimeline({ db }, { incidentId, before, limit }) {
    const rows = await entries(db, { incidentId, before, limit })
    const last = rows.length === limit ? rows.at(-1) : undefined
    return { entries: rows.map(toEntry), nextBefore: last?.id ?? null }
  },
}
export const { noteIncident, readTimeline } = timeline

// The one stream of an incident: what was said in it, and what happened to its alerts.
import type { ActionInput } from '../../domain/api.ts'
import type { incidentsApi } from '../../domain/incidents/api.ts'
import { kindsOf } from '../../domain/incidents/grouping.ts'
import { mostPinned, type incidentTimelineApi } from '../../domain/incidents/timeline-api.ts'
import { happened } from '../../domain/log/happened.ts'
import { personOf } from '../alerts/moves.ts'
import { commit, nameOf, said } from '../commit.ts'
import type { Actions } from '../context.ts'
import type { Db } from '../db/connect.ts'
import { toEntry } from '../log/store.ts'
import { addNote } from '../notices/notes.ts'
import { refuse } from '../refusal.ts'
import { together } from '../together.ts'
import { written } from '../written.ts'
import { exportIncident } from './export.ts'
import { lockIncident } from './store.ts'
import { findPins, findTimeline, findTimelineEntry, pin, pinnedIn, placeOf, unpin } from './timeline-store.ts'

// Who asks at the same time is answered by one reading, which is put into JSON once.
const timeline = together(async (db: Db, { groups, ...query }: ActionInput<'readTimeline'>) => {
  const kinds = groups && groups.length > 0 ? kindsOf(groups) : undefined
  // One more than is asked for tells whether it goes on.
  const found = await findTimeline(db, { ...query, kinds, limit: query.limit + 1 })
  const rows = found.slice(0, query.limit)
  const last = found.length > query.limit ? rows.at(-1) : undefined
  const next = last ? placeOf(last) : null
  const answer = {
    entries: rows.map(toEntry),
    nextBefore: query.order === 'newest' ? next : null,
    nextAfter: query.order === 'oldest' ? next : null,
    pinned: await pinnedIn(db, query.incidentId),
  }
  return written(answer, JSON.stringify(answer))
})

export const incidentTimelineActions: Actions<keyof typeof incidentTimelineApi> = {
  exportIncident,

  readTimeline: ({ db }, query) => timeline(db, query),

  pinEntry: (ctx, { incidentId, entryId }) =>
    commit(ctx, async (tx) => {
      await lockIncident(tx, incidentId)
      if ((await findTimelineEntry(tx, incidentId, entryId)) === null) refuse('not_found')
      const before = await findPins(tx, incidentId)
      if (before.length >= mostPinned && !before.some(({ id }) => id === entryId)) refuse('pins_full')
      await pin(tx, { incidentId, entryId }, { personId: personOf(ctx), name: nameOf(ctx.actor), now: ctx.now })
      return said({ pinned: await pinnedIn(tx, incidentId) }, [], ['timelines'])
    }),

  unpinEntry: (ctx, { incidentId, entryId }) =>
    commit(ctx, async (tx) => {
      await lockIncident(tx, incidentId)
      await unpin(tx, incidentId, entryId)
      return said({ pinned: await pinnedIn(tx, incidentId) }, [], ['timelines'])
    }),
}

export const noteIncident: Actions<'noteIncident' & keyof typeof incidentsApi>['noteIncident'] = (
  ctx,
  { incidentId, text, happenedAt, key },
) =>
  commit(ctx, async (tx) => {
    const row = (await lockIncident(tx, incidentId)) ?? refuse('not_found')
    const at = happened(happenedAt, ctx.now)
    if (at === 'in_future') refuse('happened_in_future')
    const about = { teamId: row.team_id, incidentId, happenedAt: at, subject: key ? `note:${key}` : null }
    const line = await addNote(ctx, tx, { text }, about, { onceFor: incidentId })
    return said(toEntry(line), [], ['timelines', 'log'])
  })

// An incident to take along, as of one moment, as much of it as one answer holds.
import { clocksOf } from '../../domain/incidents/clocks.ts'
import type { incidentTimelineApi, Place } from '../../domain/incidents/timeline-api.ts'
import type { Actions } from '../context.ts'
import type { Db } from '../db/connect.ts'
import type { Row } from '../db/tables.ts'
import { toEntry } from '../log/store.ts'
import { incidentShown } from './shown.ts'
import { countTimeline, findTimeline, pinnedIn } from './timeline-store.ts'

const most = { entries: 10_000, characters: 10_000_000, updates: 2_000 }
const part = 500

export const exportIncident: Actions<'exportIncident' & keyof typeof incidentTimelineApi>['exportIncident'] = (
  { db, now },
  { incidentId },
) =>
  db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (tx) => {
      const incident = await incidentShown(tx, incidentId, { updates: most.updates })
      const timeline = await fromTheBeginning(tx, incidentId)
      return {
        format: 'baton.incident/1' as const,
        exportedAt: now,
        incident,
        clocks: clocksIn(incident),
        pinned: await pinnedIn(tx, incidentId),
        timeline: timeline.map(toEntry),
        leftOut: (await countTimeline(tx, incidentId)) - timeline.length,
      }
    })

async function fromTheBeginning(tx: Db, incidentId: number): Promise<readonly Row<'log_entry'>[]> {
  const rows: Row<'log_entry'>[] = []
  let characters = 0
  let after: Place | undefined
  while (rows.length < most.entries) {
    const next = await findTimeline(tx, { incidentId, order: 'oldest', after, limit: part })
    for (const row of next) {
      characters += row.says.length
      if (characters > most.characters || rows.length >= most.entries) return rows
      rows.push(row)
    }
    const last = next.at(-1)
    if (!last || next.length < part) return rows
    after = { at: last.happened_at ?? last.at, id: last.id }
  }
  return rows
}

type Shown = Awaited<ReturnType<typeof incidentShown>>

function clocksIn({ since, declaredAt, mitigatedAt, resolvedAt, endedAt }: Shown) {
  const times = { mitigatedAt: textOf(mitigatedAt), resolvedAt: textOf(resolvedAt), endedAt: textOf(endedAt) }
  return clocksOf({ since: textOf(since), declaredAt: declaredAt.toString(), ...times }).map((clock) => ({
    ...clock,
    at: Temporal.Instant.from(clock.at),
  }))
}

function textOf(at: Temporal.Instant | null): string | null {
  return at?.toString() ?? null
}

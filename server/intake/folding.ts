// A source that drowns Baton in new keys: what is open goes on being counted, further keys are one alert with a count.
import { sql } from 'kysely'
import type { ReceivedEvent } from '../../domain/intake/event.ts'
import { floodEvent, floodKey } from '../../domain/intake/flood-event.ts'
import type { Db } from '../db/connect.ts'
import type { Arrival } from './accept.ts'

/** The same arrivals, with those of these sources that would open a new alert put together: one for each source. */
export async function folded(
  db: Db,
  arrivals: readonly Arrival[],
  isFolding: (sourceId: string) => boolean,
): Promise<readonly Arrival[]> {
  const drowning = arrivals.filter(({ source, event }) => event.action === 'trigger' && isFolding(source.id))
  if (drowning.length === 0) return arrivals
  const known = await openKeys(db, drowning)
  const isNew = ({ source, event }: Arrival) => !known.has(`${source.id}\n${event.key}`)
  const more = Map.groupBy(
    drowning.filter((arrival) => isNew(arrival) && arrival.event.key !== floodKey),
    ({ source }) => source.id,
  )
  const gone = new Set([...more.values()].flat())
  const together = [...more.values()].flatMap((those): Arrival[] => {
    const [first] = those
    if (!first) return []
    const count = those.reduce((sum, arrival) => sum + arrival.count, 0)
    return [
      {
        source: first.source,
        event: floodEvent(
          first.source.name,
          those.map(({ event }) => event),
        ),
        count,
      },
    ]
  })
  return [...arrivals.filter((arrival) => !gone.has(arrival)), ...together]
}

async function openKeys(db: Db, arrivals: readonly { source: { id: string }; event: ReceivedEvent }[]) {
  const { rows } = await sql<{ source_id: string; key: string }>`
    select a.source_id, a.key
    from unnest(${arrivals.map(({ source }) => source.id)}::text[], ${arrivals.map(({ event }) => event.key)}::text[]) as e(source_id, key)
    join alert a on a.source_id = e.source_id::uuid and a.key = e.key and a.state <> 'closed'`.execute(db)
  return new Set(rows.map(({ source_id, key }) => `${source_id}\n${key}`))
}

// What the service map is read from.
import { sql } from 'kysely'
import type { AlertState } from '../../domain/alerts/states.ts'
import type { OpenAlert } from '../../domain/services/map.ts'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'

export type OpenAlertRow = OpenAlert & { readonly summary: string; readonly state: AlertState }

/** What is open on services: the newest fifty of each, so that a flood of one does not hide the others. */
export async function loadOpenAlerts(db: Db): Promise<readonly OpenAlertRow[]> {
  const { rows } = await sql<Row>`
    select a.id, a.service_id, a.priority, a.first_at, a.summary, a.state,
      (a.muted_by is not null or a.inhibited_at is not null) as is_muted
    from (select id, row_number() over (partition by service_id order by id desc) as place
      from alert where state <> 'closed' and service_id is not null) newest
    join alert a on a.id = newest.id
    where newest.place <= ${mostOfOne}
    order by a.priority, a.id desc`.execute(db)
  return rows.map(({ id, service_id, priority, first_at, summary, state, is_muted }) => ({
    id,
    serviceId: service_id,
    priority,
    at: first_at,
    summary,
    state,
    isMuted: is_muted,
  }))
}

const mostOfOne = 50

type Row = {
  readonly id: number
  readonly service_id: string
  readonly priority: number
  readonly first_at: Instant
  readonly summary: string
  readonly state: AlertState
  readonly is_muted: boolean
}

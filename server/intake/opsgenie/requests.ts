// What came of writes, for clients that ask: kept for a day, and no more than a bound.
import { sql } from 'kysely'
import { aliasOf, idOf } from '../../../domain/intake/opsgenie-id.ts'
import type { Settled } from '../../../domain/intake/opsgenie-answers.ts'
import type { OwnAlert } from '../../../domain/intake/opsgenie-shown.ts'
import type { Instant } from '../../../domain/time.ts'
import type { Db } from '../../db/connect.ts'
import type { Row } from '../../db/tables.ts'

/** Writes down what a write came to, in its own transaction where it has one. */
export async function settle(
  db: Db,
  of: { readonly requestId: string; readonly sourceId: string; readonly at: Instant },
  { action, isSuccess, status }: Settled,
  alert: Pick<OwnAlert, 'id' | 'key' | 'firstAt'> | null,
): Promise<void> {
  await db
    .insertInto('opsgenie_request')
    .values({
      id: of.requestId,
      source_id: of.sourceId,
      at: of.at,
      action,
      is_success: isSuccess,
      status,
      alert_id: alert ? idOf(alert) : '',
      alias: alert ? aliasOf(alert) : '',
    })
    .execute()
}

/** What came of a request of this source; undefined when it is nobody's, another source's, or longer ago than is kept. */
export async function findRequest(
  db: Db,
  source: { readonly id: string },
  requestId: string,
): Promise<Row<'opsgenie_request'> | undefined> {
  if (!/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(requestId)) return undefined
  return db
    .selectFrom('opsgenie_request')
    .selectAll()
    .where('id', '=', requestId)
    .where('source_id', '=', source.id)
    .executeTakeFirst()
}

const mostKept = 100_000

/** Clients ask within seconds: after a day nobody does, and beyond so many the oldest go first. */
export async function forgetOldRequests(db: Db, most = mostKept): Promise<void> {
  await sql`
    delete from opsgenie_request where at < baton_now() - interval '1 day'
      or at < (select at from opsgenie_request order by at desc offset ${most - 1} limit 1)`.execute(db)
}

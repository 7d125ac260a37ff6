// Pages whose alerts change hands with a shift.
import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'

/** The pages of these alerts that this person answered are the other's; when they come back stays as it is. */
export async function handOverPages(
  tx: Db,
  of: {
    readonly alertIds: readonly number[]
    readonly from: { readonly personId: string }
    readonly to: { readonly personId: string }
  },
): Promise<void> {
  await sql`
    with held as (
      select id from page where id in (select page_id from alert where id = any(${of.alertIds}::bigint[]))
      order by id for update
    )
    update page p set acknowledged_by = ${of.to.personId}, version = version + 1
    from held where p.id = held.id and p.acknowledged_by = ${of.from.personId} and p.state in ('acknowledged', 'snoozed')`.execute(
    tx,
  )
}

// Which mails a source has taken: mail servers send again what they are not sure of, and an alert must not be raised by that.
import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'

export async function wasTaken(db: Db, sourceId: string, ref: string): Promise<boolean> {
  const row = await db
    .selectFrom('source_mail')
    .select('ref')
    .where('source_id', '=', sourceId)
    .where('ref', '=', ref)
    .executeTakeFirst()
  return row !== undefined
}

/** Remembered for longer than mail servers try (RFC 5321 says four to five days); what is older goes with it. */
export async function keepTaken(db: Db, sourceId: string, ref: string): Promise<void> {
  await sql`
    with old as (
      delete from source_mail where (source_id, ref) in (
        select source_id, ref from source_mail where at < baton_now() - interval '7 days' order by at limit 100)
    )
    insert into source_mail (source_id, ref, at)
    select id, ${ref}, baton_now() from source where id = ${sourceId}
    on conflict do nothing`.execute(db)
}

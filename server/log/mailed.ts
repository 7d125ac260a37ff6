// Which mails the log of a team has taken: mail servers send again what they are not sure of, and it is one line all the same.
import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'

/** So many mails an hour: more than people write, and an address that was found out fills no log. */
export const mostMailsAnHour = 60

/**
 * Remembers in this transaction that it is taken; false when it was before. Kept for longer than mail servers try (RFC 5321 says four to
 * five days); what is older goes with it.
 */
export async function keepMailed(tx: Db, { teamId, ref }: { readonly teamId: string; readonly ref: string }) {
  await sql`
    delete from log_mail where (team_id, ref) in (
      select team_id, ref from log_mail
      where team_id = ${teamId} and at < baton_now() - interval '30 days' order by at limit 100)`.execute(tx)
  const kept = await sql`
    insert into log_mail (team_id, ref, at) values (${teamId}, ${ref}, baton_now())
    on conflict do nothing returning ref`.execute(tx)
  return kept.rows.length > 0
}

/** Has the log of this team taken as many mails within the hour as it takes? */
export async function isFloodedByMail(db: Db, teamId: string): Promise<boolean> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (
      select from log_mail where team_id = ${teamId} and at > baton_now() - interval '1 hour' limit ${mostMailsAnHour}
    ) as recent`.execute(db)
  return (rows[0]?.count ?? 0) >= mostMailsAnHour
}

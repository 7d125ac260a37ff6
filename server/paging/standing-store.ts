// How the contacts of people stand: what is known of each beside its address.
import { sql } from 'kysely'
import { isLapsed } from '../../domain/paging/proof.ts'
import { failuresBorne, type ContactFacts } from '../../domain/paging/readiness.ts'
import type { ChannelName } from '../../domain/paging/channels.ts'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'

export type ContactStored = ContactFacts & {
  readonly personId: string
  readonly label: string
  readonly address: string
  readonly provenAt: Instant | null
}

/** What failed longer ago says nothing of today. */
const recentDays = 30

/** The contacts of these people as they stand now, also those that are off; as they were added, the browser last. */
export async function loadStandings(
  db: Db,
  personIds: readonly string[],
  of: { readonly proofDays: number; readonly now: Instant },
): Promise<readonly ContactStored[]> {
  if (personIds.length === 0) return []
  const { rows } = await sql<{
    id: string
    personId: string
    channel: ChannelName
    label: string
    address: string
    isEnabled: boolean
    offBecause: ContactFacts['offBecause']
    isVerified: boolean
    provenAt: Instant | null
    failures: number
  }>`
    select c.id, c.person_id as "personId", c.channel, c.label, c.address, c.is_enabled as "isEnabled",
      c.off_because as "offBecause", c.verified_at is not null or c.channel = 'browser' as "isVerified",
      p.proven_at as "provenAt",
      (select case when bool_and(state = 'failed') then count(*) else 0 end::int from (
        select state from delivery where contact_id = c.id and state in ('sent', 'failed')
          and created_at > ${of.now.subtract({ hours: recentDays * 24 })}
        order by id desc limit ${failuresBorne + 1}) newest) as failures
    from contact c left join contact_proof p on p.contact_id = c.id
    where c.person_id = any(${personIds}::uuid[])
    order by c.channel = 'browser', c.created_at, c.id`.execute(db)
  return rows.map((row) => ({ ...row, isLapsed: isLapsed(row.provenAt, of.proofDays, of.now) }))
}

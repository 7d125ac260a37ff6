// When contacts were proven last, as rows. They begin with the verification of a contact, by a trigger.
import { sql } from 'kysely'
import { nextProof, type NextProof } from '../../domain/paging/proof.ts'
import type { ChannelName } from '../../domain/paging/channels.ts'
import type { Instant, Zone } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'

export type DueProof = {
  readonly contactId: string
  readonly personId: string
  readonly name: string
  readonly zone: Zone
  readonly channel: ChannelName
  readonly address: string
  /** Of somebody in service, and switched on: else nobody is asked. */
  readonly isInUse: boolean
  readonly provenAt: Instant
  readonly asked: number
  readonly now: Instant
}

/** Proofs that are to be looked at, locked for this transaction. */
export async function claimDueProofs(tx: Db, limit: number): Promise<readonly DueProof[]> {
  const { rows } = await sql<DueProof>`
    select p.contact_id as "contactId", c.person_id as "personId", n.name, n.zone, c.channel, c.address,
      c.is_enabled and n.deactivated_at is null as "isInUse", p.proven_at as "provenAt", p.asked, baton_now() as now
    from (
      select * from contact_proof where due_at <= (select baton_now()) order by due_at limit ${limit} for update skip locked
    ) p
    join contact c on c.id = p.contact_id join person n on n.id = c.person_id`.execute(tx)
  return rows
}

export async function moveProof(tx: Db, contactId: string, next: NextProof): Promise<void> {
  await tx
    .updateTable('contact_proof')
    .set({ asked: next.asked, due_at: next.nextAt })
    .where('contact_id', '=', contactId)
    .execute()
}

/** Answers within a day of one another prove nothing more. */
const freshHours = 24

/** Whoever answered by this delivery has shown that its contact is theirs; of one that was never verified it proves nothing. */
export async function renewByDelivery(
  db: Db,
  deliveryId: number,
  of: { readonly days: number; readonly now: Instant },
) {
  const due = nextProof({ provenAt: of.now, asked: 0 }, of.days, of.now).nextAt
  await sql`
    update contact_proof set proven_at = ${of.now}, asked = 0, due_at = ${due}
    from delivery d where d.id = ${deliveryId} and contact_proof.contact_id = d.contact_id
      and proven_at < ${of.now.subtract({ hours: freshHours })}`.execute(db)
}

/** Proves the contact anew; false when it has no proof to renew. */
export async function renewProof(
  tx: Db,
  contactId: string,
  of: { readonly days: number; readonly now: Instant },
): Promise<boolean> {
  const renewed = await tx
    .updateTable('contact_proof')
    .set({ proven_at: of.now, asked: 0, due_at: nextProof({ provenAt: of.now, asked: 0 }, of.days, of.now).nextAt })
    .where('contact_id', '=', contactId)
    .executeTakeFirst()
  return renewed.numUpdatedRows > 0n
}

/** Was it proven within a day? Then there is nothing to prove. */
export async function isFreshlyProven(db: Db, contactId: string, now: Instant): Promise<boolean> {
  const row = await db
    .selectFrom('contact_proof')
    .select('proven_at')
    .where('contact_id', '=', contactId)
    .where('proven_at', '>', now.subtract({ hours: freshHours }))
    .executeTakeFirst()
  return row !== undefined
}

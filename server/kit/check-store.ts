// What is known of the addresses that the kit and the catalog name. All writes of `link_check` are here.
import { sql } from 'kysely'
import type { LinkFound } from '../../domain/kit/link-check.ts'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'
import { keptAddresses } from './store.ts'

/** An address in the hands of one node; `epoch` fences one that was asleep while its lease ran out. */
export type ClaimedLink = {
  readonly digest: Buffer
  readonly url: string
  readonly host: string
  readonly failures: number
  readonly failingSince: Instant | null
  readonly epoch: number
  readonly now: Instant
}

/**
 * Addresses that are due, each given to this node for a while: of one host only one, and none while any node asks that host.
 * What nobody names any more is forgotten when it would be asked.
 */
export async function claimLinks(db: Db, most: number, leaseSeconds: number): Promise<ClaimedLink[]> {
  return db.transaction().execute(async (tx) => {
    // Two nodes that claim at once could each take an address of one host.
    await sql`select pg_advisory_xact_lock(hashtext('baton link check'))`.execute(tx)
    // What whoever names an address holds is left alone: nobody waits here. What they named before it was held is seen by the second look.
    const held = await sql<{ digest: Buffer }>`
      select digest from link_check where due_at <= (select baton_now()) order by due_at limit 100 for update skip locked`.execute(
      tx,
    )
    await sql`
      delete from link_check c where c.digest = any(${held.rows.map(({ digest }) => digest)}::bytea[])
      and not exists (select from kit_bookmark b where b.url <> '' and link_digest(b.url) = c.digest)
      and not exists (select from service_link l where link_digest(l.url) = c.digest)`.execute(tx)
    const ofClaimed = sql`host in (select host from link_check where claimed_until > (select baton_now()))`
    const { rows } = await sql<ClaimedLink>`
      with due as (
        select distinct on (host) digest, due_at from link_check
        where due_at <= (select baton_now()) and not (${ofClaimed})
        order by host, due_at
      ), mine as (
        select digest from link_check where digest in (select digest from due order by due_at limit ${most})
        for update skip locked
      )
      update link_check c set claimed_until = baton_now() + ${leaseSeconds} * interval '1 second',
        due_at = baton_now() + ${leaseSeconds} * interval '1 second', epoch = epoch + 1
      from mine where c.digest = mine.digest
      returning c.digest, c.url, c.host, c.failures, c.failing_since as "failingSince", c.epoch, baton_now() as now`.execute(
      tx,
    )
    // The others of these hosts wait for their turn, and the loop does not look at them until then.
    await sql`
      update link_check set due_at = baton_now() + ${betweenSeconds} * interval '1 second'
      where digest in (
        select digest from link_check where due_at <= (select baton_now()) and ${ofClaimed} for update skip locked)`.execute(
      tx,
    )
    return rows
  })
}

/** So long a host rests between two of its addresses. */
const betweenSeconds = 5

/** Asks for nothing, and looks again tomorrow. */
export async function postponeLinks(db: Db): Promise<number> {
  const done = await sql`
    update link_check set due_at = baton_now() + interval '1 day' where due_at <= (select baton_now())`.execute(db)
  return Number(done.numAffectedRows ?? 0)
}

/** Writes down what was found; false when another node tries it meanwhile. */
export async function noteLink(tx: Db, claimed: ClaimedLink, found: LinkFound): Promise<boolean> {
  const row = await tx
    .updateTable('link_check')
    .set({
      state: found.state,
      detail: found.detail.slice(0, 500),
      failures: found.failures,
      failing_since: found.failingSince,
      checked_at: claimed.now,
      due_at: found.dueAt,
      claimed_until: null,
    })
    .where('digest', '=', claimed.digest)
    .where('epoch', '=', claimed.epoch)
    .returning('digest')
    .executeTakeFirst()
  return row !== undefined
}

/** Asks for this address at once, at most once a minute; what is being asked already is left alone. */
export async function hurryLink(tx: Db, url: string): Promise<void> {
  if (url === '') return
  await sql`
    update link_check set due_at = baton_now(), hurried_at = baton_now()
    where digest = link_digest(${url}) and claimed_until is null
      and (hurried_at is null or hurried_at <= baton_now() - interval '1 minute')`.execute(tx)
}

/** Who names this address: each team with the name it has there. */
export async function namersOf(tx: Db, url: string) {
  const { rows } = await sql<{ team_id: string; name: string; subject: string }>`
    select team_id, name, subject from ${keptAddresses} kept where link_digest(url) = link_digest(${url})
    order by 1, 2 limit 50`.execute(tx)
  return rows
}

/** What a checker would have found, for a demo that calls nobody. */
export async function seedCheck(
  db: Db,
  url: string,
  found: { readonly at: Instant } | { readonly deadSince: Instant; readonly detail: string },
): Promise<void> {
  const at = 'at' in found ? found.at : found.deadSince
  const isDead = 'deadSince' in found
  await db
    .updateTable('link_check')
    .set({
      state: isDead ? 'failing' : 'ok',
      detail: isDead ? found.detail : '',
      failures: isDead ? 2 : 0,
      failing_since: isDead ? found.deadSince : null,
      checked_at: at,
    })
    .where(sql<boolean>`digest = link_digest(${url})`)
    .execute()
}

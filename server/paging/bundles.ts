// Many pages to one contact as one message: held back until its moment, then written down as a bundle, sent and answered as one.
import { sql } from 'kysely'
import { broughtForwardSeconds } from '../../domain/paging/pace.ts'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'
import type { Claimed } from './deliveries.ts'

export type HeldBack = Pick<Claimed, 'id' | 'epoch'> & { readonly until: Instant }

/**
 * Gives claimed deliveries back until the next message to their contact. They join what waits for it already, by whichever node;
 * its moment is the earliest that anybody asks for, and before a page of it goes on. Rows that somebody is
 * changing are left to their leases: this waits for nobody, and so stands in nobody's way.
 */
export async function holdBack(db: Db, held: readonly HeldBack[]): Promise<void> {
  const column = <T>(pick: (one: HeldBack) => T) => held.map(pick)
  const { beforeItGoesOn, soonest } = broughtForwardSeconds
  await sql`
    with asked as materialized (
      select d.id, d.contact_id, o.until, p.due_at as goes_on_at
      from unnest(${column((h) => h.id)}::bigint[], ${column((h) => h.epoch)}::int[],
        ${column((h) => h.until.toString())}::timestamptz[]) as o(id, epoch, until)
      join delivery d on d.id = o.id join page p on p.id = d.page_id
      where d.epoch = o.epoch and d.state = 'claimed' for update of d skip locked
    ), beside as materialized (
      select id, contact_id, due_at from delivery
      where is_gathered and state = 'queued' and due_at > (select baton_now())
        and contact_id in (select contact_id from asked) for update skip locked
    ), moment as (
      select a.contact_id, least(min(a.until), (select min(b.due_at) from beside b where b.contact_id = a.contact_id),
        greatest(baton_now() + make_interval(secs => ${soonest}), min(a.goes_on_at) - make_interval(secs => ${beforeItGoesOn}))) as at
      from asked a group by a.contact_id
    ), waiting as (
      update delivery d set state = 'queued', is_gathered = true, due_at = m.at, attempts = d.attempts - 1, node = null
      from asked a join moment m using (contact_id) where d.id = a.id
    )
    update delivery d set due_at = m.at from beside b join moment m using (contact_id) where d.id = b.id and b.due_at > m.at`.execute(
    db,
  )
}

/**
 * Writes down that one message carries these, before it goes out; those that are no longer to be sent are left out: their page was
 * answered, or another node has them.
 */
export async function openBundle(
  db: Db,
  claimed: readonly Claimed[],
): Promise<{ readonly bundle: number; readonly ids: ReadonlySet<number> } | null> {
  const { rows } = await sql<{ bundle: number; delivery_id: number }>`
    with still as materialized (
      select d.id from unnest(${claimed.map(({ id }) => id)}::bigint[], ${claimed.map(({ epoch }) => epoch)}::int[]) as o(id, epoch)
      join delivery d on d.id = o.id join page p on p.id = d.page_id
      where d.epoch = o.epoch and d.state = 'claimed' and d.due_at > (select baton_now()) and p.state = 'open'
    ), next as materialized (select nextval('bundle_number') as bundle)
    insert into delivery_bundle (bundle, delivery_id) select bundle, id from still cross join next
    returning bundle, delivery_id`.execute(db)
  const [first] = rows
  return first ? { bundle: first.bundle, ids: new Set(rows.map(({ delivery_id: id }) => id)) } : null
}

/** The deliveries that this bundle carried beside the one that stands for it; none for a message of one page. */
export async function carriedBeside(db: Db, bundle: number | null, deliveryId: number): Promise<readonly number[]> {
  if (bundle === null) return []
  const rows = await db
    .selectFrom('delivery_bundle')
    .select('delivery_id as id')
    .where('bundle', '=', bundle)
    .where('delivery_id', '!=', deliveryId)
    .orderBy('delivery_id')
    .execute()
  return rows.map(({ id }) => id)
}

/** Bundles that went to this number lately, newest first: whose, what they carried, and whether any of it waits for an answer. */
export async function findBundlesTo(db: Db, number: string, since: Instant) {
  const { rows } = await sql<{ bundle: number; personId: string; ids: number[]; isOpen: boolean }>`
    select b.bundle, d.person_id as "personId", array_agg(d.id order by d.id) as ids, bool_or(p.state = 'open') as "isOpen"
    from delivery d join delivery_bundle b on b.delivery_id = d.id join page p on p.id = d.page_id
    where d.channel = 'sms' and d.address = ${number} and d.created_at > ${since}
    group by b.bundle, d.person_id order by b.bundle desc limit 200`.execute(db)
  return rows
}

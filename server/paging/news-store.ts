// News as rows: messages that were sent, and whose page has been answered, has come back or has ended since.
import { sql } from 'kysely'
import type { PageState } from '../../domain/paging/states.ts'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'

/** How long a node may take over one: longer than its call. */
const leaseSeconds = 15

/** One message of which something is to be told, in the hands of one node. */
export type ClaimedNews = {
  readonly id: number
  /** When another node may try it; also what tells that nothing newer has come meanwhile. */
  readonly leaseEndsAt: Instant
  readonly tries: number
  readonly pageId: number
  readonly alertId: number
  readonly turn: number
  readonly contactId: string | null
  readonly channelId: string | null
  readonly channel: string
  readonly address: string
  readonly sealedSecret: string | null
  readonly reference: string
  readonly sentAt: Instant
  /** The last that was sent there for this page. */
  readonly isNewest: boolean
  readonly language: 'en' | 'ko'
  readonly zone: string
  readonly state: PageState
  readonly by: string | null
  readonly at: Instant
  readonly now: Instant
  readonly summary: string
  readonly service: string | null
  readonly priority: number
  readonly isTest: boolean
}

/** Claims news that are due. How the page stands is read here, not when it changed: what is told is true when it is told. */
export async function claimNews(db: Db, limit: number): Promise<readonly ClaimedNews[]> {
  const claimed = await sql<ClaimedNews>`
    with due as (
      select id from delivery where news_due_at <= (select baton_now()) and state = 'sent'
      order by news_due_at limit ${limit} for update skip locked
    ), taken as (
      update delivery d set news_due_at = baton_now() + make_interval(secs => ${leaseSeconds}), news_tries = d.news_tries + 1
      from due where d.id = due.id returning d.*
    )
    select t.id, t.news_due_at as "leaseEndsAt", t.news_tries as tries, t.page_id as "pageId", p.alert_id as "alertId", t.turn,
      t.contact_id as "contactId", t.channel_id as "channelId", t.channel, t.address,
      coalesce(contact.sealed_secret, room.sealed_secret) as "sealedSecret",
      coalesce(t.provider_ref, '') as reference, t.sent_at as "sentAt",
      not exists (select from delivery later where later.page_id = t.page_id and later.id > t.id and later.sent_at is not null
        and coalesce(later.contact_id, later.channel_id) = coalesce(t.contact_id, t.channel_id)) as "isNewest",
      coalesce(person.language, room.language, 'en') as language, coalesce(person.zone, room.zone, 'UTC') as zone,
      p.state, holder.name as by,
      case p.state when 'acknowledged' then p.acknowledged_at when 'snoozed' then p.due_at when 'open' then baton_now()
        else coalesce(p.closed_at, baton_now()) end as at,
      baton_now() as now, a.summary, service.name as service, p.priority, p.is_test as "isTest"
    from taken t join page p on p.id = t.page_id join alert a on a.id = p.alert_id
      left join service on service.id = a.service_id left join person holder on holder.id = p.acknowledged_by
      left join person on person.id = t.person_id left join contact on contact.id = t.contact_id
      left join team_channel room on room.id = t.channel_id`.execute(db)
  return claimed.rows
}

/** Told, or given up; or once more after so many seconds. News that came meanwhile are left as they are. */
export async function endNews(
  db: Db,
  { id, leaseEndsAt }: Pick<ClaimedNews, 'id' | 'leaseEndsAt'>,
  retryAfterSeconds: number | null,
): Promise<void> {
  await sql`
    update delivery set news_due_at = baton_now() + make_interval(secs => ${retryAfterSeconds}::int)
    where id = ${id} and news_due_at = ${leaseEndsAt}`.execute(db)
}

import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'
import type { WhatIsDue } from './engine.ts'

/** One round trip for all kinds: each is the first entry of its own partial index (of each priority), whatever waits behind it. */
export function whatIsDue(db: Db): WhatIsDue {
  return async () => {
    const { rows } = await sql<
      Record<
        | 'alerts'
        | 'pages'
        | 'ends'
        | 'deliveries'
        | 'receipts'
        | 'news'
        | 'shifts'
        | 'ahead'
        | 'notices'
        | 'covers'
        | 'calendars'
        | 'proofs',
        number | null
      >
    >`
      with clock as materialized (select baton_now() as now)
      select
        (extract(epoch from (select paging_due_at from alert where paging_due_at is not null order by priority, paging_due_at limit 1) - now) * 1000)::float8 as alerts,
        case when (select min(held_version) from page where held_version is not null) < (select version from roster_version) then 0
          else (extract(epoch from (select min(p.due_at) from (values (1), (2), (3), (4)) as u(priority), lateral (
            select due_at from page where priority = u.priority and due_at is not null order by due_at limit 1) as p) - now) * 1000)::float8 end as pages,
        (extract(epoch from (select min(ends_at) from alert where ends_at is not null and state <> 'closed') - now) * 1000)::float8 as ends,
        (extract(epoch from (select min(d.due_at) from (values (1), (2), (3), (4)) as p(priority), lateral (
          select due_at from delivery where state in ('queued', 'claimed') and priority = p.priority order by due_at limit 1) as d) - now) * 1000)::float8 as deliveries,
        (extract(epoch from (select min(receipt_due_at) from delivery where receipt_due_at is not null) - now) * 1000)::float8 as receipts,
        (extract(epoch from (select min(news_due_at) from delivery where news_due_at is not null and state = 'sent') - now) * 1000)::float8 as news,
        (extract(epoch from (select min(due_at) from schedule_history) - now) * 1000)::float8 as shifts,
        (extract(epoch from (select min(ahead_due_at) from schedule_history) - now) * 1000)::float8 as ahead,
        (extract(epoch from (select min(due_at) from notice where due_at is not null) - now) * 1000)::float8 as notices,
        (extract(epoch from (select min(due_at) from cover_request) - now) * 1000)::float8 as covers,
        (extract(epoch from (select min(due_at) from calendar_source where due_at is not null) - now) * 1000)::float8 as calendars,
        (extract(epoch from (select min(due_at) from contact_proof) - now) * 1000)::float8 as proofs
      from clock`.execute(db)
    return rows[0] ?? {}
  }
}

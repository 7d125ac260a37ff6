import { sql, type RawBuilder } from 'kysely'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'
import { looksNext, riskEnds } from './due-incidents.ts'
import type { WhatIsDue } from './engine.ts'
import { cameBack } from './came-back.ts'

/** Since when is the earliest of each priority due? The first entry of its index for each of the four, whatever waits behind it. */
const ofEachPriority = (earliest: RawBuilder<unknown>) => sql<Instant | null>`
  (select min(first.due_at) from (values (1), (2), (3), (4)) as urgency(priority), lateral (${earliest}) as first)`

export const earliestDue = {
  alerts: ofEachPriority(sql`select paging_due_at as due_at from alert
    where priority = urgency.priority and paging_due_at is not null order by paging_due_at limit 1`),
  pages: ofEachPriority(sql`select due_at from page
    where priority = urgency.priority and due_at is not null order by due_at limit 1`),
  deliveries: ofEachPriority(sql`select due_at from delivery
    where priority = urgency.priority and state in ('queued', 'claimed') order by due_at limit 1`),
} as const

/** One round trip for all kinds: each is the first entry of its own partial index (of each priority). */
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
        | 'proofs'
        | 'silences'
        | 'heartbeats'
        | 'incidents'
        | 'snapshots'
        | 'runbook_calls'
        | 'links'
        | 'incident_rules'
        | 'handovers',
        number | null
      >
    >`
      with clock as materialized (select baton_now() as now)
      select
        case when (select min(muted_version) from alert where muted_version is not null) < (select unmuting_version from roster_version) then 0
          else (extract(epoch from ${earliestDue.alerts} - now) * 1000)::float8 end as alerts,
        case when (select min(held_version) from page where held_version is not null) < (select version from roster_version) then 0
          else (extract(epoch from ${earliestDue.pages} - now) * 1000)::float8 end as pages,
        (extract(epoch from (select min(ends_at) from alert where ends_at is not null and state <> 'closed') - now) * 1000)::float8 as ends,
        (extract(epoch from ${earliestDue.deliveries} - now) * 1000)::float8 as deliveries,
        (extract(epoch from (select min(receipt_due_at) from delivery where receipt_due_at is not null) - now) * 1000)::float8 as receipts,
        (extract(epoch from (select min(news_due_at) from delivery where news_due_at is not null and state = 'sent') - now) * 1000)::float8 as news,
        (extract(epoch from (select min(due_at) from schedule_history) - now) * 1000)::float8 as shifts,
        (extract(epoch from (select min(ahead_due_at) from schedule_history) - now) * 1000)::float8 as ahead,
        (extract(epoch from (select min(due_at) from notice where due_at is not null) - now) * 1000)::float8 as notices,
        (extract(epoch from (select min(due_at) from cover_request) - now) * 1000)::float8 as covers,
        (extract(epoch from (select min(due_at) from calendar_source where due_at is not null) - now) * 1000)::float8 as calendars,
        (extract(epoch from (select min(due_at) from contact_proof) - now) * 1000)::float8 as proofs,
        (extract(epoch from (select min(due_at) from silence) - now) * 1000)::float8 as silences,
        (extract(epoch from (select h.due_at from heartbeat h join source s on s.id = h.source_id and s.disabled_at is null
          where h.due_at is not null order by h.due_at limit 1) - now) * 1000)::float8 as heartbeats,
        -- Somebody said yes to a page that called them, or something came back while it is watched, or the watch is over.
        case when exists (select from incident_person p join alert a on a.source_id is null and a.state = 'acknowledged'
            and a.acknowledged_by = p.person_id and a.key = 'incident:' || p.incident_id || ':' || p.person_id
          where p.engagement = 'asked')
        or exists (select from incident i cross join lateral (${cameBack}) back
          where i.due_at is not null and back.at > i.state_at)
        then 0 else (extract(epoch from least((select min(due_at) from incident), (select min(remind_at) from incident)) - now) * 1000)::float8
          end as incidents,
        (extract(epoch from (select min(due_at) from incident_evidence) - now) * 1000)::float8 as snapshots,
        (extract(epoch from (select min(due_at) from runbook_call where due_at is not null) - now) * 1000)::float8 as runbook_calls,
        (extract(epoch from (select min(due_at) from link_check) - now) * 1000)::float8 as links,
        case when exists (select from incident_to_call) then 0
          else (extract(epoch from least(${riskEnds}, ${looksNext}) - now) * 1000)::float8 end as incident_rules,
        (extract(epoch from least((select min(due_at) from handover_setting), (select min(due_at) from handover),
          (select min(passes_at) from handover)) - now) * 1000)::float8 as handovers
      from clock`.execute(db)
    return rows[0] ?? {}
  }
}

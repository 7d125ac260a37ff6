// Figures from the rows of pages and deliveries; hours that are over are kept as sums, so that a week is read in milliseconds.
import { sql, type RawBuilder } from 'kysely'
import { bucketEndsMs } from '../../domain/operations/figures.ts'
import { sinkChannel } from '../../domain/paging/itself.ts'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'

export type Figure = {
  readonly measure: string
  readonly subject: string
  readonly provider: string
  readonly bucket: number
  readonly count: number
  readonly most: number
}

/** Until then an hour's retries and receipts have come; what comes later is not counted. */
const settledAfterMinutes = 10
const hoursKept = 8 * 24
const mostAtOnce = 24

/** Sums the hours that are over and not summed yet, a few at a time; one of many nodes does each. */
export async function sumHours(db: Db): Promise<void> {
  for (let done = 0; done < mostAtOnce; done++) if (!(await sumNextHour(db))) break
  await sql`delete from paging_figure where hour < baton_now() - make_interval(hours => ${hoursKept})`.execute(db)
}

async function sumNextHour(db: Db): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ hour: Instant }>`
      insert into paging_figure (hour, measure, count)
      select hour, 'summed', 1 from (
        select coalesce(
          (select max(hour) + interval '1 hour' from paging_figure where measure = 'summed'),
          date_trunc('hour', baton_now()) - make_interval(hours => ${hoursKept - 24})) as hour) next
      where hour + interval '1 hour' < baton_now() - make_interval(mins => ${settledAfterMinutes})
      on conflict do nothing returning hour`.execute(tx)
    const hour = rows[0]?.hour
    if (!hour) return false
    await sql`
      insert into paging_figure (hour, measure, subject, provider, bucket, count, most)
      select ${hour}, measure, subject, provider, bucket, count, most from (${figuresBetween(hour, hour.add({ hours: 1 }))}) f
      where count > 0`.execute(tx)
    return true
  })
}

/** All figures from this moment on: the sums of whole hours, and the rows since. Lateness is known by the hour. */
export async function figuresSince(db: Db, from: Instant, now: Instant): Promise<readonly Figure[]> {
  const { rows: summed } = await sql<{ until: Instant | null }>`
    select max(hour) + interval '1 hour' as until from paging_figure where measure = 'summed'`.execute(db)
  const until = summed[0]?.until ?? null
  const rowsFrom = laterOf(from, until, now)
  const { rows } = await sql<Figure>`
    select measure, subject, provider, bucket, sum(count)::float8 as count, max(most) as most from (
      select measure, subject, provider, bucket, count, most from paging_figure
      where hour >= ${from} and hour < ${rowsFrom} and measure not in ('summed', 'late')
      union all select measure, subject, provider, bucket, count, most from paging_figure
        where hour >= date_trunc('hour', ${from}::timestamptz) and measure = 'late'
      union all (${figuresBetween(rowsFrom, now)})
    ) f group by measure, subject, provider, bucket having sum(count) > 0`.execute(db)
  return rows
}

/** From where rows are read: where the sums end; at most some hours back, for the sums will catch up. */
function laterOf(from: Instant, until: Instant | null, now: Instant): Instant {
  const bound = now.subtract({ hours: mostHoursOfRows })
  const starts = [from, ...(until ? [until] : []), bound]
  return starts.reduce((a, b) => (Temporal.Instant.compare(a, b) < 0 ? b : a))
}
const mostHoursOfRows = 3

const bucketOfMs = (ms: RawBuilder<unknown>) =>
  sql`width_bucket(${ms}::float8, ${sql.lit(`{${bucketEndsMs.join(',')}}`)}::float8[])`
const msBetween = (from: RawBuilder<unknown>, until: RawBuilder<unknown>) =>
  sql`greatest(0, extract(epoch from ${until} - ${from}) * 1000)::float8`

/** What happened to the deliveries and pages that were made in this span. Baton's pages to itself are not among them. */
function figuresBetween(from: Instant, until: Instant) {
  return sql`
    with made as materialized (
      select id, page_id, turn, channel, state, attempts, failed_ref, failed_because, sent_at,
        case when channel in ('sms', 'voice') and provider_ref ~ '^(first|second) ' then split_part(provider_ref, ' ', 1) else '' end
          as provider
      from delivery where created_at >= ${from} and created_at < ${until} and channel <> ${sinkChannel}
    ), tried as materialized (
      select m.channel, m.provider, m.id, count(*) filter (where a.outcome = 'sent') as sent,
        max(${msBetween(sql`a.started_at`, sql`a.ended_at`)}) filter (where a.outcome = 'sent') as ms
      from made m join delivery_attempt a on a.delivery_id = m.id group by m.channel, m.provider, m.id
    ), first_sent as (
      select page_id, min(sent_at) as at from made where turn = 1 and sent_at is not null group by page_id
    ), spans as (
      select 'took' as measure, channel as subject, provider, ms from tried where ms is not null
      union all
      select 'handed_over', '', '', ${msBetween(sql`a.first_at`, sql`s.at`)}
      from first_sent s join page p on p.id = s.page_id join alert a on a.id = p.alert_id
      where p.plan <> 'fallback'
      union all
      select 'answered', '', '', ${msBetween(sql`p.opened_at`, sql`p.acknowledged_at`)}
      from page p where p.opened_at >= ${from} and p.opened_at < ${until} and p.acknowledged_at is not null and not p.is_test
        and p.plan <> 'itself'
    ), counts as (
      select channel, provider, count(*) filter (where state = 'sent') as sent, count(*) filter (where state = 'failed') as failed,
        count(*) filter (where state = 'not_sent') as not_sent,
        count(*) filter (where failed_ref is not null and failed_because is null and state = 'failed') as missing,
        coalesce(sum(greatest(attempts - 1, 0)), 0) as retries
      from made group by channel, provider
    )
    select measure, subject, provider, ${bucketOfMs(sql`ms`)}::smallint as bucket, count(*) as count, max(ms) as most
      from spans group by 1, 2, 3, 4
    union all select v.measure, channel, provider, -1::smallint, v.count, 0::float8 from counts cross join lateral (values
      ('sent', sent), ('failed', failed), ('not_sent', not_sent), ('missing', missing), ('retries', retries)) v(measure, count)
    union all select 'duplicates', channel, provider, -1::smallint, sum(greatest(sent - 1, 0))::bigint, 0::float8 from tried
      group by channel, provider`
}

// What can be seen of Baton in its rows, each by a bounded question.
import { sql } from 'kysely'
import type { ChannelFacts, WatchFacts } from '../../domain/operations/troubles.ts'
import { sinkChannel } from '../../domain/paging/itself.ts'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'
import { latenessMs } from './readiness.ts'

const channelMinutes = 10

export async function watchFacts(db: Db, everyMinutes: number, now: Instant): Promise<WatchFacts> {
  return {
    latenessMs: await latenessMs(db),
    selfPages: await selfPageFacts(db, everyMinutes),
    channels: await channelFacts(db, now),
    nodes: await nodeFacts(db, now),
  }
}

async function selfPageFacts(db: Db, everyMinutes: number): Promise<WatchFacts['selfPages']> {
  const { rows } = await sql<{ state: 'good' | 'late' | 'failed' | null; armed: Instant | null }>`
    select (select state from self_page where ended_at is not null order by ended_at desc limit 1) as state,
      (select created_at from self_page where due_at is not null) as armed`.execute(db)
  const row = rows[0]
  return { everyMinutes, last: row?.state ? { state: row.state } : null, armedSince: row?.armed ?? null }
}

/** The open browser is the person's, and the sink is nobody's: neither has a provider that could be down. */
async function channelFacts(db: Db, now: Instant): Promise<readonly ChannelFacts[]> {
  const { rows } = await sql<ChannelFacts>`
    with lately as (
      select channel, sent_at, created_at, state, attempts from delivery
      where created_at > ${now.subtract({ minutes: channelMinutes })} and attempts > 0
        and channel not in ('browser', ${sinkChannel})
    ), sent as (
      select channel, max(sent_at) as at from lately group by channel
    )
    select l.channel, sent.at as "lastSentAt", min(l.created_at) filter (where is_failed) as "firstFailedAt",
      (count(*) filter (where is_failed))::int as "failedInARow"
    from lately l join sent using (channel) cross join lateral (
      select (l.state = 'failed' or (l.state in ('queued', 'claimed') and l.attempts > 1)) and l.sent_at is null
        and (sent.at is null or l.created_at > sent.at) as is_failed) f
    group by l.channel, sent.at`.execute(db)
  return rows
}

/** Those of the last day: after that a node that ended is forgotten. */
async function nodeFacts(db: Db, now: Instant): Promise<WatchFacts['nodes']> {
  return (
    db
      .selectFrom('node')
      .select(['name', 'seen_at as seenAt', 'disk_free_percent as diskFreePercent'])
      .where('seen_at', '>', now.subtract({ hours: 24 }))
      // An earlier release does not say when it ends.
      .where('pages_itself', '=', true)
      .orderBy('seen_at', 'desc')
      .limit(200)
      .execute()
  )
}

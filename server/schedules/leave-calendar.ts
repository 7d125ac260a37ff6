// Leave that a person's own calendar tells: rows that follow it, and are written by nobody else.
import { sql } from 'kysely'
import { leaveIn, type LeaveSpan } from '../../domain/calendars/leave.ts'
import type { Instant } from '../../domain/time.ts'
import type { Topic } from '../../domain/topics.ts'
import { findEvents, type SourceRow } from '../calendars/source-store.ts'
import type { Taken } from '../calendars/take-reading.ts'
import type { Db } from '../db/connect.ts'
import { newId } from '../secrets.ts'

/** Lets the leave of its owner follow what was read of a calendar; a failure changes nothing. */
export async function followLeave(tx: Db, source: SourceRow, taken: Taken, now: Instant): Promise<readonly Topic[]> {
  if (taken.failure !== null) return ['people']
  const events = (await findEvents(tx, [source.id])).get(source.id) ?? []
  const leave = leaveIn(events, source.only_with)
  const before = await tx
    .selectFrom('leave')
    .select(['starts_at as startsAt', 'ends_at as endsAt', 'note'])
    .where('source_id', '=', source.id)
    .execute()
  if (wordsOf(before) === wordsOf(leave)) return ['people']
  await tx.deleteFrom('leave').where('source_id', '=', source.id).execute()
  if (leave.length > 0) {
    await sql`
      insert into leave (id, person_id, source_id, starts_at, ends_at, note, created_by, created_at)
      select l.id, ${source.person_id}::uuid, ${source.id}::uuid, l.starts_at, l.ends_at, l.note, null, ${now}::timestamptz
      from unnest(${leave.map(() => newId())}::uuid[], ${leave.map(({ startsAt }) => startsAt.toString())}::timestamptz[],
        ${leave.map(({ endsAt }) => endsAt.toString())}::timestamptz[], ${leave.map(({ note }) => note)}::text[])
        as l(id, starts_at, ends_at, note)`.execute(tx)
  }
  return ['people', 'schedules']
}

function wordsOf(leave: readonly LeaveSpan[]): string {
  const words = leave.map(({ startsAt, endsAt, note }) => JSON.stringify([startsAt, endsAt, note]))
  return words.sort().join()
}

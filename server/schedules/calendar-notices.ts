// Who is told that a calendar cannot be read: those who keep the schedule that follows it, by a notice that is no page.
import { decentHour } from '../../domain/notices/decent-hour.ts'
import type { NoticeText } from '../../domain/notices/notice.ts'
import { failureWords } from '../calendars/failure-words.ts'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'
import { queueNotices } from '../notices/store.ts'
import { findOwners } from './owners.ts'

export const calendarFailing = 'calendar_failing'

/** Queues a notice for the managers of the schedule's team; without any, for the admins. */
export async function tellOwners(
  tx: Db,
  { scheduleId, sourceId }: { readonly scheduleId: string; readonly sourceId: string },
  now: Instant,
): Promise<void> {
  const owners = await ownersOf(tx, scheduleId)
  await queueNotices(
    tx,
    owners.map(({ id, zone }) => ({
      personId: id,
      kind: calendarFailing,
      subject: sourceId,
      dueAt: decentHour(now, zone),
    })),
  )
}

/** Says what is wrong with the calendar now; null when it can be read again, or is gone. */
export async function tellOfCalendar(
  db: Db,
  { subject, language, zone }: { readonly subject: string; readonly language: 'en' | 'ko'; readonly zone: string },
): Promise<NoticeText | null> {
  const row = await db
    .selectFrom('calendar_source as f')
    .innerJoin('schedule_calendar as c', 'c.source_id', 'f.id')
    .innerJoin('schedule as s', 's.id', 'c.schedule_id')
    .select(['c.name as calendar', 's.id as scheduleId', 's.name as schedule'])
    .select(['f.failure', 'f.failure_detail as detail', 'f.failing_since as since'])
    .where('f.id', '=', subject)
    .executeTakeFirst()
  if (!row || row.failure === null || row.since === null) return null
  const { calendar, schedule, failure: because, detail } = row
  const since = localTime(row.since, zone)
  const path = `/schedules/${row.scheduleId}`
  return language === 'ko'
    ? {
        subject: `${schedule}: ${calendar} 캘린더를 읽을 수 없습니다`,
        paragraphs: [
          `${since}부터 ${schedule} 일정이 따르는 ${calendar} 캘린더를 읽지 못하고 있습니다.`,
          '마지막으로 읽은 내용은 그대로 적용됩니다. 그 뒤에 바뀐 당직은 아직 반영되지 않았습니다.',
          '일정 화면에서 이유를 확인하고 주소를 다시 입력하세요.',
        ],
        path,
      }
    : {
        subject: `${schedule}: its calendar ${calendar} cannot be read`,
        paragraphs: [
          `Since ${since} Baton cannot read ${calendar}, a calendar that ${schedule} follows.`,
          'What was read last stays in force. Who is on call by changes since then is not known here.',
          failureWords({ because, detail }),
        ],
        path,
      }
}

/** Those who answer for the schedule, with the zones they live in. */
async function ownersOf(db: Db, scheduleId: string) {
  const schedule = await db.selectFrom('schedule').select('team_id').where('id', '=', scheduleId).executeTakeFirst()
  const owners = schedule ? ((await findOwners(db, [schedule.team_id])).get(schedule.team_id) ?? []) : []
  if (owners.length === 0) return []
  return db.selectFrom('person').select(['id', 'zone']).where('id', 'in', owners).execute()
}

function localTime(at: Instant, zone: string): string {
  return at.toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: 'minute' }).replace('T', ' ')
}

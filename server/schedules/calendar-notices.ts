// Who is told that a calendar cannot be read: those who keep the schedule that follows it, by a notice that is no page.
import { decentHour } from '../../domain/notices/decent-hour.ts'
import type { NoticeText } from '../../domain/notices/notice.ts'
import { momentText } from '../../domain/schedules/cover-words.ts'
import { failureWords } from '../calendars/failure-words.ts'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'
import { queueNotices } from '../notices/store.ts'
import { findOwners } from './owners.ts'
import { findZones } from './people.ts'

export const calendarFailing = 'calendar_failing'

/** Queues a notice for the managers of the schedule's team; without any, for the admins. */
export async function tellOwners(
  tx: Db,
  { teamId, sourceId }: { readonly teamId: string; readonly sourceId: string },
  now: Instant,
): Promise<void> {
  const owners = (await findOwners(tx, [teamId])).get(teamId) ?? []
  const zones = await findZones(tx, owners)
  const about = { kind: calendarFailing, subject: sourceId }
  await queueNotices(
    tx,
    [...zones].map(([personId, zone]) => ({ ...about, personId, dueAt: decentHour(now, zone) })),
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
  const since = momentText(row.since, zone, language)
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

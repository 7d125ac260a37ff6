// What a calendar program gets for a secret: one text and its hash, the same from every node until something changes.
import { createHash } from 'node:crypto'
import { can } from '../../domain/permissions.ts'
import {
  calendarLimits,
  calendarRange,
  calendarSince,
  personCalendar,
  scheduleCalendar,
} from '../../domain/schedules/calendar.ts'
import { calendarText, type Calendar, type Edition } from '../../domain/schedules/icalendar.ts'
import { peopleOn } from '../../domain/schedules/people.ts'
import type { Db } from '../db/connect.ts'
import { tokenHash } from '../secrets.ts'
import { putEdition, schedulesWith, useFeed, type AskedFeed } from './calendar-store.ts'
import { findWorked, untilCut } from './history.ts'
import { findNamedPeople } from './people.ts'
import { loadSchedules } from './store.ts'

export type Feed = { readonly id: string; readonly text: string; readonly hash: string }

/** What does the feed with this secret say now? Null when there is none: unknown, revoked, or its owner is out of service. */
export async function calendarFeed(
  db: Db,
  { secret, url }: { readonly secret: string; readonly url: string },
): Promise<Feed | null> {
  const asked = await useFeed(db, tokenHash(secret))
  if (!asked) return null
  const { personId: id, personName: name, role } = asked
  if (!can({ kind: 'person', id, name, role, teams: {} }, 'schedules.read').allowed) return null
  const calendar = await calendarOf(db, asked, url)
  return calendar && editionOf(db, asked, calendar)
}

async function calendarOf(db: Db, asked: AskedFeed, url: string): Promise<Calendar | null> {
  const { now, personId, scheduleId, language } = asked
  const since = calendarSince(now)
  const ids = scheduleId ? [scheduleId] : await schedulesWith(db, personId, since, calendarLimits.schedules)
  const schedules = await loadSchedules(db, ids, since)
  const range = { from: since, to: calendarRange(now).to }
  const worked = await findWorked(db, ids, range, scheduleId ? null : personId)
  const workers = [...worked.parts.values()].flatMap(({ shifts }) => shifts.map((shift) => shift.personId))
  const people = await findNamedPeople(db, [...peopleOn(schedules), ...workers])
  const reading = {
    language,
    nameOf: (id: string) => people.get(id)?.name ?? '',
    isActive: (id: string) => people.get(id)?.isActive ?? false,
    urlOf: (id: string) => `${url}/schedules/${id}`,
    workedOf: (id: string) => untilCut(worked, id),
  }
  if (scheduleId === null) return personCalendar(personId, schedules, { ...reading, homeUrl: `${url}/schedules` }, now)
  const [schedule] = schedules
  return schedule ? scheduleCalendar(schedule, reading, now) : null
}

/** The text under the stamp it was first told with; what is new is stamped now, and counted, before it is told. */
async function editionOf(db: Db, { id, edition, editionAt, editionHash, now }: AskedFeed, calendar: Calendar) {
  if (editionAt) {
    const last = written(id, calendar, { at: editionAt, number: edition })
    if (last.hash === editionHash) return last
  }
  const number = edition + 1
  const next = written(id, calendar, { at: now, number })
  // A rival has noted as much for the same words: whoever asks again hears its stamp.
  await putEdition(db, { id, before: edition }, { number, at: now, hash: next.hash })
  return next
}

function written(id: string, calendar: Calendar, edition: Edition): Feed {
  const text = calendarText(calendar, edition)
  return { id, text, hash: createHash('sha256').update(text).digest('base64url').slice(0, 27) }
}

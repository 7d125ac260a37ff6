// Who is away when: leave as rows, and holidays as the calendar of each person's place has them.
import { sql } from 'kysely'
import {
  byBeginning,
  holidaysOff,
  named,
  noNames,
  yearsOf,
  type Absence,
  type Away,
  type Holiday,
  type Language,
} from '../../domain/schedules/absence.ts'
import type { Range } from '../../domain/schedules/shifts.ts'
import type { Db } from '../db/connect.ts'
import { holidaysOf } from './holidays.ts'

/** When are these people away in this range? By the beginning; each absence is told whole, also beyond the range. */
export async function findAbsences(
  db: Db,
  personIds: readonly string[],
  range: Range,
  language: Language = 'en',
): Promise<readonly Absence[]> {
  return (await findAway(db, personIds, range)).map((one) => named(one, language))
}

/** The same, with the names of holidays in every language. */
export async function findAway(db: Db, personIds: readonly string[], range: Range): Promise<readonly Away[]> {
  if (personIds.length === 0) return []
  const leave = await findLeaveIn(db, personIds, range)
  return [...leave, ...(await findHolidays(db, personIds, range))].sort(byBeginning)
}

/** When are these people on leave in this range? Rows alone: no library of holidays is asked, so a lock may be held meanwhile. */
export async function findLeaveIn(db: Db, personIds: readonly string[], { from, to }: Range): Promise<Away[]> {
  const rows = await db
    .selectFrom('leave')
    .select(['person_id as personId', 'starts_at as startsAt', 'ends_at as endsAt'])
    .where('person_id', '=', sql<string>`any(${personIds}::uuid[])`)
    .where('starts_at', '<', to)
    .where('ends_at', '>', from)
    .execute()
  return rows.map((row) => ({ ...row, kind: 'leave', names: noNames }))
}

/** Reads every holiday that somebody keeps in this range, so that whoever asks for it next holds no lock meanwhile. */
export async function readHolidays(db: Db, range: Range): Promise<void> {
  const kept = await db.selectFrom('person').select('holidays').distinct().where('holidays', 'is not', null).execute()
  const places = kept.flatMap(({ holidays }) => holidays ?? [])
  await holidaysOf(places, yearsOf(range))
}

async function findHolidays(db: Db, personIds: readonly string[], range: Range) {
  const keepers = await db
    .selectFrom('person')
    .select(['id as personId', 'zone', 'holidays as place'])
    .where('id', '=', sql<string>`any(${personIds}::uuid[])`)
    .where('holidays', 'is not', null)
    .execute()
  const places = new Set(keepers.flatMap(({ place }) => place ?? []))
  const known = await holidaysOf(places, yearsOf(range))
  // Many keep the holidays of one place on the same clocks.
  const groups = Map.groupBy(keepers, ({ zone, place }) => `${zone} ${place}`)
  return [...groups.values()].flatMap((together) => {
    const [{ zone, place } = nobody] = together
    const holidays: readonly Holiday[] = (place !== null && known.get(place)) || []
    const off = holidaysOff({ personId: '', zone, holidays }, range)
    return together.flatMap(({ personId }) => off.map((one) => ({ ...one, personId })))
  })
}

const nobody = { zone: 'UTC', place: null }

// What looking ahead on some schedules needs to know: the people they name, who is away, and where else those people are.
import { sql } from 'kysely'
import { lookedThrough, type Around } from '../../domain/schedules/ahead.ts'
import { peopleOn } from '../../domain/schedules/people.ts'
import type { Schedule } from '../../domain/schedules/schedule.ts'
import type { Range } from '../../domain/schedules/shifts.ts'
import { otherOf } from '../../domain/schedules/trouble.ts'
import type { Db } from '../db/connect.ts'
import { findAway } from './absences.ts'
import { shiftsOfMany } from './many-shifts.ts'
import { findNamedPeople, type NamedPeople } from './people.ts'
import { loadSchedules } from './store.ts'
import type { StoredTrouble } from './trouble-store.ts'

export type AroundAll = {
  readonly people: NamedPeople
  /** The names of all schedules met, and the teams they are of. */
  readonly schedules: ReadonlyMap<string, Pick<Schedule, 'id' | 'name' | 'teamId'>>
  of(schedule: Schedule): Around
  /** Whether there are more schedules with the same people than were asked. */
  readonly isCut: boolean
}

/** Of all others only those are asked on which the same people may answer first; at most so many. */
const mostOthers = 100

/** What has to be known to look ahead on these schedules in this range. */
export async function lookAround(
  tx: Db,
  schedules: readonly Schedule[],
  asked: Range,
  known: readonly StoredTrouble[],
  carriers?: ReadonlySet<string>,
): Promise<AroundAll> {
  const range = lookedThrough(asked)
  const own = [...peopleOn(schedules)]
  const otherIds = await schedulesSharing(tx, own, {
    besides: schedules.map(({ id }) => id),
    since: asked.from,
  })
  const others = await loadSchedules(tx, otherIds.slice(0, mostOthers), asked.from)
  const all = [...schedules, ...others]
  // Of what was known the names are told too, when the schedules name these people no longer.
  const named = [...peopleOn(all), ...known.flatMap(({ personId }) => personId ?? [])]
  const people = await findNamedPeople(tx, named, carriers)
  const names = await findNames(
    tx,
    known.flatMap((one) => [one.scheduleId, otherOf(one) ?? []].flat()),
  )
  const isActive = (personId: string) => people.get(personId)?.isActive ?? false
  const absences = await findAway(tx, own, range)
  const shifts = await shiftsOfMany(all, range, isActive)
  const namedBy = new Map(all.map((schedule) => [schedule.id, peopleOn([schedule])]))
  return {
    people,
    schedules: new Map([...names, ...all].map((schedule) => [schedule.id, schedule])),
    isCut: otherIds.length > mostOthers,
    of(schedule) {
      const named = namedBy.get(schedule.id) ?? new Set()
      const near = all.filter(({ id }) => id !== schedule.id && !named.isDisjointFrom(namedBy.get(id) ?? new Set()))
      return {
        isActive,
        isReachable: (personId) => people.get(personId)?.isReachable ?? false,
        absences: absences.filter(({ personId }) => named.has(personId)),
        elsewhere: near.map(({ id }) => ({ scheduleId: id, shifts: shifts.get(id) ?? [] })),
      }
    },
  }
}

/** The other schedules on which one of these people may answer first; one more than is asked. */
async function schedulesSharing(
  db: Db,
  personIds: readonly string[],
  { besides, since }: { readonly besides: readonly string[]; readonly since: Range['from'] },
): Promise<string[]> {
  const people = sql`any(${personIds}::uuid[])`
  const { rows } = await sql<{ id: string }>`
    select id from (
      select r.schedule_id as id from rotation_turn t join rotation r on r.id = t.rotation_id
        where t.person_id = ${people} and r.role = 'primary'
      union select schedule_id from schedule_override where person_id = ${people} and ends_at > ${since}
      union select t.schedule_id from schedule_temporary_shift s join schedule_temporary t on t.id = s.temporary_id
        where s.person_id = ${people} and s.role = 'primary' and t.ends_at > ${since}
      union select c.schedule_id from schedule_calendar_shift s join schedule_calendar c on c.id = s.calendar_id
        where s.person_id = ${people} and c.role = 'primary' and s.ends_at > ${since}
    ) named where id <> all(${besides}::uuid[]) order by id limit ${mostOthers + 1}`.execute(db)
  return rows.map(({ id }) => id)
}

async function findNames(db: Db, ids: readonly string[]) {
  if (ids.length === 0) return []
  return db
    .selectFrom('schedule')
    .select(['id', 'name', 'team_id as teamId'])
    .where('id', 'in', [...new Set(ids)])
    .execute()
}

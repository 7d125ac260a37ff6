// What cover requests need to know of people and schedules: who could take a shift, and what else they have at that time.
import { sql } from 'kysely'
import { rank } from '../../domain/permissions.ts'
import type { CoverFacts } from '../../domain/schedules/cover.ts'
import {
  hindrancesOf,
  type Busy,
  type CandidateFacts,
  type Hindrance,
} from '../../domain/schedules/cover-candidates.ts'
import { weeksAround } from '../../domain/schedules/cover-load.ts'
import { peopleIn, peopleOn } from '../../domain/schedules/people.ts'
import { boundsOf, common, minus, rangeOf, type Piece } from '../../domain/schedules/pieces.ts'
import type { Schedule } from '../../domain/schedules/schedule.ts'
import { shiftsBetween } from '../../domain/schedules/shifts.ts'
import type { Instant, Zone } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'
import { findLeaveIn } from './absences.ts'
import { findNamedPeople, type NamedPeople } from './people.ts'
import { loadSchedules } from './store.ts'

export type KnownSchedules = { readonly schedules: ReadonlyMap<string, Schedule>; readonly people: NamedPeople }

/** These schedules as they are now, with everybody they name, and these people besides. */
export async function knownSchedules(
  db: Db,
  ids: Iterable<string>,
  now: Instant,
  others: readonly string[] = [],
): Promise<KnownSchedules> {
  const wanted = [...new Set(ids)]
  const schedules = wanted.length === 0 ? [] : await loadSchedules(db, wanted, now)
  const people = await findNamedPeople(db, [...peopleOn(schedules), ...others])
  return { schedules: new Map(schedules.map((schedule) => [schedule.id, schedule])), people }
}

export function factsOf({ schedules, people }: KnownSchedules): CoverFacts {
  return {
    scheduleOf: (id) => schedules.get(id),
    isActive: (personId) => people.get(personId)?.isActive ?? false,
  }
}

/** Somebody who could be asked, with what speaks against it. */
export type Candidate = {
  readonly personId: string
  readonly name: string
  readonly zone: Zone
  readonly because: readonly Hindrance[]
  /** What else they have in the weeks around. */
  readonly busy: readonly Busy[]
}

/** Who takes turns on this schedule, or is more than a viewer in its team? All of them but whose shift it is, by name. */
export async function findCandidates(
  db: Db,
  { schedule, pieces, without }: { readonly schedule: Schedule; readonly pieces: readonly Piece[]; without: string },
  now: Instant,
): Promise<readonly Candidate[]> {
  const members = await db
    .selectFrom('team_member')
    .select('person_id')
    .where('team_id', '=', schedule.teamId)
    .execute()
  const ids = new Set([...peopleIn(schedule), ...members.map((member) => member.person_id)])
  ids.delete(without)
  const found = await assess(db, [...ids], { schedule, pieces }, now)
  // Whoever left, or only looks, was never one of them.
  return found.filter(({ because }) => !because.includes('out_of_service') && !because.includes('only_looks'))
}

/** What speaks against each of these people taking these pieces of this schedule? By name. */
export async function assess(
  db: Db,
  personIds: readonly string[],
  of: {
    readonly schedule: Schedule
    readonly pieces: readonly Piece[]
    /** What they would give away in return: that is no reason against it. */
    readonly giving?: { readonly scheduleId: string; readonly pieces: readonly Piece[] } | null
  },
  now: Instant,
): Promise<readonly Candidate[]> {
  const bounds = boundsOf(of.pieces)
  if (personIds.length === 0 || !bounds) return []
  const { rows } = await sql<PersonRow>`
    select p.id, p.name, p.zone, p.role, p.deactivated_at is null as "isActive", m.role as "teamRole",
      exists (select from contact c where c.person_id = p.id and c.is_enabled and c.channel <> 'browser' and c.verified_at is not null) as "isReachable"
    from person p left join team_member m on m.person_id = p.id and m.team_id = ${of.schedule.teamId}
    where p.id = any(${personIds}::uuid[]) order by p.name, p.id`.execute(db)
  const named = await sql<{ id: string }>`
    select distinct schedules_naming(p) as id from unnest(${personIds}::uuid[]) as p`.execute(db)
  const known = await knownSchedules(
    db,
    named.rows.map(({ id }) => id),
    now,
  )
  // A public holiday is no reason not to be asked.
  const away = await findLeaveIn(db, personIds, rangeOf(bounds))
  return rows.map((row) => {
    const { giving } = of
    const busy = busyOf(row.id, known, weeksAround(bounds, row.zone)).flatMap((shift) =>
      giving?.scheduleId === shift.scheduleId
        ? minus([shift], giving.pieces).map((piece) => ({ ...shift, ...piece }))
        : [shift],
    )
    const facts: CandidateFacts = {
      isActive: row.isActive,
      mayOverride: Math.max(rank(row.role), row.teamRole ? rank(row.teamRole) : 0) >= rank('responder'),
      isReachable: row.isReachable,
      busy,
      away: away.filter(({ personId }) => personId === row.id),
    }
    const because = hindrancesOf(facts, { scheduleId: of.schedule.id, pieces: of.pieces })
    return { personId: row.id, name: row.name, zone: row.zone, because, busy }
  })
}

type PersonRow = {
  readonly id: string
  readonly name: string
  readonly zone: Zone
  readonly role: 'viewer' | 'responder' | 'manager' | 'admin'
  readonly teamRole: PersonRow['role'] | null
  readonly isActive: boolean
  readonly isReachable: boolean
}

const marginHours = 14 * 24

/** This person's shifts on these schedules in this time, by their beginning. */
function busyOf(personId: string, known: KnownSchedules, within: Piece): readonly Busy[] {
  const { isActive } = factsOf(known)
  // More is looked at, so that most shifts are told with their true beginning and end.
  const around = {
    from: within.startsAt.subtract({ hours: marginHours }),
    to: within.endsAt.add({ hours: marginHours }),
  }
  return [...known.schedules.values()]
    .flatMap((schedule) =>
      peopleOn([schedule]).has(personId)
        ? shiftsBetween(schedule, around, { isActive })
            .shifts.filter((shift) => shift.personId === personId && common([shift], [within]).length > 0)
            .map(({ role, startsAt, endsAt }) => ({
              scheduleId: schedule.id,
              scheduleName: schedule.name,
              role,
              startsAt,
              endsAt,
            }))
        : [],
    )
    .sort((a, b) => Temporal.Instant.compare(a.startsAt, b.startsAt))
}

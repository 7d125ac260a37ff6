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
import { earliest, latest, type Instant, type Zone } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'
import type { Away } from '../../domain/schedules/absence.ts'
import { findLeaveIn } from './absences.ts'
import { shiftsOfMany } from './many-shifts.ts'
import { findNamedPeople, type NamedPeople, schedulesNaming } from './people.ts'
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

/** What somebody would take of a schedule. */
export type Taking = {
  readonly schedule: Schedule
  readonly pieces: readonly Piece[]
  /** What they would give away in return: that is no reason against it. */
  readonly giving?: { readonly scheduleId: string; readonly pieces: readonly Piece[] } | null
}

/** What speaks against each of these people taking these pieces of this schedule? By name. */
export async function assess(
  db: Db,
  personIds: readonly string[],
  taking: Taking,
  now: Instant,
): Promise<readonly Candidate[]> {
  const within = boundsOf(taking.pieces)
  if (personIds.length === 0 || !within) return []
  return weigh(await lookAtPeople(db, personIds, { teamIds: [taking.schedule.teamId], within }, now), taking)
}

/** What is known of some people, read once for all that they could take. */
export type PeopleSeen = {
  readonly rows: readonly PersonRow[]
  /** By team and person. */
  readonly teamRoles: ReadonlyMap<string, Role>
  readonly known: KnownSchedules
  readonly away: ReadonlyMap<string, readonly Away[]>
}

export async function lookAtPeople(
  db: Db,
  personIds: readonly string[],
  { teamIds, within }: { readonly teamIds: readonly string[]; readonly within: Piece },
  now: Instant,
): Promise<PeopleSeen> {
  const people = sql`any(${personIds}::uuid[])`
  const { rows } = await sql<PersonRow>`
    select p.id, p.name, p.zone, p.role, p.deactivated_at is null as "isActive",
      exists (select from contact c where c.person_id = p.id and c.is_enabled and c.channel <> 'browser' and c.verified_at is not null)
        as "isReachable"
    from person p where p.id = ${people} order by p.name, p.id`.execute(db)
  const members = await sql<{ teamId: string; personId: string; role: Role }>`
    select team_id as "teamId", person_id as "personId", role from team_member
    where person_id = ${people} and team_id = any(${teamIds}::uuid[])`.execute(db)
  const ids = await schedulesNaming(db, personIds)
  // A public holiday is no reason not to be asked.
  const leave = await findLeaveIn(db, personIds, rangeOf(within))
  return {
    rows,
    teamRoles: new Map(members.rows.map(({ teamId, personId, role }) => [`${teamId} ${personId}`, role])),
    known: await knownSchedules(db, ids, now),
    away: Map.groupBy(leave, ({ personId }) => personId),
  }
}

/** What speaks against each of those who were looked at? By name. */
export async function weigh(
  { rows, teamRoles, known, away }: PeopleSeen,
  { schedule, pieces, giving }: Taking,
): Promise<readonly Candidate[]> {
  const bounds = boundsOf(pieces)
  if (!bounds || rows.length === 0) return []
  const weeks = new Map(rows.map(({ zone }) => [zone, weeksAround(bounds, zone)]))
  const shifts = await shiftsAround(known, [...weeks.values()])
  const candidates: Candidate[] = []
  for (const [i, row] of rows.entries()) {
    if (i % atOneGo === atOneGo - 1) await new Promise<void>((resolve) => setImmediate(resolve))
    const within = weeks.get(row.zone) ?? bounds
    const busy = (shifts.get(row.id) ?? [])
      .filter((shift) => common([shift], [within]).length > 0)
      .flatMap((shift) =>
        giving?.scheduleId === shift.scheduleId
          ? minus([shift], giving.pieces).map((piece) => ({ ...shift, ...piece }))
          : [shift],
      )
    const teamRole = teamRoles.get(`${schedule.teamId} ${row.id}`)
    const facts: CandidateFacts = {
      isActive: row.isActive,
      mayOverride: Math.max(rank(row.role), teamRole ? rank(teamRole) : 0) >= rank('responder'),
      isReachable: row.isReachable,
      busy,
      away: away.get(row.id) ?? [],
    }
    const because = hindrancesOf(facts, { scheduleId: schedule.id, pieces })
    candidates.push({ personId: row.id, name: row.name, zone: row.zone, because, busy })
  }
  return candidates
}

/** So many people are weighed at one go: some milliseconds. */
const atOneGo = 100

type Role = 'viewer' | 'responder' | 'manager' | 'admin'

type PersonRow = {
  readonly id: string
  readonly name: string
  readonly zone: Zone
  readonly role: Role
  readonly isActive: boolean
  readonly isReachable: boolean
}

const marginHours = 14 * 24

/** The shifts of everybody on these schedules around these weeks, by person and by their beginning. */
async function shiftsAround(known: KnownSchedules, weeks: readonly Piece[]): Promise<ReadonlyMap<string, Busy[]>> {
  const schedules = [...known.schedules.values()]
  // More is looked at, so that most shifts are told with their true beginning and end.
  const around = {
    from: weeks
      .map(({ startsAt }) => startsAt)
      .reduce(earliest)
      .subtract({ hours: marginHours }),
    to: weeks
      .map(({ endsAt }) => endsAt)
      .reduce(latest)
      .add({ hours: marginHours }),
  }
  const shifts = await shiftsOfMany(schedules, around, factsOf(known).isActive)
  const busy = new Map<string, Busy[]>()
  for (const { id: scheduleId, name: scheduleName } of schedules) {
    for (const { personId, role, startsAt, endsAt } of shifts.get(scheduleId) ?? []) {
      const own = busy.get(personId) ?? []
      own.push({ scheduleId, scheduleName, role, startsAt, endsAt })
      busy.set(personId, own)
    }
  }
  for (const own of busy.values()) own.sort((a, b) => Temporal.Instant.compare(a.startsAt, b.startsAt))
  return busy
}

// Troubles as people ask for them: of everything, a team, a schedule, or what is mine to mend.
import { sql } from 'kysely'
import { byUrgency } from '../../domain/schedules/trouble.ts'
import type { ToldTrouble } from '../../domain/schedules/trouble-words.ts'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'
import { teamsOwnedBy } from './owners.ts'
import { isAccepted, storedTrouble, type StoredTrouble } from './trouble-store.ts'

/** A trouble with the names of everything it is about. */
export type ListedTrouble = ToldTrouble & {
  readonly trouble: StoredTrouble
  readonly teamId: string
  readonly zone: string
  readonly acceptedBy: string | null
  readonly acceptance: StoredTrouble['acceptance']
  readonly foundAt: Instant
  readonly toldAt: Instant | null
}

export type Wanted = {
  readonly teamId?: string | undefined
  readonly scheduleId?: string | undefined
  /** What this person has to mend, or what is about them. */
  readonly mineOf?: string | undefined
}

/** At most so many in one answer, the most urgent. */
const mostTroubles = 1_000

/** Which troubles have not passed? The most urgent first, then by their beginning. */
export async function listTroubles(
  db: Db,
  { teamId, scheduleId, mineOf }: Wanted,
  now: Instant,
): Promise<{ readonly troubles: readonly ListedTrouble[]; readonly isCut: boolean }> {
  const teams = mineOf === undefined ? [] : await teamsOwnedBy(db, mineOf)
  const rows = await db
    .selectFrom('schedule_trouble as t')
    .innerJoin('schedule as s', 's.id', 't.schedule_id')
    .leftJoin('schedule as o', 'o.id', 't.other_id')
    .leftJoin('person as p', 'p.id', 't.person_id')
    .leftJoin('person as a', 'a.id', 't.accepted_by')
    .selectAll('t')
    .select(['s.name as scheduleName', 's.team_id as teamId', 's.zone', 'o.name as otherName'])
    .select(['p.name as personName', 'a.name as acceptedByName'])
    .where((where) => where.or([where('t.ends_at', 'is', null), where('t.ends_at', '>', now)]))
    .$if(scheduleId !== undefined, (query) =>
      query.where((where) => where.or([where('s.id', '=', scheduleId ?? ''), where('o.id', '=', scheduleId ?? '')])),
    )
    .$if(teamId !== undefined, (query) =>
      query.where((where) => where.or([where('s.team_id', '=', teamId ?? ''), where('o.team_id', '=', teamId ?? '')])),
    )
    .$if(mineOf !== undefined, (query) =>
      query.where((where) =>
        where.or([
          where('t.person_id', '=', mineOf ?? ''),
          where('s.team_id', '=', sql<string>`any(${teams}::uuid[])`),
          where('o.team_id', '=', sql<string>`any(${teams}::uuid[])`),
        ]),
      ),
    )
    .orderBy(sql`t.kind not in ('nobody_on_call', 'out_of_reach')`)
    .orderBy('t.starts_at')
    .orderBy('t.id')
    .limit(mostTroubles + 1)
    .execute()
  const listed = rows.slice(0, mostTroubles).map((row): ListedTrouble => {
    const trouble = storedTrouble(row)
    return {
      trouble,
      scheduleId: trouble.scheduleId,
      scheduleName: row.scheduleName,
      teamId: row.teamId,
      zone: row.zone,
      otherName: row.otherName,
      personName: row.personName,
      acceptedBy: row.acceptedByName,
      acceptance: isAccepted(trouble) ? trouble.acceptance : null,
      foundAt: trouble.foundAt,
      toldAt: trouble.toldAt,
    }
  })
  return { troubles: listed.toSorted((a, b) => byUrgency(a.trouble, b.trouble)), isCut: rows.length > mostTroubles }
}

/** From when on these schedules have more ahead than is listed; those that have not are left out. */
export async function findCuts(db: Db, scheduleIds: readonly string[]) {
  const rows = await db
    .selectFrom('schedule_history')
    .innerJoin('schedule', 'schedule.id', 'schedule_history.schedule_id')
    .select(['schedule.id as scheduleId', 'schedule.name as scheduleName', 'ahead_cut_at as from'])
    .where('schedule.id', '=', sql<string>`any(${scheduleIds}::uuid[])`)
    .where('ahead_cut_at', 'is not', null)
    .orderBy('schedule.name')
    .execute()
  return rows.flatMap(({ from, ...row }) => (from ? [{ ...row, from }] : []))
}

/** When does the leave of these people begin that lies in one of their shifts in this range, and that nobody accepted? The first of each. */
export async function findLeaveInShifts(
  db: Db,
  personIds: readonly string[],
  range: { readonly from: Instant; readonly to: Instant },
): Promise<ReadonlyMap<string, Instant>> {
  if (personIds.length === 0) return new Map()
  const { rows } = await sql<{ personId: string; from: Instant }>`
    select person_id as "personId", min(starts_at) as from from schedule_trouble
    where kind = 'on_leave' and person_id = any(${personIds}::uuid[]) and accepted_at is null
      and starts_at < ${range.to} and (ends_at is null or ends_at > ${range.from})
    group by person_id`.execute(db)
  return new Map(rows.map(({ personId, from }) => [personId, from]))
}

// What a key of a source reaches: the alerts that came by this source, and the schedules of its own team. Every call asks here.
import { sql } from 'kysely'
import type { Instant } from '../../../domain/time.ts'
import { keyFrom } from '../../../domain/intake/text.ts'
import { madeKeyPrefix, numberIn, numberInTiny } from '../../../domain/intake/opsgenie-id.ts'
import { keptOf } from '../../../domain/intake/opsgenie-kept.ts'
import type { OwnAlert } from '../../../domain/intake/opsgenie-shown.ts'
import { asPriority } from '../../../domain/paging/priority.ts'
import type { Db } from '../../db/connect.ts'
import type { KnownSource } from '../sources.ts'

/** The alert that an identifier names; of those with one alias the open one, else the newest. Null is also: another source's. */
export async function findOwn(
  db: Db,
  source: Pick<KnownSource, 'id'>,
  named: { readonly identifier: string; readonly type: string },
): Promise<OwnAlert | null> {
  const { identifier, type } = named
  if (type === 'tiny') return byNumber(db, source, numberInTiny(identifier))
  const number = numberIn(identifier)
  if (type === 'alias') return byAlias(db, source, identifier)
  if (number !== null) return byNumber(db, source, number)
  // Whoever names no kind and gives no id means the alias: a refusal would leave an alert open for ever.
  return type === '' ? byAlias(db, source, identifier) : null
}

/** The key under which a create with this alias is counted: an alert without an alias answers to its id. */
export async function keyOfAlias(db: Db, source: Pick<KnownSource, 'id'>, alias: string): Promise<string | null> {
  const alert = await byNumber(db, source, numberIn(alias))
  return alert?.key.startsWith(madeKeyPrefix) && alert.state !== 'closed' ? alert.key : null
}

/** The alert that was last raised under this key. */
export async function byKey(db: Db, source: Pick<KnownSource, 'id'>, key: string): Promise<OwnAlert | null> {
  const [open] = await select(db, source, sql`a.key = ${key} and a.state <> 'closed'`, sql`limit 1`)
  if (open) return open
  const [closed] = await select(db, source, sql`a.key = ${key} and a.state = 'closed'`, sql`order by a.id desc limit 1`)
  return closed ?? null
}

/** Which of the source's alerts a list looks through, newest first. */
export type Among = {
  readonly state: 'open' | 'closed' | 'all'
  readonly from: Instant | null
  readonly before: number | null
  readonly limit: number
}

export async function someOwn(db: Db, source: KnownSource, among: Among): Promise<readonly OwnAlert[]> {
  const { state, from, before, limit } = among
  // Open and closed ones have indexes of their own, and those are in the order of lists.
  const states = state === 'all' ? (['open', 'closed'] as const) : [state]
  const found = await Promise.all(
    states.map((each) =>
      select(
        db,
        source,
        sql`a.service_id = ${source.serviceId} and ${sql.raw(each === 'open' ? "a.state <> 'closed'" : "a.state = 'closed'")}
          and (${before}::bigint is null or a.id < ${before}) and (${from}::timestamptz is null or a.first_at >= ${from})`,
        sql`order by a.id desc limit ${limit}`,
      ),
    ),
  )
  return found
    .flat()
    .sort((a, b) => b.id - a.id)
    .slice(0, limit)
}

export async function countOwn(db: Db, source: KnownSource, state: Among['state']): Promise<number> {
  const which = { open: "state <> 'closed'", closed: "state = 'closed'", all: 'true' }[state]
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from alert
    where source_id = ${source.id} and service_id = ${source.serviceId} and ${sql.raw(which)}`.execute(db)
  return rows[0]?.count ?? 0
}

export type OwnSchedule = {
  readonly id: string
  readonly slug: string
  readonly name: string
  readonly zone: string
  readonly teamId: string
  readonly teamName: string
}

/** The schedules of the source's team, by name. */
export function ownSchedules(db: Db, source: Pick<KnownSource, 'teamId'>): Promise<OwnSchedule[]> {
  return db
    .selectFrom('schedule')
    .innerJoin('team', 'team.id', 'schedule.team_id')
    .select(['schedule.id', 'schedule.slug', 'schedule.name', 'schedule.zone'])
    .select(['schedule.team_id as teamId', 'team.name as teamName'])
    .where('schedule.team_id', '=', source.teamId)
    .orderBy('schedule.name')
    .orderBy('schedule.id')
    .execute()
}

function byAlias(db: Db, source: Pick<KnownSource, 'id'>, alias: string): Promise<OwnAlert | null> {
  const number = numberIn(alias)
  return byKey(db, source, keyFrom(alias, [])).then(async (found) => {
    if (found || number === null) return found
    const itself = await byNumber(db, source, number)
    return itself?.key.startsWith(madeKeyPrefix) ? itself : null
  })
}

async function byNumber(db: Db, source: Pick<KnownSource, 'id'>, number: number | null): Promise<OwnAlert | null> {
  if (number === null) return null
  const [alert] = await select(db, source, sql`a.id = ${number}`, sql``)
  return alert ?? null
}

type Found = Omit<OwnAlert, 'priority' | 'kept'> & { readonly priority: number; readonly details: string }
type Sql = ReturnType<typeof sql>

/** The only way to an alert for the key of a source: its own, whatever else is asked. */
async function select(db: Db, source: Pick<KnownSource, 'id'>, which: Sql, end: Sql): Promise<OwnAlert[]> {
  const { rows } = await sql<Found>`
    select a.id, a.key, a.state, a.priority, a.summary, a.count, a.first_at as "firstAt", a.last_at as "lastAt",
      a.acknowledged_at as "ackedAt", holder.email as "ackedBy", a.back_at as "snoozedUntil", a.closed_at as "closedAt",
      closer.email as "closedBy", a.details
    from alert a
    left join person holder on holder.id = a.acknowledged_by
    left join person closer on closer.id = a.closed_by
    where a.source_id = ${source.id} and ${which} ${end}`.execute(db)
  return rows.map(({ details, priority, ...alert }) => ({
    ...alert,
    priority: asPriority(priority),
    kept: keptOf(details),
  }))
}

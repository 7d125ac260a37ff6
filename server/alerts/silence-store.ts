// Silences and maintenance as rows. Every write of `silence` is here.
import { sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Silence } from '../../domain/alerts/silences-api.ts'
import { writeMatchers, type Matcher } from '../../domain/alerts/matchers.ts'
import {
  nextStep,
  silenceStateAt,
  type SilenceKind,
  type SilenceState,
  type SilenceStep,
} from '../../domain/alerts/silence.ts'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'

export type NewSilence = {
  readonly id: string
  readonly kind: SilenceKind
  readonly teamId: string | null
  readonly matchers: readonly Matcher[]
  readonly serviceIds: readonly string[]
  readonly reason: string
  readonly author: string
  readonly authorId: string | null
  readonly startsAt: Instant
  readonly endsAt: Instant
  readonly warnMinutes: number
}

export async function insertSilence(tx: Db, silence: NewSilence, now: Instant): Promise<void> {
  const next = nextStep(silence, 'made')
  await tx
    .insertInto('silence')
    .values({
      id: silence.id,
      kind: silence.kind,
      team_id: silence.teamId,
      matchers: JSON.stringify(silence.matchers),
      service_ids: [...silence.serviceIds],
      reason: silence.reason,
      author: silence.author,
      created_by: silence.authorId,
      starts_at: silence.startsAt,
      ends_at: silence.endsAt,
      warn_minutes: silence.warnMinutes,
      created_at: now,
      changed_at: now,
      ...(next ? { step: next.step, due_at: next.dueAt } : { due_at: now }),
    })
    .execute()
}

/** Holds a silence for this transaction; null when there is none. */
export async function lockSilence(tx: Db, id: string) {
  return (await tx.selectFrom('silence').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()) ?? null
}
export type SilenceRow = NonNullable<Awaited<ReturnType<typeof lockSilence>>>

/** One that time has something to do for, held for this transaction. */
export async function claimDueSilence(tx: Db): Promise<(SilenceRow & { readonly now: Instant }) | null> {
  const row = await tx
    .selectFrom('silence')
    .selectAll()
    .select(sql<Instant>`baton_now()`.as('now'))
    .where('due_at', '<=', sql<Instant>`(select baton_now())`)
    .orderBy('due_at')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
  return row ?? null
}

export type SilenceChange = {
  readonly starts_at?: Instant
  readonly ends_at?: Instant
  readonly reason?: string
  readonly warn_minutes?: number
  readonly changed_at?: Instant
  readonly ended_by?: string
  readonly swept_to?: number
  readonly step?: SilenceStep
  readonly due_at?: Instant
}

export async function updateSilence(tx: Db, id: string, change: SilenceChange): Promise<void> {
  await tx.updateTable('silence').set(change).where('id', '=', id).execute()
}

/** What is written of a silence that has done its last step. */
export async function deleteSilence(tx: Db, id: string): Promise<void> {
  await tx.deleteFrom('silence').where('id', '=', id).execute()
}

export type SilenceQuery = {
  readonly state: SilenceState | 'current' | 'all'
  readonly kind?: SilenceKind | undefined
  readonly teamId?: string | undefined
  readonly limit: number
}

/** What ends next first; what is over last, the newest first. */
export async function findSilences(db: Db, query: SilenceQuery, now: Instant): Promise<Silence[]> {
  const at = sql<Instant>`${now}::timestamptz`
  let select = shown(db)
    .orderBy(sql`silence.ends_at <= ${at}`)
    .orderBy(sql`case when silence.ends_at > ${at} then silence.ends_at end`)
    .orderBy('silence.ends_at', 'desc')
    .orderBy('silence.id')
    .limit(query.limit)
  if (query.kind) select = select.where('silence.kind', '=', query.kind)
  if (query.teamId) select = select.where('silence.team_id', '=', query.teamId)
  switch (query.state) {
    case 'all':
      break
    case 'current':
      select = select.where('silence.ends_at', '>', at)
      break
    case 'expired':
      select = select.where('silence.ends_at', '<=', at)
      break
    case 'active':
      select = select.where('silence.ends_at', '>', at).where('silence.starts_at', '<=', at)
      break
    case 'pending':
      select = select.where('silence.ends_at', '>', at).where('silence.starts_at', '>', at)
      break
  }
  return (await select.execute()).map((row) => asSilence(row, now))
}

export async function findSilence(db: Db, id: string, now: Instant): Promise<Silence | null> {
  const row = await shown(db).where('silence.id', '=', id).executeTakeFirst()
  return row ? asSilence(row, now) : null
}

export async function countSilences(
  db: Db,
  of: Pick<SilenceQuery, 'kind' | 'teamId'>,
  now: Instant,
): Promise<Readonly<Record<SilenceState, number>>> {
  const { rows } = await sql<Record<SilenceState, number>>`
    select count(*) filter (where ends_at <= ${now})::int as expired,
      count(*) filter (where ends_at > ${now} and starts_at <= ${now})::int as active,
      count(*) filter (where ends_at > ${now} and starts_at > ${now})::int as pending
    from silence where (${of.kind ?? null}::text is null or kind = ${of.kind ?? null})
      and (${of.teamId ?? null}::uuid is null or team_id = ${of.teamId ?? null}::uuid)`.execute(db)
  return rows[0] ?? { expired: 0, active: 0, pending: 0 }
}

/** Alerts that this silence has muted, the newest first. */
export async function findSilencedIds(
  db: Db,
  of: { readonly id: string; readonly before?: number | undefined; readonly limit: number },
): Promise<readonly number[]> {
  let select = db
    .selectFrom('silenced')
    .innerJoin('alert', 'alert.id', 'silenced.alert_id')
    .select('alert.id')
    .where('silence_id', '=', of.id)
    .orderBy('alert.id', 'desc')
    .limit(of.limit)
  if (of.before) select = select.where('alert.id', '<', of.before)
  return (await select.execute()).map(({ id }) => id)
}

/** What it mutes, in a line. */
export function whatOf(silence: {
  readonly matchers: readonly Matcher[]
  readonly services: readonly { readonly name: string }[]
}): string {
  const all =
    silence.matchers.length > 0 ? writeMatchers(silence.matchers) : silence.services.map(({ name }) => name).join(', ')
  return all.length > longestWhat ? `${all.slice(0, longestWhat - 1)}…` : all
}

const longestWhat = 300

type ShownRow = Awaited<ReturnType<ReturnType<typeof shown>['executeTakeFirstOrThrow']>>

function asSilence(row: ShownRow, now: Instant): Silence {
  return {
    id: row.id,
    kind: row.kind,
    state: silenceStateAt({ startsAt: row.starts_at, endsAt: row.ends_at }, now),
    teamId: row.team_id,
    teamName: row.team_name,
    matchers: [...row.matchers],
    services: row.services,
    reason: row.reason,
    author: row.author_now ?? row.author,
    authorId: row.created_by,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    warnMinutes: row.warn_minutes,
    createdAt: row.created_at,
    changedAt: row.changed_at,
    endedBy: row.ended_by,
    mutedNow: row.muted_now,
    mutedInAll: row.muted_in_all,
  }
}

function shown(db: Db) {
  return db
    .selectFrom('silence')
    .leftJoin('team', 'team.id', 'silence.team_id')
    .leftJoin('person', 'person.id', 'silence.created_by')
    .selectAll('silence')
    .select(['team.name as team_name', 'person.name as author_now'])
    .select((each) => [
      jsonArrayFrom(
        each
          .selectFrom('service')
          .select(['service.id', 'service.name'])
          .where(sql<boolean>`service.id = any(silence.service_ids)`)
          .orderBy('service.name'),
      ).as('services'),
      sql<number>`(select count(*)::int from alert where muted_by is not null and muted_by ->> 'id' = silence.id::text)`.as(
        'muted_now',
      ),
      sql<number>`(select count(*)::int from silenced where silence_id = silence.id)`.as('muted_in_all'),
    ])
}

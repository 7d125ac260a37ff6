// Lists of alerts, also where a hundred thousand are open: first which, by what indexes know, then what is shown of those.
import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { AlertFilter } from '../../domain/alerts/filter.ts'
import { labelInText, labelPair } from '../../domain/alerts/label-filter.ts'
import { itselfKey } from '../../domain/paging/itself.ts'
import { priorityNumber, type PriorityName } from '../../domain/paging/priority.ts'
import type { Actor } from '../../domain/permissions.ts'
import type { Db } from '../db/connect.ts'
import { named, type AlertRow } from './store.ts'

export type AlertQuery = Omit<AlertFilter, 'mine'> & {
  /** Only alerts that reached this person, or that they acknowledged. */
  readonly mineFor?: string | undefined
  /** Urgent first holds for open alerts alone: the others are listed by time. */
  readonly sort: 'newest' | 'urgent'
  readonly before?: number | undefined
  readonly beforePriority?: PriorityName | undefined
  readonly limit: number
}

/** The same filter, with whoever asks where it means what is theirs. */
export function forMe<Filter extends { readonly mine?: boolean | undefined }>(
  { actor }: { readonly actor: Actor },
  { mine, ...filter }: Filter,
) {
  return { ...filter, mineFor: mine && actor.kind === 'person' ? actor.id : undefined }
}

/** What a list shows: not the sender's whole text. */
export type ListedAlert = Omit<
  AlertRow,
  | 'details'
  | 'links'
  | 'labels'
  | 'group_key'
  | 'ends_at'
  | 'paging_due_at'
  | 'muted_version'
  | 'inhibited_at'
  | 'policy_id'
  | 'said_priority'
  | 'damped_since'
>

/**
 * Alerts, newest or most urgent first, and where to read on. Of those that are not open, of which there may be millions, so many are looked
 * at in one answer: it may hold fewer than were asked for, or none, and still say where to read on.
 */
export async function findAlerts(
  db: Db,
  query: AlertQuery,
): Promise<{ readonly rows: ListedAlert[]; readonly nextBefore: number | null }> {
  const { ids, nextBefore } = await idsOf(db, query)
  if (ids.length === 0) return { rows: [], nextBefore }
  const rows = await named(db).select(listed).where('alert.id', 'in', ids).execute()
  const order = new Map(ids.map((id, at) => [id, at]))
  return { rows: rows.toSorted((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0)), nextBefore }
}

/** The ids of what matches, newest first: at most so many of the alerts up to this one. */
export async function idsMatching(
  db: Db,
  query: Omit<AlertQuery, 'sort' | 'before' | 'limit'>,
  of: { readonly upTo: number; readonly limit: number },
): Promise<number[]> {
  const found: number[] = []
  let before: number | null = of.upTo + 1
  while (before !== null && found.length < of.limit) {
    const part: Ids = await idsOf(db, { ...query, sort: 'newest', before, limit: of.limit - found.length })
    found.push(...part.ids)
    before = part.nextBefore
  }
  return found
}

/** How far counts go: beyond it is told that there are at least so many. */
const mostCounted = 1_000

/** How many alerts are open, by state, of everybody or of one team. */
export async function countOpen(
  db: Db,
  teamId?: string,
): Promise<{ triggered: number; acknowledged: number; snoozed: number; muted: number }> {
  const ofTeam = teamId ? sql<SqlBool>`team_id = ${teamId}` : sql<SqlBool>`true`
  // Baton's pages to itself have no team, and are left out by what else is said of them only where all are counted: few, by their key.
  const itself = teamId
    ? sql<number>`0`
    : sql<number>`(select count(*)::int from alert a where a.source_id = (select id from installation limit 1)
        and a.state <> 'closed' and a.state = s.state and a.service_id is null and starts_with(a.key, ${itselfKey}))`
  const { rows } = await sql<{ state: string; count: number }>`
    select s.state, least(${mostCounted}, counted.count - ${itself})::int as count
    from unnest(${openStates}::text[]) s(state), lateral (
      select count(*)::int from (
        select from alert where state <> 'closed' and state = s.state and ${ofTeam} limit ${mostCounted} + 20
      ) counted_one
    ) counted`.execute(db)
  const muted = await sql<{ count: number }>`
    select count(*)::int as count from (
      select from alert where muted_by is not null and ${ofTeam} limit ${mostCounted}
    ) muted_one`.execute(db)
  const count = (state: string) => rows.find((row) => row.state === state)?.count ?? 0
  return {
    triggered: count('triggered'),
    acknowledged: count('acknowledged'),
    snoozed: count('snoozed'),
    muted: muted.rows[0]?.count ?? 0,
  }
}

/** The newest of all alerts; zero where there is none. */
export async function newestId(db: Db): Promise<number> {
  const { rows } = await sql<{ id: number }>`select coalesce(max(id), 0) as id from alert`.execute(db)
  return rows[0]?.id ?? 0
}

const openStates = ['triggered', 'acknowledged', 'snoozed'] as const
/** How many ids one answer looks through where no index knows what is asked. */
const window = 25_000

const listed = [
  'alert.id',
  'alert.team_id',
  'alert.service_id',
  'alert.source_id',
  'alert.key',
  'alert.state',
  'alert.priority',
  'alert.summary',
  'alert.origin',
  'alert.count',
  'alert.first_at',
  'alert.last_at',
  'alert.page_id',
  'alert.acknowledged_by',
  'alert.acknowledged_at',
  'alert.closed_at',
  'alert.closed_because',
  'alert.promised_by',
  'alert.looking_at',
  'alert.back_at',
  'alert.closed_by',
  'alert.muted_by',
  'alert.muted_at',
  'alert.reopens',
  'alert.page_group',
  'alert.outcome',
  'alert.outcome_reason',
  'alert.outcome_note',
  'alert.outcome_by',
  'alert.outcome_at',
] as const

type Ids = { readonly ids: readonly number[]; readonly nextBefore: number | null }

function idsOf(db: Db, query: AlertQuery): Promise<Ids> {
  if (query.state === 'closed' || query.state === 'all') return idsOfPast(db, query, query.state)
  return query.mineFor ? idsOfMine(db, query, query.mineFor) : idsOfOpen(db, query)
}

/** By the index of open alerts: of each state and priority the first that fit, of those the first of all. */
async function idsOfOpen(db: Db, query: AlertQuery): Promise<Ids> {
  const { rows } = await sql<{ id: number }>`
    select a.id from unnest(${statesOf(query)}::text[]) s(state), unnest(${prioritiesOf(query)}::smallint[]) p(urgency), lateral (
      select id, priority from alert where state <> 'closed' and state = s.state and priority = p.urgency
        and ${beforeInRange(query)} and ${all([...known(query), ...looked(query)])}
      order by id desc limit ${query.limit}
    ) a order by ${orderOf(query)} limit ${query.limit}`.execute(db)
  return withNext(rows, query)
}

/** From the pages that run and rang this person, and from what they have: few, where all open alerts would be many to look at. */
async function idsOfMine(db: Db, query: AlertQuery, mineFor: string): Promise<Ids> {
  const { rows } = await sql<{ id: number }>`
    with rang as materialized (
      select p.id, p.alert_id from page p
      where p.due_at is not null and exists (select from delivery d where d.page_id = p.id and d.person_id = ${mineFor})
      union
      select alarm.id, p.alert_id from page p join page alarm on alarm.id = p.alarm_page_id
      where p.state = 'exhausted' and alarm.due_at is not null
        and exists (select from delivery d where d.page_id = p.id and d.person_id = ${mineFor})
    ), mine as materialized (
      select id from alert where page_id in (select id from rang) and state <> 'closed'
      union select alert_id from rang
      union select id from alert where state <> 'closed' and state in ('acknowledged', 'snoozed') and acknowledged_by = ${mineFor}
    )
    select id from alert where id in (select id from mine) and state <> 'closed' and state = any(${statesOf(query)}::text[])
      and priority = any(${prioritiesOf(query)}::smallint[]) and ${afterCursor(query)}
      and ${all([...known(query), ...looked(query), notTestedBy(mineFor)])}
    order by ${orderOf(query)} limit ${query.limit}`.execute(db)
  return withNext(rows, query)
}

/** By id through all that was ever raised, a window of ids at a time, unless an index of closed alerts knows all that is asked. */
async function idsOfPast(db: Db, query: AlertQuery, state: 'closed' | 'all'): Promise<Ids> {
  const isClosed = state === 'closed' ? [sql<SqlBool>`state = 'closed'`] : []
  const rest = [...looked(query), ...(query.mineFor ? [reached(query.mineFor), notTestedBy(query.mineFor)] : [])]
  const isIndexed = state === 'closed' && rest.length === 0 && !query.priority && !query.sourceId
  const isKnown = isIndexed && (query.teamId ?? query.serviceId) !== undefined
  const before = query.before ?? (await newestId(db)) + 1
  const end = isKnown ? 0 : before - window
  const priority = query.priority ? [sql<SqlBool>`priority = ${priorityNumber(query.priority)}`] : []
  const { rows } = await sql<{ id: number }>`
    select id from alert where id < ${before} and id >= ${end} and ${all([...isClosed, ...known(query), ...priority, ...rest])}
    order by id desc limit ${query.limit}`.execute(db)
  const isFull = rows.length === query.limit
  return { ids: rows.map(({ id }) => id), nextBefore: isFull ? (rows.at(-1)?.id ?? null) : end > 1 ? end : null }
}

function withNext(rows: readonly { readonly id: number }[], { limit }: AlertQuery): Ids {
  const ids = rows.map(({ id }) => id)
  return { ids, nextBefore: ids.length === limit ? (ids.at(-1) ?? null) : null }
}

function statesOf({ state }: AlertQuery): readonly string[] {
  return state === 'open' ? openStates : [state]
}

function prioritiesOf({ priority }: AlertQuery): readonly number[] {
  return priority ? [priorityNumber(priority)] : [1, 2, 3, 4]
}

function orderOf({ sort }: AlertQuery): RawBuilder<unknown> {
  return sort === 'urgent' ? sql`priority, id desc` : sql`id desc`
}

/** The same where a range of one priority is read: said so that its index begins to read there. */
function beforeInRange({ sort, before, beforePriority }: AlertQuery): RawBuilder<SqlBool> {
  if (before === undefined || sort === 'newest' || !beforePriority) return afterCursor({ sort: 'newest', before })
  const priority = priorityNumber(beforePriority)
  return sql`p.urgency >= ${priority} and id < case when p.urgency = ${priority} then ${before}::bigint else 9223372036854775807 end`
}

/** What comes after the last that was read. */
function afterCursor({
  sort,
  before,
  beforePriority,
}: Pick<AlertQuery, 'sort' | 'before' | 'beforePriority'>): RawBuilder<SqlBool> {
  if (before === undefined) return sql`true`
  if (sort === 'newest' || !beforePriority) return sql`id < ${before}`
  const priority = priorityNumber(beforePriority)
  return sql`(priority > ${priority} or (priority = ${priority} and id < ${before}))`
}

/** What indexes know. */
function known({ teamId, serviceId, sourceId }: AlertQuery): RawBuilder<SqlBool>[] {
  return [
    ...(teamId ? [sql<SqlBool>`team_id = ${teamId}`] : []),
    ...(serviceId ? [sql<SqlBool>`service_id = ${serviceId}`] : []),
    ...(sourceId ? [sql<SqlBool>`source_id = ${sourceId}`] : []),
  ]
}

/** What each alert must be looked at for. */
function looked({ search, label, from, to, muted }: AlertQuery): RawBuilder<SqlBool>[] {
  const words = (search ?? '').split(/\s+/).filter(Boolean).slice(0, 8)
  const labels = [label ?? []].flat().flatMap((text) => labelPair(text) ?? [])
  return [
    ...words.map((word) => {
      const like = `%${word.replace(/[\\%_]/g, (mark) => `\\${mark}`)}%`
      return sql<SqlBool>`(summary ilike ${like} or key ilike ${like})`
    }),
    // Its text finds nearly all that lack it; what a label of an odd name only looks like is looked at.
    ...labels.map(
      (pair) => sql<SqlBool>`case when strpos(labels, ${labelInText(pair)}) > 0
        then labels::jsonb ->> ${pair.name} = ${pair.value} else false end`,
    ),
    ...(muted ? [muted === 'yes' ? sql<SqlBool>`muted_by is not null` : sql<SqlBool>`muted_by is null`] : []),
    ...(from ? [sql<SqlBool>`first_at >= ${from}`] : []),
    ...(to ? [sql<SqlBool>`first_at < ${to}`] : []),
  ]
}

function reached(personId: string): RawBuilder<SqlBool> {
  // Its own pages, and the one it joined.
  return sql`(acknowledged_by = ${personId} or exists (
    select from page p join delivery d on d.page_id = p.id
    where (p.alert_id = alert.id or p.id = alert.page_id) and d.person_id = ${personId}))`
}

/** The test of a policy goes on for the others once this person has answered. */
function notTestedBy(personId: string): RawBuilder<SqlBool> {
  return sql`not exists (select from page_test_answer t
    where t.page_id = alert.page_id and t.person_id = ${personId} and alert.state <> 'closed')`
}

/** Not Baton's pages to itself, which are nobody's alerts; and all of these. */
function all(conditions: readonly RawBuilder<SqlBool>[]): RawBuilder<SqlBool> {
  const own = sql<SqlBool>`(service_id is not null or not starts_with(key, ${itselfKey}))`
  return sql`${sql.join([own, ...conditions], sql` and `)}`
}

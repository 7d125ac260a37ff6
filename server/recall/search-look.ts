// One part of a search: among the very newest, then by the index in the last months, then in all of it, always so much at a time.
import { sql, type RawBuilder } from 'kysely'
import type { ActionInput } from '../../domain/api.ts'
import type { Actor } from '../../domain/permissions.ts'
import type { Found, recallApi } from '../../domain/recall/api.ts'
import { markOf, monthsIn, signs } from '../../domain/recall/marks.ts'
import type { Search } from '../../domain/recall/sought.ts'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'
import { markArray } from './mark-array.ts'
import type { Place } from './search-place.ts'

export type Query = ActionInput<'search' & keyof typeof recallApi>

export const beginOfTime = Temporal.Instant.fromEpochMilliseconds(-62_135_596_800_000)

export type Row = {
  readonly from: 'case' | 'entry'
  readonly id: number
  readonly at: Instant
  readonly kind: Found['kind']
  readonly alert_id: number | null
  readonly incident_id: number | null
  readonly entry_id: number | null
  readonly kit_id: number | null
  readonly title: string
  readonly text: string
  readonly who: string
}

export type Look = {
  readonly actor: Actor
  readonly query: Query
  readonly asked: Search
  readonly holds: (marks: RawBuilder<unknown>) => RawBuilder<boolean>
}

/** Where it is looked, and how what was hit is read: `i` is the row of the index, or the hit. */
export type Source = {
  readonly index: RawBuilder<unknown>
  readonly id: RawBuilder<unknown>
  readonly holds: RawBuilder<boolean>
  readonly read: RawBuilder<Row>
}

/** What was found; `until`: it was looked through up to this place only, and there may be more behind it. */
export type Part = { readonly rows: readonly Row[]; readonly until: Place | null }
export const nothing: Part = { rows: [], until: null }

/** So many of the newest are looked through before the index is asked: what is common is found among them. */
const window = { indexed: 1_000, bare: 4_000 } as const
const mostTurns = 6
/** By the index first these months are searched: what is not found there is rare, and cheap to find in all of the past. */
const firstMonths = 3
/** More months than this are not named one by one. */
const mostMonths = 60
/** Of what the index finds so many are read, the newest first: some may be private. */
const hitsForEach = 4

/** The newest that match before this place, one more than a page. */
export async function findIn(db: Db, source: Source, from: Place | null, look: Look): Promise<Part> {
  const most = look.query.limit + 1
  const { literally, words } = look.asked
  const isIndexed = words.length > 0 || isFiltered(look.query)
  const rows: Row[] = []
  // What has numbers in it is in no index: everything that may have them is read, some months at a time.
  const isLiteral = literally.length > 0
  const hits = isLiteral ? window.bare : most * hitsForEach
  let place = from
  let months = firstMonths
  for (let turn = 0; turn < mostTurns; turn++) {
    const isByIndex = turn > 0 && isIndexed && place !== null
    const span = isByIndex ? spanOf(place, months, look.query) : everything
    const looks = isByIndex ? null : isIndexed ? window.indexed : window.bare
    const of = { place, query: look.query, window: looks, months: span.months, hits, most: most - rows.length }
    const some = await hitsIn(db, source, of)
    rows.push(...some.rows)
    place = some.until ?? span.until
    if (rows.length >= most || place === null) return { rows: rows.slice(0, most), until: null }
    if (isByIndex && some.until === null) months = isLiteral ? months * 2 : Infinity
  }
  return { rows, until: place }
}

/** Where the index is searched: in these months, null being all of them, and then it has been searched up to this place. */
type Span = { readonly months: readonly Instant[] | null; readonly until: Place | null }
const everything: Span = { months: null, until: null }

function spanOf(place: Place | null, most: number, { from }: Query): Span {
  if (place === null) return everything
  const months = monthsIn(from ?? beginOfTime, place.at, Math.min(most, mostMonths))
  const [begin = beginOfTime] = months
  if (from !== undefined && Temporal.Instant.compare(begin, from) <= 0) return { months, until: null }
  return most > mostMonths ? everything : { months, until: { at: begin, id: 0 } }
}

type Looking = {
  readonly place: Place | null
  readonly query: Query
  /** Null: by the index of terms, all of them. */
  readonly window: number | null
  readonly months: readonly Instant[] | null
  readonly hits: number
  readonly most: number
}

async function hitsIn(db: Db, { index, id, holds: matches, read }: Source, of: Looking): Promise<Part> {
  const { place, query, window: looks, months, hits, most } = of
  const within = sql`${place === null ? sql`true` : sql`(i.at, ${id}) < (${place.at}::timestamptz, ${place.id}::bigint)`}
    and ${query.from ? sql`i.at >= ${query.from}` : sql`true`} and ${query.until ? sql`i.at < ${query.until}` : sql`true`}`
  // Everything that the index has comes before the order: else the planner walks through all of the past in its order instead.
  const looked =
    looks === null
      ? sql`every as materialized (select i.at, ${id} as id from ${index} i where ${matches} and ${inMonths(months)} and ${within}),
        hit as materialized (select at, id from every order by at desc, id desc limit ${hits}),
        looked as (select * from hit)`
      : sql`looked as materialized (
          select i.at, ${id} as id, ${matches} as is_hit from ${index} i where ${within} order by i.at desc, ${id} desc limit ${looks}),
        hit as materialized (select at, id from looked where is_hit limit ${hits})`
  const run = await db.transaction().execute(async (tx) => {
    await sql`select set_config('enable_seqscan', 'off', true)`.execute(tx)
    return sql<Row & { looked: number; hits: number; last_looked: Place | null; last_hit: Place | null }>`
      with ${looked},
      told as materialized (select (select count(*)::int from looked) as looked, (select count(*)::int from hit) as hits,
        (select jsonb_build_object('at', at, 'id', id) from looked order by at, id limit 1) as last_looked,
        (select jsonb_build_object('at', at, 'id', id) from hit order by at, id limit 1) as last_hit)
      select told.*, r.* from told left join lateral (${read} order by i.at desc, i.id desc limit ${most}) r on true`.execute(
      tx,
    )
  })
  const [told] = run.rows
  const rows = run.rows.filter((row) => row.id !== null)
  const isWhole = told === undefined || (told.hits < hits && (looks === null || told.looked < looks))
  const until = isWhole ? null : asPlace(told.hits >= hits ? told.last_hit : told.last_looked)
  return { rows, until }
}

function inMonths(months: readonly Instant[] | null): RawBuilder<boolean> {
  if (months === null) return sql<boolean>`true`
  return sql<boolean>`i.marks && ${markArray(months.map((month) => markOf(signs.month(month))))}`
}

function asPlace(told: Place | null): Place | null {
  // Moments come as text out of JSON.
  return told === null ? null : { at: Temporal.Instant.from(String(told.at)), id: told.id }
}

/** Is it asked for what has a term of its own, beside the words? */
function isFiltered({ serviceId, personId, teamId, kind }: Query): boolean {
  return serviceId !== undefined || personId !== undefined || teamId !== undefined || kind !== 'all'
}

// The search over everything that was written, the newest first: among the very newest, then by the index in the last months, then in all of it.
import { sql, type RawBuilder } from 'kysely'
import { quietKinds } from '../../domain/log/entry.ts'
import type { Found, recallApi } from '../../domain/recall/api.ts'
import { markOf, monthsIn, signs } from '../../domain/recall/marks.ts'
import { placesIn, searchFor, type Search, type Sought } from '../../domain/recall/sought.ts'
import { isPast, kitKinds, type CaseKind } from '../../domain/recall/kinds.ts'
import { can, type Actor } from '../../domain/permissions.ts'
import { latest, type Instant } from '../../domain/time.ts'
import type { ActionInput, ActionOutput } from '../../domain/api.ts'
import type { Db } from '../db/connect.ts'
import { isSeen, isTold } from '../log/private.ts'
import { escapeLike } from '../log/store.ts'
import { isBehind } from './find.ts'
import { placeFrom, placeText, type Place, type Places } from './search-place.ts'

type Query = ActionInput<'search' & keyof typeof recallApi>

const longestText = 600

export async function search(db: Db, actor: Actor, query: Query): Promise<ActionOutput<'search'>> {
  const places = placeFrom(query.before)
  const asked = searchFor(query.text)
  const begun = await wordsBegunBy(db, asked)
  const look: Look = { actor, query, asked, holds: (marks) => holds(marks, begun, query) }
  const isWanted = {
    cases: query.kind !== 'log' && query.kind !== 'note',
    entries: query.kind !== 'incident' && query.kind !== 'alert' && query.kind !== 'kit',
  }
  const [cases, entries] = await Promise.all([
    isWanted.cases ? findIn(db, casesOf(look), places.case, look) : nothing,
    isWanted.entries ? findIn(db, entriesOf(look), places.entry, look) : nothing,
  ])
  // What lies behind the place up to which only one of them was looked through waits for the next page.
  const end = [cases.until, entries.until].flatMap((until) => (until ? [until.at] : [])).reduce(latest, beginOfTime)
  const inOrder = [...cases.rows, ...entries.rows]
    .filter(({ at }) => Temporal.Instant.compare(at, end) >= 0)
    .toSorted((a, b) => Temporal.Instant.compare(b.at, a.at))
  const page = inOrder.slice(0, query.limit)
  const isMore = inOrder.length > query.limit
  const after: Places = {
    case: lastOf(page, 'case') ?? places.case,
    entry: lastOf(page, 'entry') ?? places.entry,
  }
  const beyond: Places = { case: cases.until ?? after.case, entry: entries.until ?? after.entry }
  const isPartial = cases.until !== null || entries.until !== null
  return {
    found: page.map((row) => toFound(row, asked)),
    nextBefore: isMore ? placeText(after) : isPartial ? placeText(beyond) : null,
    isBehind: await isBehind(db),
  }
}

const beginOfTime = Temporal.Instant.fromEpochMilliseconds(-62_135_596_800_000)

type Row = {
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

type Look = {
  readonly actor: Actor
  readonly query: Query
  readonly asked: Search
  readonly holds: (marks: RawBuilder<unknown>) => RawBuilder<boolean>
}

/** Where it is looked, and how what was hit is read: `i` is the row of the index, or the hit. */
type Source = {
  readonly index: RawBuilder<unknown>
  readonly id: RawBuilder<unknown>
  readonly holds: RawBuilder<boolean>
  readonly read: RawBuilder<Row>
}

/** What was found; `until`: it was looked through up to this place only, and there may be more behind it. */
type Part = { readonly rows: readonly Row[]; readonly until: Place | null }
const nothing: Part = { rows: [], until: null }

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
async function findIn(db: Db, source: Source, from: Place | null, look: Look): Promise<Part> {
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
  return sql<boolean>`i.marks && ${intArray(months.map((month) => markOf(signs.month(month))))}`
}

function asPlace(told: Place | null): Place | null {
  // Moments come as text out of JSON.
  return told === null ? null : { at: Temporal.Instant.from(String(told.at)), id: told.id }
}

function casesOf({ actor, query, asked, holds: match }: Look): Source {
  const mayReadKit = can(actor, 'kit.read').allowed
  const of = kindsFor(query.kind).filter((kind) => mayReadKit || isPast({ kind }))
  return {
    index: sql`recall_case`,
    id: sql`i.id`,
    holds: sql<boolean>`(${match(sql`i.marks`)} and i.kind = any(${of}::text[]))`,
    read: sql<Row>`
      select 'case' as "from", c.id, c.at, c.kind, c.alert_id, c.incident_id, null::bigint as entry_id, c.kit_id, c.title,
        case when c.fixed = '' then c.text else c.fixed end as text, c.who
      from hit i join recall_case c on c.id = i.id left join incident on incident.id = c.incident_id
      where (c.incident_id is null or (incident.id is not null and ${isSeen(actor)}))
        and ${literal(sql`lower(c.title || ' ' || c.text || ' ' || c.fixed)`, asked)}`,
  }
}

/** Which cases are meant by this kind of search? Notes are found among the entries of the log. */
function kindsFor(kind: Query['kind']): readonly CaseKind[] {
  if (kind === 'incident' || kind === 'alert') return [kind]
  return kind === 'kit' ? kitKinds : ['incident', 'alert', ...kitKinds]
}

function entriesOf({ actor, asked, holds: match }: Look): Source {
  return {
    index: sql`recall_entry`,
    id: sql`i.entry_id`,
    holds: match(sql`i.marks`),
    read: sql<Row>`
      select 'entry' as "from", i.id, i.at, case when log_entry.kind = 'note_written' then 'note' else 'log' end as kind,
        log_entry.alert_id, log_entry.incident_id, log_entry.id as entry_id, null::bigint as kit_id, '' as title, log_entry.says as text, log_entry.actor_name as who
      from hit i join log_entry on log_entry.id = i.id
      where ${isTold(actor)} and not log_entry.kind = any(${[...quietKinds]}::text[])
        and ${literal(sql`lower(log_entry.says)`, asked)}`,
  }
}

/** Is it asked for what has a term of its own, beside the words? */
function isFiltered({ serviceId, personId, teamId, kind }: Query): boolean {
  return serviceId !== undefined || personId !== undefined || teamId !== undefined || kind !== 'all'
}

/** All words, each in one of its forms, and everything that it is filtered by: one condition on the terms of a row. */
function holds(marks: RawBuilder<unknown>, words: readonly Sought[], query: Query): RawBuilder<boolean> {
  const wanted = [
    ...(query.serviceId ? [signs.service(query.serviceId)] : []),
    ...(query.personId ? [signs.person(query.personId)] : []),
    ...(query.teamId ? [signs.team(query.teamId)] : []),
    ...(query.kind === 'all' ? [] : [signs.kind(query.kind)]),
  ].map(markOf)
  const parts = [
    ...(wanted.length > 0 ? [sql`${marks} @> ${intArray(wanted)}`] : []),
    ...words.map(({ oneOf, allOf }) =>
      allOf.length === 0
        ? sql`${marks} && ${intArray(oneOf)}`
        : sql`(${marks} && ${intArray(oneOf)} or ${marks} @> ${intArray(allOf)})`,
    ),
  ]
  return parts.length === 0 ? sql<boolean>`true` : sql<boolean>`(${sql.join(parts, sql` and `)})`
}

const mostBegun = 30

/** Each word also as the beginning of others: "replic" is looked for as what was written with it. */
async function wordsBegunBy(db: Db, { words }: Search): Promise<readonly Sought[]> {
  const latin = words.map(({ word }) => word.toLowerCase()).filter((word) => /^[a-z][a-z0-9]+$/.test(word))
  if (latin.length === 0) return words
  const { rows } = await sql<{ begun: string; mark: number }>`
    select b.begun, w.mark from unnest(${latin}::text[]) as b(begun) cross join lateral (
      select mark from recall_word where word >= b.begun and word < b.begun || '~' limit ${mostBegun}) w`.execute(db)
  return words.map((sought) => {
    const more = rows.filter(({ begun }) => begun === sought.word.toLowerCase()).map(({ mark }) => mark)
    return { ...sought, oneOf: [...new Set([...sought.oneOf, ...more])] }
  })
}

/** What has numbers in it stands there as it was written. */
function literal(text: RawBuilder<unknown>, { literally }: Search): RawBuilder<unknown> {
  if (literally.length === 0) return sql`true`
  return sql.join(
    literally.map((word) => sql`${text} like ${`%${escapeLike(word)}%`}`),
    sql` and `,
  )
}

function lastOf(rows: readonly Row[], from: Row['from']): Place | null {
  const last = rows.findLast((row) => row.from === from)
  return last ? { at: last.at, id: last.id } : null
}

function toFound(row: Row, asked: Search): Found {
  const title = row.title
  const text = around(row.text, asked)
  return {
    kind: row.kind,
    alertId: row.alert_id,
    incidentId: row.incident_id,
    entryId: row.entry_id,
    kitId: row.kit_id,
    at: row.at,
    title,
    text,
    who: row.who,
    marks: { title: placesIn(title, asked), text: placesIn(text, asked) },
  }
}

/** Of a long text the part in which the words stand. */
function around(text: string, asked: Search): string {
  if (text.length <= longestText) return text
  const [first = 0] = placesIn(text.slice(0, 20_000), asked)
  const begin = Math.max(0, first - longestText / 4)
  const part = text.slice(begin, begin + longestText).replaceAll(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/g, '')
  return `${begin > 0 ? '…' : ''}${part}…`
}

function intArray(marks: readonly number[]) {
  return sql`${`{${marks.join(',')}}`}::int[]`
}

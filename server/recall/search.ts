// The search over everything that was written, the newest first. What is common is found among the newest, what is rare by its index.
import { sql, type RawBuilder } from 'kysely'
import { quietKinds } from '../../domain/log/entry.ts'
import type { Found, recallApi } from '../../domain/recall/api.ts'
import { markOf, signs } from '../../domain/recall/marks.ts'
import { placesIn, searchFor, type Search, type Sought } from '../../domain/recall/sought.ts'
import type { Actor } from '../../domain/permissions.ts'
import type { Instant } from '../../domain/time.ts'
import type { ActionInput, ActionOutput } from '../../domain/api.ts'
import type { Db } from '../db/connect.ts'
import { isSeen, isTold } from '../log/private.ts'
import { escapeLike } from '../log/store.ts'
import { isBehind } from './find.ts'
import { placeFrom, placeText, type Place, type Places } from './search-place.ts'

type Query = ActionInput<'search' & keyof typeof recallApi>

/** So many of the newest are looked through before the index is asked. */
const newest = 4_000
const longestText = 600

export async function search(db: Db, actor: Actor, query: Query): Promise<ActionOutput<'search'>> {
  const places = placeFrom(query.before)
  const asked = searchFor(query.text)
  const begun = await wordsBegunBy(db, asked)
  const look: Look = { actor, query, asked, holds: (marks) => holds(marks, begun, query) }
  const isWanted = {
    cases: query.kind !== 'log' && query.kind !== 'note',
    entries: query.kind !== 'incident' && query.kind !== 'alert',
  }
  const cases = isWanted.cases ? await findIn(db, casesOf(look), places.case, query) : []
  const entries = isWanted.entries ? await findIn(db, entriesOf(look), places.entry, query) : []
  const inOrder = [...cases, ...entries].toSorted((a, b) => Temporal.Instant.compare(b.at, a.at))
  const page = inOrder.slice(0, query.limit)
  const after: Places = {
    case: lastOf(page, 'case') ?? places.case,
    entry: lastOf(page, 'entry') ?? places.entry,
  }
  return {
    found: page.map((row) => toFound(row, asked)),
    nextBefore: inOrder.length > query.limit ? placeText(after) : null,
    isBehind: await isBehind(db),
  }
}

type Row = {
  readonly from: 'case' | 'entry'
  readonly id: number
  readonly at: Instant
  readonly kind: Found['kind']
  readonly alert_id: number | null
  readonly incident_id: number | null
  readonly entry_id: number | null
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

/** Where it is looked, and how a row of it is read: `i` is the row of the index. */
type Source = {
  readonly index: RawBuilder<unknown>
  readonly id: RawBuilder<unknown>
  readonly holds: RawBuilder<boolean>
  readonly read: (hits: RawBuilder<unknown>) => RawBuilder<Row>
}

/** The newest that match before this place, one more than a page. */
async function findIn(db: Db, source: Source, place: Place | null, query: Query): Promise<readonly Row[]> {
  const { index, id, holds: matches, read } = source
  const before = place === null ? sql`true` : sql`(i.at, ${id}) < (${place.at}::timestamptz, ${place.id}::bigint)`
  const within = sql`${before} and ${query.from ? sql`i.at >= ${query.from}` : sql`true`}
    and ${query.until ? sql`i.at < ${query.until}` : sql`true`}`
  const most = query.limit + 1
  const ofNewest = sql`
    select i.* from (select i.* from ${index} i where ${within} order by i.at desc, ${id} desc limit ${newest}) i where ${matches}`
  const among = await sql<Row & { looked: number }>`
    with looked as materialized (select count(*)::int as looked from (
      select 1 from ${index} i where ${within} limit ${newest}) all_of),
    hit as materialized (${ofNewest})
    select r.*, looked.looked from looked left join lateral (${read(sql`hit`)} limit ${most}) r on true`.execute(db)
  const rows = among.rows.filter((row) => row.id !== null)
  if (rows.length === most || (among.rows[0]?.looked ?? 0) < newest) return rows
  const all = await db.transaction().execute(async (tx) => {
    await sql`select set_config('enable_seqscan', 'off', true)`.execute(tx)
    return sql<Row>`
      with hit as materialized (select i.* from ${index} i where ${matches} and ${within})
      ${read(sql`hit`)} limit ${most}`.execute(tx)
  })
  return all.rows
}

function casesOf({ actor, query, asked, holds: match }: Look): Source {
  const kinds = query.kind === 'all' ? sql`i.kind in ('incident', 'alert')` : sql`i.kind = ${query.kind}`
  return {
    index: sql`recall_case`,
    id: sql`i.id`,
    holds: sql<boolean>`${match(sql`i.marks`)} and ${kinds}`,
    read: (hits) => sql<Row>`
      select 'case' as "from", i.id, i.at, i.kind, i.alert_id, i.incident_id, null::bigint as entry_id, i.title,
        case when i.fixed = '' then i.text else i.fixed end as text, i.who
      from ${hits} i left join incident on incident.id = i.incident_id
      where (i.incident_id is null or (incident.id is not null and ${isSeen(actor)}))
        and ${literal(sql`lower(i.title || ' ' || i.text || ' ' || i.fixed)`, asked)}
      order by i.at desc, i.id desc`,
  }
}

function entriesOf({ actor, asked, holds: match }: Look): Source {
  return {
    index: sql`recall_entry`,
    id: sql`i.entry_id`,
    holds: match(sql`i.marks`),
    read: (hits) => sql<Row>`
      select 'entry' as "from", i.entry_id as id, i.at, case when log_entry.kind = 'note_written' then 'note' else 'log' end as kind,
        log_entry.alert_id, log_entry.incident_id, log_entry.id as entry_id, '' as title, log_entry.says as text, log_entry.actor_name as who
      from ${hits} i join log_entry on log_entry.id = i.entry_id
      where ${isTold(actor)} and not log_entry.kind = any(${[...quietKinds]}::text[])
        and ${literal(sql`lower(log_entry.says)`, asked)}
      order by i.at desc, i.entry_id desc`,
  }
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

// The search over everything that was written, the newest first: among the very newest, then by the index in the last months, then in all of it.
import { sql, type RawBuilder } from 'kysely'
import { quietKinds } from '../../domain/log/entry.ts'
import type { Found } from '../../domain/recall/api.ts'
import { markOf, signs } from '../../domain/recall/marks.ts'
import { placesIn, searchFor, type Search, type Sought } from '../../domain/recall/sought.ts'
import { isPast, kitKinds, type CaseKind } from '../../domain/recall/kinds.ts'
import { can, type Actor } from '../../domain/permissions.ts'
import { latest } from '../../domain/time.ts'
import type { ActionOutput } from '../../domain/api.ts'
import type { Db } from '../db/connect.ts'
import { isSeen, isTold } from '../log/private.ts'
import { escapeLike } from '../log/store.ts'
import { isBehind } from './find.ts'
import { markArray } from './mark-array.ts'
import { beginOfTime, findIn, nothing, type Look, type Query, type Row, type Source } from './search-look.ts'
import { placeFrom, placeText, type Place, type Places } from './search-place.ts'

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

/** All words, each in one of its forms, and everything that it is filtered by: one condition on the terms of a row. */
function holds(marks: RawBuilder<unknown>, words: readonly Sought[], query: Query): RawBuilder<boolean> {
  const wanted = [
    ...(query.serviceId ? [signs.service(query.serviceId)] : []),
    ...(query.personId ? [signs.person(query.personId)] : []),
    ...(query.teamId ? [signs.team(query.teamId)] : []),
    ...(query.kind === 'all' ? [] : [signs.kind(query.kind)]),
  ].map(markOf)
  const parts = [
    ...(wanted.length > 0 ? [sql`${marks} @> ${markArray(wanted)}`] : []),
    ...words.map(({ oneOf, allOf }) =>
      allOf.length === 0
        ? sql`${marks} && ${markArray(oneOf)}`
        : sql`(${marks} && ${markArray(oneOf)} or ${marks} @> ${markArray(allOf)})`,
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

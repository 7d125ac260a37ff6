import { sql } from 'kysely'
import type { ReceivedBody } from '../../domain/intake/keys-api.ts'
import { storable } from '../../domain/intake/text.ts'
import { scrub, type Diagnostics } from '../diagnostics.ts'
import type { Context } from '../context.ts'
import { isAway, type Db } from '../db/connect.ts'
import { tokenHash } from '../secrets.ts'
import { keptBodyBytes, keptEach, Received, type Became, type Came } from './received.ts'

/** Remembers requests, writes them here and tells open screens so. */
export function keepReceived({ db, announce, diagnostics }: KeepParts): Received {
  return new Received(
    async (came) => {
      await addReceived(db, came)
      announce(['received'])
    },
    (failure) => {
      if (!isAway(failure)) diagnostics.error({ err: failure }, 'what came in was not kept')
    },
  )
}

/**
 * Writes these requests and lets go of what is older than the last twenty of their sources. Keys in them are secrets, those of
 * other sources and those that ended too: whatever looks like a key and is one is taken out.
 */
export async function addReceived(db: Db, came: readonly Came[]): Promise<void> {
  const texts = came.map(textsOf)
  const keys = await keysIn(db, texts)
  const clean = (text: string) => storable(text.replace(keyLike, (word) => (keys.has(word) ? '(removed)' : word)))
  const now = performance.now()
  const rows = came.map((each, at) => ({
    source_id: each.sourceId,
    ago: (now - each.cameAt) / 1_000,
    path: clean(texts[at]?.path ?? ''),
    address: storable(each.address),
    status: each.status,
    because: each.because,
    answer: clean(texts[at]?.answer ?? ''),
    events: clean(texts[at]?.events ?? '[]'),
    event_count: each.eventCount,
    body: clean(texts[at]?.body ?? ''),
    bytes: each.bytes,
  }))
  // A source that was removed meanwhile takes what came by it along.
  await sql`
    insert into received_body (source_id, at, path, address, status, because, answer, events, event_count, body, bytes)
    select d.source_id, baton_now() - make_interval(secs => d.ago), d.path, d.address, d.status, d.because, d.answer, d.events,
      d.event_count, d.body, d.bytes
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as d(source_id uuid, ago float8, path text, address text, status int,
      because text, answer text, events text, event_count int, body text, bytes int)
    join source s on s.id = d.source_id
    order by d.ago desc`.execute(db)
  const sources = [...new Set(came.map(({ sourceId }) => sourceId))]
  await sql`
    delete from received_body where id in (
      select old.id from unnest(${sources}::uuid[]) as s(id), lateral (
        (select id from received_body where source_id = s.id and (status >= 400) = true order by id desc offset ${keptEach})
        union all
        (select id from received_body where source_id = s.id and (status >= 400) = false order by id desc offset ${keptEach})
      ) old
    )`.execute(db)
}

/** What came is kept for thirty days at most. */
export async function forgetOldBodies(db: Db): Promise<void> {
  await sql`delete from received_body where at < baton_now() - interval '30 days'`.execute(db)
}

/**
 * The last requests of a source, newest first, with the alerts that they were about: of the open ones, and of the newest
 * thousand closed ones of its service, whichever was there when the request came. Without bodies.
 */
export async function findReceived(db: Db, sourceId: string): Promise<ReceivedBody[]> {
  const { rows } = await sql<StoredBody>`
    select id, at, path, address, status, because, answer, events, event_count, bytes from received_body
    where source_id = ${sourceId} order by id desc limit ${keptEach * 2}`.execute(db)
  const stored = rows.map((row) => ({ row, events: eventsIn(row.events) }))
  const asked = stored.flatMap(({ row, events }) => {
    return events.flatMap(({ action, key }) => (action === 'change' ? [] : [{ id: row.id, key }]))
  })
  const found = await alertsOf(db, sourceId, asked)
  return stored.map(({ row: { event_count: eventCount, ...row }, events }) => ({
    ...row,
    eventCount,
    events: events.map((event) => ({
      ...event,
      notes: [...event.notes],
      alertId: found.get(`${row.id} ${event.key}`) ?? null,
    })),
  }))
}

/** The body of one request, as text; null when it is not kept any more. */
export async function findBody(db: Db, ref: { readonly sourceId: string; readonly receivedId: number }) {
  const row = await db
    .selectFrom('received_body')
    .select('body')
    .where('id', '=', ref.receivedId)
    .where('source_id', '=', ref.sourceId)
    .executeTakeFirst()
  return row?.body ?? null
}

type KeepParts = Pick<Context, 'db' | 'announce'> & { readonly diagnostics: Diagnostics }

type Asked = { readonly id: number; readonly key: string }

async function alertsOf(db: Db, sourceId: string, asked: readonly Asked[]): Promise<ReadonlyMap<string, number>> {
  if (asked.length === 0) return new Map()
  const { rows } = await sql<{ id: number; key: string; alert_id: number }>`
    with near as materialized (
      (select id, key, first_at, closed_at from alert
        where source_id = ${sourceId} and state <> 'closed' and key = any(${asked.map(({ key }) => key)}::text[]))
      union all
      (select id, key, first_at, closed_at from (
        select a.id, a.key, a.first_at, a.closed_at, a.source_id from alert a
        where a.service_id = (select service_id from source where id = ${sourceId}) and a.state = 'closed'
        order by a.id desc limit 1000
      ) closed where source_id = ${sourceId})
    )
    select distinct on (e.id, e.key) e.id, e.key, n.id as alert_id
    from unnest(${asked.map(({ id }) => id)}::bigint[], ${asked.map(({ key }) => key)}::text[]) as e(id, key)
    join received_body r on r.id = e.id
    join near n on n.key = e.key and n.first_at <= r.at + interval '10 seconds'
      and (n.closed_at is null or n.closed_at >= r.at - interval '10 seconds')
    order by e.id, e.key, n.id desc`.execute(db)
  return new Map(rows.map((row) => [`${row.id} ${row.key}`, row.alert_id]))
}

/** Cut, and without what can be told to be a secret by its place. */
function textsOf(came: Came) {
  const text = came.body.subarray(0, keptBodyBytes).toString('utf8')
  // A key that the cut went through could not be known any more.
  const whole = came.bytes > keptBodyBytes ? text.replace(/[A-Za-z0-9-]{1,36}\uFFFD*$/, '') : text
  return {
    path: scrub(came.path.slice(0, 500)),
    answer: scrub(came.answer.slice(0, 2_000)),
    events: JSON.stringify(came.events),
    body: scrub(whole),
  }
}

const keyLike =
  /(?<![A-Za-z0-9])(?:[A-Za-z0-9]{32}|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})(?![A-Za-z0-9])/g
const mostWords = 20_000

/** Which of the words in these texts are keys of sources. */
async function keysIn(db: Db, texts: readonly ReturnType<typeof textsOf>[]): Promise<ReadonlySet<string>> {
  const words = new Set<string>()
  for (const { path, answer, events, body } of texts) {
    for (const text of [path, answer, events, body]) {
      for (const [word] of text.matchAll(keyLike)) if (words.size < mostWords) words.add(word)
    }
  }
  if (words.size === 0) return words
  const byHash = new Map([...words].map((word) => [tokenHash(word).toString('hex'), word]))
  const { rows } = await sql<{ hash: string }>`
    select encode(hash, 'hex') as hash from source_key
    where hash in (select decode(each, 'hex') from unnest(${[...byHash.keys()]}::text[]) as each)`.execute(db)
  return new Set(rows.flatMap(({ hash }) => byHash.get(hash) ?? []))
}

/** It was written by `addReceived`; should a key in it have been taken out, it is still JSON. */
function eventsIn(stored: string): readonly Became[] {
  return JSON.parse(stored) as Became[]
}

type StoredBody = Omit<ReceivedBody, 'events' | 'eventCount'> & {
  readonly events: string
  readonly event_count: number
}

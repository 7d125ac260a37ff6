// Questions over Opsgenie's API: alerts, their notes and log, and what came of a request.
import { found, notFound, unprocessable, type Reply } from '../../../domain/intake/opsgenie-answers.ts'
import { demands, finds, parseQuery, type Query } from '../../../domain/intake/opsgenie-query.ts'
import { holdsOf, momentMs, type Condition } from '../../../domain/intake/opsgenie-query-fields.ts'
import { inQuery } from '../../../domain/intake/opsgenie-routes.ts'
import {
  shortlyShown,
  shown,
  toldToSources,
  updatedAt,
  written,
  type OwnAlert,
} from '../../../domain/intake/opsgenie-shown.ts'
import type { ForeignRequest } from '../../../domain/intake/foreign.ts'
import type { Db } from '../../db/connect.ts'
import type { KnownSource } from '../sources.ts'
import { countOwn, findOwn, someOwn } from './reach.ts'
import { findRequest } from './requests.ts'

type Asked = Pick<ForeignRequest, 'query'> & {
  readonly db: Db
  readonly source: KnownSource
  /** Where the caller found the list, for the addresses of its other pages. */
  readonly address: string
}

export async function requestShown({ db, source }: Asked, requestId: string): Promise<Reply> {
  const request = await findRequest(db, source, requestId)
  if (!request) return notFound('Request not found. It might not be processed, yet.')
  const { is_success: isSuccess, action, at, status, alert_id: alertId, alias } = request
  const processedAt = written(at)
  return found({ success: isSuccess, isSuccess, action, processedAt, integrationId: source.id, status, alertId, alias })
}

export async function alertShown(asked: Asked, identifier: string): Promise<Reply> {
  const alert = await named(asked, identifier)
  return alert ? found(shown(alert, asked.source)) : noAlert
}

/** Opsgenie's own bound of what a list reaches, and ours of how many alerts one question looks through. */
const farthest = 20_000
const mostAtOnce = 100
const perChunk = 1_000

export async function alertsListed(asked: Asked): Promise<Reply> {
  const { query, source, address } = asked
  const parsed = queryIn(asked)
  if ('bad' in parsed) return unprocessable({ query: parsed.bad })
  const limit = Math.min(numberIn(query, 'limit', 20) || 20, mostAtOnce)
  const offset = numberIn(query, 'offset', 0)
  if (offset + limit > farthest)
    return unprocessable({ offset: `offset and limit reach ${farthest} alerts at most: narrow the query.` })
  const sort = inQuery(query, 'sort') || 'createdAt'
  const by = sortKeys.get(sort)
  if (!by) return unprocessable({ sort: `Sort by one of ${[...sortKeys.keys()].join(', ')}.` })
  const isRising = inQuery(query, 'order').toLowerCase() === 'asc'
  const { alerts } = await matching(asked, parsed)
  const sorted = alerts.toSorted((a, b) => (isRising ? 1 : -1) * compared(by(a), by(b)))
  const page = (at: number) => {
    const words = { ...plain(query), limit: String(limit), offset: String(at), sort, order: isRising ? 'asc' : 'desc' }
    return `${address}?${new URLSearchParams(words).toString()}`
  }
  const last = Math.max(0, Math.floor((sorted.length - 1) / limit) * limit)
  const paging = {
    ...(offset > 0 ? { prev: page(Math.max(0, offset - limit)) } : {}),
    ...(offset + limit < sorted.length ? { next: page(offset + limit) } : {}),
    first: page(0),
    last: page(last),
  }
  const data = sorted.slice(offset, offset + limit).map((alert) => shortlyShown(alert, source))
  return found(data, { paging })
}

export async function alertsCounted(asked: Asked): Promise<Reply> {
  const parsed = queryIn(asked)
  if ('bad' in parsed) return unprocessable({ query: parsed.bad })
  const state = wholeState(parsed)
  if (state) return found({ count: await countOwn(asked.db, asked.source, state) })
  const { alerts, isCut } = await matching(asked, parsed)
  return isCut
    ? unprocessable({ query: `More than ${farthest} alerts to look through: add status:open or a createdAt.` })
    : found({ count: alerts.length })
}

/** Whom Opsgenie would have told; Baton tells nobody's deliveries to a key of a source. */
export async function recipientsShown(asked: Asked, identifier: string): Promise<Reply> {
  return (await named(asked, identifier)) ? found([]) : noAlert
}

export async function notesShown(asked: Asked, identifier: string): Promise<Reply> {
  return entriesShown(asked, identifier, ['note_written'], ({ at, id, actorName, text, says }) => ({
    note: text ?? says,
    owner: actorName,
    createdAt: written(at),
    offset: String(id),
  }))
}

export async function logsShown(asked: Asked, identifier: string): Promise<Reply> {
  return entriesShown(asked, identifier, toldToSources, ({ at, id, actorName, says }) => ({
    log: says,
    type: 'system',
    owner: actorName,
    createdAt: written(at),
    offset: String(id),
  }))
}

type EntryRow = {
  readonly id: number
  readonly at: Temporal.Instant
  readonly actorName: string
  readonly says: string
  readonly text: string | null
}

/** A page of the alert's log after (or, with direction=prev, before) the entry that `offset` names. */
async function entriesShown(
  asked: Asked,
  identifier: string,
  kinds: readonly string[],
  as: (row: EntryRow) => Readonly<Record<string, unknown>>,
): Promise<Reply> {
  const { db, query, address } = asked
  const alert = await named(asked, identifier)
  if (!alert) return noAlert
  const limit = Math.min(numberIn(query, 'limit', mostAtOnce) || mostAtOnce, mostAtOnce)
  const isRising = inQuery(query, 'order').toLowerCase() !== 'desc'
  const goesUp = isRising === (inQuery(query, 'direction').toLowerCase() !== 'prev')
  const offset = numberIn(query, 'offset', 0)
  const rows = await db
    .selectFrom('log_entry')
    .select(['id', 'at', 'actor_name as actorName', 'says', 'facts'])
    .where('alert_id', '=', alert.id)
    .where('kind', 'in', [...kinds])
    .$if(offset > 0, (select) => select.where('id', goesUp ? '>' : '<', offset))
    .orderBy('id', goesUp ? 'asc' : 'desc')
    .limit(limit + 1)
    .execute()
  const page = rows.slice(0, limit).toSorted((a, b) => (isRising ? a.id - b.id : b.id - a.id))
  const data = page.map(({ facts, ...row }) => as({ ...row, text: textOf(facts) }))
  const words = { ...plain(query), limit: String(limit), order: isRising ? 'asc' : 'desc' }
  const at = (more: Readonly<Record<string, string>>) =>
    `${address}?${new URLSearchParams({ ...words, ...more }).toString()}`
  const end = page.at(-1)
  const paging = {
    ...(rows.length > limit && end ? { next: at({ offset: String(end.id), direction: 'next' }) } : {}),
    first: at({ offset: '0', direction: 'next' }),
  }
  return found(data, { paging })
}

function textOf(facts: Readonly<Record<string, unknown>>): string | null {
  return typeof facts['text'] === 'string' ? facts['text'] : null
}

function named({ db, source, query }: Asked, identifier: string): Promise<OwnAlert | null> {
  return findOwn(db, source, { identifier, type: inQuery(query, 'identifierType').toLowerCase() })
}

const noAlert = notFound('No alert exists with the given identifier')

function queryIn({ query }: Asked) {
  const asked = inQuery(query, 'query')
  const isSaved = asked === '' && inQuery(query, 'searchIdentifier') !== ''
  return isSaved ? { bad: 'Baton keeps no saved searches: send the query itself.' } : parseQuery(asked)
}

/** Alerts that the query finds, of the newest so many. */
async function matching({ db, source }: Asked, query: Query) {
  const conditions = demands(query)
  const state = stateIn(conditions)
  const froms = conditions.flatMap(fromMs)
  const from = froms.length > 0 ? instantOfMs(Math.max(...froms)) : null
  const alerts: OwnAlert[] = []
  let before: number | null = null
  for (let seen = 0; seen < farthest; seen += perChunk) {
    const some: readonly OwnAlert[] = await someOwn(db, source, { state, from, before, limit: perChunk })
    for (const alert of some) if (finds(query, (condition) => holdsOf(alert, condition))) alerts.push(alert)
    before = some.at(-1)?.id ?? null
    if (some.length < perChunk) return { alerts, isCut: false }
  }
  return { alerts, isCut: true }
}

/** The whole query is a state, or nothing: then the database counts. */
function wholeState(query: Query): 'open' | 'closed' | 'all' | null {
  if (query.is === 'all' && query.of.length === 0) return 'all'
  return query.is === 'condition' && query.of.field === 'status' ? stateIn([query.of]) : null
}

function stateIn(conditions: readonly Condition[]): 'open' | 'closed' | 'all' {
  const said = conditions.find(({ field }) => field === 'status')?.value.toLowerCase()
  return said === 'open' || said === 'closed' ? said : 'all'
}

function fromMs({ field, operator, value }: Condition): number[] {
  const ms = field === 'createdat' && (operator === 'over' || operator === 'at_least') ? momentMs(value) : null
  return ms === null ? [] : [ms]
}

/** The latest moment that PostgreSQL and the wire can write is as good as any after it. */
function instantOfMs(ms: number) {
  return Temporal.Instant.fromEpochMilliseconds(Math.min(Math.floor(ms), 253_402_300_799_999))
}

const sortKeys: ReadonlyMap<string, (alert: OwnAlert) => number | string> = new Map<
  string,
  (alert: OwnAlert) => number | string
>([
  ['createdAt', ({ id }) => id],
  ['tinyId', ({ id }) => id],
  ['updatedAt', (alert) => updatedAt(alert).epochMilliseconds],
  ['lastOccurredAt', ({ lastAt }) => lastAt.epochMilliseconds],
  ['snoozedUntil', ({ snoozedUntil }) => snoozedUntil?.epochMilliseconds ?? 0],
  ['alias', ({ key }) => key],
  ['message', ({ summary }) => summary],
  ['status', ({ state }) => Number(state !== 'closed')],
  ['acknowledged', ({ state }) => Number(state === 'acknowledged')],
  ['isSeen', ({ ackedAt }) => Number(ackedAt !== null)],
  ['snoozed', ({ state }) => Number(state === 'snoozed')],
  ['count', ({ count }) => count],
  ['source', ({ kept }) => kept.source],
  ['owner', ({ ackedBy }) => ackedBy ?? ''],
  ['priority', ({ priority }) => priority],
])

function compared(a: number | string, b: number | string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** A whole number of the query, 0 or more; what is none counts as unsaid. */
function numberIn(query: ForeignRequest['query'], name: string, unsaid: number): number {
  const said = inQuery(query, name)
  return /^\d{1,12}$/.test(said) ? Number(said) : unsaid
}

/** What the caller asked, to be said again in the addresses of other pages; a key is never repeated. */
function plain(query: ForeignRequest['query']): Record<string, string> {
  const kept = ['query', 'identifierType', 'order', 'sort']
  return Object.fromEntries(kept.map((name) => [name, inQuery(query, name)]).filter(([, value]) => value !== ''))
}

// Alertmanager's API for those who read it: amtool, Grafana's data source, karma. Posting alerts is a hot door of its own.
import { sql } from 'kysely'
import { byFingerprint, grouped, told, type ToldAlert } from '../../domain/intake/alertmanager-alerts.ts'
import { readFilters } from '../../domain/intake/alertmanager-filters.ts'
import { versionMetric, statusOf } from '../../domain/intake/alertmanager-status.ts'
import type { Answer } from '../../domain/intake/event.ts'
import { keyOf } from '../../domain/intake/keys.ts'
import * as prometheus from '../../domain/intake/prometheus.ts'
import type { Instant } from '../../domain/time.ts'
import { openAlertsOf, receiversOf } from './alertmanager-store.ts'
import { expireSilence, postSilence, tellSilence, tellSilences, type Work } from './alertmanager-silences.ts'
import type { ApiCall, ForeignApi } from './foreign-api.ts'
import { json } from './json-answer.ts'
import { contextOfSource, type SourceParts } from './source-context.ts'
import type { KnownSource, KnownSources } from './sources.ts'

export type ReaderParts = SourceParts & {
  readonly sources: KnownSources
  readonly release: string
  readonly startedAt: Instant
}

/** The key of a source opens it: it shows the alerts of this source, and silences them, and nothing else. */
export function alertmanagerApi(parts: ReaderParts): ForeignApi {
  return {
    name: 'prometheus',
    // `/metrics` behind a key is an Alertmanager's, and at the root Baton's own.
    takes: ({ path, pathKey }) => doorsAt(path) !== null && (path !== '/metrics' || pathKey !== null),
    serve: async (call) => {
      const { source, answer } = await answered(parts, call)
      return { source, answer, accepted: 0 }
    },
    unknownKey: prometheus.unknownKey,
    tooLarge: prometheus.tooLarge,
    unavailable: prometheus.unavailable,
  }
}

async function answered(
  parts: ReaderParts,
  call: ApiCall,
): Promise<{ readonly source: KnownSource | null; readonly answer: Answer }> {
  const doors = doorsAt(call.path) ?? {}
  const door = doors[call.method === 'HEAD' ? 'GET' : call.method]
  if (!door || door === 'hot') return { source: null, answer: notAllowed(doors) }
  if ('open' in door) return { source: null, answer: await door.open(parts) }
  const key = keyOf('prometheus', call)
  const source = key ? await parts.sources.find(key.key, call) : null
  if (!source) return { source, answer: prometheus.unknownKey() }
  return { source, answer: await door.read({ ctx: await contextOfSource(parts, source, call), source, call }, parts) }
}

type Door =
  | { readonly read: (work: Work, parts: ReaderParts) => Promise<Answer> }
  /** For whoever asks: it tells nothing. */
  | { readonly open: (parts: ReaderParts) => Promise<Answer> }
/** `hot`: taken by a door of its own before it gets here. */
type Doors = Readonly<Record<string, Door | 'hot'>>

const byPath: ReadonlyMap<string, Doors> = new Map<string, Doors>([
  ['/api/v2/alerts', { GET: { read: (work) => tellAlerts(work, (alerts) => alerts) }, POST: 'hot' }],
  ['/api/v2/alerts/groups', { GET: { read: (work) => tellAlerts(work, grouped) } }],
  ['/api/v2/silences', { GET: { read: tellSilences }, POST: { read: postSilence } }],
  ['/api/v2/receivers', { GET: { read: tellReceivers } }],
  ['/api/v2/status', { GET: { read: tellStatus } }],
  ['/metrics', { GET: { open: async () => text(versionMetric()) } }],
  ['/-/healthy', { GET: { open: async () => text('OK') } }],
  ['/-/ready', { GET: { open: tellReady } }],
])

const isOneSilence = /^\/api\/v2\/silence\/[^/]{1,100}$/
const oneSilence: Doors = { GET: { read: tellSilence }, DELETE: { read: expireSilence } }

function doorsAt(path: string): Doors | null {
  return byPath.get(path) ?? (isOneSilence.test(path) ? oneSilence : null)
}

async function tellAlerts(
  { ctx: { db, settings }, source, call: { query } }: Work,
  shape: (alerts: readonly ToldAlert[]) => unknown,
): Promise<Answer> {
  const filters = readFilters(query)
  if ('wrong' in filters) return json(filters.wrong, 400)
  const alerts: ToldAlert[] = []
  let size = 0
  for await (const kept of openAlertsOf(db, source)) {
    const alert = told(kept, settings.url)
    if (!filters.passes(alert)) continue
    size += kept.details.length
    if (alerts.length === mostAlerts || size > mostCharacters) return { ...json(shape(alerts)), headers: cutShort }
    alerts.push(alert)
  }
  return json(shape(alerts.toSorted(byFingerprint)))
}

/** An Alertmanager has no pages to turn: what is beyond this is told by a header, and seen in Baton. */
const mostAlerts = 10_000
const mostCharacters = 32 * 1024 * 1024
const cutShort = { 'x-baton-cut-short': 'true' }

async function tellReceivers({ ctx: { db }, source }: Work): Promise<Answer> {
  return json((await receiversOf(db, source)).map((name) => ({ name })))
}

async function tellStatus({ ctx: { db }, source }: Work, { release, startedAt }: ReaderParts): Promise<Answer> {
  return json(statusOf({ release, startedAt, receivers: await receiversOf(db, source) }))
}

/** Throws while the database is away, which is answered as not ready. */
async function tellReady({ db }: ReaderParts): Promise<Answer> {
  await sql`select baton_now()`.execute(db)
  return text('OK')
}

function notAllowed(doors: Doors): Answer {
  const methods = Object.keys(doors).flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]))
  return { ...json('method not allowed', 405), headers: { allow: methods.join(', ') } }
}

function text(body: string): Answer {
  return { status: 200, body, contentType: 'text/plain' }
}

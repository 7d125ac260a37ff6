// The doors for alerts, on the bare server: raw bytes in, an answer in the caller's own dialect out, after the commit.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { randomBytes } from 'node:crypto'
import * as alertmanager from '../../domain/intake/alertmanager.ts'
import type { Answer, ChangeEvent, ReceivedEvent } from '../../domain/intake/event.ts'
import type { ForeignRequest, WebhookDialect } from '../../domain/intake/foreign.ts'
import * as generic from '../../domain/intake/generic.ts'
import { keyOf, type Dialect, type KeyPlaces } from '../../domain/intake/keys.ts'
import { readChange, readEnqueue } from '../../domain/intake/pagerduty.ts'
import * as pagerduty from '../../domain/intake/pagerduty-answers.ts'
import * as prometheus from '../../domain/intake/prometheus.ts'
import { webhookOf } from '../../domain/intake/webhooks.ts'
import { isAway } from '../db/connect.ts'
import type { Diagnostics } from '../diagnostics.ts'
import type { DatabaseClock } from '../engine/clock.ts'
import type { Metrics } from '../metrics.ts'
import { acceptAndAnswer } from './alert-about.ts'
import type { Batches } from './batches.ts'
import { SourceGone } from './accept.ts'
import { Overloaded } from './batches.ts'
import type { Door, HotDoor } from './doors.ts'
import type { ForeignApi, Taken } from './foreign-api.ts'
import { remember } from './remembering.ts'
import { readRaw, restGone, TooLarge, UnknownEncoding } from './raw-body.ts'
import type { Received } from './received.ts'
import { notLetInSay } from './refusal-words.ts'
import type { SignedRequest } from './signatures.ts'
import { NotLetIn, type Ended, type KnownSource, type KnownSources } from './sources.ts'

export type IntakeParts = {
  readonly sources: KnownSources
  readonly batches: Batches
  readonly clock: DatabaseClock
  readonly metrics: Metrics
  readonly diagnostics: Diagnostics
  readonly apis: readonly ForeignApi[]
  /** What must hold of a request before it is read, beyond its key; by the dialect that reads it. */
  readonly checks: Partial<Record<Dialect, WebhookCheck>>
  readonly changes: (source: KnownSource, changes: readonly ChangeEvent[]) => Promise<void>
  /** The number of the open alert with this key of this source, for senders that ask. */
  readonly openAlert: (source: KnownSource, key: string) => Promise<number | null>
  readonly received: Received
  readonly addressOf: (request: IncomingMessage) => string
}

/** May this request be read? Answers its sender when not: 5xx for "send it again", 403 for never. */
export type WebhookCheck = (request: ForeignRequest, source: KnownSource) => Promise<Answer | null>

const retryAfterSeconds = 5

const dialectOf: Readonly<Record<HotDoor, Dialect>> = {
  enqueue: 'pagerduty',
  change: 'pagerduty',
  prometheus: 'prometheus',
  alertmanager: 'alertmanager',
  generic: 'generic',
  own: 'generic',
}

/** Reads, understands, commits, answers. Never throws: what breaks is answered 5xx in the dialect's way and recorded. */
export async function takeIn(
  parts: IntakeParts,
  at: Door,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  let body: Buffer = Buffer.alloc(0)
  let taken: Taken = { answer: { status: 500, body: '', contentType: 'text/plain' }, source: null, accepted: 0 }
  let ended: Ended | null = null
  try {
    const methods = methodsOf(at)
    if (methods && !methods.includes(request.method ?? '')) {
      await restGone(request)
      return send(response, otherMethod(methods))
    }
    body = await readRaw(request, at.door === 'api' ? at.api.keepBytes : undefined)
    taken = await understand(parts, at, request, body)
    if (taken.accepted > 0) parts.metrics.accepted(nameOf(at), taken.accepted)
  } catch (error) {
    taken = { ...taken, answer: failure(parts, at, error) }
    if (error instanceof NotLetIn) ended = error.ended
  }
  const { answer } = taken
  if (answer.status >= 400) parts.metrics.rejected(nameOf(at), answer.status)
  remember(parts.received, at, { taken, ended, body, url: request.url ?? '', address: () => parts.addressOf(request) })
  await restGone(request)
  send(response, answer)
}

const posted = ['POST', 'PUT']

/** Null where it is not known yet: which source stands behind a bare address, and so what it takes. */
function methodsOf(at: Door): readonly string[] | null {
  if (at.door === 'api' || at.door === 'own') return null
  return at.door === 'webhook' ? at.dialect.methods : posted
}

function otherMethod(methods: readonly string[]): Answer {
  return {
    status: 405,
    headers: { allow: methods.join(', ') },
    body: `send it by ${methods.join(' or ')}`,
    contentType: 'text/plain',
  }
}

function nameOf(at: Door): Dialect {
  if (at.door === 'webhook') return at.dialect.name
  return at.door === 'api' ? at.api.name : dialectOf[at.door]
}

async function understand(parts: IntakeParts, at: Door, request: IncomingMessage, body: Buffer): Promise<Taken> {
  const { method = 'GET', headers } = request
  const query = queryOf(request.url ?? '')
  const foreign = { method, path: at.path, headers, query, body }
  if (at.door === 'api')
    return at.api.serve({ ...foreign, pathKey: at.pathKey, from: request.socket.remoteAddress ?? '' })
  const places: KeyPlaces = { pathKey: at.pathKey, headers, query }
  const asked: Asked = { ...foreign, places, find: (key) => findSource(parts, key, foreign) }
  if (at.door === 'webhook') return byWebhook(parts, at.dialect, asked)
  if (at.door !== 'own') return byHotDoor(parts, at.door, asked)
  return byOwnDoor(parts, at.pathKey ?? '', asked)
}

/** A request, where its key can stand, and the source that a key means for it: null when there is none. */
type Asked = ForeignRequest & {
  readonly body: Buffer
  readonly places: KeyPlaces
  readonly find: (key: string) => Promise<KnownSource | null>
}

/** The bare address of a source speaks what the source was made for; any other JSON is read as such, and is never refused. */
async function byOwnDoor(parts: IntakeParts, key: string, request: Asked): Promise<Taken> {
  const source = await request.find(key)
  // The key stands in the path: whichever door reads on means the same source, which need not be held against a signature again.
  const asked: Asked = { ...request, find: async () => source }
  const dialect = source && webhookOf(source.dialect)
  const door = hotDoorOf(source)
  const methods = dialect?.methods ?? posted
  if (!methods.includes(asked.method)) return refused(otherMethod(methods))
  if (!dialect && door === 'generic') return byHotDoor(parts, door, asked)
  const taken = dialect ? await byWebhook(parts, dialect, asked) : await byHotDoor(parts, door, asked)
  const isOfAnotherShape = taken.answer.status === 400 || taken.answer.status === 422
  return isOfAnotherShape && taken.accepted === 0 && posted.includes(asked.method)
    ? byHotDoor(parts, 'generic', asked)
    : taken
}

function hotDoorOf(source: KnownSource | null): Exclude<HotDoor, 'own'> {
  const dialect = source?.dialect
  if (dialect === 'pagerduty') return 'enqueue'
  return dialect === 'alertmanager' || dialect === 'prometheus' ? dialect : 'generic'
}

async function byHotDoor(parts: IntakeParts, door: Exclude<HotDoor, 'own'>, asked: Asked): Promise<Taken> {
  const { body, places, find } = asked
  switch (door) {
    case 'enqueue': {
      const read = readEnqueue(body, { ...places, newKey })
      if ('refused' in read) return refused(read.refused)
      const source = await find(read.source.key)
      if (!source) return refused(pagerduty.unknownKey())
      return accept(parts, source, read.events, pagerduty.accepted(read.events[0].key))
    }
    case 'change': {
      const read = readChange(body, places)
      if ('refused' in read) return refused(read.refused)
      const source = await find(read.source.key)
      if (!source) return refused(pagerduty.unknownKey())
      await parts.changes(source, read.changes)
      return { answer: pagerduty.changeAccepted(), source, accepted: read.changes.length, changes: read.changes }
    }
    case 'prometheus': {
      const key = keyOf('prometheus', places)
      const source = key ? await find(key.key) : null
      if (!source) return refused(prometheus.unknownKey())
      const now = parts.clock.estimate()
      const read = prometheus.readAlerts(body, { now })
      if ('refused' in read) return { ...refused(read.refused), source }
      const closesAt = now.add({ minutes: 5 }).toString()
      const events = read.events.map((event) =>
        event.action === 'trigger' && event.endsAt === null ? { ...event, endsAt: closesAt } : event,
      )
      return accept(parts, source, events, prometheus.accepted(read.reasons))
    }
    case 'alertmanager': {
      const key = keyOf('alertmanager', places)
      const source = key ? await find(key.key) : null
      if (!source) return refused(alertmanager.unknownKey())
      const read = alertmanager.readWebhook(body, { now: parts.clock.estimate() })
      if ('refused' in read) return { ...refused(read.refused), source }
      return accept(parts, source, read.events, alertmanager.accepted())
    }
    case 'generic': {
      const key = keyOf('generic', places)
      const source = key ? await find(key.key) : null
      if (!source) return refused(generic.unknownKey())
      const read = generic.readGeneric(body, source.mapping ? { mapping: source.mapping } : {})
      if ('refused' in read) return { ...refused(read.refused), source }
      return accept(parts, source, read.events, generic.accepted(read.events))
    }
  }
}

/** The dialects of `domain/intake/webhooks.ts`: the source first, since a mapping of its own may be needed to read. */
async function byWebhook(parts: IntakeParts, dialect: WebhookDialect, request: Asked): Promise<Taken> {
  const { places, find } = request
  const key = places.pathKey ?? dialect.keyIn?.(request) ?? keyOf(dialect.name, places)?.key
  const source = key ? await find(key) : null
  if (!source) return refused(dialect.unknownKey())
  const unwelcome = await parts.checks[dialect.name]?.(request, source)
  if (unwelcome) return { ...refused(unwelcome), source }
  const read = dialect.read(request, { now: parts.clock.estimate(), mapping: source.mapping ?? undefined })
  if ('refused' in read) return { ...refused(read.refused), source }
  const changes = read.changes ?? []
  if (changes.length > 0) await parts.changes(source, changes)
  const answer = await acceptAndAnswer(parts, source, read)
  return { answer, source, accepted: read.events.length + changes.length, events: read.events, changes }
}

async function accept(
  parts: IntakeParts,
  source: KnownSource,
  events: readonly ReceivedEvent[],
  answer: Answer,
): Promise<Taken> {
  await parts.batches.accept(source, events)
  return { answer, source, accepted: events.length, events }
}

/** The one place where a key and a request become a source: throws `NotLetIn` where there is one that does not let it in. */
async function findSource(parts: IntakeParts, key: string, request: SignedRequest): Promise<KnownSource | null> {
  const { sources } = parts
  const source = sources.recall(key) ?? (await sources.find(key, request))
  const ended = source ? null : sources.ended(key)
  if (ended) throw new NotLetIn(ended)
  return source
}

function refused(answer: Answer): Taken {
  return { answer, source: null, accepted: 0 }
}

const answersOf = { enqueue: pagerduty, change: pagerduty, prometheus, alertmanager, generic, own: generic }

function failure(parts: IntakeParts, at: Door, error: unknown): Answer {
  const words = at.door === 'webhook' ? at.dialect : at.door === 'api' ? at.api : answersOf[at.door]
  if (error instanceof TooLarge) return words.tooLarge()
  if (error instanceof NotLetIn) return notLetInSay((words.unknownKey ?? generic.unknownKey)(), error.ended.because)
  if (error instanceof UnknownEncoding)
    return { status: 415, body: 'send the body plain or with Content-Encoding: gzip', contentType: 'text/plain' }
  if (error instanceof SourceGone) parts.sources.forget()
  else if (!isAway(error) && !(error instanceof Overloaded))
    parts.diagnostics.error({ err: error, door: nameOf(at) }, 'intake broke')
  return words.unavailable(retryAfterSeconds)
}

/** A name that comes again (`statuses[]=a&statuses[]=b`) is a list. */
function queryOf(url: string): Record<string, string | readonly string[]> {
  const mark = url.indexOf('?')
  if (mark < 0) return {}
  const said = new URLSearchParams(url.slice(mark + 1))
  return Object.fromEntries(
    [...new Set(said.keys())].map((name) => {
      const values = said.getAll(name)
      return [name, values.length > 1 ? values : (values[0] ?? '')]
    }),
  )
}

function newKey(): string {
  return randomBytes(16).toString('hex')
}

function send(response: ServerResponse, answer: Answer): void {
  if (response.destroyed) return
  const { contentType, body } = answer
  const about = answer.status === 204 ? {} : { 'content-type': contentType, 'content-length': Buffer.byteLength(body) }
  response.writeHead(answer.status, { ...about, ...answer.headers })
  response.end(answer.body)
}

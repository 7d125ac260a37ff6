// The doors for alerts, on the bare server: raw bytes in, an answer in the caller's own dialect out, after the commit.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { randomBytes } from 'node:crypto'
import { Transform, type Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import * as alertmanager from '../../domain/intake/alertmanager.ts'
import type { Answer, ChangeEvent, ReceivedEvent } from '../../domain/intake/event.ts'
import * as generic from '../../domain/intake/generic.ts'
import { keyFromPath, keyOf, type Dialect, type KeyPlaces } from '../../domain/intake/keys.ts'
import { readChange, readEnqueue } from '../../domain/intake/pagerduty.ts'
import * as pagerduty from '../../domain/intake/pagerduty-answers.ts'
import * as prometheus from '../../domain/intake/prometheus.ts'
import { isAway } from '../db/connect.ts'
import type { Diagnostics } from '../diagnostics.ts'
import type { DatabaseClock } from '../engine/clock.ts'
import type { Metrics } from '../metrics.ts'
import type { Batches } from './batches.ts'
import { SourceGone } from './accept.ts'
import { Overloaded } from './batches.ts'
import type { KnownSource, KnownSources } from './sources.ts'

export type IntakeParts = {
  readonly sources: KnownSources
  readonly batches: Batches
  readonly clock: DatabaseClock
  readonly metrics: Metrics
  readonly diagnostics: Diagnostics
  readonly changes: (source: KnownSource, changes: readonly ChangeEvent[]) => Promise<void>
  readonly reject: (rejection: Rejected) => void
}

export type Rejected = {
  readonly sourceId: string | null
  readonly path: string
  readonly address: string
  readonly status: number
  readonly reason: string
  readonly body: Buffer
}

const mostBytes = 1_048_576
const retryAfterSeconds = 5

type Door = 'enqueue' | 'change' | 'prometheus' | 'alertmanager' | 'generic'
const doors: Readonly<Record<string, Door>> = {
  '/v2/enqueue': 'enqueue',
  '/v2/change/enqueue': 'change',
  '/api/v2/alerts': 'prometheus',
  '/alertmanager': 'alertmanager',
  '/generic': 'generic',
  '/': 'generic',
}
const dialectOf: Readonly<Record<Door, Dialect>> = {
  enqueue: 'pagerduty',
  change: 'pagerduty',
  prometheus: 'prometheus',
  alertmanager: 'alertmanager',
  generic: 'generic',
}

/** Is this request for intake? Trailing slashes are forgiven; a bare `/` only counts behind a key. */
export function intakeDoor(url: string): { readonly door: Door; readonly pathKey: string | null } | null {
  const end = url.indexOf('?')
  const { pathKey, rest } = keyFromPath(end < 0 ? url : url.slice(0, end))
  const path = rest.length > 1 && rest.endsWith('/') ? rest.slice(0, -1) : rest
  const door = doors[path]
  return door && (pathKey !== null || path !== '/') ? { door, pathKey } : null
}

/** Reads, understands, commits, answers. Never throws: what breaks is answered 500 in the dialect's way and recorded. */
export async function takeIn(
  parts: IntakeParts,
  at: { readonly door: Door; readonly pathKey: string | null },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const dialect = dialectOf[at.door]
  let body: Buffer = Buffer.alloc(0)
  let source: KnownSource | null = null
  let answer: Answer
  try {
    if (request.method !== 'POST' && request.method !== 'PUT') {
      return send(response, { status: 405, headers: { allow: 'POST' }, body: '', contentType: 'text/plain' })
    }
    body = await readRaw(request)
    const places: KeyPlaces = { pathKey: at.pathKey, headers: request.headers, query: queryOf(request.url ?? '') }
    const taken = await understand(parts, at.door, body, places)
    source = taken.source
    answer = taken.answer
    if (taken.accepted > 0) parts.metrics.accepted(dialect, taken.accepted)
  } catch (error) {
    answer = failure(parts, at.door, error)
  }
  if (answer.status >= 400) {
    parts.metrics.rejected(dialect, answer.status)
    if (answer.status < 500) {
      const path = (request.url ?? '').split('?')[0] ?? ''
      parts.reject({
        sourceId: source?.id ?? null,
        path: path.replace(/^\/in\/[^/]+/, '/in/...'),
        address: request.socket.remoteAddress ?? '',
        status: answer.status,
        reason: answer.body,
        body,
      })
    }
  }
  send(response, answer)
}

type Taken = { readonly answer: Answer; readonly source: KnownSource | null; readonly accepted: number }

async function understand(parts: IntakeParts, door: Door, body: Buffer, places: KeyPlaces): Promise<Taken> {
  switch (door) {
    case 'enqueue': {
      const read = readEnqueue(body, { ...places, newKey })
      if ('refused' in read) return refused(read.refused)
      const source = await findSource(parts, read.source.key)
      if (!source) return refused(pagerduty.unknownKey())
      return accept(parts, source, read.events, pagerduty.accepted(read.events[0].key))
    }
    case 'change': {
      const read = readChange(body, places)
      if ('refused' in read) return refused(read.refused)
      const source = await findSource(parts, read.source.key)
      if (!source) return refused(pagerduty.unknownKey())
      await parts.changes(source, read.changes)
      return { answer: pagerduty.changeAccepted(), source, accepted: read.changes.length }
    }
    case 'prometheus': {
      const key = keyOf('prometheus', places)
      const source = key ? await findSource(parts, key.key) : null
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
      const source = key ? await findSource(parts, key.key) : null
      if (!source) return refused(alertmanager.unknownKey())
      const read = alertmanager.readWebhook(body, { now: parts.clock.estimate() })
      if ('refused' in read) return { ...refused(read.refused), source }
      return accept(parts, source, read.events, alertmanager.accepted())
    }
    case 'generic': {
      const key = keyOf('generic', places)
      const source = key ? await findSource(parts, key.key) : null
      if (!source) return refused(generic.unknownKey())
      const read = generic.readGeneric(body, source.mapping ? { mapping: source.mapping } : {})
      if ('refused' in read) return { ...refused(read.refused), source }
      return accept(parts, source, read.events, generic.accepted(read.events))
    }
  }
}

async function accept(
  parts: IntakeParts,
  source: KnownSource,
  events: readonly ReceivedEvent[],
  answer: Answer,
): Promise<Taken> {
  await parts.batches.accept(source, events)
  return { answer, source, accepted: events.length }
}

async function findSource(parts: IntakeParts, key: string): Promise<KnownSource | null> {
  return parts.sources.recall(key) ?? parts.sources.find(key)
}

function refused(answer: Answer): Taken {
  return { answer, source: null, accepted: 0 }
}

function failure(parts: IntakeParts, door: Door, error: unknown): Answer {
  const dialect = { enqueue: pagerduty, change: pagerduty, prometheus, alertmanager, generic }[door]
  if (error instanceof TooLarge) return dialect.tooLarge()
  if (error instanceof UnknownEncoding)
    return { status: 415, body: 'send the body plain or with Content-Encoding: gzip', contentType: 'text/plain' }
  if (error instanceof SourceGone) parts.sources.forget()
  else if (!isAway(error) && !(error instanceof Overloaded))
    parts.diagnostics.error({ err: error, door }, 'intake broke')
  return dialect.unavailable(retryAfterSeconds)
}

class TooLarge extends Error {}
class UnknownEncoding extends Error {}

/** The body's bytes, bounded before and after unpacking. */
async function readRaw(request: IncomingMessage): Promise<Buffer> {
  const declared = Number(request.headers['content-length'] ?? 0)
  if (declared > mostBytes) {
    request.resume()
    throw new TooLarge()
  }
  const encoding = (request.headers['content-encoding'] ?? 'identity').toLowerCase()
  if (encoding === 'identity') return gather(request)
  if (encoding !== 'gzip' && encoding !== 'x-gzip') throw new UnknownEncoding()
  const unpacked = createGunzip()
  // A sender that goes away in the middle ends the unpacking too.
  request.on('error', () => unpacked.end())
  request.on('close', () => unpacked.end())
  return gather(request.pipe(unpacked))
}

function gather(stream: Readable): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    stream.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= mostBytes) return void chunks.push(chunk)
      // A bomb is not unpacked to its end, and a body that is too long is read and dropped so that the answer arrives.
      if (stream instanceof Transform) stream.destroy()
      reject(new TooLarge())
    })
    stream.on('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)))
    // A body that breaks off or does not unpack is what it is so far: the dialect says what is wrong with it.
    stream.on('error', () => resolve(Buffer.concat(chunks)))
  })
}

function queryOf(url: string): Record<string, string> {
  const mark = url.indexOf('?')
  return mark < 0 ? {} : Object.fromEntries(new URLSearchParams(url.slice(mark + 1)))
}

function newKey(): string {
  return randomBytes(16).toString('hex')
}

function send(response: ServerResponse, answer: Answer): void {
  if (response.destroyed) return
  response.writeHead(answer.status, {
    'content-type': answer.contentType,
    'content-length': Buffer.byteLength(answer.body),
    ...answer.headers,
  })
  response.end(answer.body)
}

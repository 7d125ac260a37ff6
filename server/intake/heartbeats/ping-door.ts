// The door for check-ins over HTTP: the addresses of Healthchecks, GoAlert and Grafana OnCall, each answered in its own words.
import {
  pingAddress,
  secretIn,
  uuidOf,
  type Meant,
  type PingAddress,
  type Vendor,
} from '../../../domain/intake/heartbeats/address.ts'
import type { Answer } from '../../../domain/intake/event.ts'
import { first } from '../../../domain/intake/keys.ts'
import { storable } from '../../../domain/intake/text.ts'
import { entry } from '../../commit.ts'
import { addEntries } from '../../log/store.ts'
import type { ApiCall, ForeignApi, Taken } from '../foreign-api.ts'
import type { KnownSource } from '../sources.ts'
import { firstSeen, insertHeartbeat } from './making.ts'
import type { HeartbeatDoorParts } from './parts.ts'
import type { Arrived } from './pinging.ts'
import { findRows, type Which } from './store.ts'

const mostBody = 100_000

export function pingDoor(parts: HeartbeatDoorParts): ForeignApi {
  return {
    name: 'healthchecks',
    keepBytes: mostBody,
    secretIn,
    takes: ({ path, pathKey }) => pingAddress(path, pathKey) !== null,
    serve: (call) => serve(parts, call),
    unknownKey: notFound,
    tooLarge: () => text(413, 'too large'),
    unavailable: (seconds) => ({ ...text(503, 'try again'), headers: { 'retry-after': String(seconds) } }),
  }
}

async function serve(parts: HeartbeatDoorParts, call: ApiCall): Promise<Taken> {
  const address = pingAddress(call.path, call.pathKey)
  if (!address) return only(notFound())
  const methods = methodsOf[address.vendor]
  if (!methods.includes(call.method)) return only({ ...text(405, ''), headers: { allow: methods.join(', ') } })
  if ('wrong' in address) return only(text(400, `invalid ${address.wrong} format`))
  const said = first(call.query['rid'])
  const rid = said === '' ? null : uuidOf(said)
  if (said !== '' && rid === null) return only(text(400, 'invalid uuid format'))
  const arrived = arrivedBy(call, address, rid)
  const source = await sourceOf(parts, address.meant, call)
  if (source === 'unknown') return only(notFound())
  const which = await whichIs(parts, address.meant, source)
  const taken = await parts.pings.take(which, arrived)
  if (taken) return { answer: answers[address.vendor], source, accepted: 1 }
  const { meant } = address
  if (meant.by !== 'slug' || first(call.query['create']) !== '1' || !source) return { ...only(notFound()), source }
  return create(parts, { source, slug: meant.slug, arrived })
}

const methodsOf: Readonly<Record<Vendor, readonly string[]>> = {
  healthchecks: ['GET', 'HEAD', 'POST', 'PUT'],
  goalert: ['POST', 'PUT', 'GET', 'HEAD'],
  oncall: ['POST', 'PUT', 'GET', 'HEAD'],
}

/** The first check-in of a name that nobody has made yet, from a sender who has the key of the source. */
async function create(
  parts: HeartbeatDoorParts,
  asked: { readonly source: KnownSource; readonly slug: string; readonly arrived: Arrived },
): Promise<Taken> {
  const { source, slug, arrived } = asked
  const made = await parts.db.transaction().execute(async (tx) => {
    const { sealer } = parts
    const now = await parts.clock.read(tx)
    const inserted = await insertHeartbeat(tx, { sealer, now }, { sourceId: source.id, slug, name: slug, ...firstSeen })
    if (typeof inserted === 'string') return inserted
    const say = { actor: { kind: 'source', id: source.id, name: source.name } as const, now }
    const about = { teamId: source.teamId, subject: `heartbeat:${inserted.id}` }
    await addEntries(tx, [entry(say, 'heartbeat_created', { name: slug, source: source.name }, about)])
    return 'created'
  })
  if (made === 'too_many_heartbeats') return { ...only(text(403, 'too many heartbeats')), source }
  parts.announce(['heartbeats', 'log'])
  const taken = await parts.pings.take({ sourceId: source.id, slug }, arrived)
  if (!taken) return { ...only(notFound()), source }
  // Of two first check-ins at once, one has made it.
  return { answer: made === 'created' ? withLimit(text(201, 'Created')) : answers.healthchecks, source, accepted: 1 }
}

async function sourceOf(
  parts: HeartbeatDoorParts,
  meant: Meant,
  call: ApiCall,
): Promise<KnownSource | null | 'unknown'> {
  if (meant.by === 'key') return null
  return (await parts.sources.find(meant.sourceKey, call)) ?? 'unknown'
}

/** Grafana OnCall has one heartbeat for each integration: here it is named `heartbeat`, or it is the only one of its source. */
async function whichIs(parts: HeartbeatDoorParts, meant: Meant, source: KnownSource | null): Promise<Which> {
  switch (meant.by) {
    case 'key':
      return { pingKey: meant.key }
    case 'slug':
      return { sourceId: source?.id ?? '', slug: meant.slug }
    case 'source': {
      const rows = await findRows(parts.db, { sourceId: source?.id ?? '' })
      const only = rows.find(({ slug }) => slug === 'heartbeat') ?? (rows.length === 1 ? rows[0] : undefined)
      return only ? { id: only.id } : { sourceId: source?.id ?? '', slug: 'heartbeat' }
    }
  }
}

function arrivedBy(call: ApiCall, address: Extract<PingAddress, { meant: Meant }>, rid: string | null): Arrived {
  const bytes = Buffer.from(call.body)
  return {
    signal: { ...address.signal, rid },
    via: call.method,
    address: call.from,
    agent: storable(first(call.headers['user-agent'])).slice(0, 300),
    body: bodyText(bytes),
    bodyBytes: Math.max(bytes.length, Number(first(call.headers['content-length'])) || 0),
  }
}

/** The beginning of what came, as text that can be stored; half a character at the cut is dropped. */
export function bodyText(bytes: Buffer): string {
  return storable(new TextDecoder('utf-8').decode(bytes.subarray(0, mostBody), { stream: bytes.length > mostBody }))
}

const answers: Readonly<Record<Vendor, Answer>> = {
  healthchecks: withLimit(text(200, 'OK')),
  goalert: text(200, ''),
  oncall: text(200, 'Ok.'),
}

function withLimit(answer: Answer): Answer {
  return { ...answer, headers: { 'Ping-Body-Limit': String(mostBody), 'Access-Control-Allow-Origin': '*' } }
}

function notFound(): Answer {
  return text(404, 'not found')
}

function text(status: number, body: string): Answer {
  return { status, body, contentType: 'text/plain' }
}

function only(answer: Answer): Taken {
  return { answer, source: null, accepted: 0 }
}

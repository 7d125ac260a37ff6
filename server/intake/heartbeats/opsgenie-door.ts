// Opsgenie's API for heartbeats: made, listed, changed, switched off and on, and pinged by name, with the key of a source.
import { randomUUID } from 'node:crypto'
import { isObject, own, readBody } from '../../../domain/intake/json.ts'
import { first, keyOf } from '../../../domain/intake/keys.ts'
import {
  answered,
  heartbeatShown,
  readHeartbeat,
  type HeartbeatSaid,
} from '../../../domain/intake/heartbeats/opsgenie.ts'
import type { Answer } from '../../../domain/intake/event.ts'
import { storable, unescaped } from '../../../domain/intake/text.ts'
import type { Context } from '../../context.ts'
import type { Settings } from '../../settings.ts'
import type { ApiCall, ForeignApi, Taken } from '../foreign-api.ts'
import { contextOfSource } from '../source-context.ts'
import type { KnownSource } from '../sources.ts'
import { heartbeatActions } from './actions.ts'
import { freeSlug } from './making.ts'
import type { HeartbeatDoorParts } from './parts.ts'
import { bodyText } from './ping-door.ts'
import { findRows, toHeartbeat, type HeartbeatRow } from './store.ts'

const root = '/v2/heartbeats'
const mostBody = 100_000

export type OpsgenieParts = HeartbeatDoorParts & { readonly settings: Settings }

export function opsgenieHeartbeats(parts: OpsgenieParts): ForeignApi {
  return {
    name: 'opsgenie',
    keepBytes: mostBody,
    takes: ({ path }) => path === root || path.startsWith(`${root}/`),
    async serve(call) {
      const began = performance.now()
      const requestId = randomUUID()
      const said = await serve(parts, call)
      const tookSeconds = Math.round(performance.now() - began) / 1_000
      return { ...said.taken, answer: answered(said.status, said.content, { requestId, tookSeconds }) }
    },
    unknownKey: () => plain(401, 'Could not authenticate'),
    tooLarge: () => plain(413, 'Request body is too large'),
    unavailable: (seconds) => ({
      ...plain(503, 'Try again in a few seconds'),
      headers: { 'retry-after': String(seconds) },
    }),
  }
}

type Said = {
  readonly status: number
  readonly content: Readonly<Record<string, unknown>>
  readonly taken: Omit<Taken, 'answer'>
}

type Asked = { readonly parts: OpsgenieParts; readonly call: ApiCall; readonly source: KnownSource }

async function serve(parts: OpsgenieParts, call: ApiCall): Promise<Said> {
  const source = await sourceOf(parts, call)
  if (!source) return problem(401, 'Could not authenticate', null)
  const asked = { parts, call, source }
  const [nameSaid = '', verb = '', ...rest] = call.path.slice(root.length + 1).split('/')
  const method = call.method === 'HEAD' ? 'GET' : call.method
  if (nameSaid === '') {
    if (method === 'GET') return list(asked)
    return method === 'POST' ? create(asked) : problem(405, 'Method not allowed', source)
  }
  const row = await named(parts, source, unescaped(nameSaid))
  if (!row || rest.length > 0)
    return problem(404, `Heartbeat with name [${unescaped(nameSaid)}] does not exist`, source)
  switch (`${method} ${verb}`) {
    case 'GET ping':
    case 'POST ping':
    case 'PUT ping':
      return ping(asked, row)
    case 'GET ':
      return said(asked, 200, { data: await shown(parts, row) })
    case 'PATCH ':
    case 'PUT ':
      return change(asked, row)
    case 'DELETE ':
      await heartbeatActions.removeHeartbeat(await contextOf(asked), { heartbeatId: row.id })
      return said(asked, 200, { result: 'Deleted', data: { name: row.name } })
    case 'POST enable':
    case 'POST disable':
      await enable(asked, row, verb === 'enable')
      return said(asked, 200, { result: verb === 'enable' ? 'Enabled' : 'Disabled', data: await again(parts, row) })
    default:
      return problem(
        verb === '' || ['ping', 'enable', 'disable'].includes(verb) ? 405 : 404,
        'Method not allowed',
        source,
      )
  }
}

async function list(asked: Asked): Promise<Said> {
  const rows = await findRows(asked.parts.db, { sourceId: asked.source.id })
  // All are of one source, and so of one team.
  const team = rows[0] ? await teamOf(asked.parts, rows[0]) : null
  return said(asked, 200, { data: { heartbeats: rows.map((row) => heartbeatShown(toHeartbeat(row), team)) } })
}

/** One of this name that is there already is changed: whoever sets up twice has said the same twice. */
async function create(asked: Asked): Promise<Said> {
  const { parts, source } = asked
  const wished = readHeartbeat(bodyOf(asked.call), ['name', 'interval'])
  if ('wrong' in wished) return invalid(asked, wished.wrong)
  const { name = '' } = wished
  const there = await named(parts, source, name)
  if (there) return change(asked, there, 201)
  const slug = await freeSlug(parts.db, source.id, name)
  const { heartbeat } = await heartbeatActions.createHeartbeat(await contextOf(asked), {
    sourceId: source.id,
    slug,
    name,
    ...fieldsOf(wished),
    everyMinutes: wished.everyMinutes ?? 1,
    graceMinutes: 0,
    priority: wished.priority ?? 'P3',
  })
  const [row] = await findRows(parts.db, { id: heartbeat.id })
  if (row && wished.enabled === false) await enable(asked, row, false)
  return said(asked, 201, { result: 'Created', data: row ? await again(parts, row) : { name } })
}

async function change(asked: Asked, row: HeartbeatRow, status = 200): Promise<Said> {
  const wished = readHeartbeat(bodyOf(asked.call), [])
  if ('wrong' in wished) return invalid(asked, wished.wrong)
  await heartbeatActions.changeHeartbeat(await contextOf(asked), {
    heartbeatId: row.id,
    ...(wished.name ? { name: wished.name } : {}),
    ...fieldsOf(wished),
    ...(wished.everyMinutes ? { everyMinutes: wished.everyMinutes } : {}),
    ...(wished.priority ? { priority: wished.priority } : {}),
  })
  if (wished.enabled !== undefined) await enable(asked, row, wished.enabled)
  return said(asked, status, { result: status === 201 ? 'Created' : 'Updated', data: await again(asked.parts, row) })
}

async function enable(asked: Asked, row: HeartbeatRow, isEnabled: boolean): Promise<void> {
  if ((row.state !== 'paused') === isEnabled) return
  const ref = { heartbeatId: row.id }
  await (isEnabled
    ? heartbeatActions.resumeHeartbeat(await contextOf(asked), ref)
    : heartbeatActions.pauseHeartbeat(await contextOf(asked), ref))
}

async function ping(asked: Asked, row: HeartbeatRow): Promise<Said> {
  const { call, parts } = asked
  const bytes = Buffer.from(call.body)
  await parts.pings.take(
    { id: row.id },
    {
      signal: { kind: 'success', exitStatus: null, rid: null },
      via: call.method,
      address: call.from,
      agent: storable(first(call.headers['user-agent'])).slice(0, 300),
      body: bodyText(bytes),
      bodyBytes: bytes.length,
    },
  )
  return said(asked, 202, { result: 'PONG - Heartbeat received' }, 1)
}

/** The key stands where Opsgenie's clients of all ages put it. */
async function sourceOf({ sources }: OpsgenieParts, call: ApiCall): Promise<KnownSource | null> {
  const inQuery = call.query['apiKey']
  const inBody = () => {
    const body = bodyOf(call)
    return isObject(body) ? own(body, 'apiKey') : undefined
  }
  const key = keyOf('opsgenie', call)?.key ?? inQuery ?? inBody()
  return typeof key === 'string' && key !== '' ? sources.find(key, call) : null
}

function bodyOf({ body }: ApiCall): unknown {
  const read = readBody(body)
  return 'value' in read ? read.value : null
}

/** By its name, as Opsgenie has it, else by its short name. */
async function named({ db }: OpsgenieParts, { id }: KnownSource, name: string): Promise<HeartbeatRow | undefined> {
  const said = storable(name)
  const [byName] = await findRows(db, { sourceId: id, name: said })
  return byName ?? (await findRows(db, { sourceId: id, slug: said }))[0]
}

async function again(parts: OpsgenieParts, { id }: HeartbeatRow) {
  const [row] = await findRows(parts.db, { id })
  return row ? shown(parts, row) : {}
}

async function shown(parts: OpsgenieParts, row: HeartbeatRow) {
  return heartbeatShown(toHeartbeat(row), await teamOf(parts, row))
}

async function teamOf({ db }: OpsgenieParts, { team_id: id }: HeartbeatRow) {
  return (await db.selectFrom('team').select(['id', 'name']).where('id', '=', id).executeTakeFirst()) ?? null
}

function fieldsOf({ description, alertMessage, tags }: HeartbeatSaid) {
  return {
    ...(description === undefined ? {} : { description }),
    ...(alertMessage === undefined ? {} : { alertMessage }),
    ...(tags ? { tags: [...tags] } : {}),
  }
}

function contextOf({ parts, source, call }: Asked): Promise<Context> {
  return contextOfSource(parts, source, call)
}

function said({ source }: Asked, status: number, content: Said['content'], accepted = 0): Said {
  return { status, content, taken: { source, accepted } }
}

function problem(status: number, message: string, source: KnownSource | null): Said {
  return { status, content: { message: message.slice(0, 400).toWellFormed() }, taken: { source, accepted: 0 } }
}

function invalid(asked: Asked, errors: Readonly<Record<string, string>>): Said {
  return said(asked, 422, { message: 'Request body is not processable. Please check the errors.', errors })
}

function plain(status: number, message: string): Answer {
  return { status, body: JSON.stringify({ message }), contentType: 'application/json' }
}

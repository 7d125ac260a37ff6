// The door for files of incidents: what somebody brings is taken in as it comes, and what is kept is handed out so that nothing in it runs.
import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { isPicture, isShownInline, mediaTypes, type FileType } from '../../domain/incidents/file-type.ts'
import { problemBody, type ProblemBody } from '../../domain/problems.ts'
import type { Context, Endpoints } from '../context.ts'
import type { Diagnostics } from '../diagnostics.ts'
import { discard, mostBytesOf, readFile, receive } from '../incidents/evidence-files.ts'
import { keepArrived } from '../incidents/evidence.ts'
import { pictureOf } from '../incidents/file-sniffer.ts'
import { restGone } from '../intake/raw-body.ts'
import { identify } from '../people/session.ts'
import { refuse } from '../refusal.ts'
import { newId } from '../secrets.ts'
import { jsonText } from '../written.ts'
import type { ApiParts } from './api.ts'
import { problemOf } from './problems.ts'

export type EvidenceParts = Pick<ApiParts, 'db' | 'settings' | 'sealer' | 'announce'> & {
  readonly diagnostics: Diagnostics
  /** Permission is asked as for the endpoints of incidents. */
  readonly endpoints: Endpoints
  readonly addressOf: (request: IncomingMessage) => string
}

export type EvidenceDoor = (request: IncomingMessage, response: ServerResponse, path: string) => Promise<void>

const filesPath = /^\/api\/incidents\/(\d{1,15})\/evidence\/files$/
const filePath = /^\/api\/incidents\/(\d{1,15})\/evidence\/(\d{1,15})\/file$/

/** So many files arrive at once on one node, and of one person: each has a piece in memory and writes to the database. */
const mostArriving = { all: 16, person: 4 } as const

/** Is this an address of files, for `evidenceDoor`? */
export function isEvidencePath(path: string): boolean {
  return filesPath.test(path) || filePath.test(path)
}

/** Answers `POST .../evidence/files?name=` with the incident as it is then, and `GET .../evidence/<id>/file` with the file. */
export function evidenceDoor(parts: EvidenceParts): EvidenceDoor {
  const arriving = new Map<string, number>()
  return async (request, response, path) => {
    const [, incidentId, evidenceId] = filePath.exec(path) ?? filesPath.exec(path) ?? []
    const query = new URL(request.url ?? '', 'http://baton').searchParams
    const of = { incidentId: Number(incidentId), evidenceId: evidenceId === undefined ? null : Number(evidenceId) }
    try {
      const ctx = await contextOf(parts, request)
      if (of.evidenceId !== null) {
        if (request.method !== 'GET' && request.method !== 'HEAD') refuse('method_not_allowed')
        await parts.endpoints.permit(ctx, 'getIncident', { incidentId: of.incidentId })
        const asked = { incidentId: of.incidentId, evidenceId: of.evidenceId, isInline: query.get('inline') === '1' }
        return await handOut(ctx, asked, request, response)
      }
      if (request.method !== 'POST') refuse('method_not_allowed')
      const shown = await takeIn(parts, ctx, { incidentId: of.incidentId, query, arriving }, request)
      answer(response, 200, 'application/json', jsonText(shown))
    } catch (error) {
      if (response.headersSent) return void response.destroy()
      // Whoever is cut off while they send hears no answer.
      await restGone(request)
      answerProblem(
        response,
        request.errored ? problemBody('evidence_cut_off') : problemOf(error, parts.diagnostics, 'evidence'),
      )
    }
  }
}

async function contextOf(parts: EvidenceParts, request: IncomingMessage): Promise<Context> {
  const { db, settings, sealer, announce } = parts
  const { cookie, authorization } = request.headers
  const identity = await identify(db, settings, {
    ...(cookie === undefined ? {} : { cookie }),
    ...(authorization === undefined ? {} : { authorization }),
  })
  if (request.method === 'POST' && !identity.byToken && request.headers['x-baton'] !== '1')
    refuse('missing_guard_header')
  return {
    db,
    actor: identity.actor,
    now: identity.now,
    newId,
    settings,
    sealer,
    announce,
    request: {
      address: parts.addressOf(request),
      agent: (request.headers['user-agent'] ?? '').slice(0, 300),
      sessionId: identity.sessionId,
      byToken: identity.byToken,
      tokenId: identity.tokenId ?? null,
    },
  }
}

type Coming = { readonly incidentId: number; readonly query: URLSearchParams; readonly arriving: Map<string, number> }

/** The name stands behind the question mark; what it is, and how large, is told by the bytes alone. */
async function takeIn(parts: EvidenceParts, ctx: Context, of: Coming, request: IncomingMessage) {
  const { incidentId, query, arriving } = of
  const note = (query.get('note') ?? '').trim()
  await parts.endpoints.permit(ctx, 'addEvidence', { incidentId, name: 'file', note })
  const row = await ctx.db.selectFrom('incident').select('state').where('id', '=', incidentId).executeTakeFirst()
  if (!row) refuse('not_found')
  if (row.state === 'merged') refuse('incident_merged')
  const mostBytes = mostBytesOf(ctx.settings)
  if (Number(request.headers['content-length'] ?? 0) > mostBytes) refuse('evidence_too_large', { mostBytes })
  const entryId = query.get('evidenceId')
  if (entryId !== null && !/^\d{1,15}$/.test(entryId)) refuse('not_found')
  const who = ctx.actor.kind === 'person' ? ctx.actor.id : ctx.actor.kind
  const mine = arriving.get(who) ?? 0
  const all = [...arriving.values()].reduce((sum, each) => sum + each, 0)
  if (mine >= mostArriving.person || all >= mostArriving.all) refuse('evidence_busy')
  arriving.set(who, mine + 1)
  try {
    const came = request.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>
    const arrived = await receive(ctx.db, { incidentId, mostBytes, now: ctx.now }, came)
    const name = (query.get('name') ?? '').slice(0, 1_000)
    const kept = { incidentId, evidenceId: entryId === null ? null : Number(entryId), name, note }
    return await keepArrived(ctx, kept, arrived).catch(async (error: unknown) => {
      await discard(ctx.db, arrived.fileId)
      throw error
    })
  } finally {
    const left = (arriving.get(who) ?? 1) - 1
    if (left === 0) arriving.delete(who)
    else arriving.set(who, left)
  }
}

type Asked = { readonly incidentId: number; readonly evidenceId: number; readonly isInline: boolean }

async function handOut(ctx: Context, of: Asked, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const file = await ctx.db
    .selectFrom('incident_evidence as e')
    .innerJoin('evidence_file as f', 'f.id', 'e.file_id')
    .select(['f.id', 'f.type', 'f.bytes', 'e.file_name as name'])
    .where('e.incident_id', '=', of.incidentId)
    .where('e.id', '=', of.evidenceId)
    .executeTakeFirst()
  if (!file?.type || file.bytes === null) refuse('not_found')
  const pieces = readFile(ctx.db, file.id)
  const first = await pieces.next()
  const head = first.done ? Buffer.alloc(0) : first.value
  response.writeHead(200, {
    ...fileHeaders({ type: file.type, name: file.name, isInline: of.isInline, head }),
    'content-length': file.bytes,
  })
  if (request.method === 'HEAD') return void response.end()
  await send(response, head)
  for await (const piece of pieces) await send(response, piece)
  response.end()
}

/**
 * Under which headers is a file handed out? It is downloaded, unless it was asked to be shown and is, by a second look at its first
 * bytes, a picture or plain text. Whatever it is, nothing in it runs, is kept by a proxy, or is used by another site.
 */
export function fileHeaders(of: {
  readonly type: FileType
  readonly name: string
  readonly isInline: boolean
  readonly head: Uint8Array
}): Readonly<Record<string, string>> {
  const { type, name, head } = of
  const isSure = isPicture(type) ? pictureOf(head) === type : true
  const isShown = of.isInline && isShownInline(type) && isSure
  const plain = name.replaceAll(/[^A-Za-z0-9._ -]/g, '_')
  const encoded = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return {
    'content-type': mediaTypes[isSure ? type : 'other'],
    'content-disposition': `${isShown ? 'inline' : 'attachment'}; filename="${plain}"; filename*=UTF-8''${encoded}`,
    'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'private, no-store',
  }
}

/** No faster than the other side reads; ends when it goes away. */
async function send(response: ServerResponse, piece: Uint8Array): Promise<void> {
  if (response.destroyed) throw new Error('nobody reads on')
  if (response.write(piece)) return
  await Promise.race([once(response, 'drain'), once(response, 'close')])
}

function answer(response: ServerResponse, status: number, type: string, text: string): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' })
  response.end(text)
}

function answerProblem(response: ServerResponse, problem: ProblemBody): void {
  if (problem.status === 503) response.setHeader('retry-after', '5')
  answer(response, problem.status, 'application/problem+json', JSON.stringify(problem))
}

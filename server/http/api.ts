// Every documented endpoint, from its row: find, parse, ask who and whether, act, answer.
import { isUtf8 } from 'node:buffer'
import { Hono } from 'hono'
import * as z from 'zod'
import { endpoints, type EndpointName } from '../../domain/api.ts'
import type { Endpoint } from '../../domain/endpoint.ts'
import { can } from '../../domain/permissions.ts'
import { problemBody, type ProblemBody } from '../../domain/problems.ts'
import type { Context, RequestFacts } from '../context.ts'
import type { Diagnostics } from '../diagnostics.ts'
import { cookieHeader } from '../people/cookie.ts'
import { identify } from '../people/session.ts'
import { refuse } from '../refusal.ts'
import { newId } from '../secrets.ts'
import { jsonText } from '../written.ts'
import type { ActionTable } from '../actions.ts'
import { perform } from './perform.ts'
import { problemOf } from './problems.ts'

export type ApiParts = Pick<Context, 'db' | 'settings' | 'sealer' | 'announce'> & {
  readonly actions: ActionTable
  readonly diagnostics: Diagnostics
  /** In development and tests every answer is held against its schema. */
  readonly checksAnswers: boolean
}

/** Who calls, as the socket and the headers tell. */
export type Caller = { readonly address: string }

type Bindings = { Bindings: Caller }

const mostBodyBytes = 2_200_000

export function apiRoutes(parts: ApiParts): Hono<Bindings> {
  const app = new Hono<Bindings>()
  // Literal segments before parameters: `/api/sessions/this` is not a session id.
  const rows = (Object.entries(endpoints) as [EndpointName, Endpoint][]).toSorted(([, a], [, b]) => {
    return Number(a.path.includes(':')) - Number(b.path.includes(':'))
  })
  for (const [name, row] of rows) {
    app.on(row.method, row.path, async (c) => {
      try {
        return await serve(parts, name, row, c.req.raw, c.req.param(), c.env)
      } catch (error) {
        return problemResponse(problemOf(error, parts.diagnostics, name))
      }
    })
  }
  app.all('/api/*', (c) => {
    const isKnown = rows.some(([, row]) => new RegExp(`^${row.path.replace(/:\w+/g, '[^/]+')}$`).test(c.req.path))
    return problemResponse(problemBody(isKnown ? 'method_not_allowed' : 'not_found'))
  })
  return app
}

async function serve(
  parts: ApiParts,
  name: EndpointName,
  row: Endpoint,
  request: Request,
  params: Readonly<Record<string, string>>,
  caller: Caller,
): Promise<Response> {
  const headers = request.headers
  const identity = await identify(parts.db, parts.settings, {
    ...optional('cookie', headers.get('cookie')),
    ...optional('authorization', headers.get('authorization')),
  })
  if (row.method !== 'GET' && !identity.byToken && headers.get('x-baton') !== '1') refuse('missing_guard_header')
  // Whoever is nobody is told so before a body is read or a field explained.
  const known = can(identity.actor, row.permission)
  if (!known.allowed && known.because === 'signed_out') refuse('signed_out')
  const input: unknown = await inputOf(row, request, params)
  const facts: RequestFacts = {
    address: caller.address,
    agent: (headers.get('user-agent') ?? '').slice(0, 300),
    sessionId: identity.sessionId,
    byToken: identity.byToken,
    tokenId: identity.tokenId ?? null,
  }
  const ctx: Context = {
    db: parts.db,
    actor: identity.actor,
    now: identity.now,
    newId,
    settings: parts.settings,
    sealer: parts.sealer,
    announce: parts.announce,
    request: facts,
  }
  const result = await perform(parts.actions, name, ctx, input)
  const answer = parts.checksAnswers ? z.encode(row.output, result) : result
  const setCookie = facts.cookie ?? identity.cookie
  const cookie = setCookie ? cookieHeader(parts.settings, setCookie) : null
  return new Response(jsonText(answer), {
    headers: {
      'content-type': 'application/json',
      'cache-control': 'no-store',
      ...(cookie ? { 'set-cookie': cookie } : {}),
    },
  })
}

async function inputOf(row: Endpoint, request: Request, params: Readonly<Record<string, string>>): Promise<object> {
  if (row.method === 'GET' || row.method === 'DELETE') {
    return { ...searched(new URL(request.url).searchParams), ...params }
  }
  const text = await boundedText(request)
  if (text.trim() === '') return params
  const type = request.headers.get('content-type') ?? ''
  if (!/^application\/json\b/i.test(type)) refuse('bad_json')
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    refuse('bad_json')
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) refuse('bad_json')
  return { ...body, ...params }
}

/** What stands behind the question mark; a name that stands there several times is a list. */
function searched(params: URLSearchParams): object {
  const names = new Set(params.keys())
  return Object.fromEntries(
    [...names].map((name) => [name, params.getAll(name).length > 1 ? params.getAll(name) : params.get(name)]),
  )
}

/** The body as text, given up as soon as it is too large, whatever its headers say. */
async function boundedText(request: Request): Promise<string> {
  if (Number(request.headers.get('content-length') ?? 0) > mostBodyBytes) refuse('too_large')
  if (!request.body) return ''
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of request.body) {
    size += part.byteLength
    if (size > mostBodyBytes) refuse('too_large')
    parts.push(part)
  }
  const body = Buffer.concat(parts)
  // A wrong encoding would be kept as question marks: whoever sent it can still send it right.
  if (!isUtf8(body)) refuse('bad_json', { why: 'The body is not text in UTF-8.' })
  return body.toString('utf8')
}

export function problemResponse(problem: ProblemBody): Response {
  const seconds = problem.facts?.['retryAfterSeconds']
  const retryAfter = problem.status === 503 ? 5 : typeof seconds === 'number' ? seconds : undefined
  return new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
    },
  })
}

function optional<K extends string>(key: K, value: string | null): { [P in K]?: string } {
  return value === null ? {} : ({ [key]: value } as { [P in K]: string })
}

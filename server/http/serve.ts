// One server for everything: intake on the bare request, the rest through Hono.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { can } from '../../domain/permissions.ts'
import { intakeDoor } from '../intake/doors.ts'
import { takeIn, type IntakeParts } from '../intake/http.ts'
import { identify } from '../people/session.ts'
import { sameText } from '../secrets.ts'
import type { Metrics } from '../metrics.ts'
import type { Readiness } from '../operations/readiness.ts'
import { apiRoutes, type ApiParts, type Caller } from './api.ts'
import { contentPolicy, type Assets } from './assets.ts'
import { calendarDoor } from './calendar.ts'
import { chatDoor, type ChatParts } from './chat.ts'
import { evidenceDoor, isEvidencePath } from './evidence.ts'
import type { Live } from './live.ts'
import { mailPath, mailPost, type MailPostParts } from './mail.ts'
import { phoneDoor, type PhoneDoorParts } from './phone.ts'
import { openApiDocument } from './openapi.ts'
import { endpointsOf } from './perform.ts'
import { unfollowDoor, unfollowPath } from './unfollow.ts'

export type ServerParts = ApiParts & {
  readonly egress: ChatParts['egress']
  readonly intake: Omit<IntakeParts, 'addressOf'>
  readonly phone: Pick<PhoneDoorParts, 'providers' | 'paging' | 'clock' | 'onLost'>
  readonly mail: MailPostParts['mail']
  readonly live: Live
  readonly assets: Assets
  readonly metrics: Metrics
  readonly readiness: Readiness
  readonly release: string
}

/** Makes the server; the caller listens. Timeouts suit Go clients, which hold idle connections for five minutes. */
export function makeServer(parts: ServerParts): Server {
  const { settings } = parts
  const app = apiRoutes(parts)
  const document = JSON.stringify(openApiDocument({ release: parts.release, url: settings.url }))
  const isHttps = settings.url.startsWith('https:')
  const addressIn = (request: IncomingMessage) => addressOf(request, settings.trustProxy)
  const { db, diagnostics } = parts
  const intake: IntakeParts = { ...parts.intake, addressOf: addressIn }
  const calendar = calendarDoor({ db, diagnostics, url: settings.url, addressOf: addressIn })
  const phone = phoneDoor({ ...parts, ...parts.phone })
  const chat = chatDoor({ ...parts, paging: parts.phone.paging })
  const mail = mailPost(parts)
  const evidence = evidenceDoor({ ...parts, endpoints: endpointsOf(parts.actions), addressOf: addressIn })
  const unfollow = unfollowDoor({ ...parts, clock: parts.phone.clock })
  const other = getRequestListener(
    async (request, env) => {
      const url = new URL(request.url)
      const accepts = request.headers.get('accept-encoding') ?? ''
      if (url.pathname === '/api/openapi.json') {
        return new Response(document, { headers: { 'content-type': 'application/json', 'cache-control': 'no-cache' } })
      }
      const caller: Caller = {
        address: addressIn((env as { incoming: IncomingMessage }).incoming),
      }
      if (url.pathname.startsWith('/api/')) return app.fetch(request, caller)
      // A monitor that posts to a wrong address must not take the first screen for an answer.
      if (request.method !== 'GET' && request.method !== 'HEAD') return new Response('Not found', { status: 404 })
      // Nor does anything behind a key: Grafana asks there whether Baton is a Mimir.
      if (url.pathname.startsWith('/in/')) return new Response('Not found', { status: 404 })
      return (await parts.assets.answer(url.pathname, accepts)) ?? new Response('Not found', { status: 404 })
    },
    { overrideGlobalObjects: false },
  )
  const server = createServer(
    { keepAliveTimeout: 320_000, headersTimeout: 60_000, requestTimeout: 60_000 },
    (request, response) => {
      const door = intakeDoor(request, intake.apis)
      if (door) return void takeIn(intake, door, request, response)
      secure(response, isHttps)
      const path = (request.url ?? '').split('?')[0]
      if (path === '/api/live') return void openLive(parts, request, response)
      if (path?.startsWith('/phone/')) return void phone(request, response, path)
      if (path?.startsWith(mailPath)) return void mail(request, response, path)
      if (path?.startsWith('/calendar/')) return void calendar(request, response, path)
      if (path !== undefined && isEvidencePath(path)) return void evidence(request, response, path)
      if (path?.startsWith(unfollowPath) && request.method === 'POST') return void unfollow(request, response, path)
      if (path?.startsWith('/chat/')) return void chat(request, response, path)
      if (path === '/healthz') return answerText(response, 200, 'ok\n')
      if (path === '/readyz') return void answerReady(parts, response)
      if (path === '/metrics') return void answerMetrics(parts, request, response)
      void other(request, response)
    },
  )
  server.maxHeadersCount = 100
  return server
}

function secure(response: ServerResponse, isHttps: boolean): void {
  response.setHeader('content-security-policy', contentPolicy)
  response.setHeader('x-content-type-options', 'nosniff')
  response.setHeader('referrer-policy', 'no-referrer')
  response.setHeader('cross-origin-opener-policy', 'same-origin')
  response.setHeader('cross-origin-resource-policy', 'same-origin')
  if (isHttps) response.setHeader('strict-transport-security', 'max-age=31536000')
}

async function openLive(parts: ServerParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const { cookie, authorization } = request.headers
    const who = async () => (await identify(parts.db, parts.settings, { cookie, authorization })).actor
    const actor = await who()
    if (!can(actor, 'alerts.read').allowed) return answerText(response, 401, 'sign in first\n')
    const personId = actor.kind === 'person' ? actor.id : null
    const mayListen = async () => can(await who(), 'alerts.read').allowed
    if (!parts.live.open({ personId, mayListen }, response)) answerText(response, 503, 'too many streams\n')
  } catch {
    answerText(response, 503, 'the database does not answer\n')
  }
}

async function answerReady(parts: ServerParts, response: ServerResponse): Promise<void> {
  const { isReady, reasons, notes } = await parts.readiness()
  const lines = [...(isReady ? ['ready'] : reasons), ...notes]
  answerText(response, isReady ? 200 : 503, `${lines.join('\n')}\n`)
}

async function answerMetrics(parts: ServerParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { metricsToken } = parts.settings
  const given = (request.headers.authorization ?? '').replace(/^Bearer /, '')
  if (metricsToken && !sameText(given, metricsToken))
    return answerText(response, 401, 'metrics need BATON_METRICS_TOKEN\n')
  const text = await parts.metrics.registry.metrics()
  response.writeHead(200, { 'content-type': parts.metrics.registry.contentType })
  response.end(text)
}

function answerText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' })
  response.end(text)
}

function addressOf(request: IncomingMessage, trustsProxy: boolean): string {
  const forwarded = trustsProxy ? request.headers['x-forwarded-for'] : undefined
  const first = Array.isArray(forwarded) ? forwarded[0] : forwarded?.split(',').at(-1)?.trim()
  return first || request.socket.remoteAddress || ''
}

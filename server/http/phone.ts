// The doors for telephone providers: what became of a message, what to say in a call, the key that was pressed, an SMS that came.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { callReceipt, smsReceipt, type Receipt } from '../../domain/paging/receipt.ts'
import { asPriority } from '../../domain/paging/priority.ts'
import type { Outcome } from '../../domain/paging/answer.ts'
import { outcomeSaid } from '../../domain/paging/answer-words.ts'
import { readKey } from '../../domain/paging/reply.ts'
import { emptyTwiml, pageTwiml, replyTwiml, sayTwiml } from '../../domain/paging/twiml.ts'
import { expired, findOpenTo } from '../alerts/answering.ts'
import { openIn } from '../alerts/bundle-answers.ts'
import { answerBySms, answerDeliveries } from '../alerts/phone-answers.ts'
import { because } from '../channels/channel.ts'
import { isFromProvider, type FormParameters } from '../channels/phone-signature.ts'
import type { PhoneProvider } from '../channels/phone.ts'
import type { Context } from '../context.ts'
import type { Diagnostics } from '../diagnostics.ts'
import type { DatabaseClock } from '../engine/clock.ts'
import type { Metrics } from '../metrics.ts'
import { bundleIn, deliveryIn, isGenuine } from '../paging/answer-link.ts'
import { carriedBeside } from '../paging/bundles.ts'
import type { PagingDoors } from '../paging/doors.ts'
import { findDelivery, markArrived, markLost } from '../paging/receipts.ts'
import { newId } from '../secrets.ts'
import { problemOf } from './problems.ts'

export type PhoneDoorParts = Pick<Context, 'db' | 'settings' | 'sealer' | 'announce'> & {
  readonly providers: readonly PhoneProvider[]
  readonly paging: PagingDoors
  readonly clock: DatabaseClock
  readonly metrics: Metrics
  readonly diagnostics: Diagnostics
  /** The network gave a message up: its receipt is due now. */
  readonly onLost: () => void
}

const mostBytes = 65_536
const doors = ['sms', 'sms-status', 'call-say', 'call-key', 'call-status'] as const
type DoorName = (typeof doors)[number]

/** What came through a door, proven to be the provider's. `token` names the delivery, and proves that it is meant. */
type Call = {
  readonly door: DoorName
  readonly provider: PhoneProvider
  readonly token: string
  readonly form: Readonly<Record<string, string>>
}

export type PhoneDoor = (request: IncomingMessage, response: ServerResponse, path: string) => Promise<void>

/** Answers `/phone/<provider>/<door>[/<token>]`. Nothing is looked at before the signature over the raw form holds. */
export function phoneDoor(parts: PhoneDoorParts): PhoneDoor {
  return async (request, response, path) => {
    try {
      const [, , name, door, token = '', ...rest] = path.split('/')
      const provider = parts.providers.find((each) => each.name === name)
      const known = doors.find((each) => each === door)
      if (!provider || !known || rest.length > 0) return refuse(response, 404, 'There is no such door.')
      if (request.method !== 'POST') return refuse(response, 405, 'This address takes POST.')
      const body = await bounded(request)
      if (body === null) return refuse(response, 413, 'Too large.')
      const parameters: FormParameters = [...new URLSearchParams(body)]
      const signature = request.headers['x-twilio-signature']
      const url = parts.settings.url + (request.url ?? '')
      const isTrue =
        typeof signature === 'string' && isFromProvider({ token: provider.token, url, parameters, signature })
      if (!isTrue) {
        parts.diagnostics.warn({ provider: name, door }, 'a call to a telephone door was not signed by its provider')
        return refuse(response, 403, 'The signature does not hold. It is made over BATON_URL and this path.')
      }
      const twiml = await take(parts, { door: known, provider, token, form: Object.fromEntries(parameters) })
      response.writeHead(200, { 'content-type': 'text/xml; charset=utf-8', 'cache-control': 'no-store' })
      response.end(twiml)
    } catch (error) {
      const problem = problemOf(error, parts.diagnostics, 'phone')
      refuse(response, problem.status, problem.say)
    }
  }
}

async function take(parts: PhoneDoorParts, call: Call): Promise<string> {
  const { db, settings, sealer, announce } = parts
  const now = await parts.clock.read(db)
  const request = { address: '', agent: call.provider.name, sessionId: null, byToken: false }
  const ctx: Context = { db, settings, sealer, announce, now, newId, actor: { kind: 'nobody' }, request }
  switch (call.door) {
    case 'sms': {
      const { From: from = '', Body: text = '', MessageSid: sid = '' } = call.form
      const told = await answerBySms(ctx, parts.paging, { from, text, ref: `${call.provider.name} ${sid}` })
      return told ? replyTwiml(told.says) : emptyTwiml
    }
    case 'sms-status': {
      const { MessageStatus: status = '', MessageSid: sid = '', ErrorCode: code = '' } = call.form
      return takeReceipt(parts, ctx, call, { receipt: smsReceipt(status), sid, said: `${status} ${code}`.trim() })
    }
    case 'call-status': {
      const { CallStatus: status = '', CallSid: sid = '' } = call.form
      return takeReceipt(parts, ctx, call, { receipt: callReceipt(status), sid, said: status })
    }
    case 'call-say':
      return sayPage(parts, ctx, call)
    case 'call-key':
      return takeKey(parts, ctx, call)
  }
}

async function takeReceipt(
  parts: PhoneDoorParts,
  ctx: Context,
  call: Call,
  of: { readonly receipt: Receipt; readonly sid: string; readonly said: string },
): Promise<string> {
  const delivery = await meant(parts, ctx, call)
  if (!delivery || of.receipt === null) return emptyTwiml
  if (of.receipt === 'arrived') return arrived(parts, ctx, call, delivery)
  const ref = `${call.provider.name} ${of.sid}`
  const reason = because('phone_undelivered', of.said)
  let isLost = false
  for (const id of [delivery.id, ...(await carriedBeside(ctx.db, bundleIn(call.token), delivery.id))])
    isLost = (await markLost(ctx.db, { id, ref, because: reason, now: ctx.now })) || isLost
  if (isLost) parts.onLost()
  return emptyTwiml
}

async function arrived(
  { metrics }: PhoneDoorParts,
  ctx: Context,
  { token }: Call,
  delivery: { readonly id: number; readonly channel: string },
): Promise<string> {
  let isNews = false
  for (const id of [delivery.id, ...(await carriedBeside(ctx.db, bundleIn(token), delivery.id))]) {
    if (!(await markArrived(ctx.db, { id, now: ctx.now }))) continue
    metrics.receipt(delivery.channel, 'received')
    isNews = true
  }
  if (isNews) ctx.announce(['pages'])
  return emptyTwiml
}

/** Somebody picked up: what the page says, while it can still be answered. */
async function sayPage(parts: PhoneDoorParts, ctx: Context, call: Call): Promise<string> {
  const delivery = await meant(parts, ctx, call)
  const found = delivery ? await findOpenTo(ctx, delivery.id) : null
  if (!delivery || !found) return sayTwiml(expired.language, [expired.says])
  await arrived(parts, ctx, call, delivery)
  const open = await openIn(ctx, bundleIn(call.token), found)
  const [urgent] = open
  const keyUrl = `${parts.settings.url}/phone/${call.provider.name}/call-key/${call.token}`
  if (urgent && (open.length > 1 || urgent.id !== found.id)) {
    const { language, summary, service_name: service, is_test: isTest } = urgent
    const page = { language, priority: asPriority(urgent.priority), summary, service, isTest, count: open.length }
    return pageTwiml(page, keyUrl)
  }
  const { language, state, holder_name: by } = found
  const say = (outcome: Outcome) => sayTwiml(language, [outcomeSaid(outcome, found)])
  if (state === 'closed') return say({ is: 'was_closed', by: found.closed_by_name, left: 0 })
  if (state !== 'triggered') return say(by === null ? { is: 'over' } : { is: 'theirs', by, isRefused: false })
  const { summary, service_name: service, is_test: isTest } = found
  return pageTwiml({ language, priority: asPriority(found.priority), summary, service, isTest }, keyUrl)
}

async function takeKey(parts: PhoneDoorParts, ctx: Context, call: Call): Promise<string> {
  const delivery = await meant(parts, ctx, call)
  const { Digits: digits = '', CallSid: sid = '' } = call.form
  const answer = readKey(digits)
  if (!delivery) return sayTwiml(expired.language, [expired.says])
  // Another key than those that were named: what there is to press is said again.
  if (!answer) return sayPage(parts, ctx, call)
  const ref = `${call.provider.name} ${sid} ${digits}`
  const ids = [delivery.id, ...(await carriedBeside(ctx.db, bundleIn(call.token), delivery.id))]
  const told = await answerDeliveries(ctx, parts.paging, { ids, answer, via: 'voice', ref })
  return sayTwiml(told.language, [told.says])
}

/** The delivery that the address names and proves; a signed call with somebody else's token means nothing. */
async function meant(parts: PhoneDoorParts, ctx: Context, { token }: Call) {
  const id = deliveryIn(token)
  const delivery = id === null ? undefined : await findDelivery(ctx.db, id)
  return delivery && isGenuine(parts.sealer, token, delivery) ? delivery : null
}

async function bounded(request: IncomingMessage): Promise<string | null> {
  const pieces: Buffer[] = []
  let size = 0
  for await (const piece of request as AsyncIterable<Buffer>) {
    size += piece.length
    if (size > mostBytes) return null
    pieces.push(piece)
  }
  return Buffer.concat(pieces).toString('utf8')
}

function refuse(response: ServerResponse, status: number, say: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' })
  response.end(`${say}\n`)
}

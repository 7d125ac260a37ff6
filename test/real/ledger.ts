// The only judge: what senders were promised, and what arrived at the end of a page's way. It lives outside Baton and its database.
import { createServer } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import type { EndpointOutput } from '../../domain/api.ts'
import type { Baton } from './baton.ts'
import { freePort } from './program.ts'
import { keyIn } from './sender.ts'
import type { Trial } from './trial.ts'

/** A page as it reached the end of its way. */
export type Arrival = {
  readonly key: string
  readonly pageId: number
  readonly alertId: number
  readonly webhookId: string
  readonly atMs: number
  /** The second in which the node that sent it began to, as the database's clock has it. */
  readonly begunS: number
}

/** What a trial comes to, in figures. */
export type Figures = {
  readonly accepted: number
  readonly lost: number
  readonly duplicates: number
  /** From each 2xx to the first message about that alert. */
  readonly lateMs: { readonly p50: number; readonly p99: number; readonly max: number }
}

export class Ledger {
  /** Keys of events that were answered with 2xx, and when. */
  readonly accepted = new Map<string, number>()
  /** Keys whose connection broke before an answer: they may or may not be known to Baton. */
  readonly unanswered = new Set<string>()
  /** How many events were turned away, by status. */
  readonly refused = new Map<number, number>()
  /** For each key, every page that arrived and named it. */
  readonly arrived = new Map<string, (Arrival & { readonly life: number })[]>()
  /** Keys that the phone was told of, be it that it refused. */
  readonly heard = new Set<string>()
  /** The numbers of the pages that arrived, which may be about more alerts than they name. */
  readonly pages = new Set<number>()
  /** Grows with every death, of Baton or its database: what was under way then may come again. */
  life = 1

  /** After a death: what the dead one had sent already is still read as its own. */
  async nextLife(): Promise<void> {
    await pause(20)
    this.life++
  }

  note(key: string, status: number | null): void {
    if (status === null) this.unanswered.add(key)
    else if (status >= 200 && status <= 299) this.accepted.set(key, performance.now())
    else this.refused.set(status, (this.refused.get(status) ?? 0) + 1)
  }

  noteArrival(arrival: Arrival): void {
    this.pages.add(arrival.pageId)
    this.arrived.set(arrival.key, [...(this.arrived.get(arrival.key) ?? []), { ...arrival, life: this.life }])
  }

  /** Accepted, and not yet arrived under their own name. */
  outstanding(): string[] {
    return [...this.accepted.keys()].filter((key) => !this.arrived.has(key))
  }

  /** How long after its 2xx did the first message about each of these alerts arrive, in milliseconds, the shortest first? */
  lateness(isMeant: (key: string) => boolean = () => true): number[] {
    const late = [...this.accepted].flatMap(([key, answeredMs]) => {
      if (!isMeant(key)) return []
      const first = this.arrived.get(key)?.[0]
      return first ? [Math.max(0, first.atMs - answeredMs)] : []
    })
    return late.sort((a, b) => a - b)
  }
}

/**
 * Somebody's webhook: writes down every page, and takes up to that long to answer, so that kills find pages half delivered.
 * `onPage` hears of each and may answer another status than 200; what is refused so has not arrived.
 */
export async function startReceiver(
  trial: Trial,
  ledger: Ledger,
  longestAnswerMs: number,
  onPage: (arrival: Arrival) => number | void = () => {},
): Promise<string> {
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const { 'webhook-id': webhookId, 'webhook-timestamp': begun } = request.headers
      const page = pageIn(Buffer.concat(parts).toString('utf8'))
      const arrival = { ...page, webhookId: String(webhookId), begunS: Number(begun), atMs: performance.now() }
      ledger.heard.add(page.key)
      const status = onPage(arrival) ?? 200
      if (status < 300) ledger.noteArrival(arrival)
      setTimeout(() => response.writeHead(status).end(), Math.random() * longestAnswerMs)
    })
  })
  const port = await freePort()
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  trial.after(() => {
    server.close()
    server.closeAllConnections()
  })
  return `http://127.0.0.1:${port}/pages`
}

/** Waits until Baton says that nothing is due or under way, several times in a row; `later` messages may wait for their time. */
export async function settled(baton: Baton, withinMs: number, later = 0): Promise<boolean> {
  const until = performance.now() + withinMs
  for (let quiet = 0; performance.now() < until;) {
    const health = await baton.call('getHealth', {}).catch(() => null) // it may still be coming back
    const { queuedDeliveries, latenessMs } = health ?? { queuedDeliveries: Infinity, latenessMs: 1 }
    quiet = queuedDeliveries <= later && latenessMs === 0 ? quiet + 1 : 0
    if (quiet === 5) return true
    await pause(200)
  }
  return false
}

/** Compares what was promised with what Baton holds and with what arrived. */
export async function judge(trial: Trial, baton: Baton, ledger: Ledger): Promise<Figures> {
  const known = await alertsByKey(baton)
  const forgotten = [...ledger.accepted.keys()].filter((key) => !known.has(key))
  const { joined, silent } = await unnamed(baton, ledger, known)
  const lost = silent.filter((key) => ledger.accepted.has(key))
  const arrivals = [...ledger.arrived.values()]
  const copies = arrivals.reduce((sum, each) => sum + each.length, 0)
  const doubled = arrivals.filter((each) => each.length > 1)
  const worst = Math.max(0, ...arrivals.map((each) => each.length))
  const inOneLife = doubled.filter((each) => new Set(each.map(({ life }) => life)).size < each.length)
  const underOtherIds = doubled.filter((each) => new Set(each.map(({ webhookId }) => webhookId)).size > 1)
  const surfaced = [...ledger.unanswered].filter((key) => known.has(key)).length
  const refused = [...ledger.refused].map(([status, count]) => `${count} with ${status}`)
  trial.say(`accepted   ${ledger.accepted.size} events (answered 2xx)`)
  trial.say(`refused    ${refused.join(', ') || 'none'}`)
  trial.say(
    `unanswered ${ledger.unanswered.size} whose connection broke; ${surfaced} of them became alerts all the same`,
  )
  trial.say(`delivered  ${copies} messages for ${ledger.arrived.size} pages, which ${joined} more alerts had joined`)
  trial.say(`duplicates ${copies - ledger.arrived.size}, of ${doubled.length} pages; worst: one page ${worst} times`)
  trial.say(`lost       ${forgotten.length + lost.length}`)
  trial.check(forgotten.length === 0, `every accepted event is an alert (missing: ${shown(forgotten)})`)
  trial.check(
    lost.length === 0,
    `every accepted event was delivered (missing: ${shown(lost.map((key) => `${key} (alert ${known.get(key)})`))})`,
  )
  trial.check(silent.length === lost.length, 'so was every alert whose sender got no answer')
  trial.check(
    inOneLife.length === 0,
    `no page came twice without a death between (promise C6)${inOneLife.length > 0 ? `: ${JSON.stringify(inOneLife.slice(0, 5))}` : ''}`,
  )
  trial.check(
    underOtherIds.length === 0,
    'every copy carries the webhook-id of the first, so that a receiver can drop it',
  )
  const late = ledger.lateness()
  const part = (share: number) => late[Math.min(late.length - 1, Math.floor(late.length * share))] ?? Number.NaN
  return {
    accepted: ledger.accepted.size,
    lost: forgotten.length + lost.length,
    duplicates: copies - ledger.arrived.size,
    lateMs: { p50: part(0.5), p99: part(0.99), max: part(1) },
  }
}

/** Of the alerts that no message names: how many had joined a page that arrived, and which had not. */
async function unnamed(baton: Baton, ledger: Ledger, known: ReadonlyMap<string, number>) {
  const silent: string[] = []
  let joined = 0
  for (const [key, alertId] of known) {
    if (ledger.arrived.has(key)) continue
    const { pages } = await baton.call('listPages', { alertId })
    if (pages.some(({ id }) => ledger.pages.has(id))) joined++
    else silent.push(key)
  }
  return { joined, silent }
}

async function alertsByKey(baton: Baton): Promise<Map<string, number>> {
  const known = new Map<string, number>()
  for (let before: number | null = Number.MAX_SAFE_INTEGER; before !== null;) {
    const { alerts, nextBefore }: EndpointOutput<'listAlerts'> = await baton.call('listAlerts', {
      state: 'all',
      limit: 200,
      before,
    })
    for (const alert of alerts) known.set(keyIn(alert.summary), alert.id)
    before = nextBefore
  }
  return known
}

function shown(keys: readonly string[]): string {
  return keys.length === 0 ? 'none' : `${keys.length}: ${keys.slice(0, 10).join(', ')}`
}

function pageIn(body: string): { readonly key: string; readonly pageId: number; readonly alertId: number } {
  const sent = JSON.parse(body) as {
    readonly data?: {
      readonly summary?: string
      readonly page?: { readonly id: number }
      readonly alert?: { readonly id: number }
    }
  }
  return { key: keyIn(sent.data?.summary ?? ''), pageId: sent.data?.page?.id ?? 0, alertId: sent.data?.alert?.id ?? 0 }
}

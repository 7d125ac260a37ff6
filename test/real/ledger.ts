// The only judge: what senders were promised, and what arrived at the end of a page's way. It lives outside Baton and its database.
import { createServer } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import type { EndpointOutput } from '../../domain/api.ts'
import type { Baton } from './baton.ts'
import { freePort } from './program.ts'
import { keyIn } from './sender.ts'
import type { Trial } from './trial.ts'

type Arrival = { readonly webhookId: string; readonly life: number }

export class Ledger {
  /** Keys of events that were answered with 2xx. */
  readonly accepted = new Set<string>()
  /** Keys whose connection broke before an answer: they may or may not be known to Baton. */
  readonly unanswered = new Set<string>()
  /** How many events were turned away, by status. */
  readonly refused = new Map<number, number>()
  /** For each key, every page that arrived and named it. */
  readonly arrived = new Map<string, Arrival[]>()
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
    else if (status >= 200 && status <= 299) this.accepted.add(key)
    else this.refused.set(status, (this.refused.get(status) ?? 0) + 1)
  }

  noteArrival({ key, pageId, webhookId }: { key: string; pageId: number; webhookId: string }): void {
    this.pages.add(pageId)
    this.arrived.set(key, [...(this.arrived.get(key) ?? []), { webhookId, life: this.life }])
  }

  /** Accepted, and not yet arrived under their own name. */
  outstanding(): string[] {
    return [...this.accepted].filter((key) => !this.arrived.has(key))
  }
}

/** Somebody's webhook: writes down every page, and takes up to that long to answer, so that kills find pages half delivered. */
export async function startReceiver(trial: Trial, ledger: Ledger, longestAnswerMs: number): Promise<string> {
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const sent = pageIn(Buffer.concat(parts).toString('utf8'))
      ledger.noteArrival({ ...sent, webhookId: String(request.headers['webhook-id']) })
      setTimeout(() => response.end(), Math.random() * longestAnswerMs)
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

/** Waits until Baton says that nothing is due or under way, several times in a row. */
export async function settled(baton: Baton, withinMs: number): Promise<boolean> {
  const until = performance.now() + withinMs
  for (let quiet = 0; performance.now() < until;) {
    const { queuedDeliveries, latenessMs } = await baton.call('getHealth', {})
    quiet = queuedDeliveries === 0 && latenessMs === 0 ? quiet + 1 : 0
    if (quiet === 5) return true
    await pause(200)
  }
  return false
}

/** Compares what was promised with what Baton holds and with what arrived. */
export async function judge(trial: Trial, baton: Baton, ledger: Ledger): Promise<void> {
  const known = await alertsByKey(baton)
  const forgotten = [...ledger.accepted].filter((key) => !known.has(key))
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
  trial.check(lost.length === 0, `every accepted event was delivered (missing: ${shown(lost)})`)
  trial.check(silent.length === lost.length, 'so was every alert whose sender got no answer')
  trial.check(
    inOneLife.length === 0,
    `no page came twice without a death between (promise C6)${inOneLife.length > 0 ? `: ${JSON.stringify(inOneLife.slice(0, 5))}` : ''}`,
  )
  trial.check(
    underOtherIds.length === 0,
    'every copy carries the webhook-id of the first, so that a receiver can drop it',
  )
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

function pageIn(body: string): { readonly key: string; readonly pageId: number } {
  const sent = JSON.parse(body) as {
    readonly data?: { readonly summary?: string; readonly page?: { readonly id: number } }
  }
  return { key: keyIn(sent.data?.summary ?? ''), pageId: sent.data?.page?.id ?? 0 }
}

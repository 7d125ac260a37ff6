// The only judge: what senders were promised, and what arrived at the end of a page's way. It lives outside Baton and its database.
import { createServer } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
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
  /** For each key, every page that arrived. */
  readonly arrived = new Map<string, Arrival[]>()
  /** How often Baton was started so far. */
  life = 1

  note(key: string, status: number | null): void {
    if (status === null) this.unanswered.add(key)
    else if (status >= 200 && status <= 299) this.accepted.add(key)
    else this.refused.set(status, (this.refused.get(status) ?? 0) + 1)
  }

  noteArrival(key: string, webhookId: string): void {
    this.arrived.set(key, [...(this.arrived.get(key) ?? []), { webhookId, life: this.life }])
  }

  /** Accepted, and not yet arrived. */
  outstanding(): string[] {
    return [...this.accepted].filter((key) => !this.arrived.has(key))
  }
}

/** Somebody's webhook: writes down every page, and takes up to that long to answer, so that kills find pages half delivered. */
export async function startReceiver(trial: Trial, ledger: Ledger, longestAnswerMs: number): Promise<string> {
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', async () => {
      const key = keyIn(summaryIn(Buffer.concat(parts).toString('utf8')))
      ledger.noteArrival(key, String(request.headers['webhook-id']))
      await pause(Math.random() * longestAnswerMs)
      response.end()
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
  const known = await keysOfAlerts(baton)
  const forgotten = [...ledger.accepted].filter((key) => !known.has(key))
  const lost = ledger.outstanding()
  const arrivals = [...ledger.arrived.values()]
  const pages = arrivals.reduce((sum, copies) => sum + copies.length, 0)
  const doubled = arrivals.filter((copies) => copies.length > 1)
  const worst = Math.max(0, ...arrivals.map((copies) => copies.length))
  const inOneLife = doubled.filter((copies) => new Set(copies.map(({ life }) => life)).size < copies.length)
  const underOtherIds = doubled.filter((copies) => new Set(copies.map(({ webhookId }) => webhookId)).size > 1)
  const surfaced = [...ledger.unanswered].filter((key) => known.has(key)).length
  trial.say(`accepted   ${ledger.accepted.size} events (answered 2xx)`)
  const refused = [...ledger.refused].map(([status, count]) => `${count} with ${status}`)
  trial.say(`refused    ${refused.join(', ') || 'none'}`)
  trial.say(
    `unanswered ${ledger.unanswered.size} events whose connection broke; ${surfaced} of them are alerts all the same`,
  )
  trial.say(`delivered  ${pages} pages for ${ledger.arrived.size} alerts`)
  trial.say(
    `duplicates ${pages - ledger.arrived.size} pages, of ${doubled.length} alerts; worst: one alert ${worst} times`,
  )
  trial.say(`lost       ${lost.length}`)
  trial.check(forgotten.length === 0, `every accepted event is an alert (missing: ${shown(forgotten)})`)
  trial.check(lost.length === 0, `every accepted event was delivered (missing: ${shown(lost)})`)
  const missing = [...known].filter((key) => !ledger.arrived.has(key))
  trial.check(missing.length === 0, `so was every alert nobody was promised (missing: ${shown(missing)})`)
  trial.check(inOneLife.length === 0, 'no page came twice without a death between (promise C6)')
  trial.check(
    underOtherIds.length === 0,
    'every copy carries the webhook-id of the first, so that a receiver can drop it',
  )
}

async function keysOfAlerts(baton: Baton): Promise<Set<string>> {
  const keys = new Set<string>()
  for (let before: number | null | undefined; before !== null;) {
    const page = await baton.call('listAlerts', {
      state: 'all',
      limit: 200,
      ...(before === undefined ? {} : { before }),
    })
    for (const alert of page.alerts) keys.add(alert.key)
    before = page.nextBefore
  }
  return keys
}

function shown(keys: readonly string[]): string {
  return keys.length === 0 ? 'none' : `${keys.length}: ${keys.slice(0, 10).join(', ')}`
}

function summaryIn(body: string): string {
  const sent = JSON.parse(body) as { readonly data?: { readonly summary?: string } }
  return sent.data?.summary ?? ''
}

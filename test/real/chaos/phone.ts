// What if the telephone provider misbehaves? It accepts and never calls back, calls back twice, in the wrong order, or somebody else
// does in its name. A second way is a webhook, an hour later unless the first is found out.
import { setTimeout as pause } from 'node:timers/promises'
import { fakeAccount, fakeToken, fakeTwilio, type Asked } from '../../../server/channels/testing/twilio.ts'
import { joinTeam, makePolicy, makeService, reachByWebhook } from '../team.ts'
import { eventually } from '../trial.ts'
import { conclude, gather, type Crew } from './crew.ts'
import { startLoad } from './load.ts'
import type { ChaosTrial } from './trials.ts'

const receiptSeconds = 5

/** What this provider tells of a message that it has accepted: statuses in their order, and who signs them. */
const manners = {
  silent: { tells: [], isGenuine: true, rings: true },
  twice: { tells: ['delivered', 'delivered'], isGenuine: true, rings: false },
  'in the wrong order': { tells: ['delivered', 'sent', 'queued'], isGenuine: true, rings: false },
  'lost, then delivered': { tells: ['undelivered', 'delivered'], isGenuine: true, rings: true },
  forged: { tells: ['delivered'], isGenuine: false, rings: true },
} as const

export const phone: ChaosTrial = {
  name: 'phone',
  minutes: 0.5,
  async run(trial, { minutes, seed }) {
    const provider = await fakeTwilio()
    trial.after(() => provider[Symbol.asyncDispose]())
    const env = {
      BATON_PHONE_URL: provider.url,
      BATON_PHONE_ACCOUNT: fakeAccount,
      BATON_PHONE_TOKEN: fakeToken,
      BATON_PHONE_SMS_FROM: '+15005550006',
      BATON_PHONE_RECEIPT_SECONDS: String(receiptSeconds),
    }
    const crew = await gather(trial, { seed, nodes: 2, perSecond: 10, env })
    const numbers = new Map<string, keyof typeof manners>()
    const loads = []
    for (const [i, name] of Object.keys(manners).entries()) {
      const number = `+1500555${String(1_000 + i)}`
      numbers.set(number, asManner(name))
      const key = await joinByPhone(crew, `manner-${i}`, number)
      const ports = crew.nodes.map(({ baton }) => baton.port)
      loads.push(startLoad({ ports, keys: [key], perSecond: 2, ledger: crew.ledger, name }))
    }
    const statuses = new Map<string, Set<number>>()
    const telling = tellAll(provider, numbers, statuses)
    await pause(minutes * 60_000)
    await Promise.all(loads.map((load) => load.stop()))
    const isRung = ([name, { rings }]: readonly [string, { readonly rings: boolean }]) =>
      !rings || ofManner(crew, name).every((key) => crew.ledger.arrived.has(key))
    await eventually(60_000, () => Object.entries(manners).every(isRung))
    await telling.stop()
    let later = 0
    for (const [name, { rings, isGenuine }] of Object.entries(manners)) {
      const keys = ofManner(crew, name)
      const rung = keys.filter((key) => crew.ledger.arrived.has(key))
      const told = [...(statuses.get(name) ?? [])]
      const late = crew.ledger.lateness((key) => key.startsWith(`${name}/`)).at(-1) ?? 0
      trial.check(
        keys.length > 0 &&
          rung.length === (rings ? keys.length : 0) &&
          told.every((one) => one === (isGenuine ? 200 : 403)),
        `${name}: of ${keys.length} alerts ${rung.length} went another way, the latest after ${Math.round(late)} ms; told ${told.join(', ') || 'nothing'}`,
      )
      if (rings) continue
      later += keys.length
      for (const key of keys) arriveByPhone(crew, key)
    }
    // Whoever was reached by telephone would be reached by their webhook in an hour.
    await conclude(crew, numbers.size, later)
  },
}

async function joinByPhone({ anyUp, teamId, phone: webhook }: Crew, slug: string, number: string): Promise<string> {
  const { baton } = anyUp()
  const personId = await joinTeam(baton, { name: slug, teamId })
  await reachByWebhook(baton, personId, webhook)
  await baton.call('addContact', { personId, channel: 'sms', address: number })
  const { contacts } = await baton.call('getContacts', { personId })
  const rules = contacts
    .filter(({ channel }) => channel === 'webhook' || channel === 'sms')
    .map(({ id, channel }) => ({
      priority: 'P1' as const,
      contactId: id,
      afterMinutes: channel === 'sms' ? 0 : 60,
    }))
  await baton.call('setContactRules', { personId, rules })
  const policyId = await makePolicy(baton, { slug, teamId, steps: [{ personId, waitMinutes: 600 }] })
  return (await makeService(baton, { slug, teamId, policyId, dialect: 'pagerduty', grouping: 'none' })).key
}

type Provider = Awaited<ReturnType<typeof fakeTwilio>>

/** Tells of each message what its number's manner says, shortly after it was accepted. */
function tellAll(
  provider: Provider,
  numbers: ReadonlyMap<string, keyof typeof manners>,
  statuses: Map<string, Set<number>>,
): { stop(): Promise<void> } {
  const over = new AbortController()
  const tell = async (message: Asked) => {
    const manner = numbers.get(message.form['To'] ?? '')
    const url = message.form['StatusCallback']
    if (manner === undefined || url === undefined) return
    const { tells, isGenuine } = manners[manner]
    for (const [i, status] of tells.entries()) {
      // What follows comes when the first has been acted on.
      if (i > 0) await pause(2_000)
      const form = { MessageSid: message.sid, MessageStatus: status }
      const answer = await provider.tell({ url, form, ...(isGenuine ? {} : { token: 'the token of somebody else' }) })
      statuses.set(manner, (statuses.get(manner) ?? new Set()).add(answer.status))
    }
  }
  const telling: Promise<void>[] = []
  const running = (async () => {
    for (let told = 0; !over.signal.aborted; await pause(20)) {
      const heard = provider.asked.slice(told)
      told += heard.length
      for (const message of heard) telling.push(tell(message))
    }
    await Promise.all(telling)
  })()
  return {
    async stop() {
      over.abort()
      await running
    },
  }
}

/** What arrived by telephone has arrived: nobody looks for it at the webhook. */
function arriveByPhone({ ledger }: Crew, key: string): void {
  const atMs = ledger.accepted.get(key) ?? 0
  ledger.noteArrival({ key, pageId: 0, alertId: 0, webhookId: key, atMs, begunS: 0 })
}

function ofManner({ ledger }: Crew, name: string): string[] {
  return [...ledger.accepted.keys()].filter((key) => key.startsWith(`${name}/`))
}

function asManner(name: string): keyof typeof manners {
  for (const known of Object.keys(manners)) if (known === name) return known as keyof typeof manners
  throw new Error(`there is no manner ${name}`)
}

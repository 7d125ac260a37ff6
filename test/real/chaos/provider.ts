// What if providers misbehave? Everybody's first contact is a webhook that garbles, lies, fails, never ends or hangs; their second is
// the phone, a minute later unless the first is found out. And two dozen people share one provider that hangs.
import { setTimeout as pause } from 'node:timers/promises'
import { eventually } from '../trial.ts'
import { joinTeam, makePolicy, makeService, reachByWebhook } from '../team.ts'
import { misbehaviours, startBadProvider } from './bad-provider.ts'
import { conclude, gather, type Crew } from './crew.ts'
import { startLoad } from './load.ts'
import type { ChaosTrial } from './trials.ts'

const crowd = 24
/** The longest call is ten seconds, and a contact that lies is believed for the minute that its owner has set. */
const foundOutWithinMs = 45_000
const believedForMs = 60_000

export const provider: ChaosTrial = {
  name: 'provider',
  minutes: 1,
  async run(trial, { minutes, seed }) {
    const crew = await gather(trial, { seed, nodes: 1, perSecond: 25 })
    const keys = new Map<string, string>()
    const hanging = await startBadProvider(trial, misbehaviours.hangs)
    const bad = [hanging]
    for (const [name, misbehaviour] of Object.entries(misbehaviours)) {
      const one = await startBadProvider(trial, misbehaviour)
      bad.push(one)
      keys.set(name, await joinBehind(crew, name, one.url))
    }
    const crowded: string[] = []
    for (let i = 0; i < crowd; i++) crowded.push(await joinBehind(crew, `crowd-${i}`, `${hanging.url}/${i}`))
    const ports = crew.nodes.map(({ baton }) => baton.port)
    const loads = [
      ...[...keys].map(([name, key]) => ({ ports, keys: [key], perSecond: 1, ledger: crew.ledger, name })),
      { ports, keys: crowded, perSecond: 40, ledger: crew.ledger, name: 'crowd' },
    ].map(startLoad)
    await pause(minutes * 60_000)
    await Promise.all(loads.map((load) => load.stop()))
    // Whoever believed a liar is rung when its minute is over; then all are well again, and what is still tried goes out.
    await eventually(2 * believedForMs, () => crew.ledger.outstanding().length === 0)
    for (const one of bad) one.heal()
    await conclude(crew, keys.size + 1)
    for (const name of [...keys.keys(), 'crowd']) judgeOne(crew, name)
    const healthy = latenessOf(crew, 'load')
    const p99 = healthy[Math.floor(healthy.length * 0.99)] ?? Number.NaN
    trial.check(p99 < 5_000, `whoever has a provider that is well waits for nobody: p99 ${Math.round(p99)} ms`)
  },
}

/** Somebody whose first contact is this address and whose second is the phone, and the key of a service of theirs. */
async function joinBehind({ anyUp, teamId, phone }: Crew, slug: string, address: string): Promise<string> {
  const { baton } = anyUp()
  const personId = await joinTeam(baton, { name: slug, teamId })
  await reachByWebhook(baton, personId, address)
  await baton.call('addContact', { personId, channel: 'webhook', address: phone })
  const { contacts } = await baton.call('getContacts', { personId })
  const rules = contacts
    .filter((contact) => contact.channel === 'webhook')
    .map(({ id, address: where }) => ({
      priority: 'P1' as const,
      contactId: id,
      afterMinutes: where === address ? 0 : believedForMs / 60_000,
    }))
  if (rules.length !== 2) throw new Error(`${slug} has ${rules.length} webhooks`)
  await baton.call('setContactRules', { personId, rules })
  const policyId = await makePolicy(baton, { slug, teamId, steps: [{ personId, waitMinutes: 600 }] })
  return (await makeService(baton, { slug, teamId, policyId, dialect: 'pagerduty', grouping: 'none' })).key
}

function judgeOne(crew: Crew, name: string): void {
  const late = latenessOf(crew, name)
  const lies = Object.entries(misbehaviours).some(([each, { lies: doesLie }]) => each === name && doesLie)
  // A full hanging provider is asked by few at a time; who waits for that waits no longer than for one that lies.
  const boundMs = foundOutWithinMs + (lies || name === 'crowd' ? believedForMs : 0)
  const max = late.at(-1) ?? Number.NaN
  const half = late[Math.floor(late.length / 2)] ?? Number.NaN
  crew.trial.check(
    late.length > 0 && max < boundMs,
    `${name}: ${late.length} alerts rang the phone after ${Math.round(half)} ms, the latest after ${Math.round(max)} ms`,
  )
}

function latenessOf({ ledger }: Crew, name: string): number[] {
  return ledger.lateness((key) => key.startsWith(`${name}/`))
}

// Is an accepted alert paged whatever dies? `node test/real/kill-loop.ts [rounds=100] [embedded|given]`
// Each round kills Baton with signal 9 at a random moment of a burst of events and starts it again; every fifth round PostgreSQL
// dies with it, every seventh the next Baton while it starts.
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Baton } from './baton.ts'
import { judge, Ledger, settled, startReceiver } from './ledger.ts'
import { killCluster, startGiven, type GivenPostgres } from './postgres.ts'
import { freePort } from './program.ts'
import { openLane, pagerDutyEvent } from './sender.ts'
import { joinTeam, makePolicy, makeService, makeTeam, reachByWebhook } from './team.ts'
import { runTrial } from './trial.ts'

const rounds = Number(process.argv[2] ?? 100)
const home = process.argv[3] === 'given' ? 'given' : 'embedded'
// Most alerts have a page of their own; those of one lane join the page of their service that nobody has answered yet.
const lanes = ['apart', 'apart', 'apart', 'apart', 'apart', 'joining'] as const
const longestBurstMs = 400
const databaseDiesEvery = 5
const startDiesEvery = 7

await runTrial(`kill-loop-${home}`, { minutes: 5 + rounds / 10 }, async (trial) => {
  const given = home === 'given' ? await startGiven(trial) : null
  const baton = new Baton({
    folder: trial.folder,
    port: await freePort(),
    env: given ? { DATABASE_URL: given.url } : {},
  })
  trial.after(() => stopAll(baton))
  trial.say(`Baton on ${baton.url}, ${home} database, first start ${Math.round(await baton.start())} ms`)
  const ledger = new Ledger()
  const services = await prepare(baton, await startReceiver(trial, ledger, 25))

  const restarts: number[] = []
  const restartsOfBoth: number[] = []
  let halfway = 0
  let roundsHalfway = 0
  for (let round = 1; round <= rounds; round++) {
    const databaseDies = round % databaseDiesEvery === 0
    await answerJoined(baton, ledger, services.joining.serviceId)
    await burst(baton, ledger, { services, round, killAfterMs: Math.random() * longestBurstMs, databaseDies, given })
    const onTheWay = ledger.outstanding().filter((key) => key.startsWith('apart')).length
    halfway += onTheWay
    roundsHalfway += onTheWay > 0 ? 1 : 0
    if (round % startDiesEvery === 0) {
      await ledger.nextLife()
      await dieWhileStarting(baton)
    }
    await ledger.nextLife()
    const began = performance.now()
    if (databaseDies) await given?.start()
    const started = await baton.start()
    if (databaseDies) restartsOfBoth.push(performance.now() - began)
    else restarts.push(started)
    if (round % 10 === 0) {
      trial.say(
        `round ${round}: accepted ${ledger.accepted.size}, arrived ${ledger.arrived.size}, on their way at this kill ${onTheWay}`,
      )
    }
  }
  trial.say(
    `${rounds} rounds; in ${roundsHalfway} of them the kill found accepted alerts that were not delivered yet, ${halfway} in all`,
  )
  trial.say(`restart    ${spread(restarts)} (Baton alone), ${spread(restartsOfBoth)} (after both died)`)
  const isQuiet = await settled(baton, 120_000)
  trial.check(isQuiet, 'after the last start nothing stays due')
  await judge(trial, baton, ledger)
  trial.check(ledger.accepted.size > 10 * rounds && roundsHalfway > 0, 'the kills came in the midst of work')
})

type Services = Readonly<Record<(typeof lanes)[number], Awaited<ReturnType<typeof makeService>>>>

/** One person whose only contact is the receiver's webhook, and a service for each kind of lane. */
async function prepare(baton: Baton, receiver: string): Promise<Services> {
  const team = await makeTeam(baton)
  const personId = await joinTeam(baton, { name: 'Ana', teamId: team.id })
  await reachByWebhook(baton, personId, receiver)
  const policyId = await makePolicy(baton, { teamId: team.id, steps: [{ personId, waitMinutes: 600 }] })
  const shared = { teamId: team.id, policyId, dialect: 'pagerduty' } as const
  return {
    apart: await makeService(baton, { ...shared, slug: 'apart', grouping: 'none' }),
    joining: await makeService(baton, { ...shared, slug: 'joining' }),
  }
}

/** Answers the page that alerts have joined, so that the next of them opens another; but not before that page has arrived. */
async function answerJoined(baton: Baton, ledger: Ledger, serviceId: string): Promise<void> {
  const { alerts } = await baton.call('listAlerts', { serviceId, state: 'triggered', limit: 1 })
  const alertId = alerts[0]?.id
  if (alertId === undefined) return
  const { pages } = await baton.call('listPages', { alertId })
  if (pages.some(({ id }) => ledger.pages.has(id))) await baton.call('acknowledgeAlert', { alertId })
}

type Burst = {
  readonly services: Services
  readonly round: number
  readonly killAfterMs: number
  readonly databaseDies: boolean
  readonly given: GivenPostgres | null
}

/** Events over every lane until the kill comes. */
async function burst(baton: Baton, ledger: Ledger, { services, round, killAfterMs, databaseDies, given }: Burst) {
  const over = new AbortController()
  const sending = lanes.map(async (kind, n) => {
    const lane = openLane(baton.port)
    for (let i = 0; !over.signal.aborted; i++) {
      const event = `${kind}/${round}/${n}/${i}`
      const answer = await lane.post('/v2/enqueue', pagerDutyEvent(services[kind].key, event))
      ledger.note(event, answer?.status ?? null)
      if (answer === null) break
      await pause(Math.random() * 10)
    }
    lane.close()
  })
  await pause(killAfterMs)
  const killDatabase = () => (given ? given.kill() : killCluster(embeddedFolder(baton)))
  if (databaseDies)
    await Promise.all(Math.random() < 0.5 ? [killDatabase(), baton.kill()] : [baton.kill(), killDatabase()])
  else await baton.kill()
  over.abort()
  await Promise.all(sending)
}

async function dieWhileStarting(baton: Baton): Promise<void> {
  baton.begin()
  await pause(Math.random() * 1_000)
  await baton.kill()
}

async function stopAll(baton: Baton): Promise<void> {
  await baton.stop()
  await killCluster(embeddedFolder(baton))
}

function embeddedFolder(baton: Baton): string {
  return path.join(baton.dataFolder, 'database', 'postgres')
}

function spread(milliseconds: readonly number[]): string {
  const sorted = milliseconds.toSorted((a, b) => a - b)
  if (sorted.length === 0) return 'none'
  return `p50 ${Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0)} ms, max ${Math.round(sorted.at(-1) ?? 0)} ms`
}

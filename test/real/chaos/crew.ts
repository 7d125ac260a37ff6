// What every trial of chaos has: a PostgreSQL, nodes with a wire each, monitors, a phone that answers, people, and one verdict.
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Chance } from '../../simulation/chance.ts'
import { Baton } from '../baton.ts'
import { judge, Ledger, settled, startReceiver, type Arrival, type Figures } from '../ledger.ts'
import { startGiven, type GivenPostgres, type PostgresOptions } from '../postgres.ts'
import { freePort } from '../program.ts'
import { joinTeam, makePolicy, makeService, makeTeam, reachByWebhook } from '../team.ts'
import type { Trial } from '../trial.ts'
import { startLoad, type Load } from './load.ts'
import { startWitness, type Witness } from './witness.ts'
import { Wire } from './wire.ts'

export type CrewNode = {
  readonly name: string
  readonly baton: Baton
  readonly wire: Wire
  state: 'up' | 'frozen' | 'down'
}

export type CrewOptions = {
  readonly seed: number
  readonly nodes: number
  readonly perSecond: number
  readonly postgres?: PostgresOptions
  readonly env?: Readonly<Record<string, string>>
  /** The share of pages that somebody answers, some seconds after the phone rang. */
  readonly answered?: number
  /** The share of calls to the phone that it refuses, so that they are tried again. */
  readonly refused?: number
  /** Up to how long the phone takes to say that it has a page. */
  readonly phoneMs?: number
}

export type Crew = {
  readonly trial: Trial
  readonly seed: number
  readonly postgres: GivenPostgres
  readonly nodes: readonly CrewNode[]
  readonly ledger: Ledger
  readonly witness: Witness
  readonly load: Load
  readonly teamId: string
  /** The address of the phone, which anybody's webhook may ring. */
  readonly phone: string
  /** What people were told when they answered, and what began to ring after that. */
  readonly people: People
  /** Does this while something is in force: what was under way in it may come a second time. */
  during<T>(work: () => Promise<T>): Promise<T>
  /** A node that is up. */
  anyUp(): CrewNode
}

export type People = {
  answered: number
  /** Answers that were neither given nor politely put off. */
  readonly broken: string[]
  /** Calls that began after an answer of the same page was known to be committed. */
  readonly afterAnswer: string[]
}

const names = ['a', 'b', 'c', 'd'] as const
const secretKey = 'one-key-for-all-nodes-of-a-trial-0001'

export async function gather(trial: Trial, options: CrewOptions): Promise<Crew> {
  const { seed, perSecond } = options
  trial.say(`seed ${seed}`)
  const postgres = await startGiven(trial, options.postgres)
  const ledger = new Ledger()
  const nodes = await startNodes(trial, postgres, options)
  const people: People = { answered: 0, broken: [], afterAnswer: [] }
  const anyUp = () => {
    const up = nodes.find(({ state }) => state === 'up')
    if (!up) throw new Error('no node is up')
    return up
  }
  const onPage = startPeople(trial, { options, people, ledger, anyUp })
  const phone = await startReceiver(trial, ledger, options.phoneMs ?? 25, onPage)
  const { teamId, key } = await prepare(anyUp().baton, phone)
  const witness = await startWitness(postgres.url)
  const load = startLoad({
    ports: nodes.map(({ baton }) => baton.port),
    keys: [key],
    perSecond,
    ledger,
    name: 'load',
  })
  const during = <T>(work: () => Promise<T>) => inAnotherLife(ledger, work)
  return { trial, seed, postgres, nodes, ledger, witness, load, people, during, anyUp, teamId, phone }
}

async function startNodes(trial: Trial, postgres: GivenPostgres, { nodes, env }: CrewOptions): Promise<CrewNode[]> {
  const started: CrewNode[] = []
  for (const name of names.slice(0, nodes)) {
    const wire = await Wire.to(postgres.connection)
    trial.after(() => wire.close())
    const folder = path.join(trial.folder, name)
    mkdirSync(folder)
    const baton = new Baton({
      folder,
      port: await freePort(),
      env: { DATABASE_URL: wire.url, BATON_NODE_NAME: name, BATON_SECRET_KEY: secretKey, ...env },
    })
    trial.after(() => baton.stop())
    await baton.start()
    started.push({ name, baton, wire, state: 'up' })
  }
  return started
}

/** One person whom a webhook reaches, and a service whose alerts ring each for itself; the key of its monitor. */
async function prepare(baton: Baton, receiver: string): Promise<{ readonly teamId: string; readonly key: string }> {
  const team = await makeTeam(baton)
  const personId = await joinTeam(baton, { name: 'Ana', teamId: team.id })
  await reachByWebhook(baton, personId, receiver)
  const policyId = await makePolicy(baton, { teamId: team.id, steps: [{ personId, waitMinutes: 600 }] })
  const of = { slug: 'shop', teamId: team.id, policyId, dialect: 'pagerduty', grouping: 'none' } as const
  return { teamId: team.id, key: (await makeService(baton, of)).key }
}

type Around = {
  readonly options: CrewOptions
  readonly people: People
  readonly ledger: Ledger
  readonly anyUp: () => CrewNode
}

/** The phone refuses some calls, and some of those who hold it answer after a while, over any node that is up. */
function startPeople(trial: Trial, { options, people, ledger, anyUp }: Around): (arrival: Arrival) => number | void {
  const { seed, answered = 0, refused = 0 } = options
  const chance = Chance.of(seed, 'people')
  const answeredAt = new Map<number, number>()
  const asked = new Set<number>()
  const over = new AbortController()
  trial.after(() => over.abort())
  /** They press again until they know how it stands: an answer whose outcome was lost may have been taken. */
  const answer = async ({ pageId, alertId }: Arrival, afterMs: number) => {
    await pause(afterMs, undefined, { ref: false })
    for (let press = 1; press <= mostPresses && !over.signal.aborted; press++) {
      const told = await anyUp()
        .baton.call('acknowledgeAlert', { alertId })
        .then(
          () => null,
          (error: unknown) => (error instanceof Error ? error.message : String(error)),
        )
      if (told === null || /already has/i.test(told)) {
        answeredAt.set(pageId, Date.now())
        people.answered++
        // Whoever has answered on another screen need not be rung any more.
        ledger.pages.add(pageId)
        return
      }
      if (!isPutOff(told)) return void people.broken.push(`alert ${alertId}: ${told}`)
      await pause(1_000, undefined, { ref: false })
    }
  }
  return (arrival) => {
    const knownAt = answeredAt.get(arrival.pageId)
    if (knownAt !== undefined && arrival.begunS * 1_000 > knownAt)
      people.afterAnswer.push(
        `page ${arrival.pageId}: answered ${new Date(knownAt).toISOString()}, called in second ${arrival.begunS % 60}`,
      )
    if (!asked.has(arrival.pageId) && chance.happens(answered)) {
      asked.add(arrival.pageId)
      void answer(arrival, chance.between(0, 8_000))
    }
    return chance.happens(refused) ? 503 : 200
  }
}

const mostPresses = 60

/** The database is away, or the node ended while it was asked. */
function isPutOff(told: string): boolean {
  return /try again|nothing answers|does not answer|not reach|no answer|fetch failed|terminated/i.test(told)
}

/** What is under way when a fault comes, while it lasts and when it goes may be sent once more in each of these lives. */
async function inAnotherLife<T>(ledger: Ledger, work: () => Promise<T>): Promise<T> {
  await ledger.nextLife()
  const passing = setInterval(() => ledger.life++, 4_000)
  try {
    return await work()
  } finally {
    clearInterval(passing)
    await ledger.nextLife()
  }
}

/** Ends the load and all troubles, waits for quiet, and says in one line what it came to. So many messages are `later`, not due. */
export async function conclude(crew: Crew, faults: number, later = 0): Promise<Figures> {
  const { trial, nodes, ledger, witness, load, people } = crew
  for (const { wire } of nodes) wire.noCuts()
  await load.stop()
  for (const node of nodes) if (node.state === 'down') await startAgain(node)
  trial.check(await settled(crew.anyUp().baton, 180_000, later), 'in the end nothing stays due')
  const figures = await judge(trial, crew.anyUp().baton, ledger)
  const { accepted, lost, duplicates, lateMs } = figures
  const stale = await witness.stale()
  const forgotten = await witness.forgotten()
  trial.check(stale.length === 0, `no outcome was written by a node that did not hold the delivery${shown(stale)}`)
  trial.check(forgotten.length === 0, `nothing waits without a moment at which it goes on${shown(forgotten)}`)
  trial.check(load.odd.length === 0, `senders heard 2xx, or 503 with Retry-After, and nothing else${shown(load.odd)}`)
  trial.check(people.broken.length === 0, `people's answers were taken or put off${shown(people.broken)}`)
  trial.check(
    people.afterAnswer.length === 0,
    `no call began after an answer was committed (${people.answered} answers)${shown(people.afterAnswer)}`,
  )
  trial.say(
    `figures: ${accepted} accepted, ${load.turnedAway()} turned away or unanswered, ${faults} faults, ` +
      `late p50 ${Math.round(lateMs.p50)} p99 ${Math.round(lateMs.p99)} max ${Math.round(lateMs.max)} ms, ` +
      `${duplicates} duplicates; ${lost === 0 ? 'nothing lost' : `${lost} LOST`}`,
  )
  return figures
}

export async function startAgain(node: CrewNode): Promise<void> {
  await node.baton.start()
  node.state = 'up'
}

function shown(broken: readonly string[]): string {
  return broken.length === 0 ? '' : `: ${broken.length}, such as ${broken.slice(0, 3).join(' | ')}`
}

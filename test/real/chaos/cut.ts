// What if the wire to the database is the trouble? It drops, holds, forgets its connections, is slow, and cuts each commit where the
// outcome becomes unknown. Baton itself is never started again.
import { setTimeout as pause } from 'node:timers/promises'
import { Chance } from '../../simulation/chance.ts'
import { readiness } from '../baton.ts'
import { eventually } from '../trial.ts'
import { conclude, gather, type Crew, type CrewNode } from './crew.ts'
import type { ChaosTrial } from './trials.ts'

export const cut: ChaosTrial = {
  name: 'cut',
  minutes: 2,
  async run(trial, { minutes, seed }) {
    const crew = await gather(trial, { seed, nodes: 2, perSecond: 25, answered: 0.2 })
    const chance = Chance.of(seed, 'cut')
    const pids = crew.nodes.map(({ baton }) => baton.pid)
    const endMs = performance.now() + minutes * 60_000
    let cuts = 0
    while (performance.now() < endMs) {
      await pause(chance.between(1_000, 3_000))
      await cutWire(crew, wireTroubles[cuts++ % wireTroubles.length] ?? 'drop', chance)
    }
    await conclude(crew, cuts)
    trial.check(
      crew.nodes.every(({ baton }, i) => baton.pid === pids[i] && baton.pid !== 0),
      'the same nodes serve from first to last',
    )
  },
}

export const wireTroubles = ['drop', 'cut commits', 'hold', 'forget', 'delay', 'hold both'] as const
export type WireTrouble = (typeof wireTroubles)[number]

/** How long a node may need to be well again: a question that is never answered is given up after twenty seconds. */
const wellWithinMs = 30_000

export async function cutWire(crew: Crew, trouble: WireTrouble, chance: Chance): Promise<void> {
  const { trial, nodes, witness, during, ledger } = crew
  const up = nodes.filter(({ state }) => state === 'up')
  const node = chance.one(up)
  const cut = trouble === 'hold both' ? up : [node]
  const before = await witness.listeners()
  const acceptedBefore = ledger.accepted.size
  await during(async () => {
    for (const { wire } of cut) await spoil(wire, trouble, chance)
    const overMs = performance.now()
    const isWell = await eventually(wellWithinMs, () => isServing(node))
    const wellMs = performance.now() - overMs
    const isAnother = async () => {
      const after = (await witness.listeners()).get(node.name)
      return after !== undefined && after !== before.get(node.name)
    }
    const isNew = endsListening.has(trouble) ? await eventually(20_000, isAnother) : await isAnother()
    trial.check(
      isWell && (isNew || !endsListening.has(trouble)),
      `${trouble} (${cut.map(({ name }) => name).join(', ')}): serves ${Math.round(wellMs)} ms after it; ` +
        `${isNew ? 'listens by a new connection' : 'listens as before'}; ${ledger.accepted.size - acceptedBefore} accepted meanwhile`,
    )
  })
}

/** After these a node must have noticed that what it listens by is dead. */
const endsListening: ReadonlySet<WireTrouble> = new Set(['drop', 'forget'])

async function spoil(wire: CrewNode['wire'], trouble: WireTrouble, chance: Chance): Promise<void> {
  switch (trouble) {
    case 'drop':
      return wire.drop()
    case 'cut commits':
      wire.cutCommits(Array.from({ length: 12 }, () => (chance.happens(0.3) ? 'asking' : 'answering')))
      await eventually(10_000, () => wire.cutsLeft === 0)
      return wire.noCuts()
    case 'hold':
    case 'hold both':
      wire.hold()
      await pause(chance.between(2_000, 25_000))
      return wire.goOn()
    case 'forget':
      return wire.forget()
    case 'delay':
      wire.delayMs = chance.between(50, 400)
      await pause(8_000)
      wire.delayMs = 0
  }
}

/** Ready, and for two looks in a row: one may be answered by the only connection that is well. */
async function isServing({ baton }: CrewNode): Promise<boolean> {
  for (let look = 0; look < 2; look++) if ((await readiness(baton.url)) !== 200) return false
  return true
}

// Everything at once, drawn by a seed: nodes die and sleep, the database is restarted, wires break, one after the other with hardly
// a pause, while people answer. It goes on for as long as it is told, and the same seed draws the same faults.
import { setTimeout as pause } from 'node:timers/promises'
import { Chance } from '../../simulation/chance.ts'
import { conclude, gather, type Crew } from './crew.ts'
import { cutWire, wireTroubles } from './cut.ts'
import { freezeOne } from './freeze.ts'
import { killNext } from './kill.ts'
import { restartDatabase } from './restart.ts'
import type { ChaosTrial } from './trials.ts'

export const everything: ChaosTrial = {
  name: 'everything',
  minutes: 2,
  async run(trial, { minutes, seed }) {
    const crew = await gather(trial, { seed, nodes: 3, perSecond: 25, answered: 0.3, refused: 0.1, phoneMs: 200 })
    const chance = Chance.of(seed, 'everything')
    const endMs = performance.now() + minutes * 60_000
    let faults = 0
    while (performance.now() < endMs) {
      await pause(chance.between(0, 3_000))
      await chance.one(ways)(crew, chance, faults++)
    }
    await conclude(crew, faults)
  },
}

const ways: readonly ((crew: Crew, chance: Chance, turn: number) => Promise<void>)[] = [
  async (crew, chance, turn) => {
    crew.trial.say(`${crew.nodes[turn % crew.nodes.length]?.name} dies`)
    await killNext(crew, turn, chance)
  },
  freezeOne,
  (crew, chance) => restartDatabase(crew, chance.one(['fast', 'immediate'] as const), chance),
  (crew, chance) => cutWire(crew, chance.one(wireTroubles), chance),
  // Two at once: the wire of one is bad while another dies.
  async (crew, chance, turn) => {
    await Promise.all([cutWire(crew, 'delay', chance), killNext(crew, turn, chance)])
  },
]

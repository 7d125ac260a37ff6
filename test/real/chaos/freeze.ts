// What does a node do that stood still? Nodes sleep for 1 to 40 seconds while others work and people answer, and wake as if nothing
// had been.
import { setTimeout as pause } from 'node:timers/promises'
import { Chance } from '../../simulation/chance.ts'
import { conclude, gather, type Crew } from './crew.ts'
import type { ChaosTrial } from './trials.ts'

export const freeze: ChaosTrial = {
  name: 'freeze',
  minutes: 2,
  async run(trial, { minutes, seed }) {
    const crew = await gather(trial, { seed, nodes: 2, perSecond: 25, answered: 0.4, refused: 0.2, phoneMs: 500 })
    const chance = Chance.of(seed, 'freeze')
    const endMs = performance.now() + minutes * 60_000
    let sleeps = 0
    while (performance.now() < endMs) {
      await pause(chance.between(1_000, 4_000))
      await freezeOne(crew, chance)
      sleeps++
    }
    await conclude(crew, sleeps)
    trial.check(crew.people.answered > 20, 'people answered meanwhile')
  },
}

/** One node sleeps, mostly for a few seconds, sometimes for much longer than any lease. */
export async function freezeOne({ nodes, during, trial }: Crew, chance: Chance): Promise<void> {
  const node = chance.one(nodes)
  const ms = chance.happens(0.6) ? chance.between(1_000, 8_000) : chance.between(12_000, 40_000)
  trial.say(`${node.name} sleeps for ${(ms / 1_000).toFixed(1)} s`)
  node.state = 'frozen'
  node.baton.freeze()
  await during(() => pause(ms))
  node.baton.wake()
  node.state = 'up'
}

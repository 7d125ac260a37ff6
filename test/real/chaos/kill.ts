// Is every accepted alert paged when a node dies every ten seconds? Three nodes, killed with signal 9 in turn under a steady load.
import { setTimeout as pause } from 'node:timers/promises'
import { Chance } from '../../simulation/chance.ts'
import { conclude, gather, startAgain, type Crew } from './crew.ts'
import type { ChaosTrial } from './trials.ts'

const everyMs = 10_000

export const kill: ChaosTrial = {
  name: 'kill',
  minutes: 1,
  async run(trial, { minutes, seed }) {
    const crew = await gather(trial, { seed, nodes: 3, perSecond: 50 })
    const chance = Chance.of(seed, 'kill')
    const endMs = performance.now() + minutes * 60_000
    let deaths = 0
    while (performance.now() < endMs) {
      const nextMs = performance.now() + everyMs
      await pause(chance.between(0, everyMs / 2))
      await killNext(crew, deaths++, chance)
      await pause(Math.max(0, nextMs - performance.now()))
    }
    const { accepted, duplicates } = await conclude(crew, deaths)
    trial.check(accepted > minutes * 60 * 20, 'the deaths came in the midst of work')
    // A node sends at most 256 at a time, and what it had in hand is all that can come again.
    trial.check(duplicates <= deaths * 256, `duplicates are no more than what the dead had in hand`)
  },
}

/** A node dies, is away for a moment, and is started again. */
export async function killNext(crew: Crew, turn: number, chance: Chance): Promise<void> {
  const node = crew.nodes[turn % crew.nodes.length]
  if (!node || node.state !== 'up') return
  node.state = 'down'
  await node.baton.kill()
  await crew.ledger.nextLife()
  await pause(chance.between(0, 2_000))
  await startAgain(node)
}

// What do senders hear while the database is restarted under load, "fast" and "immediate" in turn, and how late are pages after it?
import { setTimeout as pause } from 'node:timers/promises'
import { Chance } from '../../simulation/chance.ts'
import { readiness } from '../baton.ts'
import { eventually } from '../trial.ts'
import { conclude, gather, type Crew } from './crew.ts'
import type { ChaosTrial } from './trials.ts'

export const restart: ChaosTrial = {
  name: 'restart',
  minutes: 1,
  async run(trial, { minutes, seed }) {
    const crew = await gather(trial, { seed, nodes: 2, perSecond: 50 })
    const chance = Chance.of(seed, 'restart')
    const endMs = performance.now() + minutes * 60_000
    let restarts = 0
    while (performance.now() < endMs) {
      await pause(chance.between(2_000, 6_000))
      await restartDatabase(crew, restarts++ % 2 === 0 ? 'fast' : 'immediate', chance)
    }
    await conclude(crew, restarts)
    trial.check(crew.load.turnedAway() > 0, 'senders were turned away meanwhile')
  },
}

/** The database goes, is away for a moment, and comes back; both nodes find it again by themselves. */
export async function restartDatabase(crew: Crew, how: 'fast' | 'immediate', chance: Chance): Promise<void> {
  const { trial, postgres, nodes, ledger, during } = crew
  await during(async () => {
    await (how === 'fast' ? postgres.stop() : postgres.stopAtOnce())
    await pause(chance.between(0, 5_000))
    await postgres.start()
    const backMs = performance.now()
    const waiting = ledger.outstanding().filter((key) => !ledger.heard.has(key))
    const isReady = await eventually(30_000, async () => {
      const up = nodes.filter(({ state }) => state === 'up')
      const answers = await Promise.all(up.map(({ baton }) => readiness(baton.url)))
      return answers.every((status) => status === 200)
    })
    const readyMs = performance.now() - backMs
    const arePaged = await eventually(60_000, () => waiting.every((key) => ledger.heard.has(key)))
    trial.check(
      isReady && arePaged,
      `${how}: ready ${Math.round(readyMs)} ms after PostgreSQL answers; ` +
        `the ${waiting.length} alerts that waited were paged after ${Math.round(performance.now() - backMs)} ms`,
    )
  })
}

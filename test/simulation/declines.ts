// People who cannot, drawn by a stream of chance of their own: who it is, is whoever is rung then.
import { Chance } from './chance.ts'
import type { EventHappening, Happening, Size } from './script.ts'
import { nearSomething } from './troubles.ts'

const minute = 60_000

/** People who cannot: one of those who are rung, or one after the other until the fallback is left, or two at once. */
export function makeDeclines(seed: number, events: readonly EventHappening[], size: Size, nodes: number): Happening[] {
  if (size.climate === 'quarrels') return []
  const chance = Chance.of(seed, 'declines')
  const declines: Happening[] = []
  for (const { at, monitor, key, action } of events) {
    if (action !== 'trigger' || !chance.happens(0.3)) continue
    const times = chance.one([1, 1, 2, 4])
    let when =
      at +
      (size.calm
        ? 20_000 + chance.around(2 * minute)
        : chance.happens(0.5)
          ? chance.around(2_000)
          : nearSomething(chance))
    for (let i = 0; i < times; i++) {
      const node = chance.whole(0, nodes - 1)
      declines.push({ at: when, kind: 'answer', monitor, key, person: 0, move: 'decline', snoozeMs: 0, node })
      when += size.calm ? 45_000 : chance.one([0, 3, 400, 2 * minute])
    }
  }
  return declines
}

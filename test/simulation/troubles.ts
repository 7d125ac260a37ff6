// What goes wrong in one simulation, and when.
import { Chance } from './chance.ts'
import type { Fault, Happening, Providers, Size } from './script.ts'

const minute = 60_000

/** The faults of this seed. */
export function makeFaults(
  seed: number,
  size: Size,
  nodes: number,
  events: readonly { readonly at: number }[],
): Happening[] {
  const chance = Chance.of(seed, 'faults')
  // Every seed has a climate of its own: mostly one or two kinds of trouble, sometimes all of them.
  const rate = (one: number) => (chance.happens(0.45) ? one * chance.one([0.3, 1, 3]) : 0)
  const asleep = { crash: 0, pause: 90, lost_answer: 0, storage: 0, timeout: 0, away: 0, clock: 0, deaf: 0, slow: 0 }
  const drawn = {
    crash: rate(6),
    pause: rate(5),
    lost_answer: rate(5),
    storage: rate(5),
    timeout: rate(3),
    away: rate(1.5),
    clock: rate(1),
    deaf: rate(2),
    slow: rate(1),
  }
  const rates = size.climate === 'sleepers' || size.climate === 'floods' ? asleep : drawn
  const faults: Happening[] = []
  const plan = (kind: keyof typeof rates, make: () => Fault) => {
    const count = Math.round((rates[kind] * size.minutes) / 60 + chance.next() * 0.5 * Math.sign(rates[kind]))
    for (let i = 0; i < count; i++) {
      // While something is going on, more often than not.
      const at =
        events.length > 0 && chance.happens(0.8)
          ? chance.one(events).at + (chance.happens(0.5) ? 0 : nearSomething(chance))
          : chance.between(0, size.minutes * minute * 0.9)
      faults.push({ at: Math.max(0, at - 1), kind: 'fault', fault: make() })
    }
  }
  const node = () => chance.whole(0, nodes - 1)
  const nth = () => chance.whole(1, chance.one([3, 12, 30]))
  plan('crash', () => ({ what: 'crash', node: node(), nth: nth(), forMs: chance.one([200, 3_000, 20_000, 90_000]) }))
  plan('pause', () => ({ what: 'pause', node: node(), nth: nth(), forMs: chance.one([4_000, 12_000, 25_000, 70_000]) }))
  plan('lost_answer', () => ({ what: 'lost_answer', node: node(), nth: chance.whole(1, 4) }))
  plan('storage', () => ({ what: 'storage', node: node(), nth: nth() }))
  plan('timeout', () => ({ what: 'timeout', node: node(), nth: nth(), isDone: chance.happens(0.5) }))
  plan('away', () => ({ what: 'away', forMs: chance.one([500, 5_000, 30_000]) }))
  plan('clock', () => ({ what: 'clock', byMs: chance.one([-20_000, -2_000, 3_000, 40_000]) }))
  plan('deaf', () => ({ what: 'deaf', node: node(), forMs: 5 * minute }))
  plan('slow', () => ({ what: 'slow', node: node(), forMs: chance.around(2 * minute) }))
  return faults
}

/** How the providers are in this seed. */
export function makeProviders(seed: number, lastsMs: number): Providers {
  const chance = Chance.of(seed, 'providers')
  const share = (one: number) => (chance.happens(0.4) ? one * chance.one([0.2, 1, 2]) : 0)
  return {
    refuses: share(0.1),
    triesAgain: share(0.15),
    hangs: share(0.1),
    slow: share(0.2),
    loses: share(0.1),
    doubles: share(0.05),
    missing: chance.happens(0.15) ? ['ntfy'] : [],
    out: Array.from({ length: chance.happens(0.3) ? 2 : 0 }, () => {
      const from = chance.between(0, lastsMs)
      return { channel: chance.one(['email', 'webhook', 'ntfy']), from, to: from + chance.around(10 * minute) }
    }),
  }
}

/** Moments at which something is likely to be happening: at once, at the end of a wait, of a lease, of a pause between tries. */
export function nearSomething(chance: Chance): number {
  const near = chance.one([0, 0, 5_000, 15_000, 20_000, minute, 2 * minute, 3 * minute, 5 * minute])
  const spread = chance.one([3, 30, 300, 5_000])
  return Math.max(0, near + chance.between(near === 0 ? 0 : -spread, spread))
}

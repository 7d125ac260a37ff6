import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { begins as beginsOf, claimable, hostOf, type Capacity } from './capacity.ts'

const to = (host: string) => ({ channel: 'webhook', address: `https://${host}/hook` })
const times = <T>(count: number, one: T): T[] => Array.from({ length: count }, () => one)
const idle: Capacity = { free: 256, running: new Map() }

const begins = (ways: readonly ReturnType<typeof to>[], capacity: Capacity) => beginsOf(ways, (way) => way, capacity)

describe('a call', () => {
  it.each([
    ['webhook', 'https://Hooks.Example.com:8443/a?b', 'hooks.example.com:8443'],
    ['webhook', 'http://10.0.0.1#x', '10.0.0.1'],
    ['sms', '+4915112345678', 'sms'],
    ['email', 'ana@example.com', 'email'],
    ['ntfy', 'topic', 'ntfy'],
  ])('over %s to %s goes to %s', (channel, address, place) => {
    expect(hostOf({ channel, address })).toBe(place)
  })
})

describe('capacity', () => {
  it('is taken by one place up to half', () => {
    expect(begins(times(300, to('hangs')), idle)).toHaveLength(128)
  })

  it('is there for others, however many wait for a place that is full', () => {
    const ways = [...times(500, to('hangs')), to('well')]
    expect(begins(ways, idle).at(-1)).toEqual(to('well'))
  })

  it('is what no place has more of than stays free for all, whoever asks in whatever order', () => {
    const place = fc.constantFrom('a', 'b', 'c', 'd', 'e')
    fc.assert(
      fc.property(fc.array(fc.array(place, { maxLength: 200 }), { maxLength: 8 }), (rounds) => {
        const running = new Map<string, number>()
        let free = 256
        for (const asked of rounds) {
          for (const { address } of begins(asked.map(to), { free, running })) {
            const where = hostOf({ channel: '', address })
            running.set(where, (running.get(where) ?? 0) + 1)
            free -= 1
          }
          for (const there of running.values()) expect(there).toBeLessThanOrEqual(free + 1)
        }
        expect(free).toBeGreaterThan(256 / 6 - 1)
      }),
    )
  })

  it('is claimed so that whatever is claimed keeps to the same', () => {
    const place = fc.constantFrom('a', 'b', 'c', 'd')
    fc.assert(
      fc.property(fc.array(place, { maxLength: 40 }), (busiest) => {
        const running = new Map<string, number>()
        let free = 256
        for (const where of busiest) {
          const { limit, full } = claimable({ free, running })
          if (full.includes(where)) continue
          const taken = Math.min(limit, 100) // all of them may be of one place
          running.set(where, (running.get(where) ?? 0) + taken)
          free -= taken
          expect(running.get(where)).toBeLessThanOrEqual(free + 1)
        }
        // However many hang, some are left for another place.
        expect(claimable({ free, running }).limit).toBeGreaterThan(0)
      }),
    )
  })
})

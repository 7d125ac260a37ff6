// The loop without a database: kinds that count what was asked of them, and a word about what is due.
import pino from 'pino'
import { expect, onTestFinished, test } from 'vitest'
import { Engine, type Kind, type WhatIsDue } from './engine.ts'

const silent = pino({ level: 'silent' })

/** An engine that runs until the test ends. */
function running(kinds: readonly Kind[], whatIsDue: WhatIsDue): Engine {
  const engine = new Engine(kinds, whatIsDue, silent)
  onTestFinished(() => engine.stop())
  engine.start()
  return engine
}

const nothingDue: WhatIsDue = async () => ({})
const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve))

test('a step that throws rests, the others go on, and it is tried again (C14)', async () => {
  let left = 3
  const tries: number[] = []
  const triedAt: number[] = []
  const bad: Kind = {
    name: 'bad',
    batch: 1,
    step: async () => {
      tries.push(left)
      triedAt.push(performance.now())
      if (tries.length < 3) throw new Error('poisoned')
      return 0
    },
  }
  const good: Kind = { name: 'good', batch: 1, step: async () => (left > 0 ? left-- && 1 : 0) }
  running([bad, good], async () => ({ bad: tries.length < 3 ? -1 : null, good: left > 0 ? -1 : null }))
  await expect.poll(() => tries.length, { timeout: 5_000 }).toBe(3)
  // Everything else was done before it was tried for the second time.
  expect(tries).toEqual([3, 0, 0])
  // Each rest is longer than the one before: 200 and 400 milliseconds.
  const [first = 0, second = 0, third = 0] = triedAt
  expect(second - first).toBeGreaterThan(190)
  expect(third - second).toBeGreaterThan(390)
})

test('while a kind rests the database is not asked again and again', async () => {
  let tries = 0
  let asked = 0
  const bad: Kind = {
    name: 'bad',
    batch: 1,
    step: async () => {
      tries++
      throw new Error('poisoned')
    },
  }
  running([bad], async () => {
    asked++
    return { bad: -60_000 }
  })
  await expect.poll(() => tries, { timeout: 5_000 }).toBe(2)
  expect(asked).toBeLessThan(10)
})

test('what is due sooner than a rest ends is not kept waiting by it', async () => {
  let isDone = false
  const bad: Kind = { name: 'bad', batch: 1, step: () => Promise.reject(new Error('poisoned')) }
  const soon: Kind = {
    name: 'soon',
    batch: 1,
    step: async () => {
      isDone = true
      return 0
    },
  }
  const dueAt = performance.now() + 50
  running([bad, soon], async () => ({ bad: -1, soon: isDone ? null : dueAt - performance.now() }))
  await expect.poll(() => isDone, { interval: 5, timeout: 5_000 }).toBe(true)
})

test('a hint given during the work it asked for is worked on too', async () => {
  const steps: string[] = []
  const engine = new Engine(
    [
      {
        name: 'a',
        batch: 1,
        step: async () => {
          if (!steps.includes('a')) engine.hint('a', 'b')
          steps.push('a')
          return 0
        },
      },
      {
        name: 'b',
        batch: 1,
        step: async () => {
          steps.push('b')
          return 0
        },
      },
    ],
    nothingDue,
    silent,
  )
  engine.hint('a')
  onTestFinished(() => engine.stop())
  engine.start()
  await expect.poll(() => steps, { interval: 5, timeout: 900 }).toEqual(['a', 'a', 'b'])
})

test('a hint wakes the loop from its sleep', async () => {
  let asked = 0
  let steps = 0
  const engine = running([{ name: 'a', batch: 1, step: async () => steps++ && 0 }], async () => {
    asked++
    return {}
  })
  await expect.poll(() => asked, { interval: 5 }).toBe(1)
  engine.hint('a')
  await expect.poll(() => steps, { interval: 5, timeout: 900 }).toBe(1)
})

test('what is due but was not taken is looked at again shortly, not at once', async () => {
  const askedAt: number[] = []
  running([{ name: 'taken-elsewhere', batch: 1, step: async () => 0 }], async () => {
    askedAt.push(performance.now())
    return { 'taken-elsewhere': -1 }
  })
  await expect.poll(() => askedAt.length, { interval: 5, timeout: 5_000 }).toBeGreaterThanOrEqual(5)
  expect((askedAt[4] ?? 0) - (askedAt[0] ?? 0)).toBeGreaterThan(80)
})

test('a question that fails is asked again', async () => {
  let asked = 0
  let steps = 0
  running([{ name: 'a', batch: 1, step: async () => steps++ && 0 }], async () => {
    if (++asked === 1) throw new Error('no answer')
    return steps === 0 ? { a: 0 } : {}
  })
  await expect.poll(() => steps, { timeout: 5_000 }).toBe(1)
})

test('a kind that always finds more lets the others in', async () => {
  const order: string[] = []
  const endless = (name: string): Kind => ({
    name,
    batch: 1,
    step: async () => {
      order.push(name)
      return 1
    },
  })
  const engine = running([endless('a'), endless('b')], async () => {
    await nextTurn()
    return { a: -1, b: -1 }
  })
  await expect.poll(() => order.length, { interval: 1 }).toBeGreaterThanOrEqual(8)
  await engine.stop()
  expect(order.slice(0, 8).join('')).toBe('aaaabbbb')
})

test('a step that took less than its batch is not asked again before the question what is due', async () => {
  const order: string[] = []
  let left = 5
  const kind: Kind = {
    name: 'a',
    batch: 4,
    step: async () => {
      const taken = Math.min(left, 4)
      left -= taken
      order.push(`took ${taken}`)
      return taken
    },
  }
  const engine = new Engine(
    [kind],
    async () => {
      order.push('asked')
      return {}
    },
    silent,
  )
  engine.hint('a')
  onTestFinished(() => engine.stop())
  engine.start()
  await expect.poll(() => order.length, { interval: 1 }).toBeGreaterThanOrEqual(3)
  expect(order.slice(0, 3)).toEqual(['took 4', 'took 1', 'asked'])
})

test('a stream of hints does not keep other kinds from being due', async () => {
  let isDone = false
  const busy: Kind = {
    name: 'busy',
    batch: 10,
    step: async () => {
      await nextTurn()
      engine.hint('busy')
      return 1
    },
  }
  const due: Kind = {
    name: 'due',
    batch: 10,
    step: async () => {
      isDone = true
      return 1
    },
  }
  const engine = new Engine([busy, due], async () => (isDone ? {} : { due: -1 }), silent)
  engine.hint('busy')
  onTestFinished(() => engine.stop())
  engine.start()
  await expect.poll(() => isDone, { interval: 5, timeout: 900 }).toBe(true)
})

test('stopping waits for the step in hand, takes no other, and wakes a loop that sleeps', async () => {
  const inHand = Promise.withResolvers<number>()
  let steps = 0
  const engine = running([{ name: 'a', batch: 1, step: () => (steps++, inHand.promise) }], async () => ({ a: -1 }))
  await expect.poll(() => steps, { interval: 1 }).toBe(1)
  let isStopped = false
  const stopped = engine.stop().then(() => (isStopped = true))
  await nextTurn()
  expect(isStopped).toBe(false)
  inHand.resolve(1)
  await stopped
  expect(steps).toBe(1)

  let asked = 0
  const idle = running([], async () => (asked++, {}))
  await expect.poll(() => asked, { interval: 1 }).toBe(1)
  const began = performance.now()
  await idle.stop()
  expect(performance.now() - began).toBeLessThan(900)
})

test('settling works until nothing is due, throws what a step throws, and says when there is no end', async () => {
  let left = 3
  const kind: Kind = { name: 'a', batch: 1, step: async () => (left > 0 ? left-- && 1 : 0) }
  await new Engine([kind], async () => ({ a: left > 0 ? 0 : 5 }), silent).settle()
  expect(left).toBe(0)
  const poisoned: Kind = { name: 'a', batch: 1, step: () => Promise.reject(new Error('poisoned')) }
  await expect(new Engine([poisoned], async () => ({ a: 0 }), silent).settle()).rejects.toThrow('poisoned')
  const endless: Kind = { name: 'a', batch: 1, step: async () => 1 }
  await expect(new Engine([endless], async () => ({ a: 0 }), silent).settle()).rejects.toThrow('does not settle')
})

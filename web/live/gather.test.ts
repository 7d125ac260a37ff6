import { expect, test } from 'vitest'
import { gathering } from './gather.ts'

/** A clock that is moved by hand, and what was told when. */
function stage() {
  let at = 10_000
  const due: { at: number; run: () => void }[] = []
  const told: { at: number; items: readonly number[] }[] = []
  const gather = gathering<number>((items) => told.push({ at: at - 10_000, items }), {
    now: () => at,
    later: (run, ms) => due.push({ at: at + ms, run }),
  })
  const pass = (ms: number) => {
    const until = at + ms
    for (let next = due.shift(); next; next = due.shift()) {
      if (next.at > until) {
        due.unshift(next)
        break
      }
      at = next.at
      next.run()
    }
    at = until
  }
  return { gather, pass, told }
}

test('the first is told at once, and those that follow together', () => {
  const { gather, pass, told } = stage()
  gather([1])
  pass(10)
  gather([2])
  gather([3])
  expect(told).toEqual([{ at: 0, items: [1] }])
  pass(250)
  expect(told).toEqual([
    { at: 0, items: [1] },
    { at: 250, items: [2, 3] },
  ])
})

test('a flood is told at most every two seconds, its last change too, and after a quiet time it is told at once again', () => {
  const { gather, pass, told } = stage()
  for (let nth = 0; nth < 1_000; nth++) {
    gather([nth])
    pass(10)
  }
  pass(2_000)
  expect(told.length).toBeLessThan(10)
  expect(told.flatMap(({ items }) => items)).toHaveLength(1_000)
  pass(2_000)
  const before = told.length
  gather([-1])
  expect(told).toHaveLength(before + 1)
})

import { expect, test } from 'vitest'
import { Bound } from './bound.ts'

test('admits so many, then nobody of that name until the stretch is over', () => {
  let nowMs = 0
  const bound = new Bound({ most: 2, everyMs: 60_000, clockMs: () => nowMs })
  expect(['a', 'a', 'a', 'b'].map((who) => bound.admits(who))).toEqual([true, true, false, true])
  nowMs = 59_999
  expect(bound.admits('a')).toBe(false)
  nowMs = 60_000
  expect(bound.admits('a')).toBe(true)
})

test('keeps count of ten thousand callers and keeps nobody out for the others', () => {
  const bound = new Bound({ most: 1, everyMs: 60_000, clockMs: () => 0 })
  for (let i = 0; i < 10_000; i += 1) bound.admits(`${i}`)
  expect([bound.admits('0'), bound.admits('new'), bound.admits('new')]).toEqual([false, true, true])
})

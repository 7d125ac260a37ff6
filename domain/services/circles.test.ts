import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { reachableFrom } from '../intake/upstream.ts'
import { inCircles } from './circles.ts'

test.each([
  ['nothing', {}, []],
  ['a line', { a: ['b'], b: ['c'] }, []],
  ['a ring', { a: ['b'], b: ['c'], c: ['a'] }, ['a', 'b', 'c']],
  [
    'two rings, and what lies between them',
    { a: ['b'], b: ['a', 'x'], x: ['c'], c: ['d'], d: ['c'] },
    ['a', 'b', 'c', 'd'],
  ],
])('%s', (_, needs, expected) => {
  expect([...inCircles(new Map(Object.entries(needs)))].toSorted()).toEqual(expected)
})

test('as whoever follows each of them one by one', () => {
  const id = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f')
  fc.assert(
    fc.property(fc.uniqueArray(fc.tuple(id, id), { maxLength: 12, selector: String }), (all) => {
      const pairs = all.filter(([from, to]) => from !== to)
      const needs = new Map(
        [...Map.groupBy(pairs, ([from]) => from)].map(([from, to]) => [from, to.map((pair) => pair[1])]),
      )
      const reachable = reachableFrom(pairs)
      const slowly = [...needs]
        .filter(([from, to]) => to.some((each) => reachable(each).includes(from)))
        .map(([from]) => from)
      expect([...inCircles(needs)].toSorted()).toEqual(slowly.toSorted())
    }),
  )
})

test('a hundred thousand in one ring are no burden', () => {
  const ring = Array.from({ length: 100_000 }, (_, i): [string, string[]] => [`s${i}`, [`s${(i + 1) % 100_000}`]])
  expect(inCircles(new Map(ring)).size).toBe(100_000)
})

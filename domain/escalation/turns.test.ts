import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { inOrder, turnKey, withTurn, type Turns } from './turns.ts'

const step = { policyId: 'p', position: 0 }
const key = turnKey(step)
const nextInTurn = (reachable: readonly string[], had: readonly string[]) =>
  inOrder(
    reachable.map((personId) => ({ personId })),
    had,
  )[0]?.personId ?? null

test.each([
  ['the first, when nobody had one', ['ana', 'ben'], [], 'ana'],
  ['whoever never had one', ['ana', 'ben', 'cho'], ['ben', 'ana'], 'cho'],
  ['whoever had it the longest ago', ['ana', 'ben', 'cho'], ['ben', 'cho', 'ana'], 'ben'],
  ['whoever was passed, as soon as they can be reached', ['ana', 'ben', 'cho'], ['ana', 'cho'], 'ben'],
  ['the only one', ['ana'], ['ben', 'ana'], 'ana'],
  ['nobody, where nobody can be reached', [], ['ana'], null],
])('it is the turn of %s', (_, reachable, had, next) => {
  expect(nextInTurn(reachable, had)).toBe(next)
})

test('while all can be reached nobody has two before all had one, whoever had turns before (P22)', () => {
  const people = fc.uniqueArray(fc.constantFrom('ana', 'ben', 'cho', 'dara', 'eli'), { minLength: 1 })
  fc.assert(
    fc.property(people, fc.uniqueArray(fc.constantFrom('ana', 'ben', 'zoe')), (reachable, had) => {
      let turns: Turns = new Map([[key, had]])
      const order = Array.from({ length: reachable.length * 3 }, () => {
        const personId = nextInTurn(reachable, turns.get(key) ?? []) ?? ''
        turns = withTurn(turns, { ...step, personId })
        return personId
      })
      for (let from = 0; from < order.length; from += reachable.length)
        expect(order.slice(from, from + reachable.length).toSorted()).toEqual(reachable.toSorted())
    }),
  )
})

test('somebody who is passed for a while takes nobody else’s turn', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { minLength: 6, maxLength: 30 }), (isBenThere) => {
      let turns: Turns = new Map()
      const others = isBenThere.flatMap((isThere) => {
        const reachable = isThere ? ['ana', 'ben', 'cho'] : ['ana', 'cho']
        const personId = nextInTurn(reachable, turns.get(key) ?? []) ?? ''
        turns = withTurn(turns, { ...step, personId })
        return personId === 'ben' ? [] : [personId]
      })
      for (const [nth, personId] of others.entries()) expect(personId).toBe(nth % 2 === 0 ? 'ana' : 'cho')
    }),
  )
})

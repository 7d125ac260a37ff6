import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { graphOf, standsOn, type Dependent } from './graph.ts'
import { nextToTest, type Looked } from './halving.ts'

/** a stands on b, b on c, and so on to h. */
const line: readonly Dependent[] = Array.from('abcdefgh', (id, at) => ({
  id,
  dependsOn: at < 7 ? ['bcdefgh'.charAt(at)] : [],
}))

const looked = (text: string): readonly Looked[] =>
  text
    .split(' ')
    .filter((each) => each !== '')
    .map((each) => ({
      serviceId: each.charAt(0),
      answer: each.endsWith('+') ? 'fine' : each.endsWith('-') ? 'broken' : 'unknown',
    }))

describe('which one is next', () => {
  it.each([
    { says: 'the middle of a chain', looked: '', next: 'test e, 4 or 4 of abcdefgh' },
    { says: 'below what is broken', looked: 'e-', next: 'test g, 2 or 2 of efgh' },
    { says: 'above what is fine', looked: 'e+', next: 'test c, 2 or 2 of abcd' },
    { says: 'around what nobody can tell', looked: 'e?', next: 'test d, 3 or 5 of abcdefgh' },
    { says: 'found between a broken one and a fine one', looked: 'e- g+ f+', next: 'found e, 3 below are fine' },
    { says: 'found at the end', looked: 'h-', next: 'found h, 0 below are fine' },
    { says: 'the last answer counts', looked: 'h- h+ d+', next: 'test b, 1 or 2 of abc' },
    { says: 'nobody can tell of the two that are left', looked: 'c+ b?', next: 'one by one ab' },
    { says: 'all are fine', looked: 'a+', next: 'elsewhere' },
    { says: 'answers that contradict each other', looked: 'c+ d-', next: 'elsewhere' },
    { says: 'what is not there is not asked', looked: 'x-', next: 'test e, 4 or 4 of abcdefgh' },
  ])('$says', ({ looked: text, next }) => {
    expect(told(nextToTest(line, ['a'], looked(text)))).toBe(next)
  })

  it('looks in what all that are hurt stand on', () => {
    const services: readonly Dependent[] = [
      { id: 'shop', dependsOn: ['cart', 'pay'] },
      { id: 'app', dependsOn: ['pay', 'push'] },
      { id: 'cart', dependsOn: [] },
      { id: 'push', dependsOn: [] },
      { id: 'pay', dependsOn: ['db'] },
      { id: 'db', dependsOn: [] },
    ]
    expect(nextToTest(services, ['shop', 'app'], [])).toMatchObject({
      do: 'test',
      serviceId: 'db',
      left: ['pay', 'db'],
    })
    expect(nextToTest(services, ['cart', 'push'], [])).toMatchObject({ do: 'test', left: ['cart', 'push'] })
    expect(nextToTest(services, ['cart'], [])).toEqual({ do: 'found', serviceId: 'cart', left: ['cart'], below: 0 })
    expect(nextToTest(services, [], [])).toEqual({ do: 'elsewhere', left: [] })
  })

  it('says so when they stand on each other', () => {
    const circle = [
      { id: 'a', dependsOn: ['b'] },
      { id: 'b', dependsOn: ['a', 'b'] },
    ]
    expect(nextToTest(circle, ['a'], [])).toEqual({ do: 'one_by_one', left: ['a', 'b'] })
  })
})

const maps = fc.record({
  size: fc.integer({ min: 1, max: 30 }),
  arrows: fc.array(fc.tuple(fc.nat(29), fc.nat(29)), { maxLength: 90 }),
  fault: fc.nat(29),
  start: fc.nat(29),
  isCircular: fc.boolean(),
  silent: fc.array(fc.nat(29), { maxLength: 4 }),
})

it('ends at the one that is broken, whatever the map, and never asks twice', () => {
  fc.assert(
    fc.property(maps, ({ size, arrows, fault, start, isCircular, silent }) => {
      const services = Array.from({ length: size }, (_, at) => ({
        id: `s${at}`,
        dependsOn: arrows.flatMap(([from, to]) => (from === at && (isCircular || to > from) ? [`s${to}`] : [])),
      }))
      const graph = graphOf(services)
      const chain = [...standsOn(graph, `s${start % size}`)]
      const broken = chain[fault % chain.length] ?? ''
      const answers: Looked[] = []
      for (;;) {
        const next = nextToTest(services, [`s${start % size}`], answers)
        expect(next.left).toContain(broken)
        if (next.do === 'found') expect(next.serviceId).toBe(broken)
        if (next.do !== 'test') {
          expect(next.do).not.toBe('elsewhere')
          if (!isCircular && silent.length === 0) expect(next.do).toBe('found')
          return
        }
        expect(answers.some(({ serviceId }) => serviceId === next.serviceId)).toBe(false)
        expect(next.ifFine + next.ifBroken).toBe(next.left.length)
        const isSilent = silent.some((each) => `s${each}` === next.serviceId)
        const answer = standsOn(graph, next.serviceId).has(broken) ? 'broken' : 'fine'
        answers.push({ serviceId: next.serviceId, answer: isSilent ? 'unknown' : answer })
      }
    }),
    { numRuns: 500 },
  )
})

function told(next: ReturnType<typeof nextToTest>): string {
  switch (next.do) {
    case 'test':
      return `test ${next.serviceId}, ${next.ifFine} or ${next.ifBroken} of ${next.left.join('')}`
    case 'found':
      return `found ${next.serviceId}, ${next.below} below are fine`
    case 'one_by_one':
      return `one by one ${next.left.join('')}`
    case 'elsewhere':
      return 'elsewhere'
  }
}

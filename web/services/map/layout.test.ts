import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { graphOf, type Dependent } from '../../../domain/services/graph.ts'
import { curve, layOut, placeSize } from './layout.ts'

function made(size: number, arrows: readonly (readonly [number, number])[]): readonly Dependent[] {
  return Array.from({ length: size }, (_, at) => ({
    id: `s${at}`,
    dependsOn: arrows.filter(([from]) => from === at).map(([, to]) => `s${to}`),
  }))
}

const chains = fc
  .record({
    size: fc.integer({ min: 0, max: 60 }),
    arrows: fc.array(fc.tuple(fc.nat(59), fc.nat(59)), { maxLength: 150 }),
  })
  .map(({ size, arrows }) => made(size, arrows))

it('gives each service a place of its own inside the drawing, the same each time', () => {
  fc.assert(
    fc.property(chains, (services) => {
      const { places, width, height } = layOut(services)
      expect([...places.keys()].toSorted()).toEqual(services.map(({ id }) => id).toSorted())
      expect(layOut(services)).toEqual({ places, width, height })
      const all = [...places.values()]
      for (const [at, a] of all.entries()) {
        expect(a.x - placeSize.width / 2).toBeGreaterThanOrEqual(-0.01)
        expect(a.y - placeSize.height / 2).toBeGreaterThanOrEqual(-0.01)
        expect(a.x + placeSize.width / 2).toBeLessThanOrEqual(width + 0.01)
        expect(a.y + placeSize.height / 2).toBeLessThanOrEqual(height + 0.01)
        for (const b of all.slice(at + 1))
          expect(Math.abs(a.x - b.x) >= placeSize.width || Math.abs(a.y - b.y) >= placeSize.height).toBe(true)
      }
    }),
    { numRuns: 60 },
  )
})

it('puts who depends left of what it depends on, where there is no circle', () => {
  const services = made(
    40,
    Array.from({ length: 90 }, (_, at) => [at % 20, 20 + ((at * 7) % 20)] as const),
  )
  const { places } = layOut(services)
  for (const [from, tos] of graphOf(services).needs)
    for (const to of tos) expect(places.get(from)?.x ?? 0).toBeLessThan(places.get(to)?.x ?? 0)
})

it('lays out two hundred services with two thousand arrows in well under a second', () => {
  const arrows = Array.from({ length: 2000 }, (_, at) => {
    const from = (at * 37) % 200
    return [from, Math.min(199, from + 1 + ((at * 13) % 90))] as const
  })
  const from = performance.now()
  const { places, width, height } = layOut(made(200, arrows))
  expect(performance.now() - from).toBeLessThan(1500)
  expect(places.size).toBe(200)
  expect(width + height).toBeGreaterThan(1000)
})

it('draws an arrow to the right, back, and beside itself', () => {
  const at = (x: number, y: number) => ({ x, y })
  expect(curve(at(84, 18), at(400, 58))).toBe('M168 18c74 0 74 40 148 40')
  expect(curve(at(400, 18), at(84, 58))).toMatch(/^M316 18C/)
  expect(curve(at(84, 18), at(84, 58))).toMatch(/^M0 18C-40 18 -40 58 0 58$/)
})

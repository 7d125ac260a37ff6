import { expect, it } from 'vitest'
import { atFirst, fit, intoSight, nextTowards, pan, pinch, scales, zoom } from './view.ts'

const window = { width: 800, height: 600 }

it('shows all of it in the middle, and never larger than it is written', () => {
  expect(fit({ width: 100, height: 50 }, window)).toEqual({ scale: 1, x: 350, y: 275 })
  const large = fit({ width: 7520, height: 1000 }, window)
  expect(large).toEqual({ scale: 0.1, x: 24, y: 250 })
  expect(fit({ width: 1e9, height: 1 }, window).scale).toBe(scales.least)
  expect(fit({ width: 0, height: 0 }, { width: 0, height: 0 }).scale).toBe(1)
})

it('keeps what is under the finger where it is', () => {
  const at = { x: 200, y: 100 }
  const before = { scale: 0.5, x: 30, y: 40 }
  const after = zoom(before, 2, at)
  expect(after.scale).toBe(1)
  const under = (view: typeof before) => ({ x: (at.x - view.x) / view.scale, y: (at.y - view.y) / view.scale })
  expect(under(after)).toEqual(under(before))
  expect(zoom(before, 1000, at).scale).toBe(scales.most)
  const held: readonly [typeof at, typeof at] = [
    { x: 100, y: 100 },
    { x: 200, y: 100 },
  ]
  const moved = pinch({ scale: 1, x: 0, y: 0 }, held, [
    { x: 100, y: 120 },
    { x: 300, y: 120 },
  ])
  expect(moved).toEqual({ scale: 2, x: -100, y: -80 })
})

it('brings a service into sight, and moves nothing when it is', () => {
  const view = { scale: 1, x: 0, y: 0 }
  expect(intoSight(view, { x: 400, y: 300 }, window)).toBe(view)
  expect(intoSight(view, { x: 1000, y: 300 }, window)).toEqual(pan(view, { x: -296, y: 0 }))
})

it('goes to the next one in each direction', () => {
  const places = new Map([
    ['a', { x: 0, y: 0 }],
    ['b', { x: 100, y: 10 }],
    ['c', { x: 100, y: 300 }],
    ['d', { x: 0, y: 60 }],
  ])
  const from = { x: 0, y: 0 }
  expect(nextTowards(from, 'right', places)).toBe('b')
  expect(nextTowards(from, 'down', places)).toBe('d')
  expect(nextTowards(from, 'left', places)).toBeNull()
  expect(nextTowards({ x: 100, y: 300 }, 'up', places)).toBe('b')
})

it('begins on a phone with what matters, large enough to be read', () => {
  const phone = { width: 360, height: 400 }
  const whole = { width: 1200, height: 300 }
  expect(atFirst(whole, phone, { x: 1000, y: 100 })).toEqual({ scale: 0.6, x: -420, y: 140 })
  expect(atFirst(whole, phone, undefined)).toEqual(fit(whole, phone))
  expect(atFirst({ width: 300, height: 200 }, phone, { x: 1, y: 1 }).scale).toBe(1)
  expect(atFirst(whole, window, { x: 1000, y: 100 })).toEqual(fit(whole, window))
})

import { expect, test } from 'vitest'
import { isEmpty, nothingChosen, ranged, sizeOf, toggled } from './selection.ts'

const order = [9, 8, 7, 6, 5]
const idsOf = (selection: ReturnType<typeof toggled>) => [...selection.ids].toSorted((a, b) => a - b)

test('one is chosen and let go', () => {
  const one = toggled(nothingChosen, 8)
  expect(idsOf(one)).toEqual([8])
  expect(isEmpty(toggled(one, 8))).toBe(true)
})

test('a range goes from the one chosen last, in either direction, and keeps what was chosen before', () => {
  expect(idsOf(ranged(toggled(nothingChosen, 8), 6, order))).toEqual([6, 7, 8])
  expect(idsOf(ranged(toggled(toggled(nothingChosen, 9), 6), 8, order))).toEqual([6, 7, 8, 9])
})

test('without a beginning in the list a range is one', () => {
  expect(idsOf(ranged(nothingChosen, 7, order))).toEqual([7])
  expect(idsOf(ranged(toggled(nothingChosen, 1), 7, order))).toEqual([1, 7])
})

test('all that match ends when one is chosen by hand', () => {
  const all = { ...nothingChosen, matching: { seen: 4_000, upTo: 9 } }
  expect([sizeOf(all), isEmpty(all)]).toEqual([4_000, false])
  expect(sizeOf(toggled(all, 5))).toBe(1)
})

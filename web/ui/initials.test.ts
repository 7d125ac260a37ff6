import { expect, test } from 'vitest'
import { hueOf, initialsOf } from './initials.ts'

test.each([
  ['Ana Costa', 'AC'],
  ['ana', 'A'],
  ['Jean Luc van Dam', 'JD'],
  ['김민수', '민수'],
  ['남궁 민', '민'],
  ['李', '李'],
  ['', '?'],
  ['  Zoë   Ås ', 'ZÅ'],
])('%s is drawn as %s', (name, initials) => {
  expect(initialsOf(name)).toBe(initials)
})

test('a name keeps its colour, and colours spread', () => {
  expect(hueOf('Ana Costa')).toBe(hueOf('Ana Costa'))
  const hues = ['Ana', 'Ben', 'Chloe', 'Dae-jung', '김민수'].map(hueOf)
  expect(new Set(hues).size).toBe(5)
  expect(hues.every((hue) => hue >= 0 && hue < 360)).toBe(true)
})

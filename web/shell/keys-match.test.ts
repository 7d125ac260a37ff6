import { expect, test } from 'vitest'
import { match, nameOf } from './keys-match.ts'

const keys = [{ keys: 'g n' }, { keys: 'g a' }, { keys: 'a', of: 'shell' }, { keys: 'a', of: 'screen' }]
const plain = { altKey: false, ctrlKey: false, metaKey: false, shiftKey: false, isComposing: false }

test.each([
  [['g'], { wait: true }],
  [['g', 'n'], { hit: { keys: 'g n' } }],
  [['g', 'x'], { none: true }],
  [['a'], { hit: { keys: 'a', of: 'screen' } }],
  [['n'], { none: true }],
])('%j', (pressed, found) => {
  expect(match(pressed, keys)).toEqual(found)
})

test('a key by itself that others begin with is both', () => {
  expect(match(['g'], [...keys, { keys: 'g' }])).toEqual({ hit: { keys: 'g' }, orMore: true })
  expect(match(['g', 'n'], [...keys, { keys: 'g' }])).toEqual({ hit: { keys: 'g n' } })
})

test.each([
  [{ key: 'G' }, 'g'],
  [{ key: '?', shiftKey: true }, '?'],
  [{ key: 'X', shiftKey: true }, 'shift+x'],
  [{ key: 'ArrowDown' }, 'ArrowDown'],
  [{ key: 'ArrowDown', metaKey: true }, 'mod+arrowdown'],
  [{ key: 'k', metaKey: true }, 'mod+k'],
  [{ key: 'k', ctrlKey: true }, 'mod+k'],
  [{ key: 'k', ctrlKey: true, shiftKey: true }, null],
  [{ key: 'a', altKey: true }, null],
  [{ key: 'ㅁ', isComposing: true }, null],
  [{ key: 'Tab' }, null],
  [{ key: ' ' }, null],
])('%j is %s', (event, name) => {
  expect(nameOf({ ...plain, ...event })).toBe(name)
})

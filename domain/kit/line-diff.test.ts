import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { lineDiff } from './line-diff.ts'

test('what only one of them has is told, in order', () => {
  expect(lineDiff('drain\nrestart\nlook', 'drain\nwait\nlook').map(({ is, text }) => `${is} ${text}`)).toEqual([
    'same drain',
    'removed restart',
    'added wait',
    'same look',
  ])
  expect(lineDiff('', 'a')).toEqual([{ is: 'added', text: 'a' }])
  expect(lineDiff('a', 'a')).toEqual([{ is: 'same', text: 'a' }])
})

test('both texts can be read out of it, whatever they are', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 }).map((lines) => lines.join('\n'))
  fc.assert(
    fc.property(text, text, (before, after) => {
      const told = lineDiff(before, after)
      const of = (not: string) =>
        told
          .filter(({ is }) => is !== not)
          .map((line) => line.text)
          .join('\n')
      expect([of('added'), of('removed')]).toEqual([before, after])
    }),
  )
})

test('two long texts with nothing in common are told at once', () => {
  const before = Array.from({ length: 20_000 }, (_, at) => `a ${at}`).join('\n')
  const after = Array.from({ length: 20_000 }, (_, at) => `b ${at}`).join('\n')
  expect(lineDiff(before, after)).toHaveLength(40_000)
})

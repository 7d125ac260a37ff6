import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { labelInText, labelPair } from './label-filter.ts'

test.each([
  ['env:prod', { name: 'env', value: 'prod' }],
  ['url:http://x', { name: 'url', value: 'http://x' }],
  ['env:', { name: 'env', value: '' }],
  [':prod', null],
  ['prod', null],
])('%s', (text, pair) => {
  expect(labelPair(text)).toEqual(pair)
})

test('a label that labels hold stands in their text, whatever is written in others', () => {
  const part = fc.oneof(fc.constantFrom('env', 'prod', '"env":"prod"', '\\', '"', 'a":"b', ':'), fc.string())
  fc.assert(
    fc.property(fc.dictionary(part, part), part, part, (labels, name, value) => {
      const held = { ...labels, [name]: value }
      expect(JSON.stringify(held).includes(labelInText({ name, value }))).toBe(true)
    }),
  )
})

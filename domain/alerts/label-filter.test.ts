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

test('a label stands in the text of labels exactly when they hold it, whatever is written in others', () => {
  const part = fc.oneof(fc.constantFrom('env', 'prod', '"env":"prod"', '\\', '"', 'a":"b', ':'), fc.string())
  fc.assert(
    fc.property(fc.dictionary(part, part), part, part, (labels, name, value) => {
      const holds = Object.hasOwn(labels, name) && labels[name] === value
      expect(JSON.stringify(labels).includes(labelInText({ name, value }))).toBe(holds)
    }),
  )
})

import { expect, test } from 'vitest'
import { csvText } from './csv.ts'

test.each([
  '=1+1',
  '+1',
  '-1',
  '@sum',
  '|x',
  '%x',
  '  =1',
  '\u00a0=1',
  '\t1',
  '\r1',
  '\n1',
  '\uff1d1',
  '\uff0b1',
  '\uff0d1',
  '\uff201',
])('what a spreadsheet would calculate is text: %j', (text) => expect(csvText(text)).toBe(`"'${text}"`))

test.each([
  ['Checkout, all hosts', '"Checkout, all hosts"'],
  ['a;=1', '"a;=1"'],
  ['says "down"', '"says ""down"""'],
  ['5 - 3', '"5 - 3"'],
  ['', '""'],
])('other text stays as it is, in quotes: %j', (text, cell) => expect(csvText(text)).toBe(cell))

import { expect, test } from 'vitest'
import { mentionsIn, whoIsMeant } from './mentions.ts'

test.each([
  ['@ana look, and @Ben.Hughes too.', ['ana', 'ben.hughes']],
  ['write to ops@example.com', []],
  ['@김민준, 확인 부탁합니다 @ana', ['김민준', 'ana']],
  ['(@ana)', ['ana']],
  ['@ana @ana', ['ana']],
  ['https://example.com/@ana a/@ben', []],
  ['@', []],
])('%s names %j', (text, names) => expect(mentionsIn(text)).toEqual(names))

const people = [
  { id: '1', name: 'Ana Keller', email: 'ana@example.com' },
  { id: '2', name: 'Ben Hughes', email: 'b.hughes@example.com' },
  { id: '3', name: 'Ben Meier', email: 'bm@example.com' },
  { id: '4', name: '김민준', email: 'minjun@example.com' },
  { id: '5', name: 'Ana Ruiz', email: 'ana@other.example' },
]

test.each([
  [['ana'], ['1', '5']],
  [['b.hughes'], ['2']],
  [['ben.hughes'], ['2']],
  [['benmeier'], ['3']],
  [['ben'], []],
  [['김민준'], ['4']],
  [['minjun', '김민준'], ['4']],
  [['nobody'], []],
] as const)('%j means %j', (names, ids) => expect(whoIsMeant(names, people)).toEqual(ids))

test('a thousand mentions are bounded', () => {
  expect(mentionsIn(Array.from({ length: 1_000 }, (_, at) => `@a${at}`).join(' '))).toHaveLength(20)
})

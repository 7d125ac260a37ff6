import { expect, test } from 'vitest'
import { piecesOf } from './pieces.ts'

const drawn = (text: string, marks: readonly number[]) =>
  piecesOf(text, marks)
    .map((piece) => (piece.isMarked ? `[${piece.text}]` : piece.text))
    .join('')

test.each([
  ['Replica is behind', [], 'Replica is behind'],
  ['Replica is behind', [0, 7], '[Replica] is behind'],
  ['주문 DB 복제 지연', [6, 8, 9, 11], '주문 DB [복제] [지연]'],
  ['', [], ''],
])('%s marked at %j', (text, marks, expected) => {
  expect(drawn(text, marks)).toBe(expected)
})

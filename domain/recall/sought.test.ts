import { assert, property, string } from 'fast-check'
import { expect, test } from 'vitest'
import { markOf } from './marks.ts'
import { placesIn, searchFor } from './sought.ts'
import { termsOf } from './terms.ts'

const marked = (text: string, search: string) => {
  const places = placesIn(text, searchFor(search))
  return places.flatMap((begin, at) => (at % 2 === 0 ? [text.slice(begin, places[at + 1])] : []))
}
const finds = (search: string, text: string) => {
  const kept = new Set(termsOf(text).map(markOf))
  return searchFor(search).words.every(
    ({ oneOf, allOf }) =>
      oneOf.some((mark) => kept.has(mark)) || (allOf.length > 0 && allOf.every((mark) => kept.has(mark))),
  )
}

test.each([
  ['replication', 'Replica of orders-db is behind', true],
  ['복제', 'Replica of orders-db is behind', true],
  ['결제 지연', 'Checkout latency is high', true],
  ['결제 지연', 'Checkout returns 502', false],
  ['failed', 'An error happened', false],
  ['클러', '클러스터', false],
])('"%s" in "%s": %s', (search, text, isFound) => {
  expect(finds(search, text)).toBe(isFound)
})

test.each([
  ['Replica of orders-db is behind', 'replication', ['Replica']],
  ['주문 DB 복제 지연', 'replication', ['복제']],
  ['Checkout latency in eu-west-1', 'check eu-west-1', ['Checkout', 'eu-west-1']],
  ['Nothing of it', 'kafka', []],
])('in "%s" "%s" stands at %j', (text, search, words) => {
  expect(marked(text, search)).toEqual(words)
})

test('places are in order, within the text, and none over another', () => {
  assert(
    property(string({ unit: 'grapheme' }), string({ unit: 'grapheme', maxLength: 40 }), (text, search) => {
      const places = placesIn(text, searchFor(search))
      expect(places.length % 2).toBe(0)
      expect(places.every((place, at) => at === 0 || place > (places[at - 1] ?? 0))).toBe(true)
      expect(places.every((place) => place >= 0 && place <= text.length)).toBe(true)
    }),
  )
})

import { describe, expect, test } from 'vitest'
import { hangulStemOf, stemOf } from './stem.ts'
import { sayingsOf, termsOf } from './terms.ts'
import { wordsOf } from './words.ts'

const words = (text: string) => wordsOf(text).map((word) => word.text)
const meet = (a: string, b: string) => termsOf(a).filter((term) => termsOf(b).includes(term))

describe('words', () => {
  test.each([
    ['HighErrorRate on checkoutApi', ['high', 'error', 'rate', 'on', 'checkout', 'api']],
    ['HTTPServerError', ['http', 'server', 'error']],
    ['disk_usage_high{host="db-07.prod"}', ['disk', 'usage', 'high', 'host', 'db', 'prod']],
    ['/var/lib/postgresql 92%', ['var', 'lib', 'postgresql']],
    ['ORA-01555: snapshot too old', ['ora-01555', 'snapshot', 'too', 'old']],
    ['p99 above 4s, 503 and 5xx', ['p99', 'above', '503', 'and', '5xx']],
    ['API가 느려졌습니다', ['api', '가 느려졌습니다']],
    ["can't connect", ['can', 'connect']],
  ])('%s', (text, expected) => {
    expect(words(text)).toEqual(expected)
  })

  test('what is another one each time is left out', () => {
    const one =
      'pod web-7f9c at 2026-03-02T09:00:01Z from 10.1.2.3:443 id 6f1c2b3a-0000-4000-8000-1234567890ab took 120ms'
    const other = 'pod web-11 at 2027-11-30 23:59:59 from 192.168.0.9 id 00000000-1111-4111-8111-ffffffffffff took 9s'
    expect(words(one).filter((word) => word !== '7f9c')).toEqual(words(other))
  })
})

describe('stems', () => {
  test.each([
    ['replicating', 'replication'],
    ['stopped', 'stop'],
    ['queries', 'query'],
    ['connections', 'connecting'],
    ['expired', 'expires'],
    ['crashes', 'crash'],
  ])('%s and %s are one', (a, b) => {
    expect(stemOf(a)).toBe(stemOf(b))
  })
  test.each([
    ['디스크가', '디스크는'],
    ['서버에서', '서버'],
    ['중복됨', '중복'],
  ])('%s and %s are one', (a, b) => {
    expect(hangulStemOf(a)).toBe(hangulStemOf(b))
  })
})

describe('terms', () => {
  test.each([
    ['replication lag', '복제 지연'],
    ['payments', '결제 오류'],
    ['disk is full', '디스크가 가득 찼습니다'],
    ['certificate expired', '인증서 만료'],
    ['out of memory', '메모리 부족으로 종료'],
    ['users cannot sign in', '로그인이 안 됩니다'],
    ['Zoning of the 카프카 cluster', 'kafka broker'],
  ])('"%s" meets "%s" in the other language', (a, b) => {
    expect(meet(a, b)).not.toEqual([])
  })

  test('an expression is one thing, though its parts are others', () => {
    expect(termsOf('sign in')).toContain('~login')
    expect(termsOf('signature')).not.toContain('~login')
  })

  test('a kind of cache is found by whoever asks for a cache, and less by whoever asks for another', () => {
    const ways = sayingsOf('cache')[0]?.ways ?? []
    expect(ways.some(({ term }) => termsOf('redis').includes(term))).toBe(true)
    expect(meet('redis', 'memcached')).toEqual(['^cache'])
  })

  test('words that say nothing are no terms', () => {
    expect(termsOf('the alert is firing again now')).toEqual(termsOf('again'))
  })

  test('a text of a megabyte is read as far as it matters', () => {
    expect(termsOf('disk '.repeat(200_000)).length).toBeLessThan(10)
  })
})

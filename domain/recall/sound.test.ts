import { assert, property, string } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { soundOfHangul, soundsOfLatin } from './sound.ts'
import { termsOf } from './terms.ts'

describe('a borrowed word sounds like what it was borrowed from', () => {
  test.each([
    ['elasticsearch', '엘라스틱서치'],
    ['connection', '커넥션'],
    ['replica', '레플리카'],
    ['terraform', '테라폼'],
    ['hikari', '하이카리'],
    ['rebalancing', '리밸런싱'],
    ['ingress', '인그레스'],
    ['kubernetes', '쿠버네티스'],
    ['prometheus', '프로메테우스'],
    ['scheduler', '스케줄러'],
    ['throttling', '쓰로틀링'],
    ['exception', '익셉션'],
    ['cloudfront', '클라우드프론트'],
    ['heartbeat', '하트비트'],
  ])('%s, %s', (latin, hangul) => {
    expect(soundsOfLatin(latin)).toContain(soundOfHangul(hangul))
  })

  test.each(['있습니다', '만들어', '된다', '줄어들었습니다', '서버', '않는다'])(
    '%s was borrowed from nowhere',
    (word) => {
      expect(soundOfHangul(word)).toBeNull()
    },
  )

  test('it needs no table: a name that no table knows is found in the letters of the other language', () => {
    const meet = (a: string, b: string) => termsOf(a).filter((term) => termsOf(b).includes(term))
    expect(meet('칼레이도스코프', 'kaleidoscope')).not.toEqual([])
    expect(meet('칼레이도스코프', 'platypus')).toEqual([])
  })

  test('anything may be written', () => {
    assert(
      property(string({ unit: 'grapheme' }), (text) => {
        for (const sound of soundsOfLatin(text)) expect(sound).toMatch(/^A?[B-Z]+$/)
        expect(soundOfHangul(text) ?? 'NONE').toMatch(/^A?[B-Z]+$/)
      }),
    )
  })
})

describe('what is written with a mistake is found', () => {
  const asked = (word: string) => termsOf(word)
  test.each([
    ['replciation', '~replication'],
    ['kuberntes', '~kubernetes'],
    ['certifcate', '~certificate'],
    ['databse', '~database'],
  ])('%s is %s', (word, term) => {
    expect(asked(word)).toContain(term)
  })
  test('a short word, or two mistakes, are another word', () => {
    expect(asked('dsik')).not.toContain('~disk')
    expect(asked('reblication')).toContain('~replication')
    expect(asked('reblicatoin')).not.toContain('~replication')
  })
})

import { describe, expect, test } from 'vitest'
import { deniedFormsOf, formsOf } from './bent.ts'
import { near } from './concepts-near.ts'
import { isConcept } from './concepts.ts'
import { termsOf } from './terms.ts'

describe('a verb is known in all of its forms', () => {
  test.each([
    ['느리다', ['느리', '느려', '느렸', '느린', '느림', '느립']],
    ['죽다', ['죽어', '죽었', '죽음', '죽고', '죽는']],
    ['오르다', ['올라', '올랐', '오른']],
    ['무겁다', ['무거워', '무거운', '무거웠']],
    ['튀다', ['튐', '튀는', '튀었', '튀고']],
    ['늘다', ['늘어', '늘었', '느는', '늘음']],
    ['실패하다', ['실패해', '실패했', '실패한', '실패함']],
    ['꽉 차다', ['꽉 참', '꽉 찼', '꽉 차서']],
  ])('%s', (word, forms) => {
    expect(formsOf(word)).toEqual(expect.arrayContaining(forms))
  })

  test('what is no verb stays as it is, and one syllable says something only as a noun', () => {
    expect(formsOf('먹통')).toEqual(['먹통'])
    expect(formsOf('튀다').filter((form) => form.length === 1)).toEqual(['튐'])
  })

  test('denied before and behind', () => {
    expect(deniedFormsOf('뜨다')).toEqual(expect.arrayContaining(['안 뜸', '안뜨는', '안 떠', '못 뜨고', '뜨지 않']))
  })

  test.each([
    ['서버가 뻗음', '서버 뻗었어요'],
    ['파드가 안 뜸', '파드가 뜨지 않습니다'],
    ['메시지가 쌓여있음', 'messages pile up'],
    ['turned the last visitors away', 'connection refused'],
  ])('"%s" meets "%s"', (a, b) => {
    expect(termsOf(a).filter((term) => term.startsWith('~') && termsOf(b).includes(term))).not.toEqual([])
  })
})

test('what is near to something is a concept of the table', () => {
  const names = near.split(/\s+/).filter(Boolean)
  expect(names.filter((name) => !isConcept(name))).toEqual([])
})

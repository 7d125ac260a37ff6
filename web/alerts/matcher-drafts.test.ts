import { expect, test } from 'vitest'
import {
  draftOf,
  draftsIn,
  draftsOfAlert,
  matchersFor,
  matchersIn,
  matchersOf,
  operatorOf,
  operators,
  textOf,
  whyNotMatchers,
  withOperator,
} from './matcher-drafts.ts'

test('an alert becomes one chip for each label, or one for its key', () => {
  const withLabels = draftsOfAlert({ labels: { alertname: 'DiskFull', env: 'prod', empty: '' }, key: 'k' })
  expect(textOf(withLabels)).toBe('{alertname="DiskFull", env="prod"}')
  expect(textOf(draftsOfAlert({ labels: {}, key: 'web1/"disk"' }))).toBe('{baton_key="web1/\\"disk\\""}')
  const many = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`l${i}`, 'x']))
  expect(matchersFor({ key: 'k', labels: many })).toHaveLength(32)
})

test.each(operators)('the operator %s is read back from what it makes', (operator) =>
  expect(operatorOf(withOperator(draftOf(), operator))).toBe(operator),
)

test('text and chips are two ways of writing the same', () => {
  const text = '{alertname="DiskFull", env=~"prod.*", team!="db", job!~"a|b"}'
  const read = draftsIn(text)
  if ('wrong' in read) throw new Error(read.wrong)
  expect(textOf(read.drafts)).toBe(text)
  expect(draftsIn('alertname')).toMatchObject({ wrong: 'operator_missing' })
  expect(textOf([])).toBe('')
})

test('what is pasted counts as matchers only when it is some', () => {
  expect(matchersIn('alertname')).toBeNull()
  expect(matchersIn('{a="b",c=~"d"}')).toHaveLength(2)
})

test('a chip that nobody has begun to write is left out; one without a name must be finished', () => {
  expect(matchersOf([draftOf(), draftOf({ name: ' env ', value: 'prod' })])).toEqual([
    { name: 'env', value: 'prod', isRegex: false, isEqual: true },
  ])
  expect(whyNotMatchers([])).toBe('none')
  expect(whyNotMatchers(matchersOf([draftOf({ value: 'x' })]))).toBe('nameless')
  expect(whyNotMatchers(matchersOf([draftOf({ name: 'env' })]))).toBeNull()
})

import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readMatchers, writeMatcher, writeMatchers, type Matcher } from './matchers.ts'
import { NarrowMatchers } from './matchers.schema.ts'
import { compile, matchesEverything, whyNoPattern, type Matchable } from './matching.ts'

const is = (name: string, value: string): Matcher => ({ name, value, isRegex: false, isEqual: true })

describe('reading', () => {
  test.each<[string, Matcher[]]>([
    ['alertname="DiskFull"', [is('alertname', 'DiskFull')]],
    ['alertname=DiskFull', [is('alertname', 'DiskFull')]],
    [
      '{alertname="DiskFull", instance=~"web-.*"}',
      [is('alertname', 'DiskFull'), { name: 'instance', value: 'web-.*', isRegex: true, isEqual: true }],
    ],
    [
      'a!=b,c!~"d|e",',
      [
        { name: 'a', value: 'b', isRegex: false, isEqual: false },
        { name: 'c', value: 'd|e', isRegex: true, isEqual: false },
      ],
    ],
    [' a = "x" , b = y z ', [is('a', 'x'), is('b', 'y z')]],
    ['a=""', [is('a', '')]],
    ['a=', [is('a', '')]],
    [String.raw`instance=~"web\d+"`, [{ name: 'instance', value: String.raw`web\d+`, isRegex: true, isEqual: true }]],
    [String.raw`a="say \"hi\" \\ \n"`, [is('a', 'say "hi" \\ \n')]],
    ['"디스크 라벨"="가득"', [is('디스크 라벨', '가득')]],
    ['디스크="가득"', [is('디스크', '가득')]],
    ['a="x,y}"', [is('a', 'x,y}')]],
    ['__proto__="x"', [is('__proto__', 'x')]],
  ])('%s', (text, matchers) => expect(readMatchers(text)).toEqual({ matchers }))

  test.each([
    ['', 'empty', 0],
    ['{}', 'empty', 2],
    ['alertname', 'operator_missing', 9],
    ['="x"', 'name_missing', 0],
    ['a="x', 'quote_open', 2],
    ['a=x"y"', 'quote_stray', 3],
    ['a="x" b="y"', 'comma_missing', 6],
    ['{a="x"', 'brace_open', 6],
    ['a="x"}', 'comma_missing', 5],
    ['a==b,,', 'name_missing', 5],
  ] as const)('%s is wrong: %s', (text, wrong, at) => expect(readMatchers(text)).toEqual({ wrong, at }))

  test('more matchers than anybody writes are refused', () => {
    const text = Array.from({ length: 33 }, (_, n) => `a${n}=b`).join(',')
    expect(readMatchers(text)).toMatchObject({ wrong: 'too_many' })
  })

  test('any text whatever is read or refused, in its own time', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => void readMatchers(text)))
    expect(readMatchers('{'.repeat(5_000_000))).toMatchObject({ wrong: 'name_missing' })
  })
})

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom('', '"', '\\', '\\n', '\n', ' x ', ',', '}', '{', '=~', 'constructor', '메모리', '🔥'),
)
const anyMatcher = fc.record({
  name: anyText.filter((name) => name !== ''),
  value: anyText,
  isRegex: fc.boolean(),
  isEqual: fc.boolean(),
})

test('what is written is read back', () => {
  fc.assert(
    fc.property(fc.array(anyMatcher, { minLength: 1, maxLength: 5 }), (matchers) => {
      expect(readMatchers(writeMatchers(matchers))).toEqual({ matchers })
      expect(readMatchers(`{${writeMatchers(matchers)}}`)).toEqual({ matchers })
    }),
  )
})

const disk: Matchable = {
  labels: { alertname: 'DiskFull', instance: 'web-1', service: 'node-exporter', note: 'two\nlines' },
  service: 'checkout',
  source: 'prometheus',
  summary: 'Disk is full on web-1',
  priority: 'P2',
  key: 'disk/web-1',
}

test.each([
  ['alertname="DiskFull"', true],
  ['alertname="Disk"', false],
  ['alertname=~"Disk"', false], // anchored at both ends
  ['alertname=~"Disk.*"', true],
  ['alertname=~"disk.*"', false],
  ['alertname=~"(?i)disk.*"', true],
  ['alertname=~"Disk|DiskFull"', true],
  ['alertname!~"Disk.*"', false],
  ['note=~"two.lines"', false], // a dot is no line break, as in Alertmanager
  ['note=~"(?s)two.lines"', true],
  ['absent=""', true],
  ['absent!=""', false],
  ['absent!="x"', true],
  ['absent=~".*"', true],
  ['absent=~".+"', false],
  ['alertname="DiskFull",instance="web-2"', false],
  ['service="checkout"', false], // the label says something else
  ['service="node-exporter"', true],
  ['baton_service="checkout"', true],
  ['baton_source=~"prom.*"', true],
  ['baton_summary=~".*full.*"', true],
  ['baton_priority=~"P[12]"', true],
  ['baton_key="disk/web-1"', true],
  ['constructor=""', true],
  ['__proto__=""', true],
])('%s: %s', (text, expected) => {
  const read = readMatchers(text)
  if ('wrong' in read) throw new Error(read.wrong)
  expect(compile(read.matchers)(disk)).toBe(expected)
})

test('a field of the alert stands before a label that took its name', () => {
  const posing = { ...disk, labels: { baton_service: 'posing' } }
  expect(compile([is('baton_service', 'posing')])(posing)).toBe(false)
  expect(compile([is('baton_service', 'checkout')])(posing)).toBe(true)
  expect(compile([is('baton_service', '')])({ ...disk, service: null })).toBe(true)
})

test('a matcher and its contrary never agree', () => {
  const value = fc.oneof(anyText, fc.constantFrom('web-1', 'web-.*', '.*', '(?i)WEB-1'))
  fc.assert(
    fc.property(fc.constantFrom('instance', 'absent', 'baton_summary'), value, fc.boolean(), (name, value, isRegex) => {
      fc.pre(!isRegex || whyNoPattern(value) === null)
      const matches = (isEqual: boolean) => compile([{ name, value, isRegex, isEqual }])(disk)
      expect(matches(true)).toBe(!matches(false))
    }),
  )
})

test('all of them must match: more matchers never match more', () => {
  fc.assert(
    fc.property(fc.array(anyMatcher, { maxLength: 4 }), anyMatcher, (some, one) => {
      fc.pre([...some, one].every(({ isRegex, value }) => !isRegex || whyNoPattern(value) === null))
      if (compile([...some, one])(disk)) expect(compile(some)(disk)).toBe(true)
    }),
  )
})

test.each(['(', 'a)|(b', '(?=x)', '[z-a]', '((a{1000}){1000})', '\\1', 'a**b{2000}', '\\C'])(
  '%s is no pattern',
  (value) => expect(whyNoPattern(value)).not.toBeNull(),
)

test('a pattern that would hold a backtracking machine for ever is answered at once', () => {
  const evil = compile([{ name: 'baton_summary', value: '(((a*)*)*)*b', isRegex: true, isEqual: true }])
  expect(evil({ ...disk, summary: 'a'.repeat(1024) })).toBe(false)
})

test('what mutes must ask for something', () => {
  expect(matchesEverything([{ name: 'a', value: '.*', isRegex: true, isEqual: true }])).toBe(true)
  expect(matchesEverything([is('a', ''), { name: 'b', value: 'x', isRegex: false, isEqual: false }])).toBe(true)
  expect(matchesEverything([is('a', ''), is('b', 'x')])).toBe(false)
  const parse = (...matchers: object[]) => NarrowMatchers.safeParse(matchers).success
  expect(parse({ name: 'a', value: 'b' })).toBe(true)
  expect(parse({ name: 'a', value: '.*', isRegex: true })).toBe(false)
  expect(parse({ name: 'a', value: '(', isRegex: true })).toBe(false)
  expect(parse({ name: '', value: 'b' })).toBe(false)
  expect(parse()).toBe(false)
})

test('names are quoted where they must be', () => {
  expect(writeMatcher(is('alertname', 'x'))).toBe('alertname="x"')
  expect(writeMatcher(is('a b', 'x"y'))).toBe('"a b"="x\\"y"')
})

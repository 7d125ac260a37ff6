import { globSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { expect, test } from 'vitest'
import { problems } from '../domain/problems.ts'
import { textsOf } from './jsx-text.ts'

const folder = 'web/words'
/** Terms whose English lies in the domain, so that only other languages have a file. */
const mirrors = new Map([['problems', Object.keys(problems)]])
/** Names that are the same in every language. */
const sameEverywhere = new Set(['Baton', 'ntfy', '{{title}} · Baton'])

const english = termsOf('en')
const korean = termsOf('ko')

test('English and Korean have the same terms', () => {
  const own = [...korean.keys()].filter((term) => !mirrors.has(term))
  expect(own).toEqual([...english.keys()])
})

test.each([...english.keys()])('%s: the same keys, nothing empty, the same facts in each sentence', (term) => {
  const en = english.get(term) ?? new Map<string, string>()
  const ko = korean.get(term) ?? new Map<string, string>()
  expect(new Set([...ko.keys()].map(withoutPlural))).toEqual(new Set([...en.keys()].map(withoutPlural)))
  for (const [key, text] of [...en, ...ko]) expect(text.trim(), key).not.toBe('')
  for (const [key, text] of ko) {
    const original = en.get(key) ?? ''
    expect(factsOf(text), key).toEqual(factsOf(original))
  }
})

test.each([...english.keys()])('%s: what has words in English is not left in English', (term) => {
  const left = [...(korean.get(term) ?? [])].filter(([key, text]) => {
    return text === english.get(term)?.get(key) && /\p{L}/u.test(text) && !sameEverywhere.has(text)
  })
  expect(left).toEqual([])
})

test.each([...mirrors])('%s: every code of the domain is said in Korean', (term, codes) => {
  expect([...(korean.get(term) ?? new Map<string, string>()).keys()].sort()).toEqual([...codes].sort())
})

test('no component speaks by itself: every text comes from web/words', () => {
  const files = globSync('web/**/*.tsx').filter((file) => !file.startsWith('web/ui/gallery/'))
  expect(files.length).toBeGreaterThan(20)
  const texts = files.flatMap((file) =>
    textsOf(readFileSync(file, 'utf8'))
      .filter(({ text }) => !sameEverywhere.has(text))
      .map(({ line, text }) => `${file}:${line} ${text}`),
  )
  expect(texts).toEqual([])
})

test.each([
  ['<p>Hello</p>', ['Hello']],
  ['const a = <p>\n  Hello <b>you</b>, {name}!\n</p>', ['Hello', 'you']],
  ['return <Button label="Save" tone="primary" onPress={() => a > b} />', ['Save']],
  ["<Row title={'Save'} tone={'primary'}>{'Hello'}</Row>", ['Save', 'Hello']],
  ['<>{list.map((x) => <li key={`k ${x}`}>Item {x}</li>)}</>', ['Item']],
  ["<p>Don't</p>", ["Don't"]],
  ['f(x ? <i>Yes</i> : null)', ['Yes']],
  ["const t = /[<'\"]/.test(x); return <p>{say('hello')}</p>", []],
  ['function f<T>(x: Map<string, Foo>): Promise<Foo> { return x < y && z > 1 ? <p>·</p> : null }', []],
  ["// <p>Hello</p>\n/* <p>Hello</p> */ const s = '<p>Hello</p>'", []],
])('the search itself finds what it should: %s', (source, texts) => {
  expect(textsOf(source).map(({ text }) => text.replace(/[,!]$/, '').trim())).toEqual(texts)
})

function termsOf(language: string): Map<string, Map<string, string>> {
  const files = globSync(`${folder}/${language}/*.json`).sort()
  return new Map(files.map((file) => [basename(file, '.json'), flat(JSON.parse(readFileSync(file, 'utf8')), '')]))
}

function flat(words: unknown, prefix: string): Map<string, string> {
  if (typeof words !== 'object' || words === null) return new Map([[prefix, String(words)]])
  const entries = Object.entries(words).flatMap(([key, value]) => [...flat(value, prefix ? `${prefix}.${key}` : key)])
  return new Map(entries)
}

/** Languages count differently: Korean has one form where English has two. */
function withoutPlural(key: string): string {
  return key.replace(/_(zero|one|two|few|many|other)$/, '')
}

function factsOf(text: string): string[] {
  return [...text.matchAll(/\{\{\s*(\w+)/g)].map((match) => match[1] ?? '').sort()
}

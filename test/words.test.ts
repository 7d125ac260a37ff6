import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import { problems } from '../domain/problems.ts'
import { withWords } from '../vite.words.ts'
import { textsOf } from './jsx-text.ts'
import { importsOf, readFiles, root, scan } from './tidy/source.ts'
import type { Source } from './tidy/source.ts'

const folder = 'web/words'
/** Terms whose English lies in the domain, so that only other languages have a file. */
const mirrors = new Map([['problems', Object.keys(problems)]])
/** Names that are the same in every language. */
const sameEverywhere = new Set([
  'Baton',
  'ntfy',
  'Slack',
  'Opsgenie API',
  'Grafana OnCall',
  'Sentry',
  'Datadog',
  'New Relic',
  'AWS SNS / CloudWatch',
  'Azure Monitor',
  'Google Cloud Monitoring',
  'Uptime Kuma',
  'VictorOps / Splunk On-Call',
  'GoAlert',
  'incident.io',
  'Netdata',
  'Microsoft Teams',
  'Mattermost',
  'Telegram',
  'Discord',
  'Pushover',
  '{{title}} · Baton',
])

const english = termsIn('en')
const korean = termsIn('ko')

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

/** Read once more, by the reader of the house rules: what the build puts beside a screen is all that the screen speaks. */
const sources = new Map(readFiles(['{web,domain}/**/*.{ts,tsx}']).map((source) => [source.path, source]))
const web = [...sources.values()].filter(({ path }) => path.startsWith('web/') && !path.endsWith('.test.ts'))
const wanted = web.flatMap((source) =>
  importsOf(source)
    .filter(({ to, isDynamic }) => isDynamic && sources.has(to))
    .map(({ to }) => ({ from: source, to })),
)

test('every term has its line in the table of terms', () => {
  const lines = (sources.get('web/words/terms.ts')?.text ?? '').matchAll(/^ {2}readonly (\w+): .*\/(\w+)\.json'/gm)
  expect(Array.from(lines, ([, term, file]) => [term, file])).toEqual([...english.keys()].map((term) => [term, term]))
})

test('words are asked for by their name, where the build can read it', () => {
  const unread = web.flatMap((source) =>
    [...scan(source).uncommented.matchAll(/\buseWords\((?!'\w+'\))/g)].map(() => source.path),
  )
  expect(unread).toEqual([])
  const strange = web.flatMap((source) =>
    [...scan(source).uncommented.matchAll(/\bimport\((?!\s*'\.{1,2}\/[^']+\.tsx?'\s*\))/g)].map(() => source.path),
  )
  expect(strange).toEqual(Array.from(strange, () => 'web/words/terms.ts')) // types of JSON
})

test('whatever is fetched when it is wanted brings the words it speaks, all of them', () => {
  expect(wanted.length).toBeGreaterThan(40)
  for (const { from, to } of wanted) {
    const terms = [...spokenBy(to)].toSorted()
    const built = withWords(join(root, from.path), from.text, (file) => readFileSync(file, 'utf8'))
    const code = built
      .slice(0, built.indexOf(`/${basename(to)}')`))
      .split('\n')
      .at(-1)
    if (terms.length > 0) expect(code, to).toContain(`withWords(${JSON.stringify(terms)}, import('.`)
    else expect(code, to).not.toContain('withWords')
  }
})

test('the first screen speaks of now and of alerts; what the frame speaks comes with every screen', () => {
  const shared = importsOf(sourceOf('web/words/en.ts')).map(({ to }) => basename(to, '.json'))
  expect(new Set(spokenBy('web/main.tsx')).difference(new Set(shared))).toEqual(new Set())
  expect(new Set(spokenBy('web/now/NowScreen.tsx')).difference(new Set(shared))).toEqual(new Set(['alerts', 'now']))
})

test.each([
  ["const A = lazy(() => import('./A.tsx'))", `const A = lazy(() => withWords(["a","b"], import('./A.tsx')))`],
  ["(await import('./A.tsx')).A", `(await withWords(["a","b"], import('./A.tsx'))).A`],
  ["const { c } = await import('./c.ts')", "const { c } = await import('./c.ts')"],
  ["import { A } from './A.tsx'\nconst s = useWords('c')", "import { A } from './A.tsx'\nconst s = useWords('c')"],
])('the build writes the words beside the code: %s', (code, built) => {
  const files: Readonly<Record<string, string>> = {
    '/web/A.tsx': [
      "import type { D } from './D.tsx'",
      "import {\n  B,\n} from './B.tsx'",
      "const D = lazy(() => import('./D.tsx'))",
      '/** Not `useWords(x)`: */',
      "// nor useWords('e')",
      "export const A = () => <B>{useWords('a')('title')}</B>",
    ].join('\n'),
    '/web/B.tsx': "import {\n  A,\n} from './A.tsx'\nimport './B.css'\nexport const B = useWords('b')",
    '/web/D.tsx': "useWords('d')",
    '/web/c.ts': 'export const c = 1',
  }
  expect(withWords('/web/Main.tsx', code, (file) => files[file] ?? '')).toBe(built)
})

function spokenBy(file: string, seen = new Set<string>()): Set<string> {
  seen.add(file)
  const source = sourceOf(file)
  const own = Array.from(scan(source).uncommented.matchAll(/\buseWords\('(\w+)'\)/g), ([, term = '']) => term)
  const others = importsOf(source)
    .filter(({ to, isType, isDynamic }) => !isType && !isDynamic && sources.has(to) && !seen.has(to))
    .flatMap(({ to }) => [...spokenBy(to, seen)])
  return new Set([...own, ...others])
}

function sourceOf(path: string): Source {
  const source = sources.get(path)
  if (!source) throw new Error(`no ${path}`)
  return source
}

function termsIn(language: string): Map<string, Map<string, string>> {
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

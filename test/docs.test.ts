// What is written is held against what is there.
import { existsSync, globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { docsPages } from '../bin/docs-pages.ts'
import { kinds } from '../domain/log/entry.ts'
import { release } from '../server/release.ts'
import { guards } from './guards/guards.ts'
import { fits } from './plant.ts'

const root = path.join(import.meta.dirname, '..')
const read = (file: string) => readFileSync(path.join(root, file), 'utf8')
const texts = globSync(['*.md', 'docs/**/*.md', 'web/**/*.md'], { cwd: root }).toSorted()

test('the pages made from code are fresh: else run `node bin/docs.ts`', async () => {
  const pages = Object.entries(await docsPages())
  expect(pages.length).toBeGreaterThan(4)
  const stale = pages.filter(([file, text]) => !existsSync(path.join(root, file)) || read(file) !== text)
  expect(stale.map(([file]) => file)).toEqual([])
})

describe.each(texts)('%s', (file) => {
  test('its links lead somewhere', () => {
    const links = Array.from(withoutCode(read(file)).matchAll(/\]\(([^)\s#]+)(#[^)]*)?\)/g), ([, to = '']) => to)
    const local = links.filter((to) => !/^[a-z]+:/.test(to))
    expect(local.filter((to) => !existsSync(path.join(root, path.dirname(file), to)))).toEqual([])
  })

  test('the files it names are there', () => {
    const named = Array.from(
      read(file).matchAll(/`(?:node )?((?:domain|server|web|cli|test|bench|bin|docs)\/[\w./-]+)`/g),
      ([, to = '']) => to,
    )
    expect(named.filter((to) => !existsSync(path.join(root, to)))).toEqual([])
  })
})

describe('the glossary', () => {
  const glossary = read('docs/glossary.md').toLowerCase()
  const has = (word: string) => new RegExp(`\\b${word}\\b`).test(glossary)

  test('has every term of the domain', () => {
    const terms = globSync('domain/*/', { cwd: root }).map((folder) => path.basename(folder))
    expect(terms.length).toBeGreaterThan(8)
    expect(terms.filter((term) => !has(term))).toEqual([])
  })

  test('has the words of every kind of log entry', () => {
    const words = new Set(kinds.flatMap((kind) => kind.split('_')))
    expect([...words].filter((word) => !has(word))).toEqual([])
    expect(has('frobnicated')).toBe(false)
  })
})

describe('the promises', () => {
  const promises = read('docs/promises.md')
  const numbers = Array.from(promises.matchAll(/^\*\*P(\d+)\./gm), ([, number]) => Number(number))

  test('are numbered without a gap, and each is held by a test', () => {
    expect(numbers).toEqual(numbers.map((_, i) => i + 1))
    const sections = promises.split(/^(?=\*\*P\d+\.)/m).slice(1)
    const holding = sections.map((section) => section.split('\n## ')[0]?.match(/`[\w/.-]+\/[\w.-]+\.ts`/g)?.length ?? 0)
    expect(holding.filter((count) => count === 0)).toEqual([])
  })

  test('each have a guard that was taken away, which is still where it was', () => {
    expect([...new Set(guards.map(({ promise }) => promise))].toSorted((a, b) => a - b)).toEqual(numbers)
    expect(guards.filter((guard) => !fits(guard)).map(({ name }) => name)).toEqual([])
    expect(guards.filter(({ from, to }) => from === to)).toEqual([])
    const sections = promises.split(/^(?=\*\*P\d+\.)/m)
    const untold = guards.filter(({ promise, test }) => !sections[promise]?.split('\n## ')[0]?.includes(`\`${test}\``))
    expect(untold.map(({ promise, test }) => `P${promise}: ${test}`)).toEqual([])
  })

  test('are cited by numbers that exist', () => {
    const files = globSync(['test/**/*.ts', 'server/**/*.test.ts', 'domain/**/*.test.ts'], { cwd: root })
    const cited = files.flatMap((file) =>
      Array.from(read(file).matchAll(/\bcites: 'P(\d+)'/g), ([, number]) => Number(number)),
    )
    expect(cited.length).toBeGreaterThan(0)
    expect(cited.filter((number) => !numbers.includes(number))).toEqual([])
  })

  test('say of each clause of the contract how far it is', () => {
    const clauses = Array.from(promises.matchAll(/^\| C(\d+) \|/gm), ([, number]) => Number(number))
    expect(clauses).toEqual(Array.from({ length: 21 }, (_, i) => i + 1))
  })
})

test('the decisions are numbered without a gap, and each is one page with its reasons', () => {
  const files = globSync('docs/decisions/*.md', { cwd: root }).toSorted()
  const numbers = files.map((file) => Number(path.basename(file).slice(0, 4)))
  expect(numbers).toEqual(numbers.map((_, i) => i + 1))
  for (const file of files) {
    const text = read(file)
    expect(text, file).toMatch(new RegExp(`^# ${Number(path.basename(file).slice(0, 4))}\\. \\S`))
    expect(
      Array.from(text.matchAll(/^## (.+)$/gm), ([, title]) => title),
      file,
    ).toEqual(['Context', 'Decision', 'Consequences'])
    expect(text.split('\n').length, file).toBeLessThan(70)
  }
})

test('the changelog has this release, and its lines have a kind', () => {
  const changelog = read('CHANGELOG.md')
  expect(changelog).toMatch(new RegExp(`^## ${release.replaceAll('.', '\\.')}\\b`, 'm'))
  const known = ['Added', 'Changed', 'Deprecated', 'Removed', 'Fixed', 'Security']
  expect(
    Array.from(changelog.matchAll(/^### (.+)$/gm), ([, kind = '']) => kind).filter((kind) => !known.includes(kind)),
  ).toEqual([])
})

test('the licence is the one the manifest names', () => {
  expect(read('package.json')).toContain('"license": "Apache-2.0"')
  expect(read('LICENSE')).toMatch(/^\s+Apache License\n\s+Version 2\.0, January 2004/)
  expect(read('LICENSE')).toContain('END OF TERMS AND CONDITIONS')
})

function withoutCode(text: string): string {
  return text
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/^```[\s\S]*?^```$/gm, '')
    .replace(/`[^`\n]*`/g, '')
}

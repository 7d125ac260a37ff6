// Reading the project's own sources for the house rules: which files there are, their code without words, their imports.
import { globSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'

export type Source = { readonly path: string; readonly text: string }

export const root = path.join(import.meta.dirname, '..', '..')
const floors = '{domain,server,web,cli,test,bench,bin}'

/** Every TypeScript file of the project, by its path from the root. */
export function readSources(): Source[] {
  return readFiles([`${floors}/**/*.{ts,tsx}`, '*.ts'])
}

/** The files these patterns name, by their paths from the root. */
export function readFiles(patterns: readonly string[]): Source[] {
  return listFiles(patterns).map((file) => ({ path: file, text: readFileSync(path.join(root, file), 'utf8') }))
}

export function listFiles(patterns: readonly string[]): string[] {
  return globSync([...patterns], { cwd: root, exclude: (name) => skipped.has(path.basename(name)) })
    .filter((file) => statSync(path.join(root, file)).isFile())
    .toSorted()
}

const skipped = new Set(['node_modules', 'dist', '.git', '.runtime', '.baton'])

/** Is this read by tests alone? */
export function isForTests(file: string): boolean {
  return /\.(test|e2e|test-support)\.tsx?$|^(test|bench|bin)\/|\/testing\//.test(file)
}

export type Import = { readonly to: string; readonly isType: boolean; readonly isDynamic: boolean }

/** What a file imports: paths from the root for its own project, names for packages. */
export function importsOf(source: Source): readonly Import[] {
  const known = imports.get(source) ?? readImports(source)
  imports.set(source, known)
  return known
}

const imports = new WeakMap<Source, readonly Import[]>()

function readImports(source: Source): Import[] {
  const { path: file } = source
  const { uncommented } = scan(source)
  const found = [
    ...Array.from(uncommented.matchAll(staticImport), ([, isType, to = '']) => {
      return { to, isType: isType !== undefined, isDynamic: false }
    }),
    ...Array.from(uncommented.matchAll(dynamicImport), ([, to = '']) => ({ to, isType: false, isDynamic: true })),
  ]
  return found.map((one) => ({ ...one, to: one.to.startsWith('.') ? path.join(path.dirname(file), one.to) : one.to }))
}

const staticImport = /^(?:import|export)\s+(type\s+)?(?:[\w*{}\s,$]+\sfrom\s+)?['"]([^'"]+)['"]/gm
const dynamicImport = /\bimport\(\s*['"]([^'"$]+)['"]\s*\)/g

export type Scanned = {
  /** Without comments and without what stands in quotation marks; every character still at its place. */
  readonly code: string
  /** Without comments. */
  readonly uncommented: string
}

/** The code of a source: comments, and in `code` the insides of strings and templates, become spaces. */
export function scan(source: Source): Scanned {
  const known = scanned.get(source) ?? readCode(source.text)
  scanned.set(source, known)
  return known
}

const scanned = new WeakMap<Source, Scanned>()

function readCode(text: string): Scanned {
  const comments: Span[] = []
  const quotes: Span[] = []
  // How many braces are open in each `${` that is being read; what is not in one is at the bottom.
  const open = [0]
  let at = 0
  while (at < text.length) {
    mark.lastIndex = at
    const next = mark.exec(text)
    if (!next) break
    const from = next.index
    switch (next[0]) {
      case '//':
        at = endOf('\n', text, from)
        comments.push([from, at])
        break
      case '/*':
        at = endOf('*/', text, from + 2) + 2
        comments.push([from, at])
        break
      case '{':
        open.push((open.pop() ?? 0) + 1)
        at = from + 1
        break
      case '`':
        at = readTemplate(text, from + 1, quotes, open)
        break
      case '}':
        at = from + 1
        if (open.at(-1) === 0 && open.length > 1) {
          open.pop()
          at = readTemplate(text, at, quotes, open)
        } else open.push((open.pop() ?? 0) - 1)
        break
      default: {
        const isRegex = next[0] === '/'
        at = isRegex && !isRegexNext(text, from) ? from + 1 : endOfQuote(text, from)
        if (at > from + 1) quotes.push([from + 1, at - 1])
      }
    }
  }
  const uncommented = blanked(text, comments)
  return { uncommented, code: blanked(uncommented, quotes) }
}

type Span = readonly [from: number, to: number]

const mark = /\/\/|\/\*|[`'"{}/]/g

function readTemplate(text: string, at: number, quotes: Span[], open: number[]): number {
  templateEnd.lastIndex = at
  const end = templateEnd.exec(text)
  const to = end?.index ?? text.length
  quotes.push([at, to])
  if (end?.[0] === '${') open.push(0)
  return to + (end?.[0].length ?? 0)
}

// An escaped character is stepped over by being matched before the others.
const templateEnd = /(?<=(?<!\\)(?:\\\\)*)(?:`|\$\{)/g

/** The place behind the closing mark of a string or regular expression; a mark without one is passed over. */
function endOfQuote(text: string, from: number): number {
  const pattern = text[from] === "'" ? single : text[from] === '"' ? double : regex
  pattern.lastIndex = from
  return pattern.test(text) ? pattern.lastIndex : from + 1
}

const single = /'(?:[^'\\\n]|\\.)*'/y
const double = /"(?:[^"\\\n]|\\.)*"/y
const regex = /\/(?![/*>])(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\//y

/** A slash divides after a value, and begins a regular expression after an operator. */
function isRegexNext(text: string, at: number): boolean {
  return /(?:^|[(,=:[!&|?{};>]|\breturn)\s*$/.test(text.slice(Math.max(0, at - 80), at))
}

function endOf(words: string, text: string, from: number): number {
  const end = text.indexOf(words, from)
  return end < 0 ? text.length : end
}

function blanked(text: string, spans: readonly Span[]): string {
  let result = ''
  let at = 0
  for (const [from, to] of spans) {
    result += text.slice(at, from) + text.slice(from, to).replace(/[^\n]/g, ' ')
    at = Math.max(at, to)
  }
  return result + text.slice(at)
}

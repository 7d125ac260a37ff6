import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Plugin } from 'vite'

/**
 * Words travel with their screens: each `import('./AlertsScreen.tsx')` of the web also asks for the words that this
 * screen speaks, at the same moment (docs/decisions/0024).
 */
export function words(web: string): Plugin {
  return {
    name: 'baton-words',
    enforce: 'pre',
    transform(code, id) {
      const [file = ''] = id.split('?')
      if (!file.startsWith(web) || !/\.tsx?$/.test(file)) return undefined
      const spoken = withWords(file, code, read)
      return spoken === code ? undefined : { code: `${spoken}\n${importOf(web)}`, map: null }
    },
  }
}

/** The code of a file, in which each import that is made when it is wanted brings the words of what it imports. */
export function withWords(file: string, code: string, readFile: ReadFile): string {
  return code.replace(wanted, (asked, to: string) => {
    const terms = termsOf(join(dirname(file), to), readFile)
    return terms.length === 0 ? asked : `withWords(${JSON.stringify(terms)}, ${asked})`
  })
}

/** Which terms does a file speak, with everything that comes with it? What it imports later has words of its own. */
export function termsOf(file: string, readFile: ReadFile): readonly string[] {
  const terms = new Set<string>()
  const files = [file]
  for (const each of files) {
    const code = readFile(each)
    for (const [, term = ''] of code.matchAll(speaks)) terms.add(term)
    const next = Array.from(code.matchAll(imports), ([, to = '']) => join(dirname(each), to))
    files.push(...next.filter((one) => !files.includes(one)))
  }
  return [...terms].toSorted()
}

export type ReadFile = (file: string) => string

// Written as prettier leaves it: an import begins its line, and a type is imported by `import type`.
const imports = /^(?:import|export)\s(?!type\b)(?:[^'"]*\sfrom\s)?'(\.{1,2}\/[^']+\.tsx?)'/gm
const wanted = /\bimport\(\s*'(\.{1,2}\/[^']+\.tsx?)'\s*\)/g
const speaks = /^(?!\s*(?:\/\/|\/?\*)).*?\buseWords\('(\w+)'\)/gm

function importOf(web: string): string {
  return `import { withWords } from '${join(web, 'words/words.ts')}'\n`
}

function read(file: string): string {
  return readFileSync(file, 'utf8')
}

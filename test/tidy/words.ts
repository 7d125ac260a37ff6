// What may not be written: the clock in the domain, `any`, notes to oneself, tests that do not run, this machine's paths.
import { importsOf, isForTests, scan, type Source } from './source.ts'

/** The clock, chance and the outside world in the domain: there the same question always has the same answer. */
export function clockOrChance(sources: readonly Source[]): string[] {
  const domain = sources.filter((source) => source.path.startsWith('domain/') && !isForTests(source.path))
  return inCode(domain, outsideWorld)
}

const outsideWorld =
  /\b(?:Date\.now|new Date\(\s*\)|Temporal\.Now|Math\.random|performance\.|crypto\b|process\.|globalThis\b|window\b|document\.|fetch\(|set(?:Timeout|Interval|Immediate)\(|queueMicrotask\()/g

/** `any` gives up what the compiler knows. (`expect.any` of the tests is another word.) */
export function anyType(sources: readonly Source[]): string[] {
  return inCode(sources, /(?<![.\w$-])any\b(?!\s*[(:?-])/g)
}

/** Notes to oneself belong into an issue. */
export function notesToOneself(files: readonly Source[]): string[] {
  return inText(files, /\b(?:TODO|FIXME|XXX)\b/g)
}

/** A test that is skipped, or that keeps its neighbours from running. (`runIf` names what the machine lacks.) */
export function testsThatDoNotRun(sources: readonly Source[]): string[] {
  const tests = sources.filter((source) => /\.(test|e2e)\.tsx?$/.test(source.path))
  return inCode(tests, /\b(?:test|it|describe|suite|story)\.(?:skip|only|todo|fails)\b|\bx(?:it|test|describe)\(/g)
}

/** A thing has one name, the same wherever it is imported; what React.lazy loads needs a default. */
export function defaultExports(sources: readonly Source[]): string[] {
  const web = sources.filter(({ path }) => path.startsWith('web/'))
  const lazy = new Set(web.flatMap((source) => importsOf(source).flatMap((one) => (one.isDynamic ? [one.to] : []))))
  const others = sources.filter(
    ({ path }) => !path.endsWith('.config.ts') && !path.endsWith('.d.ts') && !lazy.has(path),
  )
  return inCode(others, /\bexport default\b/g).map((one) => one.split(':', 1)[0] ?? '')
}

/** Folders of somebody's machine, and package registries other than whatever npm is set to. */
export function machinePaths(files: readonly Source[]): string[] {
  return files.flatMap((file) => machine.flatMap((pattern) => inText([file], pattern)))
}

const machine = [
  // Ana's home, like Ana, is an example.
  /(?<![\w.*])\/(?:work|home|Users|root)\/(?!ana\b)[\w.-]/g,
  /(?<![\w.])\/tmp\/[\w-]{3}/g,
  /"resolved":\s*"http/g,
  /^(?:@[\w-]+:)?registry\s*=/gm,
  /https?:\/\/[\w.-]*(?:registry|artifactory|verdaccio|nexus)[\w.-]*/g,
]

/** Names that say nothing of what a thing is, in files and in what they export. */
export function emptyNames(sources: readonly Source[]): string[] {
  const files = sources
    .map(({ path }) => path)
    .filter((path) => /(?:^|[-/])(?:manager|helpers?|utils?|handlers?|data|info|misc|common)(?:[-./]|$)/i.test(path))
  const emptyName =
    /\bexport (?:async )?(?:const|function|type|class) \w*(?:Manager|Helpers?|Utils?|Handler|Data|Info)\b/g
  return [...files, ...inCode(sources, emptyName)]
}

/** Files that are neither kebab-case nor, for a component, PascalCase. */
export function fileNames(sources: readonly Source[]): string[] {
  return sources
    .map(({ path }) => path)
    .filter((path) => {
      const [name = '', ...endings] = (path.split('/').at(-1) ?? '').split('.')
      const isComponent = endings.at(-1) === 'tsx' && /^[A-Z][A-Za-z0-9]*$/.test(name)
      return !isComponent && !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name)
    })
}

/** Files longer than a reader holds in mind, as `file: lines`; a table of tests may be longer than code. */
export function longFiles(sources: readonly Source[]): string[] {
  return sources
    .map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }))
    .filter(({ path, lines }) => lines > (path.endsWith('.test.ts') ? 600 : 300))
    .map(({ path }) => path)
}

function inCode(sources: readonly Source[], pattern: RegExp): string[] {
  return inText(
    sources.map((source) => ({ path: source.path, text: scan(source).code })),
    pattern,
  )
}

function inText(sources: readonly Source[], pattern: RegExp): string[] {
  return sources.flatMap(({ path, text }) =>
    Array.from(text.matchAll(pattern), (match) => {
      return `${path}:${text.slice(0, match.index).split('\n').length} ${match[0].trim()}`
    }),
  )
}

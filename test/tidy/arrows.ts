// Which file may import which: floors, terms in their order, no circles, no zod in the browser.
import { importsOf, isForTests, type Import, type Source } from './source.ts'

/** An import that should not be there, as `from -> to`. */
export type Wrong = string

type Arrow = { readonly from: string; readonly to: string; readonly is: Import }

/** The arrows of what runs for people: tests, benchmarks and tools look at everything. */
function arrowsOf(sources: readonly Source[]): Arrow[] {
  return sources
    .filter((source) => !isForTests(source.path) && source.path.includes('/'))
    .flatMap((source) => importsOf(source).map((is) => ({ from: source.path, to: is.to, is })))
}

/** What each floor may import. `package.json` tells the release; what else zod does to the browser is asked below. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  domain: ['domain', 'zod', 're2js', 'croner'],
  server: ['server', 'domain', 'package.json', 'zod', 're2js', 'node', 'packages'],
  web: ['web', 'domain', 'virtual:routes', 'zod', 'packages'],
  cli: ['cli', 'domain', 'package.json', 'zod', 'node', 'packages'],
}

/** web, cli and server import domain, never back and never sideways; the domain knows packages that are pure, and nothing else. */
export function crossFloors(sources: readonly Source[]): Wrong[] {
  return arrowsOf(sources)
    .filter(({ from, to }) => !(mayImport[from.split('/', 1)[0] ?? ''] ?? []).includes(kindOf(to)))
    .map(name)
}

function kindOf(to: string): string {
  if (to.startsWith('node:')) return 'node'
  const first = to.split('/', 1)[0] ?? ''
  return own.has(first) ? first : 'packages'
}

const own = new Set([
  ...Object.keys(mayImport),
  'test',
  'bench',
  'bin',
  'package.json',
  'virtual:routes',
  'zod',
  're2js',
  'croner',
])

/**
 * The terms in import order, the same on both floors. The log comes first, because every term's commit writes to it;
 * a term may import only terms before it.
 */
export const terms: readonly string[] = [
  'log people notices services kit objectives calendars schedules paging escalation alerts intake',
  'promises incidents support postmortems recall handover insight status operations configuration',
].flatMap((line) => line.split(' '))

/** What lies under all terms, what over them. A folder or file that has no place here is told by `misplaced`. */
const order: Readonly<Record<string, readonly string[]>> = {
  domain: ['*', ...terms, 'api.ts'],
  server: ['db', '*', 'egress', 'engine', 'channels', ...terms, 'mail', 'http', 'wiring'],
}

/** Files of the server that put a node together: they know everything, and nothing but each other knows them. */
const wiring: readonly string[] = [
  'server/actions.ts',
  'server/node.ts',
  'server/node-parts.ts',
  'server/tellers.ts',
  'server/home.ts',
  'server/run.ts',
  'server/seed.ts',
  'server/demo/chain.ts',
  'server/demo/handover.ts',
  'server/demo/history.ts',
  'server/demo/incidents.ts',
  'server/demo/evidence.ts',
  'server/demo/incident-help.ts',
  'server/demo/leave.ts',
  'server/demo/kit.ts',
  'server/demo/recall.ts',
  'server/demo/updates.ts',
  'server/engine/upkeep.ts',
  'server/channels/set-up.ts',
]

/** Inside domain and server a term imports only what stands above it in the order. */
export function againstTheOrder(sources: readonly Source[]): Wrong[] {
  return arrowsOf(sources)
    .filter(({ from, to }) => {
      const [floor = ''] = from.split('/', 1)
      if (!(floor in order) || !to.startsWith(`${floor}/`)) return false
      return placeOf(from) < placeOf(to)
    })
    .map(name)
}

/** Files whose folder has no place in the order: a new term is added to the list, where it belongs. */
export function misplaced(sources: readonly Source[]): string[] {
  return sources.map(({ path }) => path).filter((file) => (file.split('/', 1)[0] ?? '') in order && placeOf(file) < 0)
}

function placeOf(file: string): number {
  const [floor = '', folder = '', inside] = file.split('/')
  const layers = order[floor] ?? []
  if (wiring.includes(file)) return layers.indexOf('wiring')
  if (inside === undefined && layers.includes(folder)) return layers.indexOf(folder)
  return layers.indexOf(inside === undefined ? '*' : folder)
}

/** Circles of imports that run: whoever is loaded first finds the other half empty. Each is told by its smallest file. */
export function circles(sources: readonly Source[]): string[] {
  const next = Map.groupBy(
    arrowsOf(sources).filter(({ is }) => !is.isType && !is.isDynamic),
    ({ from }) => from,
  )
  const found = new Set<string>()
  const done = new Set<string>()
  const visit = (file: string, path: readonly string[]): void => {
    const at = path.indexOf(file)
    if (at >= 0) found.add(path.slice(at).toSorted().join(' <-> '))
    if (at >= 0 || done.has(file)) return
    for (const { to } of next.get(file) ?? []) visit(to, [...path, file])
    done.add(file)
  }
  for (const file of next.keys()) visit(file, [])
  return [...found]
}

/** Browser code that would bring zod into the bundle: a run-time import of a domain file that reaches it. */
export function zodInBrowser(sources: readonly Source[]): Wrong[] {
  const running = arrowsOf(sources).filter(({ is }) => !is.isType)
  const next = Map.groupBy(running, ({ from }) => from)
  const carriers = new Map<string, boolean>()
  const carries = (file: string): boolean => {
    if (file === 'zod' || file.startsWith('zod/')) return true
    const known = carriers.get(file)
    if (known !== undefined) return known
    carriers.set(file, false)
    const answer = (next.get(file) ?? []).some(({ to }) => carries(to))
    carriers.set(file, answer)
    return answer
  }
  return running.filter(({ from, to }) => from.startsWith('web/') && !to.startsWith('web/') && carries(to)).map(name)
}

/** The parts every screen is made of know nothing of Baton: they import each other, the words, and packages. */
export function uiKnowsBaton(sources: readonly Source[]): Wrong[] {
  return arrowsOf(sources)
    .filter(
      ({ from, to }) => from.startsWith('web/ui/') && /^(web|domain)\//.test(to) && !/^web\/(ui|words)\//.test(to),
    )
    .map(name)
}

function name({ from, to }: Arrow): Wrong {
  return `${from} -> ${to}`
}

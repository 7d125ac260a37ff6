// Everything that must hold before a change is shown, in the order in which it fails soonest. `--fast` leaves out the browser.
import { existsSync } from 'node:fs'
import { bringBrowser } from './test-browser.ts'
import { countTests, program, run, type Count } from './test-run.ts'

const root = new URL('..', import.meta.url).pathname
process.chdir(root)
const isFast = process.argv.includes('--fast')
const unknown = process.argv.slice(2).find((argument) => argument !== '--fast')
const began = performance.now()
const none: Count = { tests: 0, failed: 0, files: 0 }
const counts = { unit: none, journeys: none }

const floors = ['domain', 'server', 'cli', 'web', 'test', 'bench', 'bin'].filter((floor) => existsSync(floor))

const steps: readonly { title: string; isForBrowser?: boolean; passes: () => Promise<boolean> }[] = [
  { title: 'browser', isForBrowser: true, passes: bringBrowser },
  {
    title: 'types',
    passes: () => all(['domain', '.', 'web'].map((project) => run(program('tsc'), typesOf(project)))),
  },
  { title: 'lint', passes: () => run(program('oxlint'), ['--type-aware', '--quiet', ...floors]) },
  {
    title: 'format',
    passes: () => run(program('prettier'), ['--check', '--log-level', 'warn', ...onlyChanged, '.']),
  },
  { title: 'unit and stories', passes: async () => counted('unit', await countTests('vitest.config.ts')) },
  { title: 'build', isForBrowser: true, passes: () => run(program('vite'), ['build', '--logLevel', 'warn']) },
  {
    title: 'browser journeys',
    isForBrowser: true,
    passes: async () => counted('journeys', await countTests('vitest.journeys.config.ts')),
  },
]

// What was found good is remembered by its content, beside the packages: only what has changed since is read again.
const memory = 'node_modules/.cache'
// In a place of our own: a prettier that is run by hand without a cache clears away the usual one.
const onlyChanged = ['--cache', '--cache-strategy', 'content', '--cache-location', `${memory}/format`]

function typesOf(project: string): string[] {
  const name = project === '.' ? 'root' : project
  return ['-p', project, '--pretty', '--incremental', '--tsBuildInfoFile', `${memory}/tsc/${name}.tsbuildinfo`]
}

// Ctrl-C reaches the program that is running too; it ends first, and the summary stays the last line.
process.on('SIGINT', () => {})
process.exitCode = await runSteps()

async function runSteps(): Promise<number> {
  if (unknown !== undefined) return conclude(`failed: "${unknown}" is not an option; there is only --fast`, 2)
  for (const { title, isForBrowser, passes } of steps) {
    if (isForBrowser && isFast) continue
    console.log(`\n== ${title}`)
    const stepBegan = performance.now()
    if (!(await passes())) return conclude(`failed at "${title}" after ${seconds(began)} s`, 1)
    console.log(`== ${title}: ${seconds(stepBegan)} s`)
  }
  const { unit, journeys } = counts
  const browser = isFast
    ? 'no browser journeys'
    : `${journeys.tests} browser ${journeys.tests === 1 ? 'journey' : 'journeys'}`
  return conclude(`passed (${unit.tests} tests in ${unit.files} files, ${browser}, ${seconds(began)} s)`, 0)
}

/** The summary, and below it the counts alone on the last line, for programs that read the end of a run. */
function conclude(how: string, exitCode: number): number {
  const { unit, journeys } = counts
  console.log(`\nbaton test${isFast ? ' --fast' : ''}: ${how}`)
  console.log(`${unit.tests + journeys.tests} passed, ${unit.failed + journeys.failed} failed`)
  return exitCode
}

/** Keeps the count for the summary. A run in which nothing ran has shown nothing. */
function counted(kind: keyof typeof counts, { passed, count }: { passed: boolean; count: Count }): boolean {
  counts[kind] = count
  if (passed && count.tests === 0) console.log('Not a single test ran.')
  return passed && count.tests > 0
}

async function all(runs: readonly Promise<boolean>[]): Promise<boolean> {
  return (await Promise.all(runs)).every(Boolean)
}

function seconds(since: number): string {
  const elapsed = (performance.now() - since) / 1000
  return elapsed < 10 ? elapsed.toFixed(1) : elapsed.toFixed(0)
}

// `node test/guards/remove.ts [words of a name, or P with a number]`: takes each guard of a promise away, in a copy of the tree, and says which test missed it.
import { spawn } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { copyOfTree, plant } from '../plant.ts'
import { guards, type Guard } from './guards.ts'

const words = process.argv.slice(2).join(' ')
const wanted = guards.filter(({ promise, name }) => `P${promise} ${name}`.includes(words))
using tree = copyOfTree()
let missed = 0
for (const guard of wanted) {
  const { undo } = plant(guard, tree.folder)
  const failed = await failuresOf(guard, tree.folder)
  undo()
  if (failed.length === 0) missed++
  const told = failed[0] ? `${failed.length} failed, first: ${failed[0]}` : 'NOT MISSED BY ANY TEST'
  console.log(`P${guard.promise} ${guard.name}: ${guard.test}: ${told}`)
}
console.log(`\n${wanted.length - missed} of ${wanted.length} removals were caught`)
process.exitCode = missed > 0 ? 1 : 0

type Report = {
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[]
  }[]
}

/** The names of the tests that fail. A file that cannot even be run has none: that is no proof. */
async function failuresOf({ test }: Guard, folder: string): Promise<readonly string[]> {
  const report = path.join(folder, 'report.json')
  rmSync(report, { force: true })
  await run(folder, ['--reporter=json', `--outputFile=${report}`, test])
  const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as Report
  return testResults.flatMap(({ assertionResults }) =>
    assertionResults.flatMap(({ status, fullName }) => (status === 'failed' ? [fullName.trim()] : [])),
  )
}

function run(folder: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const vitest = path.join(folder, 'node_modules', 'vitest', 'vitest.mjs')
    const child = spawn(process.execPath, [vitest, 'run', ...args], { cwd: folder, stdio: 'ignore' })
    child.once('error', reject)
    child.once('exit', () => resolve())
  })
}

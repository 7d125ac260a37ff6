import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

/** The file of a program that the packages bring. */
export const program = (name: string) => path.join('node_modules/.bin', name)

/** Runs a program where the person can see what it prints; true when it ended well. */
export function run(file: string, options: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(file, options, { stdio: 'inherit', env: { ...process.env, ...environment } })
    child.once('error', (error) => {
      console.log(`${file} cannot be run: ${error.message}`)
      resolve(false)
    })
    child.once('exit', (code) => resolve(code === 0))
  })
}

export type Count = { tests: number; failed: number; files: number }

/** Runs vitest and says how many tests passed in how many files; skipped ones are not counted. */
export async function countTests(config: string): Promise<{ passed: boolean; count: Count }> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'baton-count-'))
  const report = path.join(folder, 'report.json')
  try {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
    const passed = await run(program('vitest'), ['run', '--config', config, ...reporters])
    return { passed, count: existsSync(report) ? readCount(report) : { tests: 0, failed: 0, files: 0 } }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

// The JSON reporter of vitest, after that of jest: https://vitest.dev/guide/reporters#json-reporter
type Report = { numPassedTests: number; numFailedTests: number; testResults: readonly unknown[] }

function readCount(report: string): Count {
  const { numPassedTests, numFailedTests, testResults }: Report = JSON.parse(readFileSync(report, 'utf8'))
  return { tests: numPassedTests, failed: numFailedTests, files: testResults.length }
}

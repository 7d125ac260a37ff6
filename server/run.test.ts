import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { emptyDatabase, freshDatabase, type Connection, type TestDatabase } from '../test/database.ts'

// The whole program, as a person starts it: when it cannot start it says why, and it is gone.
let database: TestDatabase
let data: string

beforeAll(async () => {
  database = await freshDatabase()
  data = mkdtempSync(path.join(os.tmpdir(), 'baton-run-'))
})

afterAll(async () => {
  await database.drop()
  rmSync(data, { recursive: true })
})

test('a port that is taken', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => other.once('listening', resolve))
  const { port } = other.address() as AddressInfo
  try {
    expect(await up({ BATON_PORT: String(port) })).toEqual({
      code: 1,
      says: `Baton did not start: BATON_PORT cannot be ${port}: another program listens there. End it, or choose another.`,
    })
  } finally {
    other.close()
  }
})

test.each([
  ['BATON_HOST', 'nowhere.invalid', /^Baton did not start: BATON_HOST cannot be "nowhere\.invalid": /],
  ['BATON_EGRESS_ALLOW', '300.0.0.0/8', /^Baton did not start: BATON_EGRESS_ALLOW: "300\.0\.0\.0\/8" is neither /],
])('%s=%s', async (variable, value, says) => {
  expect(await up({ [variable]: value })).toEqual({ code: 1, says: expect.stringMatching(says) })
})

test('a database that is not there', async () => {
  const gone = await emptyDatabase()
  await gone.drop()
  const { code, says } = await up({ DATABASE_URL: urlOf(gone.config) })
  expect({ code, says }).toEqual({
    code: 1,
    says: expect.stringMatching(/with this DATABASE_URL \(.* does not exist\)/),
  })
})

/** How it ended, and the first line that says why. */
async function up(env: Readonly<Record<string, string>>): Promise<{ code: number | null; says: string | undefined }> {
  const program = spawn(process.execPath, [path.join(import.meta.dirname, '..', 'cli', 'main.ts'), 'up'], {
    env: { PATH: process.env['PATH'], BATON_PORT: '0', BATON_DATA: data, DATABASE_URL: urlOf(database.config), ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: 20_000,
    killSignal: 'SIGKILL',
  })
  let output = ''
  program.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const code = await new Promise<number | null>((resolve) => program.once('close', resolve))
  return { code, says: output.split('\n').find((line) => line.startsWith('Baton did not start')) }
}

function urlOf({ host, port, user, database: name }: Connection): string {
  return `postgres://${user}@localhost:${port}/${name}?host=${encodeURIComponent(host)}`
}

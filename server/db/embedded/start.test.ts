import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Client } from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { isAlive, readPostmasterFile, signalTo } from './processes.ts'
import { type EmbeddedHome, type EmbeddedOptions, startEmbedded } from './start.ts'

const isRoot = process.getuid?.() === 0

/** Most tests go on with the same files; they hold no table but `kept`. Its name is too long for a socket in it. */
let shared: string
const folders: string[] = []
let socketFolder: string | undefined
const running: EmbeddedHome[] = []

beforeAll(() => {
  const parent = newFolder()
  chmodSync(parent, 0o755)
  shared = path.join(parent, 'a-rather-long-name-'.repeat(6))
})

afterEach(async () => {
  for (const home of running.splice(0)) await home.stop()
})

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  if (socketFolder) rmSync(socketFolder, { recursive: true, force: true })
})

describe('an ordinary life', () => {
  test('a first start that was killed leaves nothing behind', async () => {
    const unfinished = path.join(shared, 'postgres.new-killed')
    mkdirSync(unfinished, { recursive: true })
    chmodSync(unfinished, 0o755)
    writeFileSync(path.join(unfinished, 'PG_VERSION'), '18\n')
    const stillWriting = spawn('sleep', ['60'], { cwd: unfinished })
    await once(stillWriting, 'spawn')
    const ended = once(stillWriting, 'exit')
    const home = await start()
    if (process.platform === 'linux') expect(await ended).toEqual([null, 'SIGKILL'])
    expect(existsSync(unfinished)).toBe(false)
    expect(await ask(home, 'select 1')).toBe('1')
  })

  test('first start, stop, second start: what was committed is there', async () => {
    const said: string[] = []
    const safely = { folder: newFolder(), say: (line: string) => said.push(line), unsafeForTests: false }
    const first = await start(safely)
    expect(said).toEqual([expect.stringMatching(/^Setting up a new PostgreSQL \d+\.\d+ database in /)])
    expect(await ask(first, 'show fsync')).toBe('on')
    expect(await ask(first, 'show synchronous_commit')).toBe('on')
    expect(await ask(first, 'show data_checksums')).toBe('on')
    expect(await ask(first, 'show listen_addresses')).toBe('')
    await keepSeven(first)
    // Nobody else may look into its folders.
    const folders = [safely.folder, path.join(safely.folder, 'postgres'), first.connection.host]
    expect(folders.map((each) => statSync(each).mode & 0o777)).toEqual([isRoot ? 0o710 : 0o700, 0o700, 0o700])
    expect(statSync(path.join(safely.folder, 'postgres.log')).mode & 0o777).toBe(0o600)

    const pid = first.pid()
    expect(isAlive(pid)).toBe(true)
    await first.stop()
    expect(isAlive(pid)).toBe(false)
    expect(first.pid()).toBe(0)

    const second = await start(safely)
    expect(said).toHaveLength(1)
    expect(second.pid()).not.toBe(pid)
    expect(await ask(second, 'select number from kept')).toBe('7')
    expect(second.restarts()).toBe(0)
  })

  test('a data folder with a long name gets its socket elsewhere, always in the same place', async () => {
    const home = await start()
    expect(home.connection.host).toMatch(/^\/tmp\/baton-/)
    socketFolder = home.connection.host
    expect(await ask(home, 'select 1')).toBe('1')
    await home.stop()
    expect((await start()).connection).toEqual(home.connection)
  })
})

describe('accidents', () => {
  test('Baton is killed: the next one takes over the PostgreSQL that still runs, and no other may meanwhile', async () => {
    const baton = await startOtherBaton()
    await expect(start()).rejects.toMatchObject({
      message: `Baton already runs on this data folder, ${shared} (process ${baton.process.pid}).`,
      next: 'Stop that one first, or give this one its own folder with BATON_DATA.',
    })
    baton.process.kill('SIGKILL')
    await once(baton.process, 'exit')
    expect(isAlive(baton.postgres)).toBe(true)

    const home = await start()
    expect(home.pid()).toBe(baton.postgres)
    await keepSeven(home)

    signalTo(baton.postgres, 'SIGKILL') // and then the survivor dies too
    expect(await askUntilAnswered(home, 'select number from kept')).toBe('7')
    expect(home.restarts()).toBe(1)
    expect(home.pid()).not.toBe(baton.postgres)
  })

  test('PostgreSQL is killed, twice: it is started again and what was committed is there', async () => {
    const said: string[] = []
    const home = await start({ say: (line) => said.push(line) })
    await keepSeven(home)
    for (const times of [1, 2]) {
      signalTo(home.pid(), 'SIGKILL')
      await expect.poll(() => home.restarts(), { interval: 5 }).toBe(times)
      expect(await askUntilAnswered(home, 'select number from kept')).toBe('7')
    }
    await expect.poll(() => said).toContain('PostgreSQL is back.')
    expect(said).toContain('PostgreSQL ended unexpectedly (SIGKILL); starting it again ...')
  })

  test('one session of PostgreSQL is killed: the others come back without Baton', async () => {
    const home = await start()
    const client = new Client(home.connection)
    client.on('error', () => {})
    await client.connect()
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
    const postgres = home.pid()
    signalTo(rows[0]?.pid ?? 0, 'SIGKILL')
    expect(await askUntilAnswered(home, 'select 1')).toBe('1')
    expect([home.pid(), home.restarts()]).toEqual([postgres, 0])
    await client.end().catch(() => {})
  })

  test('stopped while it recovers from the death of a session: it stops, and nothing is lost', async () => {
    const home = await start()
    await keepSeven(home)
    const client = new Client(home.connection)
    client.on('error', () => {})
    await client.connect()
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
    signalTo(rows[0]?.pid ?? 0, 'SIGKILL')
    await new Promise((resolve) => client.once('end', resolve))
    await home.stop()
    expect(home.pid()).toBe(0)
    expect(await ask(await start(), 'select number from kept')).toBe('7')
  })

  test('stopped while it is being started again: it stays down', async () => {
    const home = await start()
    signalTo(home.pid(), 'SIGKILL')
    await expect.poll(() => home.restarts(), { interval: 1 }).toBe(1)
    await home.stop()
    expect(home.pid()).toBe(0)
    expect(isAlive(readPostmasterFile(path.join(shared, 'postgres'))?.pid ?? 0)).toBe(false)
  })

  const strangers: { name: string; pid: () => number }[] = [
    { name: 'a process that is gone', pid: () => 2 ** 22 - 1 },
    { name: 'a process of somebody else', pid: () => process.pid },
  ]
  test.each(strangers)('postmaster.pid is left over and names $name', async ({ pid }) => {
    await (await start()).stop()
    const file = path.join(shared, 'postgres/postmaster.pid')
    writeFileSync(file, `${pid()}\n${shared}/postgres\n1700000000\n5432\n${shared}/run\n\n   0 0\nready   \n`)
    const home = await start()
    expect(await ask(home, 'select 1')).toBe('1')
    expect(Number.parseInt(readFileSync(file, 'utf8'), 10)).toBe(home.pid())
  })
})

function newFolder(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'baton-test-'))
  folders.push(folder)
  return folder
}

async function start(options: Partial<EmbeddedOptions> = {}): Promise<EmbeddedHome> {
  const home = await startEmbedded({ folder: shared, say: () => {}, unsafeForTests: true, ...options })
  running.push(home)
  return home
}

/** Another process that runs Baton's database on the same folder. */
async function startOtherBaton(): Promise<{ process: ChildProcess; postgres: number }> {
  const program = `
    import { startEmbedded } from ${JSON.stringify(new URL('start.ts', import.meta.url).href)}
    const home = await startEmbedded({ folder: ${JSON.stringify(shared)}, say() {}, unsafeForTests: true })
    process.stdout.write(String(home.pid()))
    setInterval(() => {}, 60_000)`
  const baton = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void baton.kill('SIGKILL'))
  const [said] = await once(baton.stdout, 'data')
  return { process: baton, postgres: Number(said) }
}

async function keepSeven(home: EmbeddedHome): Promise<void> {
  await ask(home, 'drop table if exists kept')
  await ask(home, 'create table kept as select 7 as number')
}

async function ask(home: EmbeddedHome, statement: string): Promise<string | undefined> {
  const client = new Client({ ...home.connection, connectionTimeoutMillis: 5_000 })
  client.on('error', () => {})
  await client.connect()
  try {
    const { rows } = await client.query<unknown[]>({ text: statement, rowMode: 'array' })
    return rows[0] && String(rows[0][0])
  } finally {
    await client.end()
  }
}

async function askUntilAnswered(home: EmbeddedHome, statement: string): Promise<string | undefined> {
  let answer: string | undefined
  await expect
    .poll(async () => (answer = await ask(home, statement).catch(() => undefined)), { timeout: 10_000, interval: 20 })
    .toBeDefined()
  return answer
}

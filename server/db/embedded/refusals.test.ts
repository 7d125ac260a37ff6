import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { troubleIn } from './refusal.ts'
import { EmbeddedRefusal, folderReachable, startEmbedded } from './start.ts'
import { systemUserFor } from './system-user.ts'

const isRoot = process.getuid?.() === 0
let folder: string

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'baton-test-'))
})

afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
})

describe('data that is not for the PostgreSQL at hand', () => {
  const versions: { written: string; message: RegExp }[] = [
    { written: '99', message: /was made by PostgreSQL 99, a newer version than what Baton can run here \(18\.\d+/ },
    { written: '12', message: /was made by PostgreSQL 12, an older version than what Baton can run here \(18\.\d+/ },
  ]
  test.each(versions)('PostgreSQL $written', async ({ written, message }) => {
    existingData({ PG_VERSION: `${written}\n` })
    await refused(message, `Install PostgreSQL ${written} and set BATON_PG_BIN to its bin folder`)
  })

  test('files of something else', async () => {
    existingData({ 'holiday.jpg': '' })
    await refused(/holds files, but not those of a PostgreSQL database\.$/, 'choose another folder with BATON_DATA')
  })

  test('files that are damaged', async () => {
    existingData({ PG_VERSION: '18\n' })
    await refused(/^PostgreSQL does not start: .*postgresql\.conf/, `Its own words are in ${folder}/postgres.log.`)
  })
})

describe('places and programs', () => {
  test('BATON_PG_BIN names a folder without PostgreSQL', async () => {
    vi.stubEnv('BATON_PG_BIN', folder)
    await refused(/^No PostgreSQL runs on this machine .*postgres does not run \(ENOENT\)\.$/, 'Set DATABASE_URL')
  })

  test('a file where the folder should be', async () => {
    rmSync(folder, { recursive: true })
    writeFileSync(folder, '')
    await refused(/^There is a file where .* should be a folder\.$/, 'Move it away')
  })

  test.runIf(isRoot)('a folder the unprivileged user cannot reach is known before and refused in words', async () => {
    const home = path.join(folder, 'private')
    mkdirSync(home)
    chmodSync(home, 0o700)
    chmodSync(folder, 0o755)
    const inside = path.join(home, 'baton')
    expect(folderReachable(inside)).toBe(false)
    expect(folderReachable(path.join(folder, 'not/yet/there'))).toBe(true)
    await refused(
      /^PostgreSQL runs as the user \w+ when Baton is root, and that user cannot reach /,
      'Set BATON_DATA',
      inside,
    )
    expect(existsSync(path.join(inside, 'postgres'))).toBe(false)
  })

  test.runIf(isRoot)('the owner of the files decides as whom PostgreSQL runs, and root is refused', async () => {
    const dataFolder = existingData({ PG_VERSION: '18\n' })
    chownSync(dataFolder, 4321, 4322)
    expect(systemUserFor(folder)).toEqual({ uid: 4321, gid: 4322, name: 'user 4321' })
    chownSync(dataFolder, 0, 0)
    await refused(/belongs to root, and PostgreSQL refuses to run as root\.$/, `chown -R`)
  })
})

// As PostgreSQL and Node wrote them.
const outputs: [output: string, message: string][] = [
  ['initdb: error: could not create directory "base": No space left on device', 'The disk that holds /data is full.'],
  [
    'PANIC:  could not write to file "pg_wal/xlogtemp.31": No space left on device',
    'The disk that holds /data is full.',
  ],
  ["ENOSPC: no space left on device, write '/data/baton.pid'", 'The disk that holds /data is full.'],
  ["EROFS: read-only file system, mkdir '/data'", '/data is on a read-only file system.'],
  ["EACCES: permission denied, mkdir '/data'", 'Baton or its PostgreSQL may not read and write everything in /data.'],
  [
    'FATAL:  data directory "/data/postgres" has wrong ownership',
    'Baton or its PostgreSQL may not read and write everything in /data.',
  ],
  [
    'FATAL:  could not map anonymous shared memory: Cannot allocate memory',
    'There is not enough memory to start PostgreSQL.',
  ],
  [
    'PANIC:  could not locate a valid checkpoint record at 0/15D5A80',
    'The database in /data is damaged, and PostgreSQL cannot open it.',
  ],
  ['initdb: error: could not look up effective user ID 4321: user does not exist', 'has no entry in /etc/passwd'],
]
test.each(outputs)('%s', (output, message) => {
  expect(troubleIn(output, '/data')?.message).toContain(message)
})

test('an unknown complaint is not guessed at', () => {
  expect(troubleIn('FATAL:  the moon is full', '/data')).toBeUndefined()
})

function existingData(files: Record<string, string>): string {
  const dataFolder = path.join(folder, 'postgres')
  mkdirSync(dataFolder, { mode: 0o700 })
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(dataFolder, name), text)
  const user = systemUserForEmptyFolder()
  if (user)
    for (const each of [dataFolder, ...Object.keys(files).map((name) => path.join(dataFolder, name))])
      chownSync(each, user.uid, user.gid)
  return dataFolder
}

function systemUserForEmptyFolder() {
  return systemUserFor(path.join(folder, 'nothing-here'))
}

async function refused(message: RegExp, next: string, where = folder): Promise<void> {
  const thrown: unknown = await startEmbedded({ folder: where, say: () => {}, unsafeForTests: true }).catch(
    (error: unknown) => error,
  )
  expect(thrown).toBeInstanceOf(EmbeddedRefusal)
  expect(thrown).toMatchObject({ message: expect.stringMatching(message), next: expect.stringContaining(next) })
}

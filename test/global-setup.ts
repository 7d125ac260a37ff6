import { accessSync, constants, existsSync, mkdtempSync, readdirSync, rmSync, statfsSync, statSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { TestProject } from 'vitest/node'
import { takeFolder } from '../server/db/embedded/folder-lock.ts'
import { endOrphansIn } from '../server/db/embedded/processes.ts'
import { startEmbedded } from '../server/db/embedded/start.ts'
import { dataFolderIn } from '../server/db/embedded/system-user.ts'
import { migrate } from '../server/db/migrate.ts'
import { runOn } from './database.ts'

const template = 'baton_template'
const prefix = 'baton-test-'
const oldAfterMs = 10 * 60_000
const memory = '/dev/shm'
const enoughBytes = 2 ** 30

/** One PostgreSQL for the whole run, with a migrated database that each test file copies. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  await removeLeftovers()
  const folder = mkdtempSync(path.join(place(), prefix))
  const home = await startEmbedded({ folder, say: () => {}, unsafeForTests: true })
  const { connection } = home
  for (const setting of hurried) await runOn(connection, `alter system set ${setting}`)
  await runOn(connection, 'select pg_reload_conf()')
  await runOn(connection, `create database ${template}`)
  await migrate({ ...connection, database: template })
  project.provide('testServer', { connection, template })
  return async () => {
    await home.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * Tests wait for what PostgreSQL decides, not for how long it takes over it. Databases that live for a second need no
 * vacuum, and its workers would hold up the copies.
 */
const hurried = ["deadlock_timeout = '100ms'", 'autovacuum = off']

/**
 * Where is the server of a run kept? In memory where that is a file system of its own and large enough (in a container it
 * is often too small): a copied database is three hundred files, gone a second later, and most of a copy was the disk.
 */
function place(): string {
  return isRoomy(memory) ? memory : os.tmpdir()
}

function isRoomy(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK)
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize > enoughBytes
  } catch {
    return false
  }
}

/** Ends the servers of runs that were killed before they could. A run that is alive holds the lock of its folder, but for moments. */
async function removeLeftovers(): Promise<void> {
  for (const folder of [...leftIn(os.tmpdir()), ...leftIn(memory)]) {
    if (!existsSync(path.join(folder, 'baton.lock')) || Date.now() - statSync(folder).mtimeMs < oldAfterMs) continue
    try {
      takeFolder(folder).release()
    } catch {
      continue
    }
    await endOrphansIn(dataFolderIn(folder))
    rmSync(folder, { recursive: true, force: true })
  }
}

function leftIn(place: string): string[] {
  if (!existsSync(place)) return []
  const names = readdirSync(place).filter((name) => name.startsWith(prefix))
  return names.map((name) => path.join(place, name))
}

import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
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

/** One PostgreSQL for the whole run, with a migrated database that each test file copies. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  await removeLeftovers()
  const folder = mkdtempSync(path.join(os.tmpdir(), prefix))
  const home = await startEmbedded({ folder, say: () => {}, unsafeForTests: true })
  const { connection } = home
  await runOn(connection, `create database ${template}`)
  await migrate({ ...connection, database: template })
  project.provide('testServer', { connection, template })
  return async () => {
    await home.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Ends the servers of runs that were killed before they could. A run that is alive holds the lock of its folder, but for moments. */
async function removeLeftovers(): Promise<void> {
  for (const name of readdirSync(os.tmpdir()).filter((name) => name.startsWith(prefix))) {
    const folder = path.join(os.tmpdir(), name)
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

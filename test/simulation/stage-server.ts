// A PostgreSQL of its own for simulations that are started by hand: in memory where there is room, gone when it is closed.
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { ClientConfig } from 'pg'
import { startEmbedded } from '../../server/db/embedded/start.ts'
import { migrate } from '../../server/db/migrate.ts'
import { runOn, type Connection } from '../database.ts'

export type StageServer = { readonly address: ClientConfig & Connection; readonly close: () => Promise<void> }

export async function startStageServer(): Promise<StageServer> {
  const folder = mkdtempSync(path.join(roomy('/dev/shm') ? '/dev/shm' : os.tmpdir(), 'baton-test-simulation-'))
  const home = await startEmbedded({ folder, say: () => {}, unsafeForTests: true })
  await runOn(home.connection, `alter system set autovacuum = off`)
  await runOn(home.connection, 'select pg_reload_conf()')
  await runOn(home.connection, 'create database stage')
  const address = { ...home.connection, database: 'stage' }
  await migrate(address)
  const close = async () => {
    await home.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  // Whoever is interrupted leaves no server behind; what is killed is cleared away by the next run of the tests.
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void close().finally(() => process.exit(1)))
  return { address, close }
}

function roomy(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    return false
  }
}

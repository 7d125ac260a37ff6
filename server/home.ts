// Where this Baton's data lives: the embedded PostgreSQL under a folder, or the one that DATABASE_URL names; and the secret key.
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type pg from 'pg'
import { folderReachable, startEmbedded } from './db/embedded/start.ts'
import { migrate } from './db/migrate.ts'
import { connect } from './db/connect.ts'
import { releaseAllClaims } from './paging/deliveries.ts'
import { makeSealer, type Sealer } from './secrets.ts'
import { SettingRefused, type Settings } from './settings.ts'

export type Home = {
  readonly database: pg.ClientConfig
  readonly sealer: Sealer
  /** For the line that says where: a folder, or the host of the given server. */
  readonly place: string
  /** Where the embedded database lies; null where another was given. */
  readonly databaseFolder: string | null
  readonly pid: () => number
  readonly stop: () => Promise<void>
}

/** Opens the database home and brings its schema up to date. */
export async function openHome(settings: Settings, say: (line: string) => void): Promise<Home> {
  return settings.databaseUrl ? openGiven(settings, settings.databaseUrl, say) : openEmbedded(settings, say)
}

async function openEmbedded(settings: Settings, say: (line: string) => void): Promise<Home> {
  const folder = path.join(dataFolder(settings, say), 'database')
  const embedded = await startEmbedded({ folder, say })
  const database = embedded.connection
  await migrate(database, { say })
  // Only this node can use an embedded database: what a killed one had claimed is due at once.
  await withDatabase(database, releaseAllClaims)
  const sealer = await takeSealer(database, settings, path.dirname(folder))
  return { database, sealer, place: folder, databaseFolder: folder, pid: embedded.pid, stop: () => embedded.stop() }
}

async function openGiven(settings: Settings, databaseUrl: string, say: (line: string) => void): Promise<Home> {
  const database = { connectionString: databaseUrl }
  await migrate(database, { say })
  const sealer = await takeSealer(database, settings, settings.data)
  return {
    database,
    sealer,
    place: new URL(databaseUrl).host || 'a local server',
    databaseFolder: null,
    pid: () => 0,
    stop: async () => {},
  }
}

/** The chosen folder, or /var/lib/baton when PostgreSQL could not reach the default one as an unprivileged user. */
function dataFolder(settings: Settings, say: (line: string) => void): string {
  const isChosen = process.env['BATON_DATA'] !== undefined
  if (isChosen || existsSync(settings.data) || folderReachable(settings.data)) return settings.data
  const shared = '/var/lib/baton'
  say(`${settings.data} cannot be reached by an unprivileged user; the data goes to ${shared}.`)
  return shared
}

/** The key that seals secrets: from the setting, else made once and kept beside the data. A database sealed with another is refused. */
async function takeSealer(database: pg.ClientConfig, settings: Settings, folder: string): Promise<Sealer> {
  const sealer = makeSealer(settings.secretKey ?? (await keptKey(folder)))
  await withDatabase(database, async (db) => {
    const { secret_fingerprint } = await db
      .updateTable('installation')
      .set((row) => ({ secret_fingerprint: row.fn.coalesce('secret_fingerprint', row.val(sealer.fingerprint)) }))
      .returning('secret_fingerprint')
      .executeTakeFirstOrThrow()
    if (secret_fingerprint !== sealer.fingerprint) {
      throw new SettingRefused(
        'BATON_SECRET_KEY is not the key this database was sealed with. Give the key of the first node, or its data folder.',
      )
    }
  })
  return sealer
}

async function keptKey(folder: string): Promise<string> {
  const file = path.join(folder, 'secret.key')
  const kept = await readFile(file, 'utf8').catch(() => null)
  if (kept !== null) return kept.trim()
  await mkdir(folder, { recursive: true })
  const made = randomBytes(32).toString('base64url')
  await writeFile(file, `${made}\n`, { flag: 'wx', mode: 0o600 })
  await chmod(file, 0o600)
  return made
}

async function withDatabase(
  database: pg.ClientConfig,
  work: (db: ReturnType<typeof connect>['db']) => Promise<unknown>,
): Promise<void> {
  const opened = connect(database, { connections: 1, name: 'baton start' })
  try {
    await work(opened.db)
  } finally {
    await opened.close()
  }
}

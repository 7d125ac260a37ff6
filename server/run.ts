// Starting and ending Baton as a program: what `baton up` and `baton serve` do.
import { hostname } from 'node:os'
import { DatabaseError } from 'pg'
import { DatabaseRefusal } from './db/refusal.ts'
import { isAway } from './db/connect.ts'
import { makeDiagnostics, scrub, type Diagnostics } from './diagnostics.ts'
import { openHome, type Home } from './home.ts'
import { startNode } from './node.ts'
import type { NodeParts } from './node-parts.ts'
import { firstRunLink } from './people/first-run.ts'
import { connect } from './db/connect.ts'
import { DatabaseClock } from './engine/clock.ts'
import { release } from './release.ts'
import { readSettings, SettingRefused } from './settings.ts'

export type RunOptions = { readonly isDemo: boolean; readonly say: (line: string) => void }

/** For people: says what it does, where to go and how to sign in. Resolves when Baton has ended. */
export async function up(options: RunOptions): Promise<void> {
  await run(options, { isFriendly: true })
}

/** For service managers and containers: the same, with diagnostics only. */
export async function serve(options: RunOptions): Promise<void> {
  await run(options, { isFriendly: false })
}

async function run({ isDemo, say }: RunOptions, { isFriendly }: { isFriendly: boolean }): Promise<void> {
  const began = performance.now()
  const progress = isFriendly ? say : () => {}
  let home: Home | null = null
  try {
    const settings = readSettings(process.env, { hostName: hostname(), isDemo })
    const diagnostics = makeDiagnostics(isFriendly && !process.env['BATON_DIAGNOSTICS'] ? 'warn' : settings.diagnostics)
    guardProcess(diagnostics)
    const stopping = waitForSignal()
    progress(`Baton ${release}: starting ...`)
    home = await openHome(settings, progress)
    const parts: NodeParts = {
      settings,
      database: home.database,
      sealer: home.sealer,
      diagnostics,
      databaseFolder: home.databaseFolder,
    }
    const demo = isDemo ? await (await import('./seed.ts')).seedDemo(parts, progress) : null
    const node = await startNode(parts)
    const seconds = ((performance.now() - began) / 1000).toFixed(1)
    const way = demo ?? (await wayIn(parts, isFriendly))
    if (isFriendly) for (const line of welcome({ url: settings.url, place: home.place, seconds, way })) say(line)
    else {
      diagnostics.info({ url: node.url, seconds: Number(seconds) }, 'baton is ready')
      // Nobody could sign in otherwise: the way in is told here too, until there is an admin.
      for (const line of way) say(line)
    }
    await stopping
    progress('Stopping: what was accepted is kept, what waits goes on at the next start ...')
    await node.stop()
    await home.stop()
    progress('Stopped.')
  } catch (error) {
    for (const line of whyNotStarted(error)) say(line)
    await home?.stop().catch(() => {}) // why Baton did not start says more than that stopping failed too
    // What had begun would keep the process alive, deaf to the first signal and with nobody served.
    process.exit(1)
  }
}

async function wayIn(parts: NodeParts, isFriendly: boolean): Promise<readonly string[]> {
  const { db, close } = connect(parts.database, { connections: 1, name: 'baton start' })
  try {
    const link = await firstRunLink(db, parts.settings, await new DatabaseClock().read(db))
    if (link) return ['Open this link once to become the first admin:', `  ${link}`]
    return isFriendly ? ['Sign in with your e-mail and password.'] : []
  } finally {
    await close()
  }
}

function welcome(of: { url: string; place: string; seconds: string; way: readonly string[] }): string[] {
  return ['', `Baton is ready at ${of.url}  (${of.seconds} s; data in ${of.place})`, ...of.way, 'Ctrl-C ends it.', '']
}

/** The first SIGINT or SIGTERM asks to end; a second one ends at once, as an impatient operator expects. */
function waitForSignal(): Promise<void> {
  return new Promise((resolve) => {
    let asked = false
    const ask = () => {
      if (asked) process.exit(130)
      asked = true
      resolve()
    }
    process.on('SIGINT', ask)
    process.on('SIGTERM', ask)
  })
}

/** A broken invariant fails its request or step; one that escapes is recorded, and the process goes on serving. */
function guardProcess(diagnostics: Diagnostics): void {
  process.on('unhandledRejection', (error) => diagnostics.error({ err: error }, 'a rejection nobody handled'))
  process.on('uncaughtException', (error) => diagnostics.fatal({ err: error }, 'an error nobody handled'))
}

/** One sentence and a next step for the person at the terminal. */
function whyNotStarted(error: unknown): string[] {
  if (error instanceof SettingRefused) return [`Baton did not start: ${error.message}`]
  if (error instanceof DatabaseRefusal) {
    return [`Baton did not start: ${error.message}`, error.next]
  }
  if (isTurnedAway(error)) {
    return [
      `Baton did not start: PostgreSQL does not let it in with this DATABASE_URL (${scrub(error.message)}).`,
      'Check the user, the password and the name of the database in it.',
    ]
  }
  if (isAway(error)) {
    const why = error instanceof Error ? scrub(error.message) : ''
    return [
      `Baton did not start: the database does not answer (${why}).`,
      'Check DATABASE_URL and that PostgreSQL is running.',
    ]
  }
  return [`Baton did not start: ${error instanceof Error ? scrub(error.stack ?? error.message) : String(error)}`]
}

/** https://www.postgresql.org/docs/current/errcodes-appendix.html: invalid authorization, and no such database. */
function isTurnedAway(error: unknown): error is DatabaseError {
  return error instanceof DatabaseError && /^(28|3D)/.test(error.code ?? '')
}

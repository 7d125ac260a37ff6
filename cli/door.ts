// Which Baton, and as whom: the command line, then the environment, then what `baton login` has kept.
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Api, Door } from './client.ts'
import type { Terminal } from './terminal.ts'
import { misused, Trouble } from './trouble.ts'

/** What every command takes. */
export type Common = { readonly server?: string; readonly json?: boolean }

/** The API of the Baton that is meant. */
export async function connected(terminal: Terminal, options: Common): Promise<Api> {
  const { makeApi } = await import('./client.ts')
  return makeApi(await findDoor(terminal, options))
}

/** Where to, and with which token? A kept token goes only to the server it was made for. */
export async function findDoor(terminal: Terminal, options: Common): Promise<Door> {
  const { env } = terminal
  const kept = await readKept(keptFile(terminal))
  const server = serverMeant(terminal, options, kept)
  const token = env['BATON_TOKEN'] || env['BATON_ADMIN_TOKEN'] || (kept?.server === server ? kept.token : undefined)
  if (token && !/^[\x20-\x7e]+$/.test(token)) misused('The token holds what no token can. Copy it again, in one line.')
  return { server, token }
}

/** The address that is meant, without looking at what was kept for another. */
export function serverMeant({ env }: Terminal, { server }: Common, kept: Kept | null): string {
  const named = server ?? (env['BATON_SERVER'] || kept?.server)
  return named ? asServer(named) : `http://localhost:${env['BATON_PORT'] || 4000}`
}

/** `baton.example.com/` as `https://baton.example.com`; the machine itself is spoken to without encryption. */
export function asServer(text: string): string {
  const isHere = /^(localhost|127\.0\.0\.1|\[::1\])(:|\/|$)/.test(text)
  const whole = /^[a-z]+:\/\//i.test(text) ? text : `${isHere ? 'http' : 'https'}://${text}`
  const url = URL.parse(whole)
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || url.search || url.hash) {
    misused(`"${text}" is no address of a server. Write it as https://baton.example.com`)
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '')
}

export type Kept = { readonly server: string; readonly token: string }

/** `~/.config/baton/cli.json`, or the file that BATON_CONFIG names. */
export function keptFile({ env, home }: Terminal): string {
  return env['BATON_CONFIG'] || path.join(env['XDG_CONFIG_HOME'] || path.join(home, '.config'), 'baton', 'cli.json')
}

/** Keeps a token where only this person can read it. */
export async function keep(file: string, kept: Kept): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
  // Written beside and moved, so that the file is whole, and its rights are these, whatever was there before.
  const beside = `${file}.${process.pid}`
  await writeFile(beside, `${JSON.stringify(kept, null, 2)}\n`, { mode: 0o600, flag: 'wx' })
  await rename(beside, file)
}

export async function readKept(file: string): Promise<Kept | null> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
  const kept: unknown = parsed(text)
  if (typeof kept === 'object' && kept !== null && 'server' in kept && 'token' in kept) {
    const { server, token } = kept
    if (typeof server === 'string' && typeof token === 'string') return { server, token }
  }
  throw new Trouble('bad_settings', `${file} cannot be read. Remove it, then sign in again with "baton login".`)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

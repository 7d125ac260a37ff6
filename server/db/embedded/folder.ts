import { createHash } from 'node:crypto'
import { chmodSync, chownSync, lstatSync, mkdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { EmbeddedRefusal } from './refusal.ts'
import { mayPass, type SystemUser } from './system-user.ts'

export const port = 5432

/**
 * Makes the data folder, closed to everyone but Baton; when PostgreSQL runs as another user, that user may pass through it to
 * its own folders and see nothing else.
 */
export function prepareFolder(folder: string, user: SystemUser | undefined): void {
  const firstMade = mkdirSync(folder, { recursive: true })
  if (!user) {
    if (firstMade) chmodSync(folder, 0o700)
    return
  }
  if (firstMade) for (const made of foldersBetween(firstMade, folder)) chmodSync(made, 0o755)
  if (!mayPass(user, path.dirname(folder))) throw outOfReach(folder, user)
  if (firstMade || (!mayPass(user, folder) && statSync(folder).uid === 0)) {
    chownSync(folder, 0, user.gid)
    chmodSync(folder, 0o710)
  }
  if (!mayPass(user, folder)) throw outOfReach(folder, user)
}

/** Makes the folder of the Unix socket, the only way in: beside the data, or under /tmp when that path is too long for a socket. */
export function prepareSocketFolder(folder: string, user: SystemUser | undefined): string {
  const beside = path.join(folder, 'run')
  const socketFolder = fitsSocket(beside) ? beside : path.join('/tmp', `baton-${shortHash(folder)}`)
  mkdirSync(socketFolder, { recursive: true, mode: 0o700 })
  const found = lstatSync(socketFolder)
  const me = process.getuid?.()
  // Anybody may have put something of that name into /tmp.
  if (!found.isDirectory() || (found.uid !== me && found.uid !== user?.uid)) {
    throw new EmbeddedRefusal(`${socketFolder} is not a folder of Baton's.`, 'Remove it and start Baton again.')
  }
  if (user) chownSync(socketFolder, user.uid, user.gid)
  chmodSync(socketFolder, 0o700)
  return socketFolder
}

export const socketIn = (socketFolder: string) => path.join(socketFolder, `.s.PGSQL.${port}`)

export const shortHash = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 12)

// `sun_path` of <sys/un.h> holds 108 bytes on Linux and 104 on macOS, with the closing zero.
function fitsSocket(socketFolder: string): boolean {
  return Buffer.byteLength(socketIn(socketFolder)) <= (process.platform === 'linux' ? 107 : 103)
}

function foldersBetween(first: string, last: string): string[] {
  return last.length <= first.length ? [last] : [...foldersBetween(first, path.dirname(last)), last]
}

function outOfReach(folder: string, user: SystemUser): EmbeddedRefusal {
  return new EmbeddedRefusal(
    `PostgreSQL runs as the user ${user.name} when Baton is root, and that user cannot reach ${folder}.`,
    'Set BATON_DATA to a folder outside private homes, such as /var/lib/baton, or start Baton as an ordinary user.',
  )
}

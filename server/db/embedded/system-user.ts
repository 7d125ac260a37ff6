import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { EmbeddedRefusal } from './refusal.ts'

/** The user PostgreSQL runs as when Baton is root, which PostgreSQL refuses to be. */
export type SystemUser = { uid: number; gid: number; name: string }

/** Where the files of PostgreSQL itself lie inside Baton's data folder. */
export const dataFolderIn = (folder: string) => path.join(folder, 'postgres')

/**
 * As whom must PostgreSQL run? Undefined: as the user Baton runs as. Files that exist already decide, so that an account
 * added to the machine later does not lock Baton out of its own database.
 */
export function systemUserFor(folder: string): SystemUser | undefined {
  const me = process.getuid?.()
  const dataFolder = dataFolderIn(folder)
  const owner = existsSync(dataFolder) ? statSync(dataFolder) : undefined
  if (me !== 0) {
    if (owner && owner.uid !== me) throw belongsToAnother(dataFolder, owner.uid)
    return undefined
  }
  const users = usersOfThisMachine()
  if (owner?.uid === 0) throw belongsToRoot(dataFolder, users)
  if (owner)
    return users.find(({ uid }) => uid === owner.uid) ?? { uid: owner.uid, gid: owner.gid, name: `user ${owner.uid}` }
  const chosen = unprivileged(users)
  if (!chosen)
    throw new EmbeddedRefusal(
      'Baton runs as root, and this machine has no other user PostgreSQL could run as.',
      addUser,
    )
  return chosen
}

/** Could PostgreSQL reach a data folder at this place? False for instance under /root: choose /var/lib/baton then. */
export function folderReachable(folder: string): boolean {
  const user = systemUserFor(path.resolve(folder))
  return !user || mayPass(user, nearestExisting(path.dirname(path.resolve(folder))))
}

/** May this user pass through the folder to what lies in it? Asked of the system itself, which also knows of access lists. */
export function mayPass(user: SystemUser, folder: string): boolean {
  const asked = spawnSync('/bin/sh', ['-c', 'test -x "$1"', 'sh', folder], { ...user, cwd: '/', stdio: 'ignore' })
  return asked.status === 0
}

const addUser =
  'Add one (useradd --system baton), start Baton as an ordinary user, or set DATABASE_URL to a PostgreSQL server.'

function usersOfThisMachine(): SystemUser[] {
  return readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter(({ uid, gid }) => uid > 0 && gid > 0)
}

function unprivileged(users: readonly SystemUser[]): SystemUser | undefined {
  return ['baton', 'postgres', 'nobody'].flatMap((name) => users.find((user) => user.name === name) ?? [])[0]
}

function belongsToAnother(dataFolder: string, uid: number): EmbeddedRefusal {
  return new EmbeddedRefusal(
    `The database in ${dataFolder} belongs to another user (id ${uid}) than the one Baton runs as.`,
    'Start Baton as that user or as root, or choose another folder with BATON_DATA.',
  )
}

function belongsToRoot(dataFolder: string, users: readonly SystemUser[]): EmbeddedRefusal {
  const name = unprivileged(users)?.name ?? 'postgres'
  return new EmbeddedRefusal(
    `The database in ${dataFolder} belongs to root, and PostgreSQL refuses to run as root.`,
    `Give it to an unprivileged user: chown -R ${name} ${dataFolder}`,
  )
}

function nearestExisting(folder: string): string {
  return existsSync(folder) || folder === path.dirname(folder) ? folder : nearestExisting(path.dirname(folder))
}

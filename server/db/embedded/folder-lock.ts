import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { EmbeddedRefusal } from './refusal.ts'

export type FolderLock = { release(): void }

/**
 * Takes the data folder for this process alone. The lock is the kernel's, so it ends with the process however that ends, and
 * holds between containers that share the folder, where process ids mean nothing. Node has no call for it; SQLite, which Node
 * carries, takes one on an otherwise empty file.
 */
export function takeFolder(folder: string): FolderLock {
  const lock = new DatabaseSync(path.join(folder, 'baton.lock'), { timeout: 0 })
  const holderFile = path.join(folder, 'baton.pid')
  try {
    lock.exec('pragma journal_mode = memory; begin exclusive')
  } catch (error) {
    lock.close()
    if (!isLocked(error)) throw error
    throw new EmbeddedRefusal(
      `Baton already runs on this data folder, ${folder} (process ${holderIn(holderFile)}).`,
      'Stop that one first, or give this one its own folder with BATON_DATA.',
    )
  }
  writeFileSync(holderFile, `${process.pid}\n`)
  return { release: () => void (lock.isOpen && lock.close()) }
}

/** SQLITE_BUSY (https://www.sqlite.org/rescode.html#busy): another connection holds the lock. */
function isLocked(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === 5
}

function holderIn(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    return 'unknown'
  }
}

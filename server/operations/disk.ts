import { statfs } from 'node:fs/promises'

/** How much of the disk this folder lies on is free for us, in percent? Null where there is no folder, or nobody can tell. */
export async function diskFreePercent(folder: string | null): Promise<number | null> {
  if (folder === null) return null
  try {
    const { bavail, blocks } = await statfs(folder)
    return blocks > 0 ? (100 * bavail) / blocks : null
  } catch {
    return null
  }
}

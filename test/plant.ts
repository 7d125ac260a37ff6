import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

/** A change of one file that takes away what a test should miss. */
export type Patch = { readonly name: string; readonly file: string; readonly from: string; readonly to: string }

const root = path.join(import.meta.dirname, '..')

/** What is made or brought, and not written. */
const notCopied: readonly string[] = ['.git', '.baton', '.runtime', 'node_modules', 'dist']

/** The project in a folder of its own, with its packages; gone when disposed. */
export function copyOfTree(): { readonly folder: string } & Disposable {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'baton-mutant-'))
  const parts = readdirSync(root).filter((part) => !notCopied.includes(part))
  for (const part of parts) cpSync(path.join(root, part), path.join(folder, part), { recursive: true })
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'))
  return { folder, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) }
}

/** Makes the change in the copy; `undo` takes it back. Throws when the text is not there exactly once. */
export function plant({ name, file, from, to }: Patch, folder: string): { readonly undo: () => void } {
  const place = path.join(folder, file)
  const text = readFileSync(place, 'utf8')
  if (!fits({ file, from }, folder)) throw new Error(`"${name}" no longer fits ${file}`)
  writeFileSync(
    place,
    text.replace(from, () => to),
  )
  return { undo: () => writeFileSync(place, text) }
}

/** Is the text that a patch replaces in its file, exactly once? */
export function fits({ file, from }: Pick<Patch, 'file' | 'from'>, folder = root): boolean {
  return readFileSync(path.join(folder, file), 'utf8').split(from).length === 2
}

import { importBytes } from '../../domain/services/import/limits.ts'

export type ReadFiles = { readonly text: string } | { readonly fault: 'fileTooLarge' | 'fileUnreadable' }

/** The text of these files as one, each a document of its own. */
export async function readFiles(files: readonly Blob[]): Promise<ReadFiles> {
  if (files.reduce((sum, { size }) => sum + size, 0) > importBytes) return { fault: 'fileTooLarge' }
  try {
    const utf8 = new TextDecoder('utf-8', { fatal: true })
    const texts = await Promise.all(files.map(async (file) => utf8.decode(await file.arrayBuffer())))
    return { text: texts.map((text) => (text.endsWith('\n') ? text : `${text}\n`)).join('---\n') }
  } catch {
    return { fault: 'fileUnreadable' }
  }
}

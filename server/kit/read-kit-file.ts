import type { KitFile, Unreadable } from '../../domain/kit/kit-file.ts'
import { askThread } from '../thread.ts'

/** What stands in this file? Read in a thread of its own, within ten seconds and a bounded memory. */
export function readKitFile(text: string): Promise<KitFile | { readonly unreadable: Unreadable }> {
  return askThread(new URL('./kit-file-worker.ts', import.meta.url), text, { withinMs: 10_000, mostMb: 256 }, tooMuch)
}

const tooMuch: { readonly unreadable: Unreadable } = { unreadable: 'too_large' }

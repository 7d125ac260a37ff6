import type { Sealer } from '../secrets.ts'

/**
 * The four digits that name this page in an answer by SMS: the same for every delivery of the page to this person. They are read
 * only among the pages that went to the number which answers, so they name, and do not admit.
 */
export function replyCode(sealer: Sealer, of: { readonly pageId: number; readonly personId: string }): string {
  const bytes = Buffer.from(sealer.sign(`${of.pageId}:${of.personId}`, 'reply'), 'base64url')
  return String(bytes.readUInt32BE(0) % 10_000).padStart(4, '0')
}

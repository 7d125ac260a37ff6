import type { Sealer } from '../secrets.ts'

/**
 * The four digits that name this page in an answer by SMS: the same for every delivery of the page to this person. They are read
 * only among the pages that went to the number which answers, so they name, and do not admit.
 */
export function replyCode(sealer: Sealer, of: { readonly pageId: number; readonly personId: string }): string {
  return digitsOf(sealer, `${of.pageId}:${of.personId}`)
}

/** Those that name a message of many pages to this person. */
export function bundleReplyCode(sealer: Sealer, of: { readonly bundle: number; readonly personId: string }): string {
  return digitsOf(sealer, `bundle ${of.bundle}:${of.personId}`)
}

function digitsOf(sealer: Sealer, of: string): string {
  const bytes = Buffer.from(sealer.sign(of, 'reply'), 'base64url')
  return String(bytes.readUInt32BE(0) % 10_000).padStart(4, '0')
}

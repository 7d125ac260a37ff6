// The address that a page mail is answered at: it names the delivery and carries its own proof, as the link in the message does.
import { sameText, type Sealer } from '../secrets.ts'
import type { AnswerClaim } from './answer-link.ts'

/** `bundle`: of a message with many pages, as little proven as the delivery. */
export type NamedDelivery = { readonly id: number; readonly proof: string; readonly bundle: number | null }

/**
 * `reply+<delivery>-<proof>@domain`, with `-<bundle>` behind it where the message has many pages. Nothing is stored, and it is worth nothing as a link, nor a link here. Small letters and
 * digits alone, because mail programs change the case of addresses; 128 bits, so that it stays within the 64 letters of a mailbox.
 */
export function replyAddress(sealer: Sealer, domain: string, claim: AnswerClaim): string {
  const bundle = claim.bundle === undefined ? '' : `-${claim.bundle.toString(36)}`
  return `reply+${claim.id.toString(36)}-${proofOf(sealer, claim)}${bundle}@${domain}`
}

/** Which delivery does this address speak of? The caller must check the rest with `isReplyProof`. */
export function deliveryAt(address: string, domain: string): NamedDelivery | null {
  const found = /^reply\+([0-9a-z]{1,11})-([0-9a-f]{32})(?:-([0-9a-z]{1,11}))?@(.+)$/.exec(address.trim().toLowerCase())
  if (!found || found[4] !== domain.toLowerCase()) return null
  const bundle = found[3] === undefined ? null : Number.parseInt(found[3], 36)
  return { id: Number.parseInt(found[1] ?? '', 36), proof: found[2] ?? '', bundle }
}

export function isReplyProof(
  sealer: Sealer,
  { proof, bundle }: NamedDelivery,
  claim: Omit<AnswerClaim, 'bundle'>,
): boolean {
  return sameText(proof, proofOf(sealer, { ...claim, bundle: bundle ?? undefined }))
}

/** Every such address that stands in this text, each once, at most `most`. */
export function replyAddressesIn(text: string, domain: string, most: number): string[] {
  const found = new Set<string>()
  for (const [address] of text.matchAll(/reply\+[0-9a-z]{1,11}-[0-9a-f]{32}(?:-[0-9a-z]{1,11})?@[a-z0-9.-]{1,255}/gi)) {
    const whole = address.toLowerCase().replace(/\.+$/, '')
    if (deliveryAt(whole, domain)) found.add(whole)
    if (found.size === most) break
  }
  return [...found]
}

function proofOf(sealer: Sealer, { id, pageId, personId, bundle }: AnswerClaim): string {
  const one = `${id}:${pageId}:${personId}`
  const signature = Buffer.from(sealer.sign(bundle === undefined ? one : `${one}:${bundle}`, 'mail'), 'base64url')
  return signature.subarray(0, 16).toString('hex')
}

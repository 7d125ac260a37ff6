// The address that a page mail is answered at: it names the delivery and carries its own proof, as the link in the message does.
import { sameText, type Sealer } from '../secrets.ts'
import type { AnswerClaim } from './answer-link.ts'

export type NamedDelivery = { readonly id: number; readonly proof: string }

/**
 * `reply+<delivery>-<proof>@domain`. Nothing is stored, and it is worth nothing as a link, nor a link here. Small letters and
 * digits alone, because mail programs change the case of addresses; 128 bits, so that it stays within the 64 letters of a mailbox.
 */
export function replyAddress(sealer: Sealer, domain: string, claim: AnswerClaim): string {
  return `reply+${claim.id.toString(36)}-${proofOf(sealer, claim)}@${domain}`
}

/** Which delivery does this address speak of? The caller must check the rest with `isReplyProof`. */
export function deliveryAt(address: string, domain: string): NamedDelivery | null {
  const found = /^reply\+([0-9a-z]{1,11})-([0-9a-f]{32})@(.+)$/.exec(address.trim().toLowerCase())
  if (!found || found[3] !== domain.toLowerCase()) return null
  return { id: Number.parseInt(found[1] ?? '', 36), proof: found[2] ?? '' }
}

export function isReplyProof(sealer: Sealer, proof: string, claim: AnswerClaim): boolean {
  return sameText(proof, proofOf(sealer, claim))
}

/** Every such address that stands in this text, each once, at most `most`. */
export function replyAddressesIn(text: string, domain: string, most: number): string[] {
  const found = new Set<string>()
  for (const [address] of text.matchAll(/reply\+[0-9a-z]{1,11}-[0-9a-f]{32}@[a-z0-9.-]{1,255}/gi)) {
    const whole = address.toLowerCase().replace(/\.+$/, '')
    if (deliveryAt(whole, domain)) found.add(whole)
    if (found.size === most) break
  }
  return [...found]
}

function proofOf(sealer: Sealer, { id, pageId, personId }: AnswerClaim): string {
  const signature = Buffer.from(sealer.sign(`${id}:${pageId}:${personId}`, 'mail'), 'base64url')
  return signature.subarray(0, 16).toString('hex')
}

import type { Sealer } from '../secrets.ts'

/** A link in a message answers for this long. */
export const linkHours = 24

/** Whose answer to which delivery a link carries; the signature is bound to all of it. */
export type AnswerClaim = {
  readonly id: number
  readonly pageId: number
  readonly personId: string
  /** Of a message with many pages; then the delivery is the first of them. */
  readonly bundle?: number | undefined
}

/**
 * The token of an acknowledge link: nothing is stored, nothing can be guessed, nothing else can be done with it.
 * Without a dot, by which web servers tell the address of a file from that of a screen.
 */
export function answerToken(sealer: Sealer, claim: AnswerClaim): string {
  const bundle = claim.bundle === undefined ? '' : `-${claim.bundle.toString(36)}`
  return `${claim.id.toString(36)}-${signature(sealer, claim)}${bundle}`
}

/** Which delivery does this token speak of? The caller must check the rest with `isGenuine`. */
export function deliveryIn(token: string): number | null {
  const found = form.exec(token)
  return found ? Number.parseInt(found[1] ?? '', 36) : null
}

/** Which bundle does it speak of; null when its message was of one page. As little proven as the delivery. */
export function bundleIn(token: string): number | null {
  const bundle = form.exec(token)?.[3]
  return bundle === undefined ? null : Number.parseInt(bundle, 36)
}

/** Is this the token of that delivery, and of the bundle that it names? */
export function isGenuine(sealer: Sealer, token: string, claim: Omit<AnswerClaim, 'bundle'>): boolean {
  const given = form.exec(token)?.[2] ?? ''
  const right = signature(sealer, { ...claim, bundle: bundleIn(token) ?? undefined })
  if (given.length !== right.length) return false
  let difference = 0
  for (let i = 0; i < right.length; i++) difference |= given.charCodeAt(i) ^ right.charCodeAt(i)
  return difference === 0
}

const form = /^([0-9a-z]{1,11})-([A-Za-z0-9_-]{27})(?:-([0-9a-z]{1,11}))?$/

function signature(sealer: Sealer, { id, pageId, personId, bundle }: AnswerClaim): string {
  const one = `${id}:${pageId}:${personId}`
  return sealer.sign(bundle === undefined ? one : `${one}:${bundle}`, 'answer')
}

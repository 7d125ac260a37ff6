import type { Sealer } from '../secrets.ts'

/** Whose answer to which delivery a link carries; the signature is bound to all of it. */
export type AnswerClaim = { readonly id: number; readonly pageId: number; readonly personId: string }

/**
 * The token of an acknowledge link: nothing is stored, nothing can be guessed, nothing else can be done with it.
 * Without a dot, by which web servers tell the address of a file from that of a screen.
 */
export function answerToken(sealer: Sealer, claim: AnswerClaim): string {
  return `${claim.id.toString(36)}-${signature(sealer, claim)}`
}

/** Which delivery does this token speak of? The caller must check the rest with `isGenuine`. */
export function deliveryIn(token: string): number | null {
  const found = /^([0-9a-z]{1,11})-[A-Za-z0-9_-]{27}$/.exec(token)
  return found ? Number.parseInt(found[1] ?? '', 36) : null
}

export function isGenuine(sealer: Sealer, token: string, claim: AnswerClaim): boolean {
  const given = token.slice(token.indexOf('-') + 1)
  const right = signature(sealer, claim)
  if (given.length !== right.length) return false
  let difference = 0
  for (let i = 0; i < right.length; i++) difference |= given.charCodeAt(i) ^ right.charCodeAt(i)
  return difference === 0
}

function signature(sealer: Sealer, claim: AnswerClaim): string {
  return sealer.sign(`${claim.id}:${claim.pageId}:${claim.personId}`, 'answer')
}

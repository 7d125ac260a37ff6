// How often a code may be sent and tried: enough for somebody who mistypes, and nothing for whoever earns by messages.

/** A code holds for so long. */
export const codeMinutes = 15
/** Wrong codes borne by one that was sent; then another must be sent. */
export const mostTries = 5

/** Codes sent within a day. `byPhone`: by SMS or voice, over the whole installation, where each costs money. */
export type CodesSent = { readonly toPerson: number; readonly toAddress: number; readonly byPhone: number }

export const mostCodes = { toPerson: 10, toAddress: 5, byPhone: 200 } as const satisfies CodesSent

/** Why is no other code sent today? Null when one may be. */
export function whyNoCode(sent: CodesSent, isPhone: boolean): keyof CodesSent | null {
  if (sent.toAddress >= mostCodes.toAddress) return 'toAddress'
  if (sent.toPerson >= mostCodes.toPerson) return 'toPerson'
  return isPhone && sent.byPhone >= mostCodes.byPhone ? 'byPhone' : null
}

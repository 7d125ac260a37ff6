// Why a request of a known source is not let in, whatever it says.

export const unwelcome = [
  'key_expired',
  'key_revoked',
  'source_off',
  'signature_missing',
  'signature_wrong',
  'signature_old',
] as const
export type Unwelcome = (typeof unwelcome)[number]

/** One sentence for the sender, in whatever form its dialect gives it; null where it is told only that no source has its key. */
export function unwelcomeSay(because: Unwelcome): string | null {
  switch (because) {
    case 'signature_missing':
      return 'This source takes signed requests only, and the signature or its timestamp is missing.'
    case 'signature_wrong':
      return 'The signature does not belong to this body: check the secret of this source.'
    case 'signature_old':
      return 'The signature is more than five minutes away from now: check the clock of the sender.'
    case 'key_expired':
    case 'key_revoked':
    case 'source_off':
      return null
  }
}

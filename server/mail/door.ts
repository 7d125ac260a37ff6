/** A mail as it came. */
export type ArrivedMail = {
  /** To whom the envelope says; null where no envelope came with it, and the mail's own headers are read instead. */
  readonly recipients: readonly string[] | null
  /** From whom the envelope says: '' for what machines send that want no answer, null where none came with it. */
  readonly sender: string | null
  readonly raw: Uint8Array
}

/** `taken`: whatever follows from it is on disk. `refused`: it will not be taken, however often it comes. `later`: not yet. */
export type MailAnswer =
  { readonly how: 'taken' } | { readonly how: 'refused' | 'later'; readonly say: string; readonly isTooLarge?: boolean }

export const tooLarge: Exclude<MailAnswer, { how: 'taken' }> = {
  how: 'refused',
  say: 'This mail is too large.',
  isTooLarge: true,
}

/** Somebody in the house for whom mail comes in. What they throw is a reason to come again. */
export type MailDoor = {
  readonly mostBytes: number
  /** Is this address theirs, for a mail of this sender? Asked before the mail is sent. */
  knows(recipient: string, sender: string): Promise<boolean>
  /** Of an address that is theirs: why may this sender not write there? Null when they may. Not asked means: they may. */
  whyNot?(recipient: string, sender: string): Promise<string | null>
  take(mail: ArrivedMail): Promise<MailAnswer>
}

/** A mail as it came. */
export type ArrivedMail = {
  /** To whom the envelope says; null where no envelope came with it, and the mail's own headers are read instead. */
  readonly recipients: readonly string[] | null
  /** From whom the envelope says: '' for what machines send that want no answer, null where none came with it. */
  readonly sender: string | null
  readonly raw: Uint8Array
}

/** `taken`: whatever follows from it is on disk. `refused`: it will not be taken, however often it comes. `later`: not yet. */
export type MailAnswer = { readonly how: 'taken' } | { readonly how: 'refused' | 'later'; readonly say: string }

/** Somebody in the house for whom mail comes in. What they throw is a reason to come again. */
export type MailDoor = {
  readonly mostBytes: number
  /** Is this address theirs, for a mail of this sender? Asked before the mail is sent. */
  knows(recipient: string, sender: string): Promise<boolean>
  take(mail: ArrivedMail): Promise<MailAnswer>
}

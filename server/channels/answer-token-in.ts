import type { Message } from '../../domain/paging/message.ts'

/** The proof of the delivery that a button carries: in a room its own, else out of the link that would carry it; null for a notice. */
export function answerTokenIn({ answerUrl, buttonToken }: Message): string | null {
  if (buttonToken !== undefined) return buttonToken
  return answerUrl === null ? null : (/\/answer\/([\w-]{1,60})$/.exec(answerUrl)?.[1] ?? null)
}

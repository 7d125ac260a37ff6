import type { Message } from '../../domain/paging/message.ts'

/** The proof of the delivery that a button carries, out of the link that would carry it; null for a notice. */
export function answerTokenIn({ answerUrl }: Message): string | null {
  return answerUrl === null ? null : (/\/answer\/([\w-]{1,60})$/.exec(answerUrl)?.[1] ?? null)
}

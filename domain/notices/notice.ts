// What a notice says: a message to one person that is not a page. Nobody is woken by it and nobody has to answer.

/** In the reader's language and zone, from names that may be foreign text; whoever carries it cleans and cuts. */
export type NoticeText = {
  /** One line. */
  readonly subject: string
  readonly paragraphs: readonly string[]
  /** Where in the web it leads, such as `/schedules`. */
  readonly path: string
  /** It answers a mail: it goes to this address and no other way, under that mail, and can be replied to. */
  readonly reply?: { readonly address: string; readonly inReplyTo: string | null; readonly replyAddress: string }
  /** Letters of its longest paragraph, where somebody wrote it who may have more to say than a notice usually has. */
  readonly letters?: number
  readonly thread?: Thread
  /** One press, and no more of it comes; a mail says so to its program too. */
  readonly leave?: { readonly say: string; readonly url: string }
  /** What programs read of it, in place of the words. */
  readonly event?: { readonly type: string; readonly data: object }
}

/** Messages about one thing stand together: by this name in mails, and under what was sent there first, by each channel's reference. */
export type Thread = { readonly name: string; readonly follows: Readonly<Record<string, string>> }

const retryAfterMinutes = [1, 10, 60] as const

/** After how many minutes is a notice tried again whose attempt number `attempt` (1 is the first) failed? Null: no more. */
export function noticeRetry(attempt: number): number | null {
  return retryAfterMinutes[attempt - 1] ?? null
}

import PostalMime from 'postal-mime'
import type { ReceivedMail } from '../../server/channels/testing/mail-server.ts'

export type Mail = {
  readonly to: string
  readonly subject: string
  readonly text: string
  /** The link that answers; empty when the mail has none. */
  readonly answerUrl: string
}

/** What does this mail say, as its reader's program shows it? */
export async function readMail(received: ReceivedMail): Promise<Mail> {
  const mail = await PostalMime.parse(Buffer.from(received.raw, 'latin1'))
  const text = mail.text?.trimEnd() ?? ''
  return {
    to: received.to.join(', '),
    subject: mail.subject ?? '',
    text,
    answerUrl: /https?:\/\/\S+\/answer\/\S+/.exec(text)?.[0] ?? '',
  }
}

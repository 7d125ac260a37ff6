// A mail program of somebody who answers: a real SMTP client, which says what the other side said.
import { createTransport } from 'nodemailer'

export type Written = {
  readonly to: string
  readonly text: string
  readonly from?: string
  /** The sender of the envelope; '' is none. */
  readonly sender?: string
  readonly subject?: string
  readonly messageId?: string
  readonly headers?: Readonly<Record<string, string>>
  /** The whole mail as it goes over the wire, instead of all but `to` and `sender`. */
  readonly raw?: string
}

/** The code that ended it: 250 when the mail was taken. */
export async function sendMail(port: number | null, mail: Written): Promise<number> {
  return (await hearOfMail(port, mail)).code
}

/** The same with what the other side said. */
export async function hearOfMail(
  port: number | null,
  mail: Written,
): Promise<{ readonly code: number; readonly say: string }> {
  if (port === null) throw new Error('this node takes no mail')
  const transport = createTransport({ host: '127.0.0.1', port, secure: false, tls: { rejectUnauthorized: false } })
  const { to, text, from = 'Ana Example <ana@example.com>', subject = 'Re: your page', messageId, headers, raw } = mail
  const envelope = { from: mail.sender ?? 'ana@example.com', to: [to] }
  const written =
    raw === undefined
      ? { from, to, subject, text, ...(messageId ? { messageId } : {}), headers: { ...headers } }
      : { raw }
  try {
    await transport.sendMail({ ...written, envelope })
    return { code: 250, say: '' }
  } catch (error) {
    const code: unknown = error instanceof Error ? Reflect.get(error, 'responseCode') : undefined
    if (typeof code !== 'number') throw error
    return { code, say: error instanceof Error ? error.message : '' }
  } finally {
    transport.close()
  }
}

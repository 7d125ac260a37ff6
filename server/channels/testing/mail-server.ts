// The other side of a mail: a real SMTP server that accepts, refuses, puts off or falls silent as a test says.
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { testCertificate, testKey } from './certificate.ts'
import { portOf } from './receiver.ts'

export type ReceivedMail = {
  readonly from: string
  readonly to: readonly string[]
  readonly raw: string
  readonly wasEncrypted: boolean
  readonly user: string | null
}
export type MailServer = AsyncDisposable & {
  readonly port: number
  readonly mails: ReceivedMail[]
  connections: number
  /** Ends every open connection, as a server does with idle ones. */
  hangUp(): void
}

/** Accepts everything with the test certificate unless `options` say otherwise. */
export async function mailServer(options: SMTPServerOptions = {}): Promise<MailServer> {
  const mails: ReceivedMail[] = []
  const server = new SMTPServer({
    logger: false,
    authOptional: true,
    key: testKey,
    cert: testCertificate,
    closeTimeout: 1,
    onAuth: (auth, _session, callback) => callback(null, { user: auth.username ?? '' }),
    onData: (stream, session, callback) => {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope
        mails.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map((one) => one.address),
          raw: Buffer.concat(parts).toString('latin1'),
          wasEncrypted: session.secure,
          user: typeof session.user === 'string' ? session.user : null,
        })
        callback(null, 'queued as 4F2A')
      })
    },
    ...options,
  })
  server.on('error', () => undefined)
  const { promise, resolve } = Promise.withResolvers<void>()
  server.listen(0, '127.0.0.1', resolve)
  await promise
  const hangUp = () => {
    for (const connection of server.connections) connection.close()
  }
  const self: MailServer = {
    port: portOf(server.server.address()),
    mails,
    connections: 0,
    hangUp,
    [Symbol.asyncDispose]: async () => {
      const closed = Promise.withResolvers<void>()
      server.close(() => closed.resolve())
      hangUp()
      await closed.promise
    },
  }
  server.on('connect', () => (self.connections += 1))
  return self
}

/** An SMTP refusal with this reply code. */
export function reply(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode })
}

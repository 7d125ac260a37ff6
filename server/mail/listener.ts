// The SMTP listener: takes mail for whoever in the house knows the address, and for nobody else. No relay, no accounts.
import { readFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { callbackify } from 'node:util'
import {
  SMTPServer,
  type SMTPServerAddress,
  type SMTPServerDataStream,
  type SMTPServerOptions,
  type SMTPServerSession,
} from 'smtp-server'
import { isAway } from '../db/connect.ts'
import type { Diagnostics } from '../diagnostics.ts'
import type { Metrics } from '../metrics.ts'
import { networkOf } from '../people/tries.ts'
import type { Settings } from '../settings.ts'
import { tooLarge, type ArrivedMail, type MailAnswer, type MailDoor } from './door.ts'
import { TooBusy } from './read-in-thread.ts'

export type MailListenerParts = {
  readonly settings: Partial<Pick<Settings, 'mailListen' | 'mailDomain' | 'mailTlsCert' | 'mailTlsKey'>>
  readonly doors: readonly MailDoor[]
  /** Of all mails that are coming in at once. */
  readonly mostHeldBytes?: number
  readonly metrics: Metrics
  readonly diagnostics: Diagnostics
}

export type MailListener = { readonly port: number; readonly close: () => Promise<void> }

const mostConnections = 50
const mostFromOneNetwork = 10
const mostRecipients = 10
const silentForMs = 60_000
/** However slowly somebody sends: after so long a connection ends. */
const openForMs = 300_000

/** Listens where the settings say; null when they say nowhere. Throws what the system says when it cannot. */
export async function listenForMail(parts: MailListenerParts): Promise<MailListener | null> {
  const { mailListen, mailDomain, mailTlsCert, mailTlsKey } = parts.settings
  if (!mailListen || !mailDomain) return null
  const tls = mailTlsCert && mailTlsKey ? { cert: await readFile(mailTlsCert), key: await readFile(mailTlsKey) } : null
  const ends = new Map<string, NodeJS.Timeout>()
  const server: SMTPServer = new SMTPServer({
    ...rulesOf(parts, mailDomain),
    ...doorsOf(parts),
    ...tlsOf(tls),
    onConnect: (session, done) => done(whyNotConnected(server, ends, session)),
    onClose: ({ id }) => {
      clearTimeout(ends.get(id))
      ends.delete(id)
    },
  })
  const at = mailListen.lastIndexOf(':')
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(Number(mailListen.slice(at + 1)), mailListen.slice(0, at).replace(/^\[|\]$/g, ''), () => resolve())
  })
  server.removeAllListeners('error')
  // What is wrong with one connection is its own: somebody hung up, or spoke no SMTP.
  server.on('error', (error) => parts.diagnostics.debug({ err: error }, 'a mail connection broke'))
  return { port: portOf(server.server.address()), close: () => closed(server) }
}

function rulesOf({ doors }: MailListenerParts, name: string): SMTPServerOptions {
  return {
    name,
    banner: 'Baton',
    logger: false,
    authOptional: true,
    disableReverseLookup: true,
    maxClients: mostConnections,
    maxRecipients: mostRecipients,
    maxCommandLength: 2_048,
    socketTimeout: silentForMs,
    closeTimeout: 2_000,
    size: Math.max(...doors.map(({ mostBytes }) => mostBytes)),
    rejectOversized: true,
    hideENHANCEDSTATUSCODES: false,
  }
}

/** Without a certificate of one's own there is no STARTTLS: a borrowed one would only look like encryption. */
function tlsOf(tls: { readonly cert: Buffer; readonly key: Buffer } | null): SMTPServerOptions {
  const unused = ['AUTH', 'WIZ', 'SHELL', 'KILL', 'XCLIENT', 'XFORWARD', 'EXPN']
  return tls
    ? { ...tls, minVersion: 'TLSv1.2', disabledCommands: unused }
    : { hideSTARTTLS: true, disabledCommands: [...unused, 'STARTTLS'] }
}

function doorsOf(parts: MailListenerParts): SMTPServerOptions {
  return {
    onRcptTo: callbackify((address: SMTPServerAddress, session: SMTPServerSession) =>
      orLater(parts, async () => {
        const sender = senderOf(session)
        const owners = await ownersOf(parts, [address.address], sender)
        for (const { door } of owners) {
          const why = await door.whyNot?.(address.address, sender)
          if (why) throw new Reply(550, why)
        }
        if (owners.length > 0) return
        parts.metrics.mail('no_such_address')
        throw new Reply(550, 'There is no such address here.')
      }),
    ),
    onData: callbackify((stream: SMTPServerDataStream, session: SMTPServerSession) =>
      orLater(parts, async () => {
        const answer = await takeIn(parts, stream, session)
        if (answer.how !== 'taken') throw new Reply(codeOf(answer), answer.say)
        return 'Taken.'
      }),
    ),
  }
}

/** Null when whoever connects is welcome; for a while, however slowly they speak. */
function whyNotConnected(
  server: SMTPServer,
  ends: Map<string, NodeJS.Timeout>,
  { id, remoteAddress }: SMTPServerSession,
): Error | null {
  const network = networkOf(remoteAddress)
  const theirs = [...server.connections].filter((each) => networkOf(each.remoteAddress) === network)
  if (theirs.length > mostFromOneNetwork) return new Reply(421, 'Too many connections from your address.')
  const connection = theirs.find((each) => each.id === id)
  if (connection) ends.set(id, setTimeout(() => connection.close(), openForMs).unref())
  return null
}

function codeOf({ how, isTooLarge }: Exclude<MailAnswer, { how: 'taken' }>): number {
  if (how === 'later') return 451
  return isTooLarge ? 552 : 554
}

/** What the other side is told by a code of SMTP. */
class Reply extends Error {
  readonly responseCode: number

  constructor(responseCode: number, message: string) {
    super(message)
    this.responseCode = responseCode
  }
}

/** Whatever breaks on the way is a reason to come again, never to lose a mail. */
async function orLater<T>({ metrics, diagnostics }: MailListenerParts, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Reply) throw error
    metrics.mail('later')
    if (!isAway(error) && !(error instanceof TooBusy)) diagnostics.error({ err: error }, 'a mail broke')
    throw new Reply(451, 'This cannot be taken now. Come again later.')
  }
}

/** All of a mail, then each door that knows one of its recipients: 250 says that everything which follows from it is on disk. */
async function takeIn(
  parts: MailListenerParts,
  stream: SMTPServerDataStream,
  session: SMTPServerSession,
): Promise<MailAnswer> {
  const recipients = session.envelope.rcptTo.map(({ address }) => address)
  const sender = senderOf(session)
  const gathered = await gather(stream, parts.mostHeldBytes ?? 64 * 1_024 * 1_024)
  if ('not' in gathered) {
    parts.metrics.mail(gathered.not === tooLarge ? 'too_large' : 'later')
    return gathered.not
  }
  const { raw, letGo } = gathered
  try {
    return await hand(parts, { recipients, sender, raw })
  } finally {
    letGo()
  }
}

async function hand(parts: MailListenerParts, { recipients, sender, raw }: Whole): Promise<MailAnswer> {
  let answer: MailAnswer = { how: 'refused', say: 'There is no such address here.' }
  for (const { door, theirs } of await ownersOf(parts, recipients, sender)) {
    if (raw.length > door.mostBytes) return tooLarge
    const mail: ArrivedMail = { recipients: theirs, sender, raw }
    answer = await door.take(mail)
    if (answer.how !== 'taken') return answer
  }
  return answer
}

type Whole = { readonly recipients: readonly string[]; readonly sender: string; readonly raw: Buffer }

async function ownersOf({ doors }: MailListenerParts, recipients: readonly string[], sender: string) {
  const owners: { readonly door: MailDoor; readonly theirs: readonly string[] }[] = []
  for (const door of doors) {
    const theirs = []
    for (const recipient of recipients) if (await door.knows(recipient, sender)) theirs.push(recipient)
    if (theirs.length > 0) owners.push({ door, theirs })
  }
  return owners
}

/**
 * The bytes of a mail, held until `letGo`. What is too large, or more than fits beside the others, is read to its end and dropped, so
 * that the answer is heard.
 */
async function gather(stream: SMTPServerDataStream, mostHeldBytes: number): Promise<Gathered> {
  const pieces: Buffer[] = []
  let mine = 0
  let isFull = false
  const letGo = () => {
    pieces.length = 0
    heldBytes -= mine
    mine = 0
  }
  try {
    for await (const piece of stream as AsyncIterable<Buffer>) {
      isFull ||= heldBytes + piece.length > mostHeldBytes
      if (stream.sizeExceeded || isFull) {
        letGo()
        continue
      }
      pieces.push(piece)
      mine += piece.length
      heldBytes += piece.length
    }
  } catch (error) {
    letGo()
    throw error
  }
  if (stream.sizeExceeded) return { not: tooLarge }
  return isFull ? { not: full } : { raw: Buffer.concat(pieces), letGo }
}

type Gathered =
  { readonly raw: Buffer; readonly letGo: () => void } | { readonly not: Exclude<MailAnswer, { how: 'taken' }> }

/** By all mails that are coming in at this moment. */
let heldBytes = 0
const full = { how: 'later', say: 'Too much mail is coming in. Come again later.' } as const

function senderOf(session: SMTPServerSession): string {
  return session.envelope.mailFrom === false ? '' : session.envelope.mailFrom.address
}

function portOf(address: AddressInfo | string | null): number {
  return typeof address === 'object' && address ? address.port : 0
}

function closed(server: SMTPServer): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()))
}

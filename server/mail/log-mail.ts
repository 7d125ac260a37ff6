// The door for lines of the log by mail: `log+<key of the team's log>@domain`, written by whose proven address it comes from.
import { automaticSign } from '../../domain/paging/automatic-mail.ts'
import { logKeyIn, noteOfMail } from '../../domain/log/mail-note.ts'
import { can } from '../../domain/permissions.ts'
import { commit, said } from '../commit.ts'
import type { Context } from '../context.ts'
import type { DatabaseClock } from '../engine/clock.ts'
import { findLogOfKey } from '../log/addresses.ts'
import { isFloodedByMail, keepMailed } from '../log/mailed.ts'
import type { Metrics } from '../metrics.ts'
import { addNote } from '../notices/notes.ts'
import { personMailing, type MailedPerson } from '../paging/mailed-person.ts'
import { newId } from '../secrets.ts'
import type { ArrivedMail, MailAnswer, MailDoor } from './door.ts'
import { aboutOfSubject } from './log-about.ts'
import { MailReader } from './read-in-thread.ts'
import type { ReadMail } from './read-mail.ts'

export type LogMailParts = Pick<Context, 'db' | 'settings' | 'sealer' | 'announce'> & {
  readonly domain: string
  readonly clock: DatabaseClock
  readonly metrics: Metrics
}

type Understood = Extract<ReadMail, { isRead: true }>

export function logMailDoor(parts: LogMailParts): MailDoor {
  const reader = new MailReader()
  return {
    mostBytes: 10 * 1_024 * 1_024,
    async knows(recipient) {
      return (await teamAt(parts, recipient)) !== null
    },
    async whyNot(recipient, sender) {
      const teamId = await teamAt(parts, recipient)
      // A mail without a sender is a report or an automatic answer: it is taken, and nothing comes of it.
      if (teamId === null || sender === '') return null
      const writer = await writerOf(parts, sender, [teamId])
      return 'no' in writer ? refusedAs(parts, writer.no).say : null
    },
    async take(arrived) {
      const teamIds = await teamsAt(parts, arrived.recipients ?? [])
      if (teamIds.length === 0) return { how: 'refused', say: 'There is no such address here.' }
      const mail = await reader.read(arrived.raw)
      if (!mail.isRead) {
        parts.metrics.mail('unreadable')
        return { how: 'refused', say: 'This mail could not be read.' }
      }
      const { headers, subject, from } = mail
      const sign = automaticSign({ envelopeFrom: arrived.sender, headers, subject, from }, ownAddress(parts))
      // A person may write such a subject, and must hear that nothing came of it.
      if (sign === 'out_of_office') return refusedAs(parts, says.automatic)
      if (sign !== null) {
        parts.metrics.mail('automatic')
        return taken
      }
      const writer = await writerOfMail(parts, arrived, mail, teamIds)
      return 'no' in writer ? refusedAs(parts, writer.no) : write(parts, mail, writer, teamIds)
    },
  }
}

const taken: MailAnswer = { how: 'taken' }

/** What whoever wrote hears of their own mail server, in letters that every one of these can carry. */
const says = {
  stranger: (address: string) =>
    `Nobody here has proven the e-mail address ${readable(address)}. Add it to your contacts in Baton and verify it, or write from one that is.`,
  several: (address: string) =>
    `More than one person has proven the e-mail address ${readable(address)}, so it is nobody's. Write from another one of yours.`,
  mayNot:
    'You may not write in this log: it takes the role responder in its team, which a manager of the team can give.',
  differs: 'From and the sender of the envelope are not addresses of one person. Send it with your own mail account.',
  oneSender: 'It must be from one person: From names none, or more than one.',
  automatic: 'This reads as an automatic reply, of which nothing is written down. Give it another subject.',
  empty: 'This mail says nothing. Write a subject or a text.',
  absent: (what: string) =>
    `There is no ${what} that you could write to. Mend the number in the subject, or leave it out to write in the log of the team.`,
  tooMany: 'Too many mails have come for this log within an hour. Come again later.',
}

/** Written into each of these logs or into none, once for each mail. */
async function write(
  parts: LogMailParts,
  mail: Understood,
  { actor, language }: MailedPerson,
  teamIds: readonly string[],
): Promise<MailAnswer> {
  const text = noteOfMail({ subject: mail.subject, words: mail.words, files: mail.files, language })
  if (text === null) return refusedAs(parts, says.empty)
  for (const teamId of teamIds) {
    if (!(await isFloodedByMail(parts.db, teamId))) continue
    parts.metrics.mail('later')
    return { how: 'later', say: says.tooMany }
  }
  const ctx = await contextOf(parts, actor)
  const done = await commit<boolean | { readonly absent: string }>(ctx, async (tx) => {
    const about = await aboutOfSubject(tx, actor, mail.subject)
    if (about !== null && 'absent' in about) return said(about, [])
    let lines = 0
    for (const teamId of teamIds) {
      if (!(await keepMailed(tx, { teamId, ref: mail.ref }))) continue
      // What it is about is one thing, and is told there once, however many logs are named.
      if (about === null || lines === 0) await addNote(ctx, tx, { text, via: 'mail' }, about ?? { teamId })
      lines++
    }
    return said(lines > 0, [], lines > 0 ? ['log', 'timelines'] : [])
  })
  if (typeof done === 'object') return refusedAs(parts, says.absent(done.absent))
  parts.metrics.mail(done ? 'log' : 'repeated')
  return taken
}

type Writer = MailedPerson | { readonly no: string }

/** The one person whom From names, and the envelope where there is one: the two of somebody who writes themselves. */
async function writerOfMail(
  parts: LogMailParts,
  { sender }: ArrivedMail,
  { senders }: Understood,
  teamIds: readonly string[],
): Promise<Writer> {
  const [from] = senders
  if (from === undefined || senders.length > 1) return { no: says.oneSender }
  const writer = await writerOf(parts, from, teamIds)
  if ('no' in writer || sender === null) return writer
  const sending = await personMailing(parts.db, sender)
  if (sending === null || sending === 'several') return { no: says.differs }
  return sending.actor.id === writer.actor.id ? writer : { no: says.differs }
}

async function writerOf({ db }: LogMailParts, address: string, teamIds: readonly string[]): Promise<Writer> {
  const person = await personMailing(db, address)
  if (person === null) return { no: says.stranger(address) }
  if (person === 'several') return { no: says.several(address) }
  return teamIds.every((teamId) => can(person.actor, 'log.write', teamId).allowed) ? person : { no: says.mayNot }
}

function refusedAs({ metrics }: LogMailParts, say: string): { readonly how: 'refused'; readonly say: string } {
  metrics.mail('not_welcome')
  return { how: 'refused', say }
}

async function teamsAt(parts: LogMailParts, recipients: readonly string[]): Promise<readonly string[]> {
  const found = new Set<string>()
  for (const recipient of recipients.slice(0, mostNamed)) {
    const teamId = await teamAt(parts, recipient)
    if (teamId !== null) found.add(teamId)
  }
  return [...found]
}

const mostNamed = 10

async function teamAt({ db, domain }: LogMailParts, recipient: string): Promise<string | null> {
  const at = recipient.lastIndexOf('@')
  if (at < 1 || recipient.slice(at + 1).toLowerCase() !== domain) return null
  const key = logKeyIn(recipient.slice(0, at))
  return key === null ? null : findLogOfKey(db, key)
}

/** What Baton writes from, where nobody else does: a mailbox of people may be in another domain. */
function ownAddress({ settings, domain }: LogMailParts): string | null {
  const address = /[^\s<>"]+@[^\s<>"]+/.exec(settings.mailFrom)?.[0] ?? ''
  return address.toLowerCase().endsWith(`@${domain}`) ? address : null
}

async function contextOf(parts: LogMailParts, actor: Context['actor']): Promise<Context> {
  const { db, settings, sealer, announce, clock } = parts
  const request = { address: '', agent: 'mail', sessionId: null, byToken: false }
  return { db, settings, sealer, announce, now: await clock.read(db), newId, actor, request }
}

function readable(address: string): string {
  return address.replace(/[^\x20-\x7e]/g, '?').slice(0, 200)
}

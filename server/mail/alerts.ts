// The door for alerts by mail: <key>@domain and <key>+<tag>@domain, for the sources that have these keys.
import { alertAddressAt, isWelcome, spellingsOf } from '../../domain/intake/mail-address.ts'
import { NotLetIn, type KnownSource } from '../intake/sources.ts'
import type { MailDoor } from './door.ts'
import { MailReader } from './read-in-thread.ts'
import { keepCame, notWelcome, readOrHeaders, takeAlert, type Addressee, type AlertParts } from './take-alert.ts'

type DoorParts = AlertParts & { readonly domain: string }

export function alertDoor(parts: DoorParts): MailDoor {
  // Its own threads: a storm of alerts must not keep people from answering.
  const reader = new MailReader()
  return {
    mostBytes: 10 * 1_024 * 1_024,
    async knows(recipient) {
      return (await addressee(parts, recipient)) !== null
    },
    async whyNot(recipient, sender) {
      const to = await addressee(parts, recipient)
      // Mail without a sender is taken and kept: a bounce of a bounce would help nobody.
      if (!to || sender === '' || isWelcome(sender, to.source.mailRules?.senders ?? [])) return null
      const { say } = notWelcome(sender)
      parts.metrics.mail('not_welcome')
      keepCame(parts, to, { status: 550, answer: say, raw: Buffer.alloc(0) })
      return say
    },
    async take({ recipients, sender, raw }) {
      const to = await addressees(parts, recipients ?? [])
      if (to.length === 0) return { how: 'refused', say: 'There is no such address here.' }
      const parted = await readOrHeaders(reader, raw)
      if (!parted) {
        parts.metrics.mail('unreadable')
        const reason = 'This mail could not be read.'
        for (const each of to) keepCame(parts, each, { status: 554, answer: reason, raw })
        return { how: 'refused', say: reason }
      }
      const answers = []
      for (const each of to) {
        const answer = await takeAlert(parts, each, { parted, sender, raw })
        if (answer.how === 'refused') keepCame(parts, each, { status: 554, answer: answer.say, raw })
        answers.push(answer)
      }
      return answers.find(({ how }) => how === 'taken') ?? answers[0] ?? { how: 'taken' }
    },
  }
}

/** Each source once, however many of its addresses a mail names: the first counts. */
async function addressees(parts: DoorParts, recipients: readonly string[]): Promise<readonly Addressee[]> {
  const found = new Map<string, Addressee>()
  for (const recipient of recipients) {
    const to = await addressee(parts, recipient)
    if (to && !found.has(to.source.id)) found.set(to.source.id, to)
  }
  return [...found.values()]
}

async function addressee(parts: DoorParts, recipient: string): Promise<Addressee | null> {
  const address = alertAddressAt(recipient, parts.domain)
  const source = address && (await findByMail(parts, address.key))
  return address && source ? { source, ...address } : null
}

async function findByMail({ intake }: AlertParts, key: string): Promise<KnownSource | null> {
  const { sources } = intake()
  for (const spelling of spellingsOf(key)) {
    const source = await sources.find(spelling).catch(nobodyUnsigned)
    if (source) return source
  }
  return null
}

/** A source whose requests must be signed takes no mail: nothing in one can be. */
function nobodyUnsigned(error: unknown): null {
  if (error instanceof NotLetIn) return null
  throw error
}

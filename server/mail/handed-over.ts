// Mail that came over HTTP as it was, without its envelope: whom it is for stands in its own headers.
import { addressesIn } from '../../domain/intake/mail-address.ts'
import { tooLarge, type MailDoor } from './door.ts'
import { MailReader } from './read-in-thread.ts'

const mostNamed = 20

/** All doors as one, for a mail whose recipients nobody told. What none of them knows is for the first, which says what is wrong. */
export function handedOver(doors: readonly [MailDoor, ...MailDoor[]], domain: string): MailDoor {
  const reader = new MailReader()
  return {
    mostBytes: Math.max(...doors.map(({ mostBytes }) => mostBytes)),
    async knows(recipient, sender) {
      for (const door of doors) if (await door.knows(recipient, sender)) return true
      return false
    },
    async take(mail) {
      const read = mail.recipients === null ? await reader.read(mail.raw) : null
      const named = mail.recipients ?? (read?.isRead ? addressesIn(read.named, domain, mostNamed) : [])
      for (const door of doors.slice(1)) {
        const theirs = []
        for (const recipient of named) if (await door.knows(recipient, mail.sender ?? '')) theirs.push(recipient)
        if (theirs.length > 0) return door.take({ ...mail, recipients: theirs })
      }
      const [first] = doors
      return mail.raw.length > first.mostBytes ? tooLarge : first.take(mail)
    },
  }
}

import type { ChannelName } from './channels.ts'
import type { sinkChannel } from './itself.ts'
import type { Reason } from './page.ts'

/** One way a page will try to reach one person. */
export type Way = {
  readonly contactId: string
  readonly channel: ChannelName | typeof sinkChannel
  readonly address: string
  readonly afterMinutes: number
}

/** Somebody a step reaches, why, and by which ways in which order. */
export type Reached = { readonly personId: string; readonly reason: Reason; readonly ways: readonly Way[] }

type Contact = Omit<Way, 'contactId' | 'afterMinutes'> & { readonly id: string; readonly isVerified: boolean }
type Rule = { readonly priority: number; readonly contactId: string; readonly afterMinutes: number }

/**
 * By which contacts, and after how long, is this person reached for this priority?
 * No rule for it (or only rules on contacts that are switched off) means every contact at once: silence is never a default.
 */
export function waysFor(
  person: { readonly contacts: readonly Contact[]; readonly rules: readonly Rule[] },
  priority: number,
): readonly Way[] {
  const contacts = contactsUsed(person.contacts)
  const chosen = person.rules
    .filter((rule) => rule.priority === priority)
    .flatMap((rule) =>
      contacts.filter((contact) => contact.id === rule.contactId).map((contact) => asWay(contact, rule.afterMinutes)),
    )
  const ways = chosen.length > 0 ? chosen : contacts.map((contact) => asWay(contact, 0))
  return ways.toSorted((a, b) => a.afterMinutes - b.afterMinutes)
}

/** Does this contact count as a way to reach its person? Not an open browser, and nothing that was never proven. */
export function isReach({ channel, isVerified }: Pick<Contact, 'channel' | 'isVerified'>): boolean {
  return channel !== 'browser' && isVerified
}

/**
 * Which contacts are used? An unverified one may be a stranger's, who must neither be woken nor read along; but where nobody can be
 * reached otherwise it is used all the same, for silence is worse.
 */
export function contactsUsed<C extends Pick<Contact, 'channel' | 'isVerified'>>(contacts: readonly C[]): readonly C[] {
  return contacts.some(isReach)
    ? contacts.filter((contact) => isReach(contact) || contact.channel === 'browser')
    : contacts
}

function asWay(contact: Contact, afterMinutes: number): Way {
  return { contactId: contact.id, channel: contact.channel, address: contact.address, afterMinutes }
}

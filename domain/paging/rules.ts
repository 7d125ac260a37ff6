import type { ContactChannel } from './contact.ts'
import type { Reason } from './page.ts'

/** One way a page will try to reach one person. */
export type Way = {
  readonly contactId: string
  readonly channel: ContactChannel
  readonly address: string
  readonly afterMinutes: number
}

/** Somebody a step reaches, why, and by which ways in which order. */
export type Reached = { readonly personId: string; readonly reason: Reason; readonly ways: readonly Way[] }

type Contact = Omit<Way, 'contactId' | 'afterMinutes'> & { readonly id: string }
type Rule = { readonly priority: number; readonly contactId: string; readonly afterMinutes: number }

/**
 * By which contacts, and after how long, is this person reached for this priority?
 * No rule for it (or only rules on contacts that are switched off) means every contact at once: silence is never a default.
 */
export function waysFor(
  person: { readonly contacts: readonly Contact[]; readonly rules: readonly Rule[] },
  priority: number,
): readonly Way[] {
  const chosen = person.rules
    .filter((rule) => rule.priority === priority)
    .flatMap((rule) =>
      person.contacts
        .filter((contact) => contact.id === rule.contactId)
        .map((contact) => asWay(contact, rule.afterMinutes)),
    )
  const ways = chosen.length > 0 ? chosen : person.contacts.map((contact) => asWay(contact, 0))
  return ways.toSorted((a, b) => a.afterMinutes - b.afterMinutes)
}

function asWay(contact: Contact, afterMinutes: number): Way {
  return { contactId: contact.id, channel: contact.channel, address: contact.address, afterMinutes }
}

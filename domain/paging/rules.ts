import { hoursAt, type HoursInZone } from '../schedules/hours-in-zone.ts'
import type { Instant } from '../time.ts'
import type { ChannelName } from './channels.ts'
import type { sinkChannel } from './itself.ts'
import type { Reason } from './page.ts'

/** One way a page will try to reach one person. */
export type Way = {
  readonly contactId: string
  readonly channel: ChannelName | typeof sinkChannel
  readonly address: string
  readonly afterMinutes: number
  /** It rings, and waits for the end of the person's quiet hours. */
  readonly quietUntil?: Instant
}

/** A channel of a team that a step tells. It is nobody: whom it reaches is not known. */
export type Told = {
  readonly step: number
  readonly channelId: string
  readonly name: string
  readonly channel: ChannelName
  readonly address: string
}

/** Somebody a step reaches, why, and by which ways in which order. */
export type Reached = { readonly personId: string; readonly reason: Reason; readonly ways: readonly Way[] }

type Contact = Omit<Way, 'contactId' | 'afterMinutes' | 'quietUntil'> & {
  readonly id: string
  readonly isVerified: boolean
}
type Rule = {
  readonly priority: number
  readonly contactId: string
  readonly afterMinutes: number
  /** In which hours it holds; left out: always. */
  readonly hours?: HoursInZone | undefined
}

/**
 * By which contacts, and after how long, is this person reached for this priority now?
 * Rules with hours take the place of those without while they hold. No rule for it that holds now (or only rules on contacts that are
 * switched off) means every contact at once: silence is never a default. One contact rings once, by the soonest of its rules, and
 * the first of them at once.
 */
export function waysFor(
  person: { readonly contacts: readonly Contact[]; readonly rules: readonly Rule[] },
  priority: number,
  now: Instant,
): readonly Way[] {
  const contacts = contactsUsed(person.contacts)
  const rules = person.rules.filter((rule) => rule.priority === priority)
  const ways = (some: readonly Rule[]) => waysOf(some, contacts)
  const [special, usual] = [
    ways(rules.filter(({ hours }) => hours && hoursAt(hours, now).isInside)),
    ways(rules.filter(({ hours }) => !hours)),
  ]
  if (special.length > 0) return startingNow(special)
  return usual.length > 0 ? startingNow(usual) : contacts.map((contact) => asWay(contact, 0))
}

/**
 * When do these ways go, if somebody is paged now? The first at once and the others as long after it as they say: a step may go on
 * before any of them, and then nothing would ever be sent.
 */
export function startingNow(ways: readonly Way[]): readonly Way[] {
  const first = Math.min(...ways.map(({ afterMinutes }) => afterMinutes))
  return first === 0 ? ways : ways.map((way) => ({ ...way, afterMinutes: way.afterMinutes - first }))
}

/** By these rules alone; none when they name no contact that is used. */
function waysOf(rules: readonly Rule[], contacts: readonly Contact[]): readonly Way[] {
  return rules
    .toSorted((a, b) => a.afterMinutes - b.afterMinutes)
    .filter((rule, at, all) => all.findIndex(({ contactId }) => contactId === rule.contactId) === at)
    .flatMap((rule) =>
      contacts.filter((contact) => contact.id === rule.contactId).map((contact) => asWay(contact, rule.afterMinutes)),
    )
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

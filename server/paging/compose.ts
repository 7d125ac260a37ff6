// The words of what is sent: gathered from the roster, for one page or for a bundle of them.
import { bundleMessage } from '../../domain/paging/bundle-message.ts'
import type { PageFacts } from '../../domain/paging/message-facts.ts'
import { messageOf, type Message } from '../../domain/paging/message.ts'
import { asPriority } from '../../domain/paging/priority.ts'
import type { Instant } from '../../domain/time.ts'
import type { Sealer } from '../secrets.ts'
import { answerToken } from './answer-link.ts'
import type { Claimed } from './deliveries.ts'
import type { Parcel } from './paces.ts'
import { reasonFor } from './reason.ts'
import { bundleReplyCode, replyCode } from './reply-code.ts'

/** What a message needs of the roster. */
type Names = {
  readonly people: ReadonlyMap<string, Pick<PageFacts, 'zone' | 'language'> & { readonly name: string }>
  readonly services: ReadonlyMap<string, { readonly name: string }>
  readonly teams: ReadonlyMap<string, { readonly name: string }>
}

type From = {
  readonly roster: Names
  readonly sealer: Sealer
  /** Where this Baton is found. */
  readonly url: string
  readonly sentAt: Instant
}

/** The message of one page; `trouble` as `messageOf` tells it. */
export function composed(claimed: Claimed, from: From): ReturnType<typeof messageOf> {
  return messageOf(factsOf(claimed, from))
}

/** The message of this bundle. Its link and its digits speak of all of its pages. */
export function composedBundle(parcel: Parcel, bundle: number, from: From): Message {
  const [first, ...others] = parcel
  const { sealer, url } = from
  return bundleMessage([factsOf(first, from), ...others.map((one) => factsOf(one, from))], {
    deliveryKey: `bundle/${bundle}`,
    answerUrl: `${url}/answer/${answerToken(sealer, { ...first, bundle })}`,
    replyCode: bundleReplyCode(sealer, { bundle, personId: first.personId }),
    openUrl: `${url}/alerts`,
  })
}

function factsOf(claimed: Claimed, { roster, sealer, url, sentAt }: From): PageFacts {
  const person = roster.people.get(claimed.personId)
  const name = person?.name ?? 'somebody'
  return {
    deliveryKey: `${claimed.pageId}/${claimed.turn}/${claimed.contactId ?? claimed.personId}`,
    pageId: claimed.pageId,
    alertId: claimed.alert.id,
    priority: asPriority(claimed.priority),
    summary: claimed.alert.summary,
    details: claimed.alert.note,
    service: claimed.alert.serviceId ? (roster.services.get(claimed.alert.serviceId)?.name ?? null) : null,
    team: roster.teams.get(claimed.alert.teamId)?.name ?? null,
    person: name,
    reason: reasonFor(name, claimed.reason),
    raisedAt: claimed.alert.raisedAt,
    sentAt,
    zone: person?.zone ?? 'UTC',
    language: person?.language ?? 'en',
    attempt: claimed.attempt,
    isTest: claimed.alert.isTest,
    past: [],
    answerUrl: `${url}/answer/${answerToken(sealer, claimed)}`,
    replyCode: replyCode(sealer, claimed),
    openUrl: `${url}/alerts/${claimed.alert.id}`,
  }
}

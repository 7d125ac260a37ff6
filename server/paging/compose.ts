// The words of what is sent: gathered from the roster, for one page or for a bundle of them.
import { bundleMessage } from '../../domain/paging/bundle-message.ts'
import type { PageFacts } from '../../domain/paging/message-facts.ts'
import { messageOf, type Message } from '../../domain/paging/message.ts'
import { asPriority } from '../../domain/paging/priority.ts'
import type { Instant } from '../../domain/time.ts'
import type { ServerRoster } from '../escalation/roster.ts'
import type { Sealer } from '../secrets.ts'
import { answerToken, type AnswerClaim } from './answer-link.ts'
import type { Claimed } from './deliveries.ts'
import type { Parcel } from './paces.ts'
import { reasonFor } from './reason.ts'
import { replyAddress } from './reply-address.ts'
import { bundleReplyCode, replyCode } from './reply-code.ts'

type From = {
  readonly roster: ServerRoster
  readonly sealer: Sealer
  /** Where this Baton is found. */
  readonly url: string
  /** The domain of addresses that take replies by mail; null where none are taken. */
  readonly replyDomain: string | null
  readonly sentAt: Instant
}

/** The message of one page; `trouble` as `messageOf` tells it. */
export function composed(claimed: Claimed, from: From): ReturnType<typeof messageOf> {
  return messageOf(factsOf(claimed, from))
}

/** The message of this bundle. Its link and its digits speak of all of its pages. */
export function composedBundle(parcel: Parcel, bundle: number, from: From): Message {
  const [first, ...others] = parcel
  const { sealer, url, replyDomain } = from
  return bundleMessage([factsOf(first, from), ...others.map((one) => factsOf(one, from))], {
    deliveryKey: `bundle/${bundle}`,
    answerUrl: `${url}/answer/${answerToken(sealer, { ...first, bundle })}`,
    replyCode: bundleReplyCode(sealer, { bundle, personId: first.personId }),
    replyAddress: replyAddressOf({ ...first, bundle }, { sealer, replyDomain }),
    openUrl: `${url}/alerts`,
  })
}

function factsOf(claimed: Claimed, { roster, sealer, url, replyDomain, sentAt }: From): PageFacts {
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
    promise: claimed.alert.promise,
    answerUrl: `${url}/answer/${answerToken(sealer, claimed)}`,
    replyCode: replyCode(sealer, claimed),
    replyAddress: replyAddressOf(claimed, { sealer, replyDomain }),
    openUrl: `${url}/alerts/${claimed.alert.id}`,
  }
}

function replyAddressOf(
  claim: AnswerClaim & Pick<Claimed, 'channel'>,
  { sealer, replyDomain }: Pick<From, 'sealer' | 'replyDomain'>,
): string | null {
  return replyDomain !== null && claim.channel === 'email' ? replyAddress(sealer, replyDomain, claim) : null
}

// The words of what is sent: gathered from the roster, for one page or for a bundle of them.
import { bundleMessage } from '../../domain/paging/bundle-message.ts'
import type { PageFacts, PastCase } from '../../domain/paging/message-facts.ts'
import { messageOf, type Message } from '../../domain/paging/message.ts'
import { nobody } from '../../domain/paging/itself.ts'
import { asPriority } from '../../domain/paging/priority.ts'
import { roomMessage } from '../../domain/paging/room-message.ts'
import type { Instant } from '../../domain/time.ts'
import type { Sealer } from '../secrets.ts'
import { answerToken, type AnswerClaim } from './answer-link.ts'
import { placeOf, type Claimed } from './deliveries.ts'
import type { Parcel } from './paces.ts'
import { reasonFor } from './reason.ts'
import { replyAddress } from './reply-address.ts'
import { bundleReplyCode, replyCode } from './reply-code.ts'
import { roomToken } from './room-token.ts'

/** What a message needs of the roster. */
type Names = {
  readonly people: ReadonlyMap<string, Pick<PageFacts, 'zone' | 'language'> & { readonly name: string }>
  readonly channels: ReadonlyMap<string, Pick<PageFacts, 'zone' | 'language'>>
  readonly services: ReadonlyMap<string, { readonly name: string }>
  readonly teams: ReadonlyMap<string, { readonly name: string }>
}

type From = {
  readonly roster: Names
  readonly sealer: Sealer
  /** Where this Baton is found. */
  readonly url: string
  /** The domain of addresses that take replies by mail; null where none are taken. */
  readonly replyDomain: string | null
  readonly sentAt: Instant
  readonly past?: readonly PastCase[]
}

/** The message of one page, to a person or to a channel of a team; `trouble` as `messageOf` tells it. */
export function composed(claimed: Claimed, from: From): ReturnType<typeof messageOf> {
  const { personId } = claimed
  if (claimed.reason.kind === 'told') return { message: messageToRoom(claimed, from), trouble: null }
  return messageOf(factsOf({ ...claimed, personId: personId ?? nobody }, from))
}

/** The message of this bundle. Its link and its digits speak of all of its pages. */
export function composedBundle(parcel: Parcel, bundle: number, from: From): Message {
  const [lead, ...rest] = parcel
  const [first, others] = [toPerson(lead), rest.map(toPerson)]
  const { sealer, url, replyDomain } = from
  return bundleMessage([factsOf(first, from), ...others.map((one) => factsOf(one, from))], {
    deliveryKey: `bundle/${bundle}`,
    answerUrl: `${url}/answer/${answerToken(sealer, { ...first, bundle })}`,
    replyCode: bundleReplyCode(sealer, { bundle, personId: first.personId }),
    replyAddress: replyAddressOf({ ...first, bundle }, { sealer, replyDomain }),
    openUrl: `${url}/alerts`,
  })
}

type ToPerson = Claimed & { readonly personId: string }

/** Channels of teams are never bundled. */
function toPerson(claimed: Claimed): ToPerson {
  const { personId } = claimed
  if (personId === null) throw new Error('a channel of a team is told of each page')
  return { ...claimed, personId }
}

function factsOf(claimed: ToPerson, from: From): PageFacts {
  const { roster, sealer, url, replyDomain, sentAt } = from
  const person = roster.people.get(claimed.personId)
  const name = person?.name ?? 'somebody'
  return {
    ...sharedFacts(claimed, from),
    person: name,
    reason: reasonFor(name, claimed.reason),
    sentAt,
    zone: person?.zone ?? 'UTC',
    language: person?.language ?? 'en',
    attempt: claimed.attempt,
    promise: claimed.alert.promise,
    answerUrl: `${url}/answer/${answerToken(sealer, claimed)}`,
    replyCode: replyCode(sealer, claimed),
    replyAddress: replyAddressOf(claimed, { sealer, replyDomain }),
  }
}

/** No link in it answers as a person: whoever reads along could press it. */
function messageToRoom(claimed: Claimed, from: From): Message {
  const { roster, sealer, sentAt } = from
  const room = claimed.channelId === null ? undefined : roster.channels.get(claimed.channelId)
  const { told } = claimed.reason
  return roomMessage({
    ...sharedFacts(claimed, from),
    channel: told?.channel ?? 'a channel',
    paged: told?.paged ?? [],
    sentAt,
    zone: room?.zone ?? 'UTC',
    language: room?.language ?? 'en',
    buttonToken: roomToken(sealer, claimed),
  })
}

function sharedFacts(claimed: Claimed, { roster, url, past = [] }: From) {
  const { pageId, turn, personId, alert } = claimed
  return {
    deliveryKey: `${pageId}/${turn}/${placeOf({ ...claimed, way: claimed }) ?? personId}`,
    pageId,
    alertId: alert.id,
    priority: asPriority(claimed.priority),
    summary: alert.summary,
    details: alert.note,
    service: alert.serviceId ? (roster.services.get(alert.serviceId)?.name ?? null) : null,
    team: roster.teams.get(alert.teamId)?.name ?? null,
    raisedAt: alert.raisedAt,
    isTest: alert.isTest,
    openUrl: `${url}/alerts/${alert.id}`,
    past,
  }
}

function replyAddressOf(
  claim: AnswerClaim & Pick<Claimed, 'channel'>,
  { sealer, replyDomain }: Pick<From, 'sealer' | 'replyDomain'>,
): string | null {
  return replyDomain !== null && claim.channel === 'email' ? replyAddress(sealer, replyDomain, claim) : null
}

// What a claimed delivery says: to a person why they are paged, to a channel of a team who is.
import { messageOf, type Message } from '../../domain/paging/message.ts'
import { asPriority } from '../../domain/paging/priority.ts'
import { roomMessage } from '../../domain/paging/room-message.ts'
import type { Instant } from '../../domain/time.ts'
import type { Sealer } from '../secrets.ts'
import { answerToken } from './answer-link.ts'
import { placeOf, type Claimed } from './deliveries.ts'
import { reasonFor } from './reason.ts'
import { replyCode } from './reply-code.ts'
import { roomToken } from './room-token.ts'

type Reader = { readonly zone: string; readonly language: 'en' | 'ko' }
type Named = { readonly name: string }
/** The part of the roster that messages speak of. */
type Known = {
  readonly people: ReadonlyMap<string, Reader & Named>
  readonly channels: ReadonlyMap<string, Reader>
  readonly services: ReadonlyMap<string, Named>
  readonly teams: ReadonlyMap<string, Named>
}
type By = { readonly roster: Known; readonly sentAt: Instant; readonly sealer: Sealer; readonly url: string }

/** The message of this delivery, and what kept it from being put into its full words. */
export function messageFor(claimed: Claimed, by: By): { readonly message: Message; readonly trouble: string | null } {
  const { personId } = claimed
  return personId === null
    ? { message: messageToRoom(claimed, by), trouble: null }
    : messageToPerson({ ...claimed, personId }, by)
}

function messageToPerson(claimed: Claimed & { readonly personId: string }, { roster, sentAt, sealer, url }: By) {
  const person = roster.people.get(claimed.personId)
  const name = person?.name ?? 'somebody'
  return messageOf({
    ...sharedFacts(claimed, roster, url),
    person: name,
    reason: reasonFor(name, claimed.reason),
    sentAt,
    zone: person?.zone ?? 'UTC',
    language: person?.language ?? 'en',
    attempt: claimed.attempt,
    past: [],
    answerUrl: `${url}/answer/${answerToken(sealer, claimed)}`,
    replyCode: replyCode(sealer, claimed),
  })
}

/** No link in it answers as a person: whoever reads along could press it. */
function messageToRoom(claimed: Claimed, { roster, sentAt, sealer, url }: By): Message {
  const room = claimed.channelId === null ? undefined : roster.channels.get(claimed.channelId)
  const { told } = claimed.reason
  return roomMessage({
    ...sharedFacts(claimed, roster, url),
    channel: told?.channel ?? 'a channel',
    paged: told?.paged ?? [],
    sentAt,
    zone: room?.zone ?? 'UTC',
    language: room?.language ?? 'en',
    buttonToken: roomToken(sealer, claimed),
  })
}

function sharedFacts(claimed: Claimed, roster: Known, url: string) {
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
  }
}

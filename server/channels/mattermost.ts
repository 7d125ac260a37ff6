// Mattermost (https://developers.mattermost.com/integrate/webhooks/incoming): an incoming webhook, with a button for one member.
import { answersOffered, type AnswerKind } from '../../domain/paging/answer.ts'
import { fenced } from '../../domain/paging/chat-text.ts'
import type { Message } from '../../domain/paging/message.ts'
import { messageWords } from '../../domain/paging/message-words.ts'
import { cutUnits, shortWords } from '../../domain/paging/short-message.ts'
import type { Instant } from '../../domain/time.ts'
import type { Egress } from '../egress/egress.ts'
import { answerTokenIn } from './answer-token-in.ts'
import { attempt, because, type Channel, type Destination } from './channel.ts'
import { jsonHeaders } from './chat-outcome.ts'
import { outcomeOf } from './http-outcome.ts'

/** `url`: Baton's own address, where the server of Mattermost tells of a pressed button. */
export type MattermostSettings = { readonly url: string }

/**
 * The secret of a contact is the id of the member who may answer; without one there are only links. In a team's channel whoever
 * presses answers. What an incoming webhook has posted it cannot change.
 */
export function mattermostChannel(egress: Egress, settings: MattermostSettings, clock: () => Instant): Channel {
  return {
    kind: 'mattermost',
    reach: (to, message, deadline) =>
      attempt(deadline, async () => {
        if (!URL.canParse(to.address)) return { giveUp: because('chat_address', 'enter the address of the webhook') }
        const post = { url: to.address, headers: jsonHeaders, body: JSON.stringify(posted(to, message, settings)) }
        return outcomeOf(await egress.post(post, deadline), clock(), () => 'accepted')
      }),
    close: () => Promise.resolve(),
  }
}

function posted({ secret }: Destination, message: Message, { url }: MattermostSettings) {
  const { title, body } = shortWords(message)
  const words = messageWords[message.language]
  const token = secret || message.buttonToken !== undefined ? answerTokenIn(message) : null
  const links = [
    ...(message.answerUrl === null ? [] : [`[${words.answer}](${message.answerUrl})`]),
    `[${words.open}](${message.openUrl})`,
  ].join(' · ')
  const press = (kind: AnswerKind) => ({
    id: kind,
    name: words[kind],
    type: 'button',
    style: kind === 'acknowledge' ? 'primary' : 'default',
    // Kept by the server of Mattermost and shown to nobody.
    integration: { url: `${url}/chat/mattermost`, context: { token, answer: kind } },
  })
  return {
    text: `${fenced(cutUnits(title, 1_000))}\n${links}`,
    ...(body === '' && token === null
      ? {}
      : {
          attachments: [
            {
              // Shown where attachments are not, such as in a notification of the phone.
              fallback: cutUnits(title, 1_000).replaceAll('@', '@\u2060'),
              text: body === '' ? '' : fenced(cutUnits(body, 8_000)),
              ...(token === null ? {} : { actions: answersOffered(message).map(press) }),
            },
          ],
        }),
  }
}

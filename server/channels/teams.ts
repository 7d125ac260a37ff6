// Microsoft Teams: the webhook of a workflow, and a card with links. A webhook cannot be answered, so there is no other button.
import { cutBytes } from '../../domain/foreign-text.ts'
import type { Message } from '../../domain/paging/message.ts'
import { messageWords } from '../../domain/paging/message-words.ts'
import { shortWords } from '../../domain/paging/short-message.ts'
import type { Instant } from '../../domain/time.ts'
import type { Egress } from '../egress/egress.ts'
import { attempt, because, type Channel } from './channel.ts'
import { jsonHeaders } from './chat-outcome.ts'
import { outcomeOf } from './http-outcome.ts'

export function teamsChannel(egress: Egress, clock: () => Instant): Channel {
  return {
    kind: 'teams',
    reach: (to, message, deadline) =>
      attempt(deadline, async () => {
        if (!URL.canParse(to.address)) return { giveUp: because('chat_address', 'enter the address of the workflow') }
        const post = { url: to.address, headers: jsonHeaders, body: JSON.stringify(teamsMessage(message)) }
        // The workflow answers before it has run, with whatever its author chose.
        return outcomeOf(await egress.post(post, deadline), clock(), () => 'accepted')
      }),
    close: () => Promise.resolve(),
  }
}

/** Runs of a rich text block are shown as they are; a text block would read Markdown (https://adaptivecards.io/explorer/TextRun.html). */
function teamsMessage(message: Message) {
  const { title, body } = shortWords(message)
  const words = messageWords[message.language]
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    // A message is at most 28 KB.
    body: [
      block({ text: cutBytes(title, 1_000), weight: 'bolder', size: 'medium' }),
      ...(body === '' ? [] : [block({ text: cutBytes(body, 8_000) })]),
    ],
    actions: [
      ...(message.answerUrl === null ? [] : [link(words.answer, message.answerUrl)]),
      link(words.open, message.openUrl),
    ],
  }
  const attachment = { contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content }
  return { type: 'message', attachments: [attachment] }
}

function block(run: object) {
  return { type: 'RichTextBlock', inlines: [{ type: 'TextRun', ...run }] }
}

function link(title: string, url: string) {
  return { type: 'Action.OpenUrl', title, url }
}

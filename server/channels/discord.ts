// Discord (https://discord.com/developers/docs/resources/webhook#execute-webhook): a webhook of a channel, with links to answer.
import { discordText } from '../../domain/paging/chat-text.ts'
import type { Message } from '../../domain/paging/message.ts'
import { messageWords } from '../../domain/paging/message-words.ts'
import type { Retold } from '../../domain/paging/news.ts'
import type { Outcome } from '../../domain/paging/next-attempt.ts'
import { cutUnits, shortWords } from '../../domain/paging/short-message.ts'
import type { Instant } from '../../domain/time.ts'
import type { Egress } from '../egress/egress.ts'
import { attempt, because, type Channel } from './channel.ts'
import { chatOutcome, jsonHeaders, jsonIn, type Json } from './chat-outcome.ts'

export function discordChannel(egress: Egress, clock: () => Instant): Channel {
  return {
    kind: 'discord',
    reach: (to, message, deadline) =>
      attempt(deadline, async () => {
        if (!URL.canParse(to.address)) return { giveUp: because('chat_address', 'enter the address of the webhook') }
        const url = new URL(to.address)
        // Asks for the message that was made, so that "accepted" means it is there.
        url.searchParams.set('wait', 'true')
        const post = { url: url.href, headers: jsonHeaders, body: JSON.stringify(discordMessage(message)) }
        const answer = await egress.post(post, deadline)
        if (answer.kind === 'answered' && jsonIn(answer.body)?.['code'] === unknownWebhook) {
          return { giveUp: because('chat_gone', 'HTTP 404: the webhook was deleted'), ends: 'gone' }
        }
        return chatOutcome(answer, clock(), told)
      }),
    change: (to, reference, retold, deadline) =>
      attempt(deadline, async () => {
        if (!URL.canParse(to.address) || !/^\d{1,20}$/.test(reference)) {
          return { giveUp: because('chat_refused', 'which message it was is not known') }
        }
        const url = new URL(to.address)
        url.pathname = `${url.pathname.replace(/\/+$/, '')}/messages/${reference}`
        const body = JSON.stringify(discordRetold(retold))
        return chatOutcome(
          await egress.post({ method: 'PATCH', url: url.href, headers: jsonHeaders, body }, deadline),
          clock(),
          told,
        )
      }),
    close: () => Promise.resolve(),
  }
}

// https://discord.com/developers/docs/topics/opcodes-and-status-codes#json
const unknownWebhook = 10_015

function told({ id }: Json): Outcome | null {
  return typeof id === 'string' ? { sent: id.slice(0, 64) } : null
}

/** https://discord.com/developers/docs/resources/webhook#edit-webhook-message */
function discordRetold({ subject, says, openUrl, language }: Retold) {
  const link = `[${messageWords[language].open}](${openUrl})`
  return {
    content: discordText(cutUnits(subject, 900)),
    embeds: [{ description: `${discordText(cutUnits(says, 900))}\n\n${link}`, color: 0x5b6470 }],
    allowed_mentions: { parse: [] },
  }
}

function discordMessage(message: Message) {
  const { title, body } = shortWords(message)
  const words = messageWords[message.language]
  const links = [
    ...(message.answerUrl === null ? [] : [`[${words.answer}](${message.answerUrl})`]),
    `[${words.open}](${message.openUrl})`,
  ]
  // Escaped it can be twice as long: 1,800 become at most 3,600 of the 4,096 that a description holds.
  const text = [discordText(cutUnits(body, 1_800)), links.join(' · ')].filter((part) => part !== '').join('\n\n')
  return {
    content: discordText(cutUnits(title, 900)),
    embeds: [{ description: text, color: message.priority === 'P1' ? 0xc0392b : 0x5b6470 }],
    allowed_mentions: { parse: [] },
  }
}

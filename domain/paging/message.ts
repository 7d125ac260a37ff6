// What a page says. Plain facts in, words for every channel out; the channels only carry them.
import type { Thread } from '../notices/notice.ts'
import { cutBytes, oneLine } from '../foreign-text.ts'
import type { PageFacts, Priority } from './message-facts.ts'
import { mailWords } from './mail-words.ts'
import { htmlOf } from './message-html.ts'
import { type Paragraphs, paragraphsOf } from './message-paragraphs.ts'
import { type Language, messageWords } from './message-words.ts'

/** One page or notice in words, as every channel receives it. */
export type Message = {
  /** The same for every repeat of one delivery, so that a receiver can drop the second copy. */
  readonly deliveryKey: string
  /** Null, as the priority and the link to answer with: a notice, which asks nobody to answer. */
  readonly pageId: number | null
  readonly alertId: number | null
  readonly priority: Priority | null
  /** The keys of the deliveries that it carries, when more than one: their pages are answered together. */
  readonly carries?: readonly string[]
  /** One line, equal for every attempt of one page. */
  readonly subject: string
  readonly text: string
  /** A whole document that loads nothing from anywhere; empty when only `text` could be written. */
  readonly html: string
  /** GET shows a button, only its POST answers. */
  readonly answerUrl: string | null
  /** In a room: the proof on a button, which answers as whoever presses it and as nobody else. */
  readonly buttonToken?: string
  /** What an answer by SMS names the page with; null where nothing is to be answered. */
  readonly replyCode: string | null
  /** Where a mail is replied to; without one a reply is not read. */
  readonly replyAddress?: string | null
  /** The mail that this one answers. */
  readonly inReplyTo?: string | null
  /** What was seen before, in one line, where even a small screen has room for it. */
  readonly seenBefore?: string
  /** It stands with others about one thing. */
  readonly thread?: Thread
  /** Where a POST alone ends messages like this one to whoever has it. */
  readonly leaveUrl?: string
  readonly openUrl: string
  readonly language: Language
  /** Body of an outgoing webhook: `{ type, timestamp, data }` of Standard Webhooks 1.0, under its 20 KB. */
  readonly event: object
}

/**
 * What does this page say? Always answers: when the facts cannot be put into words, `trouble` tells the diagnostics
 * why, and the message holds the least that lets a person answer.
 */
export function messageOf(facts: PageFacts): { readonly message: Message; readonly trouble: string | null } {
  try {
    return { message: fullMessage(facts), trouble: null }
  } catch (error) {
    return { message: plainMessage(facts), trouble: error instanceof Error ? error.message : 'unknown' }
  }
}

/** Title and body for ntfy, whose message holds at most 4,096 bytes; a longer one would arrive as an attachment. */
export function ntfyWords(message: Message): { readonly title: string; readonly body: string } {
  const isRepeated = message.text.startsWith(`${message.subject}\n`)
  const body = isRepeated ? message.text.slice(message.subject.length).trimStart() : message.text
  return { title: cutBytes(message.subject, 250), body: cutBytes(body, 4_096) }
}

function fullMessage(facts: PageFacts): Message {
  const paragraphs = paragraphsOf(facts)
  return {
    ...keysAndLinks(facts),
    subject: paragraphs.heading,
    text: textOf(paragraphs, facts),
    html: htmlOf(paragraphs, facts),
    event: eventOf(paragraphs, facts),
    ...seenBefore(paragraphs, facts),
  }
}

function seenBefore({ past: [first] }: Paragraphs, { language }: PageFacts): { readonly seenBefore?: string } {
  return first ? { seenBefore: `${messageWords[language].before}: ${first.text}` } : {}
}

function textOf(paragraphs: Paragraphs, facts: PageFacts): string {
  const words = messageWords[facts.language]
  const past = paragraphs.past.map((one) => `- ${one.text}\n  ${one.openUrl}`)
  return [
    paragraphs.heading,
    ...paragraphs.notes,
    ...(paragraphs.heading.includes(paragraphs.summary) ? [] : [paragraphs.summary]),
    ...(paragraphs.details === null ? [] : [paragraphs.details]),
    paragraphs.lines.map((line) => `${line.label}: ${line.value}`).join('\n'),
    `${words.answer}: ${facts.answerUrl}\n${words.open}: ${facts.openUrl}`,
    ...(facts.replyAddress ? [mailWords[facts.language].reply] : []),
    ...(past.length === 0 ? [] : [`${words.before}:\n${past.join('\n')}`]),
    words.page(facts.pageId),
  ].join('\n\n')
}

function eventOf(paragraphs: Paragraphs, facts: PageFacts): object {
  const { summary, details, service, team, person, reason } = paragraphs
  return {
    type: 'page.sent',
    timestamp: facts.sentAt.toString({ smallestUnit: 'millisecond' }),
    data: {
      deliveryKey: facts.deliveryKey,
      page: { id: facts.pageId, openUrl: facts.openUrl, answerUrl: facts.answerUrl },
      alert: facts.alertId === null ? null : { id: facts.alertId },
      priority: facts.priority,
      summary,
      details,
      service,
      team,
      person,
      reason,
      raisedAt: facts.raisedAt.toString({ smallestUnit: 'millisecond' }),
      attempt: facts.attempt,
      isTest: facts.isTest,
    },
  }
}

// Uses nothing that may have failed above: no zone, no reason, no past, no words of a language.
function plainMessage(facts: PageFacts): Message {
  const summary = typeof facts.summary === 'string' ? oneLine(facts.summary, 120) : ''
  const subject = `[${facts.priority}] ${summary || `Page ${facts.pageId}`}`
  const data = {
    deliveryKey: facts.deliveryKey,
    page: { id: facts.pageId, openUrl: facts.openUrl, answerUrl: facts.answerUrl },
    priority: facts.priority,
    summary,
  }
  return {
    ...keysAndLinks(facts),
    subject,
    text: `${subject}\n\nAnswer: ${facts.answerUrl}\nOpen in Baton: ${facts.openUrl}\n\nPage ${facts.pageId}`,
    html: '',
    event: { type: 'page.sent', timestamp: String(facts.sentAt), data },
  }
}

function keysAndLinks(facts: PageFacts) {
  const { deliveryKey, pageId, alertId, priority, answerUrl, replyCode, replyAddress = null, openUrl, language } = facts
  return { deliveryKey, pageId, alertId, priority, answerUrl, replyCode, replyAddress, openUrl, language }
}

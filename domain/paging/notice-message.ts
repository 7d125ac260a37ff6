// A notice as a message that every channel can carry: cleaned, cut, as text, HTML and an event.
import type { NoticeText } from '../notices/notice.ts'
import type { Instant } from '../time.ts'
import { fewLines, oneLine } from './foreign-text.ts'
import { noticeHtmlOf } from './message-html.ts'
import type { Message } from './message.ts'
import { messageWords, type Language } from './message-words.ts'

const subjectLetters = 160
const paragraphLetters = 1_000
const mostParagraphs = 40

/** How does this notice read to its person? `key` is the same for every repeat of one notice; `url` is Baton's own address. */
export function noticeMessage(of: {
  readonly key: string
  readonly kind: string
  readonly text: NoticeText
  readonly person: string
  readonly language: Language
  readonly url: string
  readonly sentAt: Instant
}): Message {
  const { key, kind, text, person, language, sentAt } = of
  const subject = oneLine(text.subject, subjectLetters)
  const paragraphs = text.paragraphs.slice(0, mostParagraphs).map((one) => fewLines(one, paragraphLetters))
  const openUrl = `${of.url}${text.path}`
  return {
    deliveryKey: key,
    pageId: null,
    alertId: null,
    priority: null,
    subject,
    text: [subject, ...paragraphs, `${messageWords[language].open}: ${openUrl}`].join('\n\n'),
    html: noticeHtmlOf({ language, heading: subject, paragraphs, openUrl }),
    answerUrl: null,
    replyCode: null,
    ...(text.reply ? { replyAddress: text.reply.replyAddress, inReplyTo: text.reply.inReplyTo } : {}),
    openUrl,
    language,
    event: {
      type: 'notice.sent',
      timestamp: sentAt.toString({ smallestUnit: 'millisecond' }),
      data: { deliveryKey: key, kind, subject, paragraphs, person: oneLine(person, 120), openUrl },
    },
  }
}

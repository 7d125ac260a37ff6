// A notice as a message that every channel can carry: cleaned, cut, as text, HTML and an event.
import type { NoticeText } from '../notices/notice.ts'
import type { Instant } from '../time.ts'
import { fewLines, oneLine } from '../foreign-text.ts'
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
  const letters = text.letters ?? paragraphLetters
  const paragraphs = text.paragraphs.slice(0, mostParagraphs).map((one) => fewLines(one, letters))
  const openUrl = `${of.url}${text.path}`
  const { leave } = text
  const links = [`${messageWords[language].open}: ${openUrl}`, ...(leave ? [`${leave.say}: ${leave.url}`] : [])]
  return {
    deliveryKey: key,
    pageId: null,
    alertId: null,
    priority: null,
    subject,
    text: [subject, ...paragraphs, ...links].join('\n\n'),
    html: noticeHtmlOf({ language, heading: subject, paragraphs, openUrl, leave }),
    answerUrl: null,
    replyCode: null,
    ...(text.reply ? { replyAddress: text.reply.replyAddress, inReplyTo: text.reply.inReplyTo } : {}),
    ...(text.thread ? { thread: text.thread } : {}),
    ...(leave ? { leaveUrl: leave.url } : {}),
    openUrl,
    language,
    event: {
      type: text.event?.type ?? 'notice.sent',
      timestamp: sentAt.toString({ smallestUnit: 'millisecond' }),
      data: text.event
        ? { deliveryKey: key, ...text.event.data, openUrl }
        : { deliveryKey: key, kind, subject, paragraphs, person: oneLine(person, 120), openUrl },
    },
  }
}

// The code that proves a contact, in words for every channel.
import type { Instant } from '../time.ts'
import type { ChannelName } from './channels.ts'
import { oneLine } from '../foreign-text.ts'
import { noticeHtmlOf } from './message-html.ts'
import type { Message } from './message.ts'
import type { Language } from './message-words.ts'
import { codeMinutes } from './verify.ts'

type Words = {
  readonly subject: (code: string) => string
  readonly what: (person: string) => string
  readonly howLong: string
  readonly spoken: (digits: string) => string
}

const words: Readonly<Record<Language, Words>> = {
  en: {
    subject: (code) => `${code} is your Baton code`,
    what: (person) => `Enter it in Baton so that ${person} can be paged here.`,
    howLong: `It holds for ${codeMinutes} minutes. Did you not ask for it? Then ignore this.`,
    spoken: (digits) => `This is Baton. Your code is: ${digits}.`,
  },
  ko: {
    subject: (code) => `Baton 인증 코드: ${code}`,
    what: (person) => `Baton에 입력하면 ${person} 님을 이 연락처로 호출할 수 있습니다.`,
    howLong: `${codeMinutes}분 동안 쓸 수 있습니다. 요청한 적이 없다면 무시하세요.`,
    spoken: (digits) => `바톤입니다. 인증 코드는 ${digits} 입니다.`,
  },
}

/** How does the code reach this contact? An SMS and a call say the digits alone: who knows what number was typed. */
export function codeMessage(of: {
  readonly key: string
  readonly channel: ChannelName
  readonly code: string
  readonly person: string
  readonly language: Language
  readonly url: string
  readonly sentAt: Instant
}): Message {
  const { key, channel, code, language, sentAt } = of
  const said = words[language]
  const person = oneLine(of.person, 120)
  const isPhone = channel === 'sms' || channel === 'voice'
  const subject = said.subject(code)
  const paragraphs = [said.what(person), said.howLong]
  const openUrl = isPhone ? '' : `${of.url}/me`
  return {
    deliveryKey: key,
    pageId: null,
    alertId: null,
    priority: null,
    subject,
    text: isPhone ? said.spoken(Array.from(code).join(', ')) : [subject, ...paragraphs, openUrl].join('\n\n'),
    html: isPhone ? '' : noticeHtmlOf({ language, heading: subject, paragraphs, openUrl }),
    answerUrl: null,
    replyCode: null,
    openUrl,
    language,
    event: {
      type: 'contact.code',
      timestamp: sentAt.toString({ smallestUnit: 'millisecond' }),
      data: { deliveryKey: key, code, person, openUrl },
    },
  }
}

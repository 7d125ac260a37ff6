// What a message of many pages says beyond their own words.
import type { Language } from './message-words.ts'

export type BundleWords = {
  readonly heading: (count: number) => string
  /** Beside the button that answers. */
  readonly answerAll: (count: number) => string
  readonly others: (count: number) => string
  readonly why: string
  readonly smsReply: (code: string) => string
  /** Said before the most urgent summary. */
  readonly spoken: (count: number) => string
  /** What came of an answer, by its outcome. */
  readonly yours: (count: number) => string
  readonly escalated: (count: number) => string
  readonly declined: (count: number) => string
  readonly closeEach: string
}

export const bundleWords: Readonly<Record<Language, BundleWords>> = {
  en: {
    heading: (count) => `${count} more pages`,
    answerAll: (count) => `Answer all ${count}`,
    others: (count) => `and ${count} more`,
    why: 'Many pages at once: after the first few they come as one message, the most urgent first.',
    smsReply: (code) => `Reply 1 ${code} = I have them all, 2 ${code} = next, 3 ${code} = cannot`,
    spoken: (count) => `There are ${count} pages for you. The most urgent one is this.`,
    yours: (count) => `Acknowledged. You have ${count} pages.`,
    escalated: (count) => `Escalated. The next people are being paged for ${count} pages.`,
    declined: (count) => `Declined. ${count} pages go on without you.`,
    closeEach: 'These are many alerts, so nothing was closed. Open the link and close them one by one.',
  },
  ko: {
    heading: (count) => `호출 ${count}건 추가`,
    answerAll: (count) => `${count}건 모두 응답하기`,
    others: (count) => `그 밖에 ${count}건`,
    why: '호출이 한꺼번에 몰려, 처음 몇 건 뒤부터는 급한 순서로 묶어서 보냅니다.',
    smsReply: (code) => `답장: 1 ${code} 모두 확인, 2 ${code} 다음 사람, 3 ${code} 못함`,
    spoken: (count) => `호출이 ${count}건 있습니다. 가장 급한 호출입니다.`,
    yours: (count) => `호출 ${count}건을 확인했습니다. 이제 담당자입니다.`,
    escalated: (count) => `호출 ${count}건을 다음 사람에게 넘겼습니다.`,
    declined: (count) => `호출 ${count}건을 거절했습니다. 다른 사람에게 넘어갑니다.`,
    closeEach: '알림이 여러 건이라 종료하지 않았습니다. 링크를 열어 하나씩 종료하세요.',
  },
}

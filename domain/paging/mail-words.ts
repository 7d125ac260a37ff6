// What is written back to somebody who answered a page by mail, beside what a phone would be told.
import type { Language } from './message-words.ts'

export type MailWords = {
  /** For the mail of the page: how it is answered. */
  readonly reply: string
  /** How many others the page had reached too. */
  readonly others: (count: number) => string
  readonly unclear: string
}

export const mailWords: Readonly<Record<Language, MailWords>> = {
  en: {
    reply:
      'Or reply to this mail, with this in the first line: 1 or "ack" = I have it, 2 or "next" = next person, 3 or "no" = I cannot',
    others: (count) =>
      count === 1
        ? 'One other person was paged too; it rings there no longer.'
        : `${count} others were paged too; it rings there no longer.`,
    unclear: [
      'Your reply was not understood. Nothing was changed.',
      'Reply with one of these in the first line:\n1 or ack: I have it\n20: I have it, and am back in 20 minutes\n2 or next: page the next person\n3 or no: I cannot\n4 or close: it is over',
    ].join('\n\n'),
  },
  ko: {
    reply:
      '이 메일에 답장해도 됩니다. 첫 줄에 하나만 적으세요: 1 또는 "확인" = 내가 맡음, 2 또는 "다음" = 다음 사람, 3 또는 "못해요" = 맡을 수 없음',
    others: (count) => `함께 호출된 ${count}명에게는 더 이상 울리지 않습니다.`,
    unclear: [
      '답장 내용을 알 수 없어 아무것도 바꾸지 않았습니다.',
      '첫 줄에 다음 중 하나를 적어 답장하세요.\n1 또는 확인: 내가 맡습니다\n20: 내가 맡고 20분 안에 돌아옵니다\n2 또는 다음: 다음 사람을 호출합니다\n3 또는 못해요: 맡을 수 없습니다\n4 또는 종료: 끝난 일입니다',
    ].join('\n\n'),
  },
}

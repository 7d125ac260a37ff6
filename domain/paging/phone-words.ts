// What a phone is told, in SMS and by voice, and what is answered to what people write or press.
import type { Language } from './message-words.ts'

export type PhoneWords = {
  /** How an SMS is answered. */
  readonly smsReply: (code: string) => string
  /** Read before the summary; the priority is written so that it is spoken well. */
  readonly intro: (priority: string) => string
  readonly testIntro: string
  readonly press: string
  readonly goodbye: string
  readonly acknowledged: string
  readonly alreadyHeld: (by: string) => string
  readonly closed: string
  readonly escalated: string
  readonly wentOn: string
  readonly unclear: string
  readonly unknownCode: string
  readonly expired: string
}

export const phoneWords: Readonly<Record<Language, PhoneWords>> = {
  en: {
    smsReply: (code) => `Reply 1 ${code} = I have it, 2 ${code} = next person`,
    intro: (priority) => `This is Baton. You are being paged, priority ${priority}.`,
    testIntro: 'This is Baton, with a test page. Nothing is broken.',
    press: 'Press 1 to acknowledge. Press 2 to escalate to the next person.',
    goodbye: 'Nothing was pressed. The page stays open. Goodbye.',
    acknowledged: 'Acknowledged. You have it.',
    alreadyHeld: (by) => `${by} has it already. Nothing is left to do for you.`,
    closed: 'The alert is closed. Nothing is left to do for you.',
    escalated: 'Escalated. The next person is being paged.',
    wentOn: 'The page has gone on already. Nothing was changed.',
    unclear: 'Write 1 and the four digits of the message to acknowledge, 2 and the digits to escalate.',
    unknownCode: 'No open page to this number has these digits. Use the link in the message.',
    expired: 'This page is over.',
  },
  ko: {
    smsReply: (code) => `답장: 1 ${code} 확인, 2 ${code} 다음 사람`,
    intro: (priority) => `바톤입니다. ${priority} 등급 호출입니다.`,
    testIntro: '바톤 테스트 호출입니다. 실제 장애가 아닙니다.',
    press: '확인하려면 1번, 다음 사람에게 넘기려면 2번을 눌러 주세요.',
    goodbye: '입력이 없어 호출은 그대로 열려 있습니다. 통화를 마칩니다.',
    acknowledged: '확인했습니다. 이제 담당자입니다.',
    alreadyHeld: (by) => `${by} 님이 이미 맡았습니다. 더 하실 일은 없습니다.`,
    closed: '끝난 알림입니다. 더 하실 일은 없습니다.',
    escalated: '다음 사람에게 넘겼습니다.',
    wentOn: '호출이 이미 다음 단계로 넘어갔습니다. 바뀐 것은 없습니다.',
    unclear: '확인은 1, 다음 사람에게 넘기기는 2를 쓰고 메시지의 네 자리 숫자를 덧붙여 보내세요.',
    unknownCode: '이 번호로 보낸 호출 중에 그 숫자와 맞는 것이 없습니다. 메시지의 링크를 이용하세요.',
    expired: '이미 끝난 호출입니다.',
  },
}

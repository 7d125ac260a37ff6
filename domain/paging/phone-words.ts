// What a phone is told, in SMS and by voice. What comes of an answer is told by answer-words.ts.
import type { Language } from './message-words.ts'

export type PhoneWords = {
  /** How an SMS is answered. */
  readonly smsReply: (code: string) => string
  /** Read before the summary; the priority is written so that it is spoken well. */
  readonly intro: (priority: string) => string
  readonly testIntro: string
  readonly press: string
  readonly goodbye: string
  readonly unclear: string
  readonly unknownCode: string
}

export const phoneWords: Readonly<Record<Language, PhoneWords>> = {
  en: {
    smsReply: (code) => `Reply 1 ${code} = I have it, 2 ${code} = next, 3 ${code} = cannot`,
    intro: (priority) => `This is Baton. You are being paged, priority ${priority}.`,
    testIntro: 'This is Baton, with a test page. Nothing is broken.',
    press:
      'Press 1 to acknowledge. Press 2 to escalate to the next person. Press 3 if you cannot. Press 4 to close the alert. Press 9 to hear this again.',
    goodbye: 'Nothing was pressed. The page stays open. Goodbye.',
    unclear:
      'Not understood; nothing was changed. Write the four digits of the message and: 1 = I have it, 20 = I have it, back in 20 minutes, 2 = next person, 3 = I cannot, 4 = close.',
    unknownCode: 'No open page to this number has these digits. Use the link in the message.',
  },
  ko: {
    smsReply: (code) => `답장: 1 ${code} 확인, 2 ${code} 다음 사람, 3 ${code} 못함`,
    intro: (priority) => `바톤입니다. ${priority} 등급 호출입니다.`,
    testIntro: '바톤 테스트 호출입니다. 실제 장애가 아닙니다.',
    press:
      '확인하려면 1번, 다음 사람에게 넘기려면 2번, 맡을 수 없으면 3번, 알림을 종료하려면 4번, 다시 들으려면 9번을 눌러 주세요.',
    goodbye: '입력이 없어 호출은 그대로 열려 있습니다. 통화를 마칩니다.',
    unclear:
      '이해하지 못해 바뀐 것이 없습니다. 메시지의 네 자리 숫자 뒤에 쓰세요: 1 확인, 20 확인하고 20분 뒤 복귀, 2 다음 사람, 3 못함, 4 종료.',
    unknownCode: '이 번호로 보낸 호출 중에 그 숫자와 맞는 것이 없습니다. 메시지의 링크를 이용하세요.',
  },
}

// What the author of a silence is told before it lapses. The web has its own words under web/words.
import type { NoticeText } from '../notices/notice.ts'
import { momentText, type Language } from '../schedules/cover-words.ts'
import type { Instant, Zone } from '../time.ts'

type Lapse = {
  readonly what: string
  readonly endsAt: Instant
  readonly zone: Zone
  readonly reason: string
  readonly mutedNow: number
}

export const lapseWords: Readonly<Record<Language, (lapse: Lapse) => Omit<NoticeText, 'path'>>> = {
  en: ({ what, endsAt, zone, reason, mutedNow }) => ({
    subject: `A silence ends at ${momentText(endsAt, zone, 'en')}: ${reason}`,
    paragraphs: [
      `It mutes ${what}.`,
      mutedNow === 0
        ? 'It keeps no open alert from paging now.'
        : `${mutedNow === 1 ? '1 alert that it mutes is open and pages' : `${mutedNow} alerts that it mutes are open and page`} then, unless they are closed.`,
      'Extend it if you are not done; end it if you are.',
    ],
  }),
  ko: ({ what, endsAt, zone, reason, mutedNow }) => ({
    subject: `음소거가 ${momentText(endsAt, zone, 'ko')}에 끝납니다: ${reason}`,
    paragraphs: [
      `음소거 대상: ${what}`,
      mutedNow === 0
        ? '지금 이 음소거로 호출이 막혀 있는 알림은 없습니다.'
        : `음소거 중인 알림 ${mutedNow}건이 열려 있으며, 그때까지 종료되지 않으면 호출이 나갑니다.`,
      '작업이 남았으면 연장하고, 끝났으면 음소거를 해제하세요.',
    ],
  }),
}

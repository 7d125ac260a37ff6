// What is told to whoever owes an update. The web has its own words under web/words.
import type { NoticeText } from '../notices/notice.ts'
import type { PriorityName } from '../paging/priority.ts'
import { momentText, type Language } from '../schedules/cover-words.ts'
import type { Instant, Zone } from '../time.ts'

type Due = {
  readonly title: string
  readonly priority: PriorityName
  readonly dueAt: Instant
  readonly zone: Zone
}

export const updateDueWords: Readonly<Record<Language, (due: Due) => Omit<NoticeText, 'path'>>> = {
  en: ({ title, priority, dueAt, zone }) => ({
    subject: `An update is due: ${title}`,
    paragraphs: [
      `It was promised for ${momentText(dueAt, zone, 'en')} (${priority}).`,
      'Say how it stands, or that you are still working on it.',
    ],
  }),
  ko: ({ title, priority, dueAt, zone }) => ({
    subject: `상황을 공유할 시간입니다: ${title}`,
    paragraphs: [
      `${momentText(dueAt, zone, 'ko')}까지 알리기로 했습니다(${priority}).`,
      '지금 상황을 알리거나, 새 소식이 없으면 계속 조치 중이라고 알려 주세요.',
    ],
  }),
}

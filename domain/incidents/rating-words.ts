// What is told to whoever is asked what an incident is worth. The web has its own words under web/words.
import type { NoticeText } from '../notices/notice.ts'
import type { PriorityName } from '../paging/priority.ts'
import type { Language } from '../schedules/cover-words.ts'

type Asked = {
  readonly title: string
  readonly what: string
  readonly impact: string
  readonly by: string
  readonly priority: PriorityName
}

export const ratingAskedWords: Readonly<Record<Language, (asked: Asked) => Omit<NoticeText, 'path'>>> = {
  en: ({ title, what, impact, by, priority }) => ({
    subject: `${by} asks you: how bad is it? ${title}`,
    paragraphs: [
      `It stands at ${priority}, and nobody has rated it yet. Say P1 to P4, and one sentence why.`,
      ...[what, impact].filter((text) => text !== ''),
    ],
  }),
  ko: ({ title, what, impact, by, priority }) => ({
    subject: `${by} 님이 심각도 판단을 부탁합니다: ${title}`,
    paragraphs: [
      `현재 ${priority}이지만 아직 아무도 판단하지 않았습니다. P1~P4 중 하나와 그 이유를 한 문장으로 남겨 주세요.`,
      ...[what, impact].filter((text) => text !== ''),
    ],
  }),
}

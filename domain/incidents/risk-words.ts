// What is told to whoever took the risk of what is not done, when its day is over. The web has its own words under web/words.
import type { NoticeText } from '../notices/notice.ts'
import type { Language } from '../schedules/cover-words.ts'

type Over = { readonly title: string; readonly until: string; readonly open: number }

export const riskOverWords: Readonly<Record<Language, (over: Over) => Omit<NoticeText, 'path'>>> = {
  en: ({ title, until, open }) => ({
    subject: `The risk you accepted is over: ${title}`,
    paragraphs: [
      `You accepted it until ${until}. ${openInWords(open)}`,
      'Have it done, or accept the risk again and say until when.',
    ],
  }),
  ko: ({ title, until, open }) => ({
    subject: `감수하기로 한 위험의 기한이 지났습니다: ${title}`,
    paragraphs: [
      `${until}까지 감수하기로 했습니다. ${open === 0 ? '후속 조치가 아직 적혀 있지 않습니다.' : `끝나지 않은 후속 조치가 ${open}건 있습니다.`}`,
      '후속 조치를 끝내거나, 언제까지 감수할지 다시 정해 주세요.',
    ],
  }),
}

function openInWords(open: number): string {
  if (open === 0) return 'No follow-up is written yet.'
  return open === 1 ? 'One follow-up is still open.' : `${open} follow-ups are still open.`
}

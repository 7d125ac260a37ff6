// What is said of a noisy rule: beside an alert, in the notice to the managers of its team, and at a handover.
import type { NoticeText } from '../notices/notice.ts'
import { oneLine } from '../foreign-text.ts'
import type { Language } from '../paging/message-words.ts'
import type { NoiseFigures, NoiseSpan } from './noise.ts'

type Paged = Pick<NoiseFigures, 'raised' | 'pages' | 'nights' | 'acted' | 'noAction' | 'byItself' | 'wastedPages'>

/** How often did this rule page, and how often did anybody act? Null when it paged at most once: one page says nothing of a rule. */
export function noiseSentence(
  rule: Paged,
  of: { readonly days: NoiseSpan; readonly language: Language },
): string | null {
  return rule.pages < 2 ? null : sentences[of.language](rule, of.days)
}

const sentences: Readonly<Record<Language, (rule: Paged, days: NoiseSpan) => string>> = {
  en: ({ pages, nights, acted, noAction, byItself }, days) => {
    const atNight = nights === 0 ? '' : `, ${times(nights)} at night`
    const other = [
      noAction > 0 ? `no action needed ${times(noAction)}` : '',
      byItself > 0 ? `closed by itself ${times(byItself)}` : '',
    ].filter(Boolean)
    return `This rule paged ${times(pages)} in ${days} days${atNight}. ${acted === 0 ? 'Nobody acted' : `Somebody acted ${times(acted)}`}${other.map((each) => `; ${each}`).join('')}.`
  },
  ko: ({ pages, nights, acted, noAction, byItself }, days) => {
    const atNight = nights === 0 ? '' : `(야간 ${nights}회)`
    const other = [
      noAction > 0 ? `조치 불필요 ${noAction}건` : '',
      byItself > 0 ? `저절로 종료 ${byItself}건` : '',
    ].filter(Boolean)
    return `이 규칙은 최근 ${days}일 동안 ${pages}회 호출했습니다${atNight}. ${[`조치 ${acted}건`, ...other].join(', ')}.`
  },
}

function times(count: number): string {
  if (count === 1) return 'once'
  return count === 2 ? 'twice' : `${count} times`
}

type Told = { readonly teamName: string; readonly rules: readonly (Paged & { readonly name: string })[] }

/** What the managers of a team are told once a week, the noisiest rules first. */
export const noiseNotice: Readonly<Record<Language, (told: Told) => Omit<NoticeText, 'path'>>> = {
  en: ({ teamName, rules }) => ({
    subject: `${rules.length === 1 ? '1 rule pages' : `${rules.length} rules page`} ${oneLine(teamName, 100)} for nothing`,
    paragraphs: [
      ...rules.slice(0, mostNamed).map((rule) => `${oneLine(rule.name, 120)}: ${sentences.en(rule, 30)}`),
      ...(rules.length > mostNamed ? [`And ${rules.length - mostNamed} more.`] : []),
      'Repair them in the monitor: raise a threshold, wait longer, or page at a lower priority. What nobody acts on teaches people not to listen.',
    ],
  }),
  ko: ({ teamName, rules }) => ({
    subject: `${oneLine(teamName, 100)} 팀에 불필요한 호출을 반복하는 규칙 ${rules.length}개`,
    paragraphs: [
      ...rules.slice(0, mostNamed).map((rule) => `${oneLine(rule.name, 120)}: ${sentences.ko(rule, 30)}`),
      ...(rules.length > mostNamed ? [`그 밖에 ${rules.length - mostNamed}개가 더 있습니다.`] : []),
      '모니터에서 규칙을 고치세요. 임계값을 높이거나, 더 오래 지켜본 뒤 알리거나, 우선순위를 낮추면 됩니다. 조치할 것이 없는 호출이 쌓이면 진짜 호출도 놓치게 됩니다.',
    ],
  }),
}

const mostNamed = 10

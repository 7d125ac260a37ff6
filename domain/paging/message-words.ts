// The fixed words of a page, per language. Everything else in a page comes from the alert and from people's names.
import type { z } from 'zod'
import type { language } from '../shapes.ts'

export type Language = z.infer<typeof language>

/** Times and names inside arrive already written out and cleaned. */
export type MessageWords = {
  readonly test: string
  readonly testNotice: string
  readonly service: string
  readonly team: string
  readonly raised: string
  readonly whyYou: string
  readonly attempt: (attempt: number) => string
  readonly answer: string
  readonly acknowledge: string
  /** The other answers, on buttons. */
  readonly decline: string
  readonly escalate: string
  readonly close: string
  /** What whoever had the alert last said; the time is written out. */
  readonly promised: (of: {
    readonly by: string
    readonly lookingInto: string
    readonly backAt: string | null
  }) => string
  /** After a press on a button outside of Baton: who has it now, or that it is over. */
  readonly taken: (person: string) => string
  readonly over: string
  readonly notAnswered: string
  readonly open: string
  readonly before: string
  readonly helped: string
  readonly nothingSaid: string
  readonly page: (pageId: number) => string
  readonly weekdays: readonly string[]
  readonly onCall: (person: string, schedule: string, until: string | null) => string
  readonly handingOver: (person: string, schedule: string, until: string | null) => string
  readonly named: (person: string) => string
  readonly member: (person: string, team: string) => string
  readonly askedFor: (person: string) => string
  readonly fallback: (person: string) => string
  readonly shadow: (person: string, schedule: string) => string
}

export const messageWords: Readonly<Record<Language, MessageWords>> = {
  en: {
    test: 'Test',
    testNotice: 'This is a test page. Nothing is broken.',
    service: 'Service',
    team: 'Team',
    raised: 'Raised',
    whyYou: 'Why you',
    attempt: (attempt) => `Attempt ${attempt}: earlier ones had no answer.`,
    answer: 'Answer',
    acknowledge: 'Acknowledge',
    decline: 'I cannot',
    escalate: 'Next person',
    close: 'Close',
    promised: ({ by, lookingInto, backAt }) =>
      `${by} had it${lookingInto === '' ? '' : `, looked at: ${lookingInto}`}${backAt === null ? '' : `${lookingInto === '' ? '' : ','} and said to be back by ${backAt}`}.`,
    taken: (person) => `${person} has it.`,
    over: 'It is over: the alert is closed.',
    notAnswered: 'Nothing was changed. Open it to answer.',
    open: 'Open in Baton',
    before: 'Seen before',
    helped: 'What helped',
    nothingSaid: 'The monitor gave no summary',
    page: (pageId) => `Page ${pageId}`,
    weekdays: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
    onCall: (person, schedule, until) =>
      `${person} is on call for ${schedule}${until === null ? '' : ` until ${until}`}.`,
    handingOver: (person, schedule, until) =>
      `The shift of ${person} on ${schedule} is over, and nobody has accepted it yet: ${person} is paged beside whoever came${until === null ? '' : `, until ${until} at most`}.`,
    named: (person) => `The escalation policy names ${person}.`,
    member: (person, team) =>
      `The escalation policy names everybody in the team ${team} who may respond, and ${person} is one of them.`,
    askedFor: (person) => `Somebody asked for ${person} by name.`,
    fallback: (person) => `Nobody before ${person} answered, and ${person} is the fallback.`,
    shadow: (person, schedule) => `A copy: ${person} is the shadow on ${schedule}. Whoever is on call was paged too.`,
  },
  ko: {
    test: '테스트',
    testNotice: '테스트 호출입니다. 실제 장애가 아닙니다.',
    service: '서비스',
    team: '팀',
    raised: '발생',
    whyYou: '호출 이유',
    attempt: (attempt) => `${attempt}번째 시도: 이전 호출에 응답이 없었습니다.`,
    answer: '응답하기',
    acknowledge: '확인',
    decline: '못해요',
    escalate: '다음 사람',
    close: '종료',
    promised: ({ by, lookingInto, backAt }) =>
      `앞서 ${by} 님이 맡았습니다${lookingInto === '' ? '' : ` (확인하던 것: ${lookingInto})`}.${backAt === null ? '' : ` ${backAt}까지 돌아온다고 했습니다.`}`,
    taken: (person) => `${person} 님이 확인했습니다.`,
    over: '상황이 끝나 알림이 종료되었습니다.',
    notAnswered: '바뀐 것이 없습니다. 열어서 응답하세요.',
    open: 'Baton에서 열기',
    before: '이전 사례',
    helped: '해결 방법',
    nothingSaid: '모니터가 요약을 보내지 않았습니다',
    page: (pageId) => `호출 ${pageId}`,
    weekdays: ['월', '화', '수', '목', '금', '토', '일'],
    onCall: (person, schedule, until) =>
      `${person} 님이 ${schedule} 당번입니다${until === null ? '' : ` (${until}까지)`}.`,
    handingOver: (person, schedule, until) =>
      `${person} 님의 ${schedule} 당번은 끝났지만 아직 인수되지 않아 다음 당번과 함께 호출합니다${until === null ? '' : ` (늦어도 ${until}까지)`}.`,
    named: (person) => `에스컬레이션 정책이 ${person} 님을 지정했습니다.`,
    member: (person, team) =>
      `에스컬레이션 정책이 ${team} 팀의 대응자 모두를 지정했고, ${person} 님도 그중 한 명입니다.`,
    askedFor: (person) => `누군가 ${person} 님을 직접 호출했습니다.`,
    fallback: (person) => `앞선 사람 모두 응답이 없어 최종 담당인 ${person} 님에게 알립니다.`,
    shadow: (person, schedule) =>
      `참고용 사본: ${person} 님은 ${schedule} 섀도 담당입니다. 당직자도 함께 호출되었습니다.`,
  },
}

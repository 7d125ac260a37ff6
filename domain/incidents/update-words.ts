// The first text of an update: made from what is recorded, for one audience, in one language. Whoever sends it changes it.
import type { PriorityName } from '../paging/priority.ts'
import type { Audience } from './owed.ts'
import type { IncidentState } from './stages.ts'

export type UpdateFacts = {
  readonly title: string
  readonly state: IncidentState
  readonly priority: PriorityName
  readonly what: string
  readonly impact: string
  readonly fix: string
  readonly isMitigated: boolean
  readonly lead: string | null
  readonly services: readonly string[]
  /** Of those that were announced and are not done, and of those that helped. */
  readonly doing: readonly string[]
  readonly helped: readonly string[]
  readonly nextInMinutes: number | null
  /** Nothing is new but that work goes on. */
  readonly isStill: boolean
}

type Language = 'en' | 'ko'

/** What would an experienced responder write to this audience now? Users hear no names and no internals. */
export function draftUpdate(audience: Audience, facts: UpdateFacts, language: Language): string {
  const say = sentences[language]
  const isInside = audience !== 'users'
  const lines = [
    facts.isStill ? say.still : say.stands[standing(facts)],
    isInside && facts.what !== '' ? facts.what : '',
    facts.impact === '' || facts.state === 'closed' ? '' : say.impact(facts.impact),
    audience === 'responders' && facts.doing.length > 0 ? say.doing(facts.doing.join('; ')) : '',
    audience === 'responders' && facts.helped.length > 0 ? say.helped(facts.helped.join('; ')) : '',
    isInside && facts.lead !== null ? say.lead(facts.lead) : '',
    isInside && facts.fix !== '' ? say.fix(facts.fix) : '',
    facts.nextInMinutes === null ? '' : say.next(facts.nextInMinutes),
  ]
  const head = isInside ? `[${facts.priority}] ${facts.title}` : facts.title
  return [head, ...lines].filter((line) => line !== '').join('\n')
}

type Standing = 'looking' | 'working' | 'mitigated' | 'resolved' | 'none'

function standing({ state, isMitigated }: UpdateFacts): Standing {
  switch (state) {
    case 'triage':
      return 'looking'
    case 'coordination':
    case 'mitigation':
      return isMitigated ? 'mitigated' : 'working'
    case 'resolution':
      return 'mitigated'
    case 'follow_up':
    case 'closed':
    case 'merged':
      return 'resolved'
    case 'dismissed':
      return 'none'
  }
}

type Sentences = {
  readonly stands: Readonly<Record<Standing, string>>
  readonly still: string
  readonly impact: (text: string) => string
  readonly doing: (text: string) => string
  readonly helped: (text: string) => string
  readonly lead: (name: string) => string
  readonly fix: (text: string) => string
  readonly next: (minutes: number) => string
}

const sentences: Readonly<Record<Language, Sentences>> = {
  en: {
    stands: {
      looking: 'We are looking into it.',
      working: 'We know of the problem and work on it.',
      mitigated: 'The effects have stopped. We watch it and work on the cause.',
      resolved: 'It is resolved.',
      none: 'It was a false alarm; nothing was affected.',
    },
    still: 'We are still working on it. Nothing new so far.',
    impact: (text) => `Affected: ${text}`,
    doing: (text) => `Under way: ${text}`,
    helped: (text) => `What helped: ${text}`,
    lead: (name) => `Led by ${name}.`,
    fix: (text) => `Fix: ${text}`,
    next: (minutes) => `Next update within ${inWords(minutes, 'minute', 'hour')}.`,
  },
  ko: {
    stands: {
      looking: '상황을 확인하고 있습니다.',
      working: '문제를 인지했고 조치하고 있습니다.',
      mitigated: '영향은 멈췄습니다. 지켜보면서 원인을 조사하고 있습니다.',
      resolved: '해결되었습니다.',
      none: '오탐이었습니다. 영향은 없었습니다.',
    },
    still: '계속 조치하고 있습니다. 아직 새로 알려 드릴 내용은 없습니다.',
    impact: (text) => `영향: ${text}`,
    doing: (text) => `진행 중: ${text}`,
    helped: (text) => `효과 있던 조치: ${text}`,
    lead: (name) => `담당: ${name}`,
    fix: (text) => `해결 방법: ${text}`,
    next: (minutes) => `다음 소식은 ${minutes % 60 === 0 ? `${minutes / 60}시간` : `${minutes}분`} 안에 전하겠습니다.`,
  },
}

function inWords(minutes: number, minute: string, hour: string): string {
  const [count, unit] = minutes % 60 === 0 ? [minutes / 60, hour] : [minutes, minute]
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}

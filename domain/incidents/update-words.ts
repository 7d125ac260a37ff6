// The first text of an update: made from what is recorded, for one audience, in one language. Whoever sends it changes it.
import type { Audience } from './owed.ts'
import type { IncidentState } from './stages.ts'

export type UpdateFacts = {
  readonly state: IncidentState
  readonly what: string
  readonly impact: string
  readonly fix: string
  readonly isMitigated: boolean
  readonly lead: string | null
  readonly services: readonly string[]
  /** Of those that were announced and are not done, and of those that helped. */
  readonly doing: readonly string[]
  readonly helped: readonly string[]
  /** Nothing is new but that work goes on. */
  readonly isStill: boolean
}

type Language = 'en' | 'ko'

/**
 * What would an experienced responder write to this audience now? Users hear no names and no internals. What it is about, how urgent,
 * and when the next word comes is said around it (update-message.ts), so that it cannot promise another time.
 */
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
  ]
  return lines.filter((line) => line !== '').join('\n')
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
  },
}

/** That work goes on and nothing is new, for whoever reads it in this language. */
export const stillWords: Readonly<Record<Language, string>> = { en: sentences.en.still, ko: sentences.ko.still }

/** Is this no more than that standard sentence, in whatever language? Then each reader gets it in their own. */
export function isPlainStill(text: string): boolean {
  return Object.values(stillWords).includes(text)
}

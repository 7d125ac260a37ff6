// The words of a summary for whoever comes late. The web has its own words under web/words.

export const summaryParts = [
  'what',
  'since',
  'impact',
  'leads',
  'stage',
  'tried',
  'doing',
  'tasks',
  'hypotheses',
  'updates',
  'owed',
  'fix',
] as const
export type SummaryPart = (typeof summaryParts)[number]

export type SummaryWords = {
  readonly label: Readonly<Record<SummaryPart, string>>
  readonly unknown: string
  readonly at: (moment: string, span: string) => string
  readonly declared: (by: string, moment: string) => string
  readonly span: (minutes: number) => string
  readonly mitigated: (moment: string) => string
  readonly mitigatedNotResolved: (moment: string) => string
  readonly notMitigated: string
  readonly inRole: (name: string, role: string) => string
  readonly nobody: string
  readonly people: (count: number) => string
  readonly offered: (role: string, to: string, moment: string) => string
  readonly stage: (stage: string, span: string, priority: string) => string
  readonly guessed: (priority: string) => string
  readonly nothingTried: string
  readonly nothingAnnounced: string
  readonly due: (moment: string) => string
  readonly late: (moment: string) => string
  readonly suspected: (text: string) => string
  readonly confirmed: (text: string) => string
  readonly told: (audience: string, moment: string, by: string, text: string) => string
  readonly nobodyTold: string
  readonly next: (moment: string) => string
  readonly nextLate: (moment: string) => string
  readonly nothingOwed: string
  readonly more: (count: number) => string
}

export const summaryWords: Readonly<Record<'en' | 'ko', SummaryWords>> = {
  en: {
    label: {
      what: 'What is wrong',
      since: 'Since',
      impact: 'Who is hurt',
      leads: 'Who leads',
      stage: 'Where it stands',
      tried: 'Tried',
      doing: 'Being done now',
      tasks: 'Open tasks',
      hypotheses: 'Suspected',
      updates: 'Told',
      owed: 'Owed now',
      fix: 'The fix',
    },
    unknown: 'Not written down yet.',
    at: (moment, span) => `${moment}, ${span} ago.`,
    declared: (by, moment) => `Declared by ${by}, ${moment}.`,
    span: (minutes) => spanIn(minutes, { day: ' d', hour: ' h', minute: ' min' }),
    mitigated: (moment) => `Mitigated since ${moment}.`,
    mitigatedNotResolved: (moment) => `Mitigated since ${moment}, and not resolved yet.`,
    notMitigated: 'It is not mitigated.',
    inRole: (name, role) => `${name} (${role})`,
    nobody: 'Nobody',
    people: (count) => (count === 1 ? '1 person works on it.' : `${count} people work on it.`),
    offered: (role, to, moment) => `The role ${role} is offered to ${to} since ${moment}, who has not answered.`,
    stage: (stage, span, priority) => `${stage}, for ${span}; ${priority}`,
    guessed: (priority) => `${priority}, which nobody has confirmed`,
    nothingTried: 'Nothing that was written down.',
    nothingAnnounced: 'Nothing was announced.',
    due: (moment) => `due ${moment}`,
    late: (moment) => `was due ${moment}`,
    suspected: (text) => text,
    confirmed: (text) => `${text} (confirmed)`,
    told: (audience, moment, by, text) => `${audience}, ${moment}, by ${by}: “${text}”`,
    nobodyTold: 'No update was sent yet.',
    next: (moment) => `The next is due ${moment}.`,
    nextLate: (moment) => `The next was due ${moment}.`,
    nothingOwed: 'Nothing in this stage.',
    more: (count) => `${count} more before`,
  },
  ko: {
    label: {
      what: '증상',
      since: '시작',
      impact: '영향',
      leads: '담당',
      stage: '현재 단계',
      tried: '지금까지 한 조치',
      doing: '지금 하는 조치',
      tasks: '진행 중인 요청',
      hypotheses: '가설',
      updates: '상황 공유',
      owed: '남은 일',
      fix: '해결 방법',
    },
    unknown: '아직 적지 않음.',
    at: (moment, span) => `${moment}, ${span} 전.`,
    declared: (by, moment) => `${moment} ${by} 님이 선언.`,
    span: (minutes) => spanIn(minutes, { day: '일', hour: '시간', minute: '분' }),
    mitigated: (moment) => `${moment}부터 완화됨.`,
    mitigatedNotResolved: (moment) => `${moment}부터 완화됐고, 아직 해결은 아님.`,
    notMitigated: '아직 완화되지 않음.',
    inRole: (name, role) => `${name}(${role})`,
    nobody: '없음',
    people: (count) => `${count}명이 대응 중.`,
    offered: (role, to, moment) => `${moment}부터 ${to} 님에게 ${role} 역할을 넘기려 하고 있고, 아직 답이 없음.`,
    stage: (stage, span, priority) => `${stage} ${span}째, ${priority}`,
    guessed: (priority) => `${priority}(아직 확인되지 않음)`,
    nothingTried: '기록된 조치 없음.',
    nothingAnnounced: '예고된 조치 없음.',
    due: (moment) => `기한 ${moment}`,
    late: (moment) => `기한 ${moment} 지남`,
    suspected: (text) => text,
    confirmed: (text) => `${text}(확인됨)`,
    told: (audience, moment, by, text) => `${moment} ${by} 님이 ${audience}에게: “${text}”`,
    nobodyTold: '아직 공유한 내용 없음.',
    next: (moment) => `다음 공유 예정 ${moment}.`,
    nextLate: (moment) => `다음 공유가 늦음(예정 ${moment}).`,
    nothingOwed: '이 단계에서 남은 일 없음.',
    more: (count) => `이전 ${count}건`,
  },
}

/** `3 h 20 min`: the two largest units. */
export function spanIn(
  minutes: number,
  unit: { readonly day: string; readonly hour: string; readonly minute: string },
): string {
  const [days, hours, rest] = [Math.floor(minutes / 1_440), Math.floor((minutes % 1_440) / 60), minutes % 60]
  const parts =
    days > 0 ? [part(days, unit.day), part(hours, unit.hour)] : [part(hours, unit.hour), part(rest, unit.minute)]
  const told = parts.filter((each) => each !== '')
  return told.length === 0 ? `0${unit.minute}` : told.join(' ')
}

function part(count: number, unit: string): string {
  return count === 0 ? '' : `${count}${unit}`
}

// The words of an incident that is taken along as a document.
import type { ActionState } from './actions.ts'
import type { ClockName } from './clocks.ts'
import type { EvidenceState } from './evidence.ts'
import type { FollowUpKind, FollowUpState, HypothesisOutcome, TaskState } from './records.ts'
import type { Engagement } from './roles.ts'

export type ExportWords = {
  readonly [K in (typeof plainWords)[number]]: string
} & {
  readonly unit: { readonly day: string; readonly hour: string; readonly minute: string }
  readonly clock: Readonly<Record<ClockName, string>>
  readonly engagement: Readonly<Record<Engagement, string>>
  readonly action: Readonly<Record<ActionState, string>>
  readonly evidenceState: Readonly<Record<EvidenceState, string>>
  readonly outcome: Readonly<Record<HypothesisOutcome, string>>
  readonly taskState: Readonly<Record<TaskState, string>>
  readonly followUpKind: Readonly<Record<FollowUpKind, string>>
  readonly followUpState: Readonly<Record<FollowUpState, string>>
  readonly head: (moment: string, zone: string) => string
  readonly told: (audience: string, moment: string) => string
  readonly notTold: (audience: string, because: string) => string
  readonly sinceBegun: (span: string) => string
  readonly sinceDeclared: (span: string) => string
  readonly offered: (role: string, from: string, to: string) => string
  readonly next: (moment: string) => string
  readonly task: (by: string, owner: string) => string
  readonly riskTaken: (by: string, until: string, moment: string) => string
  readonly pinnedBy: (by: string, moment: string) => string
  readonly written: (moment: string) => string
  readonly corrected: (by: string, moment: string) => string
  readonly leftOut: (count: number) => string
}

const plainWords = [
  'isPrivate',
  'facts',
  'clocks',
  'people',
  'actions',
  'evidence',
  'updates',
  'hypotheses',
  'tasks',
  'followUps',
  'risk',
  'alerts',
  'pinned',
  'timeline',
  'what',
  'impact',
  'priority',
  'notConfirmed',
  'stage',
  'services',
  'declaredBy',
  'commanderNotNeeded',
  'fix',
  'lastSteps',
  'mergedInto',
  'test',
  'due',
  'noOwner',
] as const

export const exportWords: Readonly<Record<'en' | 'ko', ExportWords>> = {
  en: {
    isPrivate: 'Private: only those who take part, and managers of the team, may read this.',
    facts: 'Facts',
    clocks: 'Clocks',
    people: 'People',
    actions: 'Actions',
    evidence: 'Evidence',
    updates: 'Updates',
    hypotheses: 'Hypotheses',
    tasks: 'Tasks',
    followUps: 'Follow-ups',
    risk: 'Accepted risk',
    alerts: 'Alerts',
    pinned: 'Pinned',
    timeline: 'Timeline',
    what: 'What is wrong',
    impact: 'Who is hurt',
    priority: 'Priority',
    notConfirmed: 'nobody has confirmed it',
    stage: 'Stage',
    services: 'Services',
    declaredBy: 'Declared by',
    commanderNotNeeded: 'No commander, because',
    fix: 'The fix',
    lastSteps: 'Last steps',
    mergedInto: 'Goes on as',
    test: 'to find out',
    due: 'due',
    noOwner: 'no owner yet',
    unit: { day: ' d', hour: ' h', minute: ' min' },
    clock: { began: 'Began', declared: 'Declared', mitigated: 'Mitigated', resolved: 'Resolved', ended: 'Over' },
    engagement: { asked: 'asked', accepted: 'on it', declined: 'declined', stood_down: 'stood down' },
    action: { about_to: 'about to be done', done: 'done', called_off: 'called off' },
    evidenceState: {
      open: 'not kept yet',
      waiting: 'its snapshot is on its way',
      failed: 'its snapshot failed',
      kept: 'kept',
      missing: 'missing',
    },
    outcome: { open: 'open', confirmed: 'confirmed', refuted: 'refuted' },
    taskState: { given: 'given', taken: 'taken', done: 'done', dropped: 'dropped' },
    followUpKind: { prevent: 'prevent', detect: 'detect', mitigate: 'mitigate' },
    followUpState: { draft: 'draft', open: 'open', done: 'done', dropped: 'dropped' },
    head: (moment, zone) => `As of ${moment}. All times are in ${zone}, in the order in which it happened.`,
    told: (audience, moment) => `Told: ${audience} (${moment})`,
    notTold: (audience, because) => `Not told: ${audience}, because ${because}`,
    sinceBegun: (span) => `${span} after it began`,
    sinceDeclared: (span) => `${span} after it was declared`,
    offered: (role, from, to) => `${from} offers ${to} to take over as ${role}, not yet answered`,
    next: (moment) => `next by ${moment}`,
    task: (by, owner) => `${by} asked ${owner}`,
    riskTaken: (by, until, moment) => `${by === '' ? 'Accepted' : `Accepted by ${by}`} until ${until} (${moment})`,
    pinnedBy: (by, moment) => `pinned by ${by}, ${moment}`,
    written: (moment) => `written ${moment}`,
    corrected: (by, moment) => `corrected by ${by}, ${moment}`,
    leftOut: (count) => `${count} later entries are left out: the timeline is too long for one document.`,
  },
  ko: {
    isPrivate: '비공개: 참여자와 팀 매니저만 볼 수 있습니다.',
    facts: '개요',
    clocks: '시각',
    people: '대응자',
    actions: '조치',
    evidence: '증거',
    updates: '상황 공유',
    hypotheses: '가설',
    tasks: '요청한 일',
    followUps: '후속 조치',
    risk: '수용한 리스크',
    alerts: '알림',
    pinned: '고정한 항목',
    timeline: '타임라인',
    what: '증상',
    impact: '영향',
    priority: '우선순위',
    notConfirmed: '아직 확인되지 않음',
    stage: '단계',
    services: '서비스',
    declaredBy: '선언한 사람',
    commanderNotNeeded: '지휘자가 필요 없는 이유',
    fix: '해결 방법',
    lastSteps: '마지막 조치',
    mergedInto: '이어지는 장애',
    test: '확인 방법',
    due: '기한',
    noOwner: '담당자 미정',
    unit: { day: '일', hour: '시간', minute: '분' },
    clock: { began: '시작', declared: '선언', mitigated: '완화', resolved: '해결', ended: '종료' },
    engagement: { asked: '요청받음', accepted: '대응 중', declined: '불가', stood_down: '대기 해제' },
    action: { about_to: '예정', done: '실행함', called_off: '취소함' },
    evidenceState: {
      open: '미수집',
      waiting: '스냅샷 받는 중',
      failed: '스냅샷 실패',
      kept: '수집함',
      missing: '구할 수 없음',
    },
    outcome: { open: '확인 중', confirmed: '맞음', refuted: '아님' },
    taskState: { given: '부탁함', taken: '맡음', done: '마침', dropped: '취소함' },
    followUpKind: { prevent: '재발 방지', detect: '조기 감지', mitigate: '영향 완화' },
    followUpState: { draft: '초안', open: '진행 중', done: '완료', dropped: '하지 않음' },
    head: (moment, zone) => `${moment} 기준. 시각은 모두 ${zone} 시간대이고, 일어난 순서대로 적었습니다.`,
    told: (audience, moment) => `알림: ${audience} (${moment})`,
    notTold: (audience, because) => `알리지 않음: ${audience}, 이유: ${because}`,
    sinceBegun: (span) => `시작 후 ${span}`,
    sinceDeclared: (span) => `선언 후 ${span}`,
    offered: (role, from, to) => `${from} 님이 ${to} 님에게 ${role} 역할을 넘기려 함, 아직 답 없음`,
    next: (moment) => `다음 공유 ${moment}까지`,
    task: (by, owner) => `${by} 님이 ${owner} 님에게`,
    riskTaken: (by, until, moment) => `${by === '' ? '' : `${by} 님이 `}${until}까지 수용 (${moment})`,
    pinnedBy: (by, moment) => `${moment} ${by} 님이 고정`,
    written: (moment) => `작성 ${moment}`,
    corrected: (by, moment) => `${moment} ${by} 님이 수정`,
    leftOut: (count) => `타임라인이 너무 길어 이후 ${count}건은 담지 못했습니다.`,
  },
}

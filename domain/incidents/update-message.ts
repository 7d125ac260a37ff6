// An update as it arrives: in the words, the zone and for the audience of its reader. Who writes it sees the same beforehand.
import type { NoticeText } from '../notices/notice.ts'
import { writtenTime } from '../paging/message-paragraphs.ts'
import type { PriorityName } from '../paging/priority.ts'
import { fewLines, oneLine } from '../foreign-text.ts'
import type { Instant, Zone } from '../time.ts'
import type { Audience } from './owed.ts'
import type { IncidentState } from './stages.ts'
import { isPlainStill, stillWords } from './update-words.ts'

/** What is told, as it was when somebody told it. */
export type ToldUpdate = {
  readonly incidentId: number
  readonly title: string
  readonly priority: PriorityName
  readonly stage: IncidentState
  readonly audience: Audience
  readonly text: string
  /** Nothing is new but that work goes on: said in the reader's own language. */
  readonly isStill: boolean
  readonly by: string
  readonly at: Instant
  readonly nextAt: Instant | null
  /** Where responders meet. */
  readonly roomUrl: string
}

/** Of the text as much as a mail holds; chats cut it shorter and lead to the rest. */
export const updateLetters = 20_000
/** Of a webhook's body, which must stay under 20 KB in any language. */
const eventLetters = 4_000

/** How does it read to this reader? Users hear no priority, no name and no way into the room; stakeholders no way into the room. */
export function updateMessage(
  told: ToldUpdate,
  reader: { readonly language: 'en' | 'ko'; readonly zone: Zone },
): NoticeText {
  const { language, zone } = reader
  const words = sentences[language]
  const { audience, incidentId, nextAt } = told
  const isUsers = audience === 'users'
  const text = told.isStill && isPlainStill(told.text) ? stillWords[language] : told.text
  const stage = words.stage[told.stage]
  const paragraphs = [
    isUsers ? stage : `${told.priority} · ${stage}`,
    text,
    nextAt === null ? '' : words.next(writtenTime(nextAt, zone, language)),
    audience === 'responders' && told.roomUrl !== '' ? `${words.room}: ${told.roomUrl}` : '',
    isUsers ? '' : words.by(oneLine(told.by, 120), writtenTime(told.at, zone, language)),
  ]
  const title = oneLine(told.title, 140)
  return {
    // Equal for every update of one incident: mail programs keep a thread together only while the subject stays the same.
    subject: isUsers ? title : words.subject(incidentId, title),
    paragraphs: paragraphs.filter((one) => one !== ''),
    letters: updateLetters,
    path: `/incidents/${incidentId}`,
    event: {
      type: 'incident.update',
      data: {
        incident: { id: incidentId, title },
        audience,
        stage: told.stage,
        ...(isUsers ? {} : { priority: told.priority, by: oneLine(told.by, 120) }),
        text: fewLines(text, eventLetters),
        at: told.at.toString({ smallestUnit: 'millisecond' }),
        nextAt: nextAt === null ? null : nextAt.toString({ smallestUnit: 'millisecond' }),
      },
    },
  }
}

/** What the button says that ends the updates of one incident. */
export const leaveWords = { en: 'No more updates of this incident', ko: '이 장애의 소식 그만 받기' } as const

type Sentences = {
  readonly subject: (id: number, title: string) => string
  readonly stage: Readonly<Record<IncidentState, string>>
  readonly next: (at: string) => string
  readonly room: string
  readonly by: (name: string, at: string) => string
}

const sentences: Readonly<Record<'en' | 'ko', Sentences>> = {
  en: {
    subject: (id, title) => `Incident #${id}: ${title}`,
    stage: {
      triage: 'We find out what is wrong',
      coordination: 'People are gathered who can mend it',
      mitigation: 'We work on stopping the effects',
      resolution: 'The effects have stopped; we work on the cause',
      follow_up: 'Resolved; what follows is being done',
      closed: 'Over',
      dismissed: 'A false alarm',
      merged: 'Goes on as another incident',
    },
    next: (at) => `Next update by ${at}`,
    room: 'Join the call',
    by: (name, at) => `${name}, ${at}`,
  },
  ko: {
    subject: (id, title) => `장애 #${id}: ${title}`,
    stage: {
      triage: '무엇이 문제인지 확인하고 있습니다',
      coordination: '조치할 사람을 모으고 있습니다',
      mitigation: '영향을 멈추기 위해 조치하고 있습니다',
      resolution: '영향은 멈췄고 원인을 조사하고 있습니다',
      follow_up: '해결되었고 후속 조치를 진행하고 있습니다',
      closed: '종료되었습니다',
      dismissed: '오탐이었습니다',
      merged: '다른 장애로 병합되었습니다',
    },
    next: (at) => `다음 소식: ${at}까지`,
    room: '대응 회의 참여',
    by: (name, at) => `${name}, ${at}`,
  },
}

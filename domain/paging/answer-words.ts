// What is told back to whoever answered, over whichever door, in their language and zone.
import type { Instant, Zone } from '../time.ts'
import type { Outcome } from './answer.ts'
import { oneLine } from '../foreign-text.ts'
import type { Language } from './message-words.ts'

/** How do things stand now? One or two short sentences that can be read from a lock screen, or spoken. */
export function outcomeSaid(outcome: Outcome, reader: { readonly language: Language; readonly zone: Zone }): string {
  const words = answerWords[reader.language]
  switch (outcome.is) {
    case 'yours':
      return outcome.backAt === null ? words.yours : words.yoursUntil(timeOf(outcome.backAt, reader.zone))
    case 'theirs': {
      const by = oneLine(outcome.by, 120)
      return outcome.isRefused ? words.theirsRefused(by) : words.theirs(by)
    }
    case 'in_part':
      return words.inPart(outcome.needed, outcome.more)
    case 'closed_now':
      return outcome.left > 0 ? words.closedWithMore(outcome.left) : words.closedNow
    case 'was_closed':
      if (outcome.left > 0) return words.wasClosedWithMore(outcome.left)
      return outcome.by === null ? words.wasClosed : words.wasClosedBy(oneLine(outcome.by, 120))
    case 'declined':
      return words.declined
    case 'escalated':
      return words.escalated
    case 'went_on':
      return words.wentOn
    case 'over':
      return words.over
  }
}

type AnswerWords = {
  readonly yours: string
  readonly yoursUntil: (time: string) => string
  readonly theirs: (by: string) => string
  readonly theirsRefused: (by: string) => string
  readonly inPart: (needed: number, more: number) => string
  readonly declined: string
  readonly escalated: string
  readonly closedNow: string
  readonly closedWithMore: (left: number) => string
  readonly wasClosed: string
  readonly wasClosedBy: (by: string) => string
  readonly wasClosedWithMore: (left: number) => string
  readonly wentOn: string
  readonly over: string
}

const answerWords: Readonly<Record<Language, AnswerWords>> = {
  en: {
    yours: 'Acknowledged. You have it.',
    yoursUntil: (time) => `Acknowledged. You have it, and are back by ${time}.`,
    theirs: (by) => `${by} has it already. Nothing is left to do for you.`,
    theirsRefused: (by) => `${by} has it, so nothing was changed. To act in their place, open the link.`,
    inPart: (needed, more) =>
      `Your answer is noted: you are one of ${needed}, and ${more} more ${more === 1 ? 'is' : 'are'} needed. You are not rung again.`,
    declined: 'Declined. It goes on without you.',
    escalated: 'Escalated. The next person is being paged.',
    closedNow: 'Closed. Thank you.',
    closedWithMore: (left) => `Closed. ${left} more on the same page ${left === 1 ? 'is' : 'are'} still open.`,
    wasClosed: 'The alert is closed. Nothing is left to do for you.',
    wasClosedBy: (by) => `${by} has closed the alert. Nothing is left to do for you.`,
    wasClosedWithMore: (left) =>
      `The alert was closed already. ${left} more on the same page ${left === 1 ? 'is' : 'are'} still open.`,
    wentOn: 'The page has gone on already. Nothing was changed.',
    over: 'This page is over.',
  },
  ko: {
    yours: '확인했습니다. 이제 담당자입니다.',
    yoursUntil: (time) => `확인했습니다. 이제 담당자이며, ${time}까지 돌아오는 것으로 알렸습니다.`,
    theirs: (by) => `${by} 님이 이미 맡았습니다. 더 하실 일은 없습니다.`,
    theirsRefused: (by) => `${by} 님이 맡고 있어 바뀐 것이 없습니다. 대신 처리하려면 링크를 여세요.`,
    inPart: (needed, more) =>
      `응답을 기록했습니다. ${needed}명이 응답해야 하며 ${more}명이 더 필요합니다. 다시 호출하지 않습니다.`,
    declined: '거절했습니다. 다른 사람에게 넘어갑니다.',
    escalated: '다음 사람에게 넘겼습니다.',
    closedNow: '종료했습니다. 수고하셨습니다.',
    closedWithMore: (left) => `종료했습니다. 같은 호출에 아직 열려 있는 알림이 ${left}건 있습니다.`,
    wasClosed: '끝난 알림입니다. 더 하실 일은 없습니다.',
    wasClosedBy: (by) => `${by} 님이 종료한 알림입니다. 더 하실 일은 없습니다.`,
    wasClosedWithMore: (left) => `이미 끝난 알림입니다. 같은 호출에 아직 열려 있는 알림이 ${left}건 있습니다.`,
    wentOn: '호출이 이미 다음 단계로 넘어갔습니다. 바뀐 것은 없습니다.',
    over: '이미 끝난 호출입니다.',
  },
}

/** `03:40` on the reader's wall clock. */
function timeOf(at: Instant, zone: Zone): string {
  return at.toZonedDateTimeISO(zone).toPlainTime().toString({ smallestUnit: 'minute' })
}

// What is told to those who hand over, to those who take over, and to those who answer for it that it happens.
import type { NoticeText } from '../notices/notice.ts'
import { momentText, type Language } from '../schedules/cover-words.ts'
import type { Instant, Zone } from '../time.ts'
import { leaveIn, type ReadyFound } from './ready.ts'

export type HandoverNotice = {
  readonly schedule: string
  /** Empty: nobody. */
  readonly from: string
  readonly to: string
  readonly at: Instant
  readonly valveAt: Instant
  readonly zone: Zone
}

type Words = {
  readonly drafted: (n: HandoverNotice) => Omit<NoticeText, 'path'>
  readonly signed: (n: HandoverNotice) => Omit<NoticeText, 'path'>
  readonly asked: (n: HandoverNotice & { readonly text: string }) => Omit<NoticeText, 'path'>
  readonly answered: (n: HandoverNotice & { readonly text: string }) => Omit<NoticeText, 'path'>
  /** `isOver`: the valve is open, and the schedule alone says who is paged. */
  readonly late: (
    n: HandoverNotice & { readonly isSigned: boolean; readonly isOver: boolean },
  ) => Omit<NoticeText, 'path'>
  readonly notReady: (n: HandoverNotice & { readonly found: readonly ReadyFound[] }) => Omit<NoticeText, 'path'>
}

export const handoverNotices: Readonly<Record<Language, Words>> = {
  en: {
    drafted: ({ schedule, to, at, zone }) => ({
      subject: `Hand over ${schedule} at ${momentText(at, zone, 'en')}`,
      paragraphs: [
        `The brief for ${to || 'whoever comes next'} is drafted from what is open. Add what it does not know, and sign it.`,
        'Until it is accepted you are paged beside whoever comes.',
      ],
    }),
    signed: ({ schedule, from, at, zone }) => ({
      subject: `${schedule} is yours from ${momentText(at, zone, 'en')}`,
      paragraphs: [
        from === ''
          ? 'Nobody was on call before you. Read what is open, and accept it.'
          : `${from} has signed the handover. Read what is open, ask if something is not clear, and accept it.`,
        'With that, what is open is in your hands.',
      ],
    }),
    asked: ({ schedule, to, text }) => ({
      subject: `A question about the handover of ${schedule}`,
      paragraphs: [`${to || 'Whoever takes over'} asks: ${text}`],
    }),
    answered: ({ schedule, from, text }) => ({
      subject: `Your question about ${schedule} is answered`,
      paragraphs: [`${from || 'The team'} answers: ${text}`],
    }),
    late: ({ schedule, from, to, valveAt, isSigned, isOver, zone }) => ({
      subject: isOver ? `The handover of ${schedule} was missed` : `The handover of ${schedule} is not accepted yet`,
      paragraphs: [
        isSigned
          ? `${from || 'Baton'} has signed it, and ${to || 'nobody'} has not accepted it.`
          : `${from || 'Whoever goes'} has not signed it, so ${to || 'nobody'} could not accept it.`,
        isOver
          ? 'The schedule alone says who is paged now. The handover stays open until somebody writes it and it is accepted.'
          : `Pages reach ${from === '' || to === '' ? `${from || to} alone` : 'both of them'}. From ${momentText(valveAt, zone, 'en')} on the schedule alone says who is paged.`,
      ],
    }),
    notReady: ({ schedule, to, at, found, zone }) => ({
      subject: `${to} is not ready for ${schedule}`,
      paragraphs: [
        `The shift begins at ${momentText(at, zone, 'en')}.`,
        ...found.filter(({ is }) => is === 'bad').map((one) => notReadyEn(one, zone)),
        'Ask them to mend it, or find somebody else for the shift.',
      ],
    }),
  },
  ko: {
    drafted: ({ schedule, to, at, zone }) => ({
      subject: `${schedule} 인계 준비: ${momentText(at, zone, 'ko')} 교대`,
      paragraphs: [
        `진행 중인 건을 모아 ${to === '' ? '다음 당번에게' : `${to} 님에게`} 넘길 인계서 초안을 만들었습니다. 덧붙일 내용을 적고 서명해 주세요.`,
        '인수되기 전까지는 다음 당번과 함께 호출됩니다.',
      ],
    }),
    signed: ({ schedule, from, at, zone }) => ({
      subject: `${momentText(at, zone, 'ko')}부터 ${schedule} 당번입니다`,
      paragraphs: [
        from === ''
          ? '앞선 당번이 없습니다. 진행 중인 건을 읽고 인수해 주세요.'
          : `${from} 님이 인계서에 서명했습니다. 읽어 보고, 궁금한 점은 묻고, 인수해 주세요.`,
        '인수하면 진행 중인 건이 모두 내 담당이 됩니다.',
      ],
    }),
    asked: ({ schedule, to, text }) => ({
      subject: `${schedule} 인계에 대한 질문`,
      paragraphs: [`${to === '' ? '인수자' : `${to} 님`}의 질문: ${text}`],
    }),
    answered: ({ schedule, from, text }) => ({
      subject: `${schedule} 인계 질문에 답변이 달렸습니다`,
      paragraphs: [`${from === '' ? '팀' : `${from} 님`}의 답변: ${text}`],
    }),
    late: ({ schedule, from, to, valveAt, isSigned, isOver, zone }) => ({
      subject: isOver ? `${schedule} 인계가 제때 이루어지지 않았습니다` : `${schedule} 인계가 아직 끝나지 않았습니다`,
      paragraphs: [
        isSigned
          ? `${from === '' ? 'Baton이' : `${from} 님이`} 서명했지만 ${to === '' ? '인수할 사람이 없습니다' : `${to} 님이 아직 인수하지 않았습니다`}.`
          : `${from === '' ? '앞선 당번이' : `${from} 님이`} 아직 서명하지 않아 인수할 수 없는 상태입니다.`,
        isOver
          ? '지금은 일정에 있는 당번만 호출됩니다. 누군가 인계서를 쓰고 인수할 때까지 이 인계는 열린 채로 남습니다.'
          : `지금은 ${from === '' || to === '' ? `${from || to} 님만` : '두 사람 모두'} 호출됩니다. ${momentText(valveAt, zone, 'ko')}부터는 일정에 있는 당번만 호출됩니다.`,
      ],
    }),
    notReady: ({ schedule, to, at, found, zone }) => ({
      subject: `${to} 님이 ${schedule} 당번을 맡을 준비가 안 되었습니다`,
      paragraphs: [
        `당번은 ${momentText(at, zone, 'ko')}에 시작합니다.`,
        ...found.filter(({ is }) => is === 'bad').map((one) => notReadyKo(one, zone)),
        '당사자에게 조치를 요청하거나 다른 사람을 구해 주세요.',
      ],
    }),
  },
}

function notReadyEn({ check, detail }: ReadyFound, zone: Zone): string {
  switch (check) {
    case 'active':
      return 'They are deactivated, so no page reaches them.'
    case 'reachable':
      return 'No contact of theirs is verified and switched on, so no page reaches them.'
    case 'tested':
      return 'No page or test was answered for a long time.'
    case 'leave':
      return `They are on leave: ${leaveText(detail, zone, 'en')}.`
    case 'links':
      return `Links of the kit do not answer: ${detail}.`
  }
}

function notReadyKo({ check, detail }: ReadyFound, zone: Zone): string {
  switch (check) {
    case 'active':
      return '비활성화된 계정이라 호출이 가지 않습니다.'
    case 'reachable':
      return '확인된 연락처가 하나도 켜져 있지 않아 호출이 가지 않습니다.'
    case 'tested':
      return '오랫동안 호출이나 시험 호출에 응답한 적이 없습니다.'
    case 'leave':
      return `휴가와 겹칩니다: ${leaveText(detail, zone, 'ko')}.`
    case 'links':
      return `키트에 있는 링크가 열리지 않습니다: ${detail}.`
  }
}

function leaveText(detail: string, zone: Zone, language: Language): string {
  const { startsAt, endsAt } = leaveIn(detail)
  return `${momentText(startsAt, zone, language)} – ${momentText(endsAt, zone, language)}`
}

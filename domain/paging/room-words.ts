// The fixed words of what a team's channel is told, and of what became of a page, per language.
import type { Language } from './message-words.ts'

export type RoomWords = {
  readonly paged: string
  readonly nobodyPaged: string
  readonly onCall: (person: string, schedule: string) => string
  readonly handingOver: (person: string, schedule: string) => string
  readonly named: (person: string) => string
  readonly member: (person: string, team: string) => string
  readonly askedFor: (person: string) => string
  readonly fallback: (person: string) => string
  /** To whoever pressed a button: nobody in Baton has shown that this account is theirs. */
  readonly linkFirst: string
  readonly mayNot: (person: string) => string
  readonly testSubject: (channel: string) => string
  readonly testSay: (person: string, channel: string) => string
  readonly code: (code: string, minutes: number) => string
  /** What became of a page: the times are written out. */
  readonly took: (person: string, at: string) => string
  readonly answered: (at: string) => string
  readonly snoozed: (person: string, until: string) => string
  readonly cameBack: (at: string) => string
  readonly over: (at: string) => string
  readonly unanswered: string
}

export const roomWords: Readonly<Record<Language, RoomWords>> = {
  en: {
    paged: 'Paged',
    nobodyPaged: 'nobody yet: this step only tells you',
    onCall: (person, schedule) => `${person} (on call for ${schedule})`,
    handingOver: (person, schedule) => `${person} (hands over ${schedule}, not accepted yet)`,
    named: (person) => `${person} (named in the policy)`,
    member: (person, team) => `${person} (in the team ${team})`,
    askedFor: (person) => `${person} (asked for by name)`,
    fallback: (person) => `${person} (the fallback: nobody before answered)`,
    linkFirst:
      'This was not acknowledged: Baton does not know whose account this is. Add this chat under "My profile" as a contact, verify it, then press again.',
    mayNot: (person) => `This was not acknowledged: ${person} may not respond to alerts of this team.`,
    testSubject: (channel) => `Test from Baton: ${channel}`,
    testSay: (person, channel) => `${person} has sent a test to ${channel}. Nothing is broken.`,
    code: (code, minutes) =>
      `Its code is ${code}. Whoever enters it in Baton within ${minutes} minutes lets pages be told here.`,
    took: (person, at) => `${person} took it at ${at}.`,
    answered: (at) => `It was acknowledged at ${at}.`,
    snoozed: (person, until) => `${person} snoozed it until ${until}.`,
    cameBack: (at) => `It came back at ${at} and is paged again.`,
    over: (at) => `It is over: closed at ${at}.`,
    unanswered: 'Nobody answered this; the fallback was alarmed.',
  },
  ko: {
    paged: '호출 대상',
    nobodyPaged: '아직 없음: 이 단계는 채널에만 알립니다',
    onCall: (person, schedule) => `${person} 님(${schedule} 당번)`,
    handingOver: (person, schedule) => `${person} 님(${schedule} 인계 중, 아직 인수 전)`,
    named: (person) => `${person} 님(정책에서 지정)`,
    member: (person, team) => `${person} 님(${team} 팀)`,
    askedFor: (person) => `${person} 님(직접 호출)`,
    fallback: (person) => `${person} 님(최종 담당: 앞선 응답 없음)`,
    linkFirst:
      '확인 처리되지 않았습니다. 누구의 계정인지 알 수 없습니다. 내 프로필에서 이 채팅을 연락처로 추가하고 인증한 뒤 다시 누르세요.',
    mayNot: (person) => `확인 처리되지 않았습니다. ${person} 님은 이 팀의 알림에 응답할 권한이 없습니다.`,
    testSubject: (channel) => `Baton 테스트: ${channel}`,
    testSay: (person, channel) => `${person} 님이 ${channel} 채널로 테스트를 보냈습니다. 실제 장애가 아닙니다.`,
    code: (code, minutes) =>
      `확인 코드는 ${code} 입니다. ${minutes}분 안에 Baton에 입력하면 이곳으로 호출 소식이 옵니다.`,
    took: (person, at) => `${person} 님이 ${at}에 확인했습니다.`,
    answered: (at) => `${at}에 확인되었습니다.`,
    snoozed: (person, until) => `${person} 님이 ${until}까지 미뤘습니다.`,
    cameBack: (at) => `${at}에 다시 열려 호출 중입니다.`,
    over: (at) => `상황이 끝났습니다. ${at}에 종료되었습니다.`,
    unanswered: '아무도 응답하지 않아 최종 담당에게 알렸습니다.',
  },
}

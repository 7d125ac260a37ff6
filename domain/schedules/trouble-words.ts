// A message about what will go wrong, in the language and the zone of the person who mends it.
import type { Instant, Zone } from '../time.ts'
import type { Language } from './calendar-words.ts'
import type { NoticeText } from '../notices/notice.ts'
import { byUrgency, type Trouble, type TroubleKind } from './trouble.ts'

/** A trouble with the names of what it is about. */
export type ToldTrouble = {
  readonly trouble: Trouble
  readonly scheduleId: string
  readonly scheduleName: string
  readonly otherName: string | null
  readonly personName: string | null
}

/** What a trouble is called in the log. */
export const troublePhrases: Readonly<Record<TroubleKind, string>> = {
  nobody_on_call: 'nobody on call',
  out_of_reach: 'no contact',
  two_primaries: 'primary in two places at once',
  on_leave: 'on call during leave',
  on_holiday: 'on call on a public holiday',
}

type Reader = { readonly personId: string; readonly language: Language; readonly zone: Zone; readonly now: Instant }

/** So many have a line each; the rest are counted. */
const mostLines = 10

/** What stands, the most urgent first; null when nothing does. */
export function troubleMessage(troubles: readonly ToldTrouble[], reader: Reader): NoticeText | null {
  const all = troubles.toSorted((a, b) => byUrgency(a.trouble, b.trouble))
  const [first] = all
  if (!first) return null
  const words = languages[reader.language]
  const lines = all.slice(0, mostLines).map((one) => troubleLine(one, reader))
  const left = all.length - lines.length
  const isOne = new Set(all.map(({ scheduleId }) => scheduleId)).size === 1
  return {
    subject: words.subject(whatOf(first, reader), all.length - 1),
    paragraphs: [...lines, ...(left > 0 ? [words.more(left)] : []), words.next(zoneCity(reader.zone))],
    path: isOne ? `/schedules/${first.scheduleId}` : '/',
  }
}

/** One trouble as a sentence: what, and when. */
function troubleLine(told: ToldTrouble, { language, zone, now, personId }: Reader): string {
  const { startsAt, endsAt } = told.trouble
  const words = languages[language]
  const hasBegun = Temporal.Instant.compare(startsAt, now) <= 0
  const when = words.span(hasBegun ? null : moment(startsAt, language, zone), endsAt && moment(endsAt, language, zone))
  return words.line(whatOf(told, { language, personId }), when)
}

function whatOf(told: ToldTrouble, { language, personId }: Pick<Reader, 'language' | 'personId'>): string {
  const { trouble, scheduleName, otherName } = told
  const words = languages[language]
  if (trouble.kind === 'nobody_on_call') return words.nobody(scheduleName)
  const who = trouble.personId === personId ? words.you : words.person(told.personName ?? words.somebody)
  switch (trouble.kind) {
    case 'out_of_reach':
      return words.outOfReach(who, scheduleName)
    case 'two_primaries':
      return words.twice(who, scheduleName, otherName ?? '')
    case 'on_leave':
      return words.onLeave(who, scheduleName)
    case 'on_holiday':
      return words.onHoliday(who, scheduleName, trouble.holiday[language])
  }
}

type Who = { readonly name: string; readonly isYou: boolean }

const languages: Readonly<Record<Language, Words>> = {
  en: {
    you: { name: 'You', isYou: true },
    somebody: 'somebody removed',
    person: (name) => ({ name, isYou: false }),
    nobody: (schedule) => `Nobody is on call for ${schedule}`,
    outOfReach: (who, schedule) =>
      `${isOnCall(who)} for ${schedule}, and no contact reaches ${who.isYou ? 'you' : 'them'}`,
    twice: (who, schedule, other) =>
      `${who.name} ${who.isYou ? 'are' : 'is'} primary on ${schedule} and on ${other} at once`,
    onLeave: (who, schedule) => `${isOnCall(who)} for ${schedule} during leave`,
    onHoliday: (who, schedule, holiday) => `${isOnCall(who)} for ${schedule} on ${holiday}`,
    span: (from, until) => {
      if (from === null) return until === null ? 'now, with no end in sight' : `now, until ${until}`
      return until === null ? `from ${from} on` : `from ${from} until ${until}`
    },
    line: (what, when) => `${what}: ${when}.`,
    subject: (what, more) => (more > 0 ? `${what}, and ${more} more` : what),
    more: (count) => `And ${count} more.`,
    next: (zone) => `Put somebody on call, change the schedule, or accept it as it is. Times are those of ${zone}.`,
  },
  ko: {
    you: { name: '', isYou: true },
    somebody: '삭제된 사람',
    person: (name) => ({ name: `${name} 님`, isYou: false }),
    nobody: (schedule) => `${schedule} 온콜 공백`,
    outOfReach: (who, schedule) => `${schedule}: ${subject(who)} 온콜인데 연락할 방법이 없음`,
    twice: (who, schedule, other) => `${schedule}, ${other}: ${subject(who)} 양쪽 모두 1차 온콜`,
    onLeave: (who, schedule) => `${schedule}: ${subject(who)} 휴가 중 온콜`,
    onHoliday: (who, schedule, holiday) => `${schedule}: ${subject(who)} 공휴일(${holiday}) 온콜`,
    span: (from, until) => {
      if (from === null) return until === null ? '지금부터, 끝을 알 수 없음' : `지금부터 ${until}까지`
      return until === null ? `${from}부터` : `${from}부터 ${until}까지`
    },
    line: (what, when) => `${what}: ${when}`,
    subject: (what, more) => (more > 0 ? `${what} 외 ${more}건` : what),
    more: (count) => `그 밖에 ${count}건이 더 있습니다.`,
    next: (zone) =>
      `다른 사람을 지정하거나 일정을 바꾸세요. 그대로 두어도 되면 확인 처리하세요. 시각은 ${zone} 기준입니다.`,
  },
}

function isOnCall({ name, isYou }: Who): string {
  return `${name} ${isYou ? 'are' : 'is'} on call`
}

/** The particle follows the title, which every name has: what a name in other letters ends with nobody knows. */
function subject({ name, isYou }: Who): string {
  return isYou ? '본인이' : `${name}이`
}

type Words = {
  readonly you: Who
  readonly somebody: string
  readonly person: (name: string) => Who
  readonly nobody: (schedule: string) => string
  readonly outOfReach: (who: Who, schedule: string) => string
  readonly twice: (who: Who, schedule: string, other: string) => string
  readonly onLeave: (who: Who, schedule: string) => string
  readonly onHoliday: (who: Who, schedule: string, holiday: string) => string
  readonly span: (from: string | null, until: string | null) => string
  readonly line: (what: string, when: string) => string
  readonly subject: (what: string, more: number) => string
  readonly more: (count: number) => string
  readonly next: (zone: string) => string
}

/** "Mon, Nov 23, 09:00" on the reader's clock. */
function moment(at: Instant, language: Language, zone: Zone): string {
  return at.toZonedDateTimeISO(zone).toLocaleString(language, {
    weekday: 'short',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
}

/** "Seoul" for `Asia/Seoul`. */
function zoneCity(zone: Zone): string {
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')
}

// What notices about cover requests say, per language. Moments arrive as values and are written on the reader's wall clock.
import type * as z from 'zod'
import type { language } from '../shapes.ts'
import type { Instant, Zone } from '../time.ts'
import type { VoidBecause } from './cover.ts'
import type { CoverLoad } from './cover-load.ts'
import type { Piece } from './pieces.ts'

export type Language = z.output<typeof language>

type CoverWords = {
  readonly moment: (local: Temporal.ZonedDateTime) => string
  readonly length: (minutes: number) => string
  readonly load: (length: string, load: CoverLoad, zone: Zone) => string
  /** To whoever is asked. */
  readonly asks: (asker: string, schedule: string, span: string) => string
  readonly asksSwap: (asker: string, schedule: string, span: string) => string
  readonly inReturn: (asker: string, schedule: string, span: string) => string
  readonly onlyThese: (spans: string) => string
  readonly writes: (asker: string, note: string) => string
  readonly elsewhere: (shifts: string) => string
  readonly answer: string
  /** To the asker. */
  readonly taken: (by: string, schedule: string, span: string) => string
  readonly swapped: (by: string, schedule: string, span: string) => string
  readonly wouldTake: (by: string, schedule: string, span: string) => string
  readonly agree: string
  readonly nobodyCan: (schedule: string, span: string) => string
  readonly nobodyCanSay: string
  readonly expired: (schedule: string, span: string) => string
  readonly isVoid: (schedule: string, span: string) => string
  readonly because: Readonly<Record<VoidBecause, string>>
  readonly rest: (spans: string) => string
  /** To whoever offered a part. */
  readonly agreed: (asker: string, schedule: string, span: string) => string
  readonly agreedSay: string
  /** To the asker and the owners. */
  readonly stillOpen: (schedule: string, asker: string, from: string) => string
  readonly silent: (people: string) => string
  readonly stillOpenSay: string
}

/** "Fri 4 Dec 18:00": the moment on the clock of this zone. */
export function momentText(at: Instant, zone: Zone, language: Language): string {
  return coverWords[language].moment(at.toZonedDateTimeISO(zone))
}

/** "Fri 4 Dec 18:00 – Mon 7 Dec 08:00". */
export function spanText({ startsAt, endsAt }: Piece, zone: Zone, language: Language): string {
  return `${momentText(startsAt, zone, language)} – ${momentText(endsAt, zone, language)}`
}

export function spansText(pieces: readonly Piece[], zone: Zone, language: Language): string {
  return pieces.map((piece) => spanText(piece, zone, language)).join('; ')
}

/** How long it is, with the nights and the weekend in it. */
export function loadText(load: CoverLoad, zone: Zone, language: Language): string {
  const words = coverWords[language]
  return words.load(words.length(load.minutes), load, zone)
}

const weekdays = {
  en: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
  ko: ['월', '화', '수', '목', '금', '토', '일'],
} as const
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const

function clock({ hour, minute }: Temporal.ZonedDateTime): string {
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}

/** The two largest units. */
function parts(minutes: number): readonly (readonly [count: number, unit: 0 | 1 | 2])[] {
  const counts = [Math.floor(minutes / 1_440), Math.floor((minutes % 1_440) / 60), minutes % 60] as const
  const first = counts.findIndex((count) => count > 0)
  return ([0, 1, 2] as const).flatMap((unit) =>
    counts[unit] > 0 && unit <= first + 1 ? [[counts[unit], unit] as const] : [],
  )
}

function plural(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? '' : 's'}`
}

export const coverWords: Readonly<Record<Language, CoverWords>> = {
  en: {
    moment: (local) => `${weekdays.en[local.dayOfWeek - 1]} ${local.day} ${months[local.month - 1]} ${clock(local)}`,
    length: (minutes) =>
      parts(minutes)
        .map(([count, unit]) => plural(count, ['day', 'hour', 'minute'][unit] ?? ''))
        .join(' '),
    load: (length, { nights, weekendDays }, zone) => {
      const within = [
        ...(nights > 0 ? [plural(nights, 'night')] : []),
        ...(weekendDays > 0 ? [plural(weekendDays, 'day') + ' of a weekend'] : []),
      ]
      return `${length}${within.length > 0 ? `, with ${within.join(' and ')}` : ''}. Times are those of ${zone}.`
    },
    asks: (asker, schedule, span) => `Can you take ${schedule} for ${asker}? ${span}`,
    asksSwap: (asker, schedule, span) => `${asker} asks to swap shifts: ${schedule}, ${span}`,
    inReturn: (asker, schedule, span) => `In return ${asker} takes your shift on ${schedule}: ${span}.`,
    onlyThese: (spans) => `What is looked for: ${spans}.`,
    writes: (asker, note) => `${asker} writes: ${note}`,
    elsewhere: (shifts) => `What else you are on call for in those weeks: ${shifts}.`,
    answer: 'Open the request to say that you take it, take a part, or cannot.',
    taken: (by, schedule, span) => `${by} takes ${schedule} for you: ${span}`,
    swapped: (by, schedule, span) => `${by} swaps with you: ${schedule}, ${span}`,
    wouldTake: (by, schedule, span) => `${by} would take a part of ${schedule}: ${span}`,
    agree: 'Agree in Baton, and the rest stays open.',
    nobodyCan: (schedule, span) => `Nobody who was asked can take ${schedule}: ${span}`,
    nobodyCanSay: 'You are still on call then. Ask others, or talk to a manager of the schedule.',
    expired: (schedule, span) => `Nobody took ${schedule}: ${span}`,
    isVoid: (schedule, span) => `Your request is void: ${schedule}, ${span}`,
    because: {
      asker_left: 'Whose shift it was is out of service.',
      shift_changed: 'The schedule has changed, and the shift is no longer yours.',
      return_changed: 'The schedule has changed, and the shift that you would take in return is no longer theirs.',
    },
    rest: (spans) => `Still looked for: ${spans}.`,
    agreed: (asker, schedule, span) => `You take ${schedule} for ${asker}: ${span}`,
    agreedSay: 'It is agreed, and stands in the schedule and in your calendar.',
    stillOpen: (schedule, asker, from) => `Nobody has taken ${schedule} for ${asker} yet, from ${from}`,
    silent: (people) => `No answer yet from: ${people}.`,
    stillOpenSay: 'Until somebody takes it, the shift stays as it is. Ask others, or put somebody on call.',
  },
  ko: {
    moment: (local) => `${local.month}월 ${local.day}일(${weekdays.ko[local.dayOfWeek - 1]}) ${clock(local)}`,
    length: (minutes) =>
      parts(minutes)
        .map(([count, unit]) => `${count}${['일', '시간', '분'][unit]}`)
        .join(' '),
    load: (length, { nights, weekendDays }, zone) => {
      const within = [
        ...(nights > 0 ? [`야간 ${nights}회`] : []),
        ...(weekendDays > 0 ? [`주말 ${weekendDays}일`] : []),
      ]
      return `총 ${length}${within.length > 0 ? ` (${within.join(', ')} 포함)` : ''}. 시각은 ${zone} 기준입니다.`
    },
    asks: (asker, schedule, span) => `${asker} 님 대신 ${schedule} 온콜을 맡아 주실 수 있나요? ${span}`,
    asksSwap: (asker, schedule, span) => `${asker} 님의 근무 교환 요청: ${schedule}, ${span}`,
    inReturn: (asker, schedule, span) => `대신 ${asker} 님이 ${schedule}의 내 근무를 맡습니다: ${span}.`,
    onlyThese: (spans) => `맡을 사람을 찾는 시간: ${spans}.`,
    writes: (asker, note) => `${asker} 님의 메모: ${note}`,
    elsewhere: (shifts) => `그 주의 다른 온콜: ${shifts}.`,
    answer: '요청을 열어 맡기, 일부만 맡기, 거절 중에서 답해 주세요.',
    taken: (by, schedule, span) => `${by} 님이 ${schedule} 근무를 대신 맡습니다: ${span}`,
    swapped: (by, schedule, span) => `${by} 님과 근무를 교환했습니다: ${schedule}, ${span}`,
    wouldTake: (by, schedule, span) => `${by} 님이 ${schedule} 근무의 일부를 맡겠다고 합니다: ${span}`,
    agree: 'Baton에서 동의하면 확정되고, 나머지 시간은 계속 찾습니다.',
    nobodyCan: (schedule, span) => `요청받은 사람 모두 ${schedule} 근무를 맡을 수 없습니다: ${span}`,
    nobodyCanSay: '아직 본인이 온콜입니다. 다른 사람에게 요청하거나 팀 매니저와 상의하세요.',
    expired: (schedule, span) => `${schedule} 근무를 맡은 사람이 없습니다: ${span}`,
    isVoid: (schedule, span) => `대신 근무 요청이 무효가 되었습니다: ${schedule}, ${span}`,
    because: {
      asker_left: '근무 당사자가 비활성화되었습니다.',
      shift_changed: '일정이 바뀌어 더 이상 내 근무가 아닙니다.',
      return_changed: '일정이 바뀌어 대신 맡기로 한 근무가 더 이상 상대방의 근무가 아닙니다.',
    },
    rest: (spans) => `아직 찾고 있는 시간: ${spans}.`,
    agreed: (asker, schedule, span) => `${asker} 님 대신 ${schedule} 온콜을 맡게 되었습니다: ${span}`,
    agreedSay: '합의가 끝나 일정과 캘린더에 반영되었습니다.',
    stillOpen: (schedule, asker, from) => `${schedule} ${asker} 님 근무를 맡을 사람이 아직 없습니다. ${from} 시작`,
    silent: (people) => `아직 답하지 않은 사람: ${people}.`,
    stillOpenSay: '맡는 사람이 없으면 근무는 그대로 유지됩니다. 다른 사람에게 요청하거나 대체 근무를 지정하세요.',
  },
}

// What a calendar says, in the language of the person who reads it.
import type * as z from 'zod'
import type { language } from '../shapes.ts'
import type { Role } from './schedule.ts'

export type Language = z.output<typeof language>

type CalendarWords = {
  /** The names of the calendars. */
  readonly myShifts: string
  readonly schedule: (schedule: string) => string
  /** My own shift, somebody's shift, nobody's. */
  readonly me: (schedule: string, role: Role) => string
  readonly somebody: (person: string, schedule: string, role: Role) => string
  readonly nobody: (schedule: string) => string
  /** Where the calendar ends because there is more than it can hold. */
  readonly more: string
}

const roleWords: Readonly<Record<Language, Readonly<Record<Role, string>>>> = {
  en: { primary: 'primary', secondary: 'secondary', shadow: 'shadow' },
  ko: { primary: '1차', secondary: '2차', shadow: '섀도' },
}

export const calendarWords: Readonly<Record<Language, CalendarWords>> = {
  en: {
    myShifts: 'My on-call shifts',
    schedule: (schedule) => `On call: ${schedule}`,
    me: (schedule, role) => `On call: ${schedule} (${roleWords.en[role]})`,
    somebody: (person, schedule, role) => `${person} on call: ${schedule} (${roleWords.en[role]})`,
    nobody: (schedule) => `Nobody on call: ${schedule}`,
    more: 'There are more shifts than this calendar holds. See the rest in Baton.',
  },
  ko: {
    myShifts: '내 온콜 근무',
    schedule: (schedule) => `온콜: ${schedule}`,
    me: (schedule, role) => `온콜: ${schedule} (${roleWords.ko[role]})`,
    somebody: (person, schedule, role) => `${person} 온콜: ${schedule} (${roleWords.ko[role]})`,
    nobody: (schedule) => `온콜 공백: ${schedule}`,
    more: '근무가 너무 많아 이 캘린더에는 여기까지만 표시합니다. 나머지는 Baton에서 확인하세요.',
  },
}

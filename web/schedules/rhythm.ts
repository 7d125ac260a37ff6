import { useLanguage, useWords } from '../words/words.ts'
import type { RotationTold } from './draft.ts'
import { zoneCity } from './span-words.ts'

/** How a rotation goes round, as a sentence: "Every week, Monday 09:00, Berlin". */
export function useRhythmWords(): (rotation: RotationTold) => string {
  const say = useWords('schedules')
  const weekday = useWeekdayName()
  return (rotation) => {
    const facts = { count: rotation.length, time: rotation.handoverTime, zone: zoneCity(rotation.zone) }
    switch (rotation.unit) {
      case 'hour':
        return say(rotation.length === 1 ? 'rhythm.everyHour' : 'rhythm.everyHours', facts)
      case 'day':
        return say(rotation.length === 1 ? 'rhythm.everyDay' : 'rhythm.everyDays', facts)
      case 'week':
        return say(rotation.length === 1 ? 'rhythm.everyWeek' : 'rhythm.everyWeeks', {
          ...facts,
          weekday: weekday(rotation.handoverWeekday),
        })
      case 'month':
        return say(rotation.length === 1 ? 'rhythm.everyMonth' : 'rhythm.everyMonths', {
          ...facts,
          day: rotation.handoverDay,
        })
    }
  }
}

/** The name of an ISO weekday, Monday being 1. */
export function useWeekdayName(): (weekday: number) => string {
  const language = useLanguage()
  const format = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' })
  // 1 January 2024 was a Monday.
  return (weekday) => format.format(Date.UTC(2024, 0, weekday))
}

import { useLanguage, useWords } from '../words/words.ts'
import type { RotationTold } from './draft.ts'
import { weekdayRuns } from './restriction-draft.ts'
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

/** The hours in which a rotation counts: "Mon–Fri 09:00–18:00", "Fri 18:00 – Mon 09:00". */
export function useHoursWords(): (hours: NonNullable<RotationTold['restrictions']>[number]) => string {
  const say = useWords('schedules')
  const weekday = useWeekdayName('short')
  const runOf = (first: number, last: number) =>
    first === last ? weekday(first) : say('hours.run', { first: weekday(first), last: weekday(last) })
  return (hours) => {
    if (hours.kind === 'span') {
      const { fromWeekday, fromTime, toWeekday, toTime } = hours
      return say('hours.span', { from: weekday(fromWeekday), fromTime, to: weekday(toWeekday), toTime })
    }
    const runs = weekdayRuns(hours.weekdays)
    const isEveryDay = runs.length === 1 && hours.weekdays.length === 7
    const days = isEveryDay ? say('hours.everyDay') : runs.map(([first, last]) => runOf(first, last)).join(', ')
    return say('hours.window', { days, from: hours.from, to: hours.to })
  }
}

/** The name of an ISO weekday, Monday being 1. */
export function useWeekdayName(length: 'long' | 'short' = 'long'): (weekday: number) => string {
  const language = useLanguage()
  const format = new Intl.DateTimeFormat(language, { weekday: length, timeZone: 'UTC' })
  // 1 January 2024 was a Monday.
  return (weekday) => format.format(Date.UTC(2024, 0, weekday))
}

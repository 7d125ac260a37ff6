// The friendly forms of a rotation's rhythm: `every: 2 weeks`, `handover: monday 09:00`.
import * as z from 'zod'

export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const

const everyPattern = /^(?:(?:(\d{1,3}) +)?(hour|day|week|month)s?|(hour|dai|week|month)ly)$/i
const handoverPattern = new RegExp(
  `^(?:(${weekdays.map((day) => `${day}|${day.slice(0, 3)}`).join('|')}) +|day (\\d{1,2}) +)?(\\d\\d:\\d\\d)$`,
  'i',
)

export type Rhythm = { readonly unit: 'hour' | 'day' | 'week' | 'month'; readonly length: number }
/** `day` is that of the month. */
export type Handover = { readonly time: string; readonly weekday: number | null; readonly day: number | null }

const units: Readonly<Record<string, Rhythm['unit']>> = {
  hour: 'hour',
  day: 'day',
  dai: 'day',
  week: 'week',
  month: 'month',
}

/** How long is a turn? `day`, `week`, `2 weeks`, `daily`, `12 hours`; null when it is none of these. */
export function readEvery(text: string): Rhythm | null {
  const found = everyPattern.exec(text.trim())
  if (!found) return null
  const unit = units[(found[2] ?? found[3] ?? '').toLowerCase()]
  return unit ? { unit, length: Number(found[1] ?? 1) } : null
}

export function everyText({ unit, length }: Rhythm): string {
  return length === 1 ? unit : `${length} ${unit}s`
}

/** When does a turn change hands? `09:00`, `monday 09:00`, `Mon 09:00`, `day 31 09:00`; null when it is none of these. */
export function readHandover(text: string): Handover | null {
  const [, weekday, day, time] = handoverPattern.exec(text.trim()) ?? []
  if (!time || !/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) return null
  if (day && !(Number(day) >= 1 && Number(day) <= 31)) return null
  return { time, weekday: weekday ? readWeekday(weekday) : null, day: day ? Number(day) : null }
}

export function handoverText({ time, weekday, day }: Handover): string {
  if (day !== null) return `day ${day} ${time}`
  return weekday === null ? time : `${weekdays[weekday - 1]} ${time}`
}

/** The ISO number of a day of the week, Monday being 1; null for what is none. */
export function readWeekday(text: string): number | null {
  const meant = text.trim().toLowerCase()
  const at = weekdays.findIndex((each) => each === meant || each.slice(0, 3) === meant)
  return at < 0 ? null : at + 1
}

/** A day of the week as written, brought to its one form. */
export const weekday = z
  .string()
  .refine((text) => readWeekday(text) !== null, `Write ${weekdays.join(', ')}`)
  .overwrite((text) => weekdays[(readWeekday(text) ?? 0) - 1] ?? text)

/** `every` as written, brought to its one form. */
export const every = z
  .string()
  .refine((text) => readEvery(text) !== null, 'Write hour, day, week, month, 2 weeks or the like')
  .overwrite((text) => {
    const read = readEvery(text)
    return read ? everyText(read) : text
  })

/** `handover` as written, brought to its one form. */
export const handover = z
  .string()
  .refine(
    (text) => readHandover(text) !== null,
    'Write a time such as 09:00, for weeks and months with its day: monday 09:00, day 31 09:00',
  )
  .overwrite((text) => {
    const read = readHandover(text)
    return read ? handoverText(read) : text
  })

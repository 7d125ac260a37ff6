// The friendly forms of a rotation's rhythm: `every: 2 weeks`, `handover: monday 09:00`.
import * as z from 'zod'

export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const

const everyPattern = /^(?:(?:(\d{1,3}) +)?(day|week)s?|(dai|week)ly)$/i
const handoverPattern = new RegExp(
  `^(?:(${weekdays.map((day) => `${day}|${day.slice(0, 3)}`).join('|')}) +)?(\\d\\d:\\d\\d)$`,
  'i',
)

export type Rhythm = { readonly unit: 'day' | 'week'; readonly length: number }
export type Handover = { readonly time: string; readonly weekday: number | null }

/** How long is a turn? `day`, `week`, `2 weeks`, `daily`; null when it is none of these. */
export function readEvery(text: string): Rhythm | null {
  const found = everyPattern.exec(text.trim())
  if (!found) return null
  const unit = (found[2] ?? found[3] ?? '').toLowerCase().startsWith('w') ? 'week' : 'day'
  return { unit, length: Number(found[1] ?? 1) }
}

export function everyText({ unit, length }: Rhythm): string {
  return length === 1 ? unit : `${length} ${unit}s`
}

/** When does a turn change hands? `09:00`, `monday 09:00`, `Mon 09:00`; null when it is none of these. */
export function readHandover(text: string): Handover | null {
  const [, day, time] = handoverPattern.exec(text.trim()) ?? []
  if (!time || !/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) return null
  return { time, weekday: day ? weekdays.findIndex((each) => each.startsWith(day.toLowerCase())) + 1 : null }
}

export function handoverText({ time, weekday }: Handover): string {
  const day = weekday === null ? undefined : weekdays[weekday - 1]
  return day ? `${day} ${time}` : time
}

/** `every` as written, brought to its one form. */
export const every = z
  .string()
  .refine((text) => readEvery(text) !== null, 'Write day, week, 2 weeks or the like')
  .overwrite((text) => {
    const read = readEvery(text)
    return read ? everyText(read) : text
  })

/** `handover` as written, brought to its one form. */
export const handover = z
  .string()
  .refine((text) => readHandover(text) !== null, 'Write a time such as 09:00, for weeks with its day: monday 09:00')
  .overwrite((text) => {
    const read = readHandover(text)
    return read ? handoverText(read) : text
  })

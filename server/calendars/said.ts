// Whom the words of an event name, as far as that can be read off them.
import { calendarLimits } from '../../domain/calendars/event.ts'
import { parameterOf, type Property } from './properties.ts'

/** The addresses of attendees who have not declined, and are people. */
export function mailsOf(properties: readonly Property[]): readonly string[] {
  const mails = properties.flatMap((property) => {
    if (/^declined$/i.test(parameterOf(property, 'partstat') ?? '')) return []
    if (/^(room|resource)$/i.test(parameterOf(property, 'cutype') ?? '')) return []
    const [value] = property.values
    const address = typeof value === 'string' ? value.replace(/^mailto:/i, '') : ''
    // Apple writes a principal there, and the address beside it.
    return mailsIn(`${address} ${parameterOf(property, 'email') ?? ''}`)
  })
  return [...new Set(mails)].slice(0, calendarLimits.mails)
}

const longestText = 20_000

/** Addresses in free text, each once, in small letters. */
export function mailsIn(text: string): readonly string[] {
  const found = text
    .slice(0, longestText)
    .matchAll(/[\p{L}\p{N}._%+'-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8}/gu)
  return [...new Set(Array.from(found, ([mail]) => mail.toLowerCase()))].slice(0, calendarLimits.mails)
}

/** "[L2]" in a summary, as Grafana OnCall reads it: of overlapping events the highest holds. */
export function priorityIn(summary: string): number {
  return Number(/\[L(\d)\]/i.exec(summary)?.[1] ?? 0)
}

/** One line of text that can be stored and shown. */
export function plainLine(text: string): string {
  const line = text
    .toWellFormed()
    .replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replaceAll(/\s+/gu, ' ')
    .trim()
  // Half of a pair at the end is none.
  return line.slice(0, calendarLimits.summaryLetters).replace(/[\uD800-\uDBFF]$/, '')
}

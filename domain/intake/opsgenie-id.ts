// What an Opsgenie id is here: the number of the alert, written as the UUID and milliseconds that Opsgenie's clients expect.
import type { Instant } from '../time.ts'

/** A key that was made because the sender gave no alias: its alert answers to its id as alias too. */
export const madeKeyPrefix = 'opsgenie:'

/** The id of an alert as Opsgenie writes them: a UUID, then when the alert began. */
export function idOf(alert: { readonly id: number; readonly firstAt: Instant }): string {
  return `${fixed}${alert.id.toString(16).padStart(12, '0')}-${alert.firstAt.epochMilliseconds}`
}

/** The number of the alert in such an id; null for every other text. */
export function numberIn(text: string): number | null {
  const digits = /^00ba7000-0000-8000-8000-([0-9a-f]{12})(?:-\d{1,16})?$/i.exec(text)?.[1]
  const number = digits === undefined ? 0 : Number.parseInt(digits, 16)
  return number > 0 ? number : null
}

/** The number of the alert in a tiny id, which is that number; null for every other text. */
export function numberInTiny(text: string): number | null {
  return /^[1-9]\d{0,14}$/.test(text) ? Number(text) : null
}

/** The alias of an alert: what the sender gave, or its id where nothing was given. */
export function aliasOf(alert: { readonly id: number; readonly firstAt: Instant; readonly key: string }): string {
  return alert.key.startsWith(madeKeyPrefix) ? idOf(alert) : alert.key
}

// A UUID of version 8, the one whose content is the maker's affair.
const fixed = '00ba7000-0000-8000-8000-'

// Ids as PagerDuty writes them, capital letters and digits behind a P, and what they are in Baton. Nothing is stored for them.

const uuidLetters = 25 // 36^25 is the first power that holds 128 bits
const numberLetters = 13 // with its P as long as PagerDuty's own; 36^13 holds every number Baton gives

/** The id of a thing that people configure. */
export function idOf(uuid: string): string {
  const digits = BigInt(`0x${uuid.replaceAll('-', '')}`).toString(36)
  return `P${digits.toUpperCase().padStart(uuidLetters, '0')}`
}

/** The id of what happens in numbers: an incident, a note; of entries of the log with an R in front, as PagerDuty has them. */
export function numberIdOf(number: number, letter: 'P' | 'R' = 'P'): string {
  return `${letter}${number.toString(36).toUpperCase().padStart(numberLetters, '0')}`
}

/** The thing an id names. One that Baton's own API or an address of its web shows is taken as it is; null for any other text. */
export function uuidIn(text: unknown): string | null {
  if (typeof text !== 'string') return null
  if (uuid.test(text)) return text.toLowerCase()
  if (!/^P[0-9A-Z]{25}$/.test(text)) return null
  let value = 0n
  for (const letter of text.slice(1)) value = value * 36n + BigInt(Number.parseInt(letter, 36))
  const hex = value.toString(16).padStart(32, '0')
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
  return uuid.test(parts) ? parts : null
}

/** The number an id names, or that it is: people type the number of an incident. */
export function numberIn(text: unknown): number | null {
  if (typeof text === 'number') return Number.isSafeInteger(text) && text > 0 ? text : null
  if (typeof text !== 'string') return null
  const number = /^[PQ][0-9A-Z]{13}$/.test(text)
    ? Number.parseInt(text.slice(1), 36)
    : /^[1-9]\d{0,15}$/.test(text)
      ? Number(text)
      : Number.NaN
  return Number.isSafeInteger(number) && number > 0 ? number : null
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i

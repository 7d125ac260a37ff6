// Answers that are written already: one with thousands of parts, most of which were written for somebody before.
const texts = new WeakMap<object, string>()

/** This value, with the JSON text that says the same. */
export function written<T extends object>(value: T, text: string): T {
  texts.set(value, text)
  return value
}

/** A value as JSON text. */
export function jsonText(value: unknown): string {
  return (typeof value === 'object' && value !== null && texts.get(value)) || JSON.stringify(value)
}

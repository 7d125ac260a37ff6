/** Is this one telephone number as E.164 writes it: a plus, a country, at most fifteen digits? `+821012345678`. */
export function isPhoneNumber(text: string): boolean {
  return /^\+[1-9]\d{6,14}$/.test(text)
}

/** A number as people write it, without what only makes it readable: `+82 (10) 1234-5678`. A country is never guessed. */
export function plainNumber(text: string): string {
  return text.replace(/[\s().\-\u{2010}-\u{2015}]/gu, '')
}

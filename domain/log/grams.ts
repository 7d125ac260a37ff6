/**
 * The pairs of neighbouring characters of each word, small letters, each once: what finds a part of a word, in Korean too,
 * where words are not separated from their endings. A word of one character is itself. Splits on ASCII punctuation and space only.
 */
export function gramsOf(text: string): string[] {
  const grams = new Set<string>()
  for (const word of text.slice(0, longest).toLowerCase().split(boundary)) {
    if (word.length === 1) grams.add(word)
    for (let i = 0; i + 2 <= word.length; i++) grams.add(word.slice(i, i + 2))
  }
  return [...grams]
}

const longest = 4_000
// A backslash, quotes and braces are boundaries too: grams travel as a PostgreSQL array.
const boundary = /[\s!-/:-@[-`{-~]+/u

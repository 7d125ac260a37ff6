/** Two letters for a name: "Ana Costa" is AC. A Korean, Chinese or Japanese name gives its given name: 김민수 is 민수. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean)
  const first = words[0] ?? '?'
  if (/^[\p{Script=Hangul}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(first)) {
    return lettersOf(words.at(-1) ?? first)
      .slice(-2)
      .join('')
  }
  const last = words.length > 1 ? words.at(-1) : undefined
  return [first, last]
    .map((word) => lettersOf(word ?? '')[0] ?? '')
    .join('')
    .toUpperCase()
}

/** A hue in degrees that stays with the name. */
export function hueOf(name: string): number {
  let sum = 7
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 3600
  return sum / 10
}

/** What a reader sees as letters: an accent or a joined emoji belongs to its base. */
function lettersOf(word: string): string[] {
  return Array.from(new Intl.Segmenter().segment(word), ({ segment }) => segment)
}

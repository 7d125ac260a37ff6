// How wide text is on a terminal: Korean, Chinese and Japanese letters and most emoji take two columns.

/** The columns that this text takes; it holds no line ends. */
export function columnsOf(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length
  let columns = 0
  for (const { segment } of segmenter.segment(text)) columns += widthOf(segment)
  return columns
}

/** The text with spaces up to this many columns; longer text stays as it is. */
export function padded(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - columnsOf(text)))
}

/** The longest beginning that fits, with an ellipsis when something was cut. */
export function fitted(text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text
  let kept = ''
  let taken = 1
  for (const { segment } of segmenter.segment(text)) {
    taken += widthOf(segment)
    if (taken > columns) break
    kept += segment
  }
  return `${kept.trimEnd()}…`
}

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })

function widthOf(grapheme: string): number {
  if (isWide.test(grapheme)) return 2
  return isInvisible.test(grapheme) ? 0 : 1
}

// What Unicode calls wide or fullwidth (UAX 11) among letters and signs in use, and what is shown as an emoji.
const isWide =
  /^(?:[\u1100-\u115f\u2e80-\u303e\u3041-\u4dbf\u4e00-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1b000}-\u{1b2ff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}|\p{Emoji}\ufe0f)/u
const isInvisible = /^[\p{Mn}\p{Me}\p{Cf}\p{Cc}]+$/u

// Text as strangers write it, and as those do who mean harm: what turns, hides or breaks a line, and everything else there is.
import * as fc from 'fast-check'

const nasty = [
  '\u0000',
  '\u001b[31m',
  '\r\n',
  '\u202E',
  '\u2066',
  '\u2028',
  '\uD83D',
  '\u0301',
  '\uFEFF',
  '<',
  '"',
  '😀',
  '한',
]
const letter = fc.oneof(
  fc.constantFrom(...nasty),
  fc.nat(0x10ffff).map((point) => String.fromCodePoint(point)),
)
/** Any text of up to 200 letters. */
export const foreignText = fc.array(letter, { maxLength: 200 }).map((letters) => letters.join(''))

// A page as an SMS: how many segments a text takes, and the text cut to fit a bounded number of them with its link whole.
import { bundleWords } from './bundle-words.ts'
import { oneLine } from '../foreign-text.ts'
import type { Message } from './message.ts'
import { phoneWords } from './phone-words.ts'

export type Segments = { readonly encoding: 'gsm7' | 'ucs2'; readonly segments: number }

/**
 * How many segments does the network carry this text in (3GPP TS 23.040, 23.038)? 160 septets or 70 UTF-16 units alone, 153 or 67
 * in each of several. One character outside GSM-7 turns the whole text into UCS-2; no escaped sign and no pair is split.
 */
export function segmentsOf(text: string): Segments {
  const letters = Array.from(text)
  if (letters.every((letter) => plainGsm.has(letter) || escapedGsm.has(letter))) {
    const sizes = letters.map((letter) => (escapedGsm.has(letter) ? 2 : 1))
    return { encoding: 'gsm7', segments: filled(sizes, { alone: 160, each: 153 }) }
  }
  const sizes = letters.map((letter) => letter.length)
  return { encoding: 'ucs2', segments: filled(sizes, { alone: 70, each: 67 }) }
}

/**
 * What does the SMS of this message say? First what is wrong, then how to answer, then the link. What is wrong is cut first; when
 * even the rest is too long the words on answering go; the link stays whole whatever it costs.
 */
export function smsText(message: Message, mostSegments: number): string {
  const { language, replyCode, answerUrl, openUrl } = message
  const link = answerUrl ?? openUrl
  const { smsReply } = message.carries === undefined ? phoneWords[language] : bundleWords[language]
  const reply = replyCode === null ? '' : smsReply(replyCode)
  const said = plainSigns(oneLine(message.subject, 300))
  const seen = message.seenBefore === undefined ? null : plainSigns(oneLine(message.seenBefore, seenLetters))
  const whole = [said, seen, reply, link].filter(Boolean).join('\n')
  if (seen !== null && segmentsOf(whole).segments <= mostSegments) return whole
  for (const tail of [[reply, link].filter(Boolean).join('\n'), link]) {
    const text = fitting(said, tail, mostSegments)
    if (text !== null) return text
  }
  return link
}

/** The longest beginning of what is said that fits before the tail; null when not even a few letters do. */
function fitting(said: string, tail: string, mostSegments: number): string | null {
  const letters = Array.from(said)
  const withFirst = (count: number) => {
    const start = count < letters.length ? `${letters.slice(0, count).join('').trimEnd()}...` : said
    return [start, tail].filter(Boolean).join('\n')
  }
  const fits = (count: number) => segmentsOf(withFirst(count)).segments <= mostSegments
  if (fits(letters.length)) return withFirst(letters.length)
  let [least, most] = [fewestLetters, letters.length - 1]
  if (least > most || !fits(least)) return null
  // More letters never take fewer segments: the last count that fits is found by halving.
  while (least < most) {
    const middle = Math.ceil((least + most) / 2)
    if (fits(middle)) least = middle
    else most = middle - 1
  }
  return withFirst(least)
}

const fewestLetters = 10
/** What was seen before stands there only where it costs nothing else its place. */
const seenLetters = 100

/** Signs of fine typography would make an English text three times as long. */
function plainSigns(text: string): string {
  return text.replace(/[·‘’“”–—…\u{a0}]/gu, (sign) => plainer[sign] ?? sign)
}

const plainer: Readonly<Record<string, string>> = {
  '·': '-',
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
  '–': '-',
  '—': '-',
  '…': '...',
  '\u{a0}': ' ',
}

function filled(sizes: readonly number[], limit: { readonly alone: number; readonly each: number }): number {
  const total = sizes.reduce((sum, size) => sum + size, 0)
  if (total <= limit.alone) return 1
  let segments = 1
  let used = 0
  for (const size of sizes) {
    if (used + size > limit.each) {
      segments += 1
      used = 0
    }
    used += size
  }
  return segments
}

const plainGsm: ReadonlySet<string> = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
)
const escapedGsm: ReadonlySet<string> = new Set('\f^{}\\[~]|€')

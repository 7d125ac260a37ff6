// What a text says, as words: names are taken apart, and what is another one each time (numbers, ids, moments) is left out.

import { conceptsOf } from './concepts.ts'
import { stemOf } from './stem.ts'

export type Word = {
  readonly script: 'latin' | 'hangul'
  /** Small letters; Korean words of one stretch keep the spaces between them. */
  readonly text: string
}

const longestText = 6_000

/** The words of a text in their order. */
export function wordsOf(text: string): readonly Word[] {
  const plain = text.slice(0, longestText).normalize('NFKC').replace(alwaysNew, ' ')
  return Array.from(plain.matchAll(stretch), ([found]): readonly Word[] =>
    isHangul(found) ? [{ script: 'hangul', text: found.replaceAll(/\s+/gu, ' ').trim() }] : latinWords(found),
  ).flat()
}

/** An id, a moment, an address of a machine, a measure: nothing that another case could have in common. */
const alwaysNew = new RegExp(
  [
    String.raw`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`,
    String.raw`\b\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?`,
    String.raw`\b\d{1,2}:\d\d(?::\d\d(?:[.,]\d+)?)?\b`,
    String.raw`\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?(?:/\d+)?\b`,
    String.raw`\b0x[0-9a-f]+\b`,
    String.raw`\b(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{7,64}\b`,
    String.raw`\bhttps?://`,
  ].join('|'),
  'giu',
)

// One stretch of Korean, with the spaces inside it, or one of letters and digits with what joins a name together.
const stretch =
  /[가-힣ㄱ-ㅎㅏ-ㅣ]+(?:\s+[가-힣ㄱ-ㅎㅏ-ㅣ]+)*|[\p{Script=Latin}\d]+(?:['’_.:/@-]+[\p{Script=Latin}\d]+)*/gu

function isHangul(text: string): boolean {
  return /^[가-힣ㄱ-ㅎㅏ-ㅣ]/u.test(text)
}

function latinWords(stretchOfLetters: string): readonly Word[] {
  if (/^[A-Z]{2,10}[-_]?\d{2,6}$/.test(stretchOfLetters)) return [latin(stretchOfLetters.replace('_', '-'))]
  return stretchOfLetters
    .replaceAll(/['’](?:s|t|re|ve|ll|d|m)\b/gu, '')
    .split(/['’_.:/@-]+/u)
    .flatMap((piece) => (/^[\dxX]+$/u.test(piece) ? [piece] : humpsOf(piece)))
    .map(withoutNumber)
    .filter((piece) => piece.length > 1 || piece === 'a')
    .map(latin)
}

/** What the table knows in one piece stays in one: `iOS`, `PostgreSQL`. Of a longer name it is one word more. */
function humpsOf(piece: string): readonly string[] {
  const humps = piece.split(betweenHumps)
  if (humps.length === 1 || conceptsOf([stemOf(piece.toLowerCase())]).length === 0) return humps
  return humps.length === 2 ? [piece] : [piece, ...humps]
}

/** `HTTPServerError` is three words, and so is `diskUsageHigh`. */
const betweenHumps = /(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/u

/** `db07` is `db`; `p99`, `s3`, `k8s`, `5xx` and a status of HTTP are names of their own. */
function withoutNumber(piece: string): string {
  const small = piece.toLowerCase()
  if (/^(?:[1-5]xx|40[0-9]|42[29]|50[0-9]|p\d{2,3}|s3|ec2|k8s|x509|route53|oauth2?|http2|ipv[46])$/.test(small))
    return small
  return /^\d/.test(small) ? '' : small.replace(/\d+\w{0,2}$/, '')
}

function latin(text: string): Word {
  return { script: 'latin', text: text.toLowerCase() }
}

/** Does this word say nothing by itself? It may be part of an expression: "sign in", "out of memory". */
export function isSilent(word: string): boolean {
  return silent.has(word)
}

/** Words that every text has, and those that every alert has. */
const silent: ReadonlySet<string> = new Set(
  `a the an and or of to in on at for from with by as is are was were be been being it its this that these those there here we
   our us you your they their he she his her has have had do does did will would can could should may might must not no so
   if then than but into onto over under up out about after before during since until while when where which who what how
   why all any some most more very just only also again still now today yesterday please pls hi hello thanks see
   alert alerts firing triggered warning warn critical severity info notice ticket incident incidents team
   seems seem looks like get gets getting got going goes went come comes keep keeps new com org net local internal prod
   production staging per via re et one two three`.split(/\s+/),
)

// What a telephone says and asks, as TwiML (https://www.twilio.com/docs/voice/twiml): everything said is foreign text, and escaped.
import { bundleWords } from './bundle-words.ts'
import { oneLine } from '../foreign-text.ts'
import { messageWords, type Language } from './message-words.ts'
import { phoneWords } from './phone-words.ts'

export type Spoken = {
  readonly language: Language
  readonly priority: string
  readonly summary: string
  readonly service: string | null
  readonly isTest: boolean
  /** How many pages the call is about, when more than one: this is the most urgent. */
  readonly count?: number
}

/** The call of a page: said twice, with a key asked for each time. `keyUrl` is where the key that was pressed is posted. */
export function pageTwiml(page: Spoken, keyUrl: string): string {
  const words = phoneWords[page.language]
  const gather = `<Gather input="dtmf" numDigits="1" timeout="6" action="${escapeXml(keyUrl)}" method="POST">${say(
    page.language,
    [...spokenPage(page), words.press],
  )}</Gather>`
  return response(`${gather}${gather}${say(page.language, [words.goodbye])}<Hangup/>`)
}

/** One thing said twice, and the line is let go: a code, or what came of a key. */
export function sayTwiml(language: Language, sentences: readonly string[], times: 1 | 2 = 1): string {
  const said = say(language, sentences)
  return response(`${Array.from({ length: times }, () => said).join('<Pause length="1"/>')}<Hangup/>`)
}

/** The answer to an SMS that somebody wrote. */
export function replyTwiml(text: string): string {
  return response(`<Message>${escapeXml(text)}</Message>`)
}

/** Nothing to say: how a receipt is answered. */
export const emptyTwiml = response('')

function spokenPage({ language, priority, summary, service, isTest, count = 1 }: Spoken): readonly string[] {
  const words = phoneWords[language]
  const what = oneLine(summary, spokenLetters) || messageWords[language].nothingSaid
  const where = service === null ? [] : [`${messageWords[language].service}: ${oneLine(service, 80)}.`]
  const many = count > 1 ? [bundleWords[language].spoken(count)] : []
  return [isTest ? words.testIntro : words.intro(spokenPriority(priority)), ...many, `${what}.`, ...where]
}

/** P1 read letter by letter. */
function spokenPriority(priority: string): string {
  return priority.replace(/^P(?=\d$)/, 'P ')
}

const spokenLetters = 300

function say(language: Language, sentences: readonly string[]): string {
  return `<Say language="${voices[language]}">${escapeXml(sentences.join(' '))}</Say>`
}

const voices = { en: 'en-US', ko: 'ko-KR' } as const satisfies Readonly<Record<Language, string>>

function response(inside: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?><Response>${inside}</Response>`
}

/** XML 1.0 knows no control characters but tab and line ends, not even escaped. */
function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replace(/(?![\t\n\r])[\p{Cc}\u{fffe}\u{ffff}]/gu, '')
    .replace(/[&<>"']/g, (sign) => entities[sign] ?? sign)
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

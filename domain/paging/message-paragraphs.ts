// The facts of a page in the reader's words and zone, cleaned and cut; text and HTML are two arrangements of the same.
import type { Instant, Zone } from '../time.ts'
import { fewLines, oneLine } from '../foreign-text.ts'
import type { PageFacts, PastCase } from './message-facts.ts'
import { type Language, messageWords } from './message-words.ts'

/** Every value is neutral text, not yet escaped for HTML. */
export type Paragraphs = {
  readonly heading: string
  readonly summary: string
  /** Null when nobody wrote any. */
  readonly details: string | null
  readonly service: string | null
  readonly team: string | null
  readonly person: string
  readonly reason: string
  readonly lines: readonly { readonly label: string; readonly value: string }[]
  readonly notes: readonly string[]
  readonly past: readonly { readonly text: string; readonly openUrl: string }[]
}

const HEADING_LETTERS = 160
const SUMMARY_LETTERS = 1_000
const NAME_LETTERS = 120
const DETAILS_LETTERS = 2_000
const PAST_CASES = 3

/** What is there to say, in which words? Throws when the facts are not what their types promise. */
export function paragraphsOf(facts: PageFacts): Paragraphs {
  const words = messageWords[facts.language]
  const summary = fewLines(facts.summary, SUMMARY_LETTERS) || words.nothingSaid
  const service = facts.service === null ? null : oneLine(facts.service, NAME_LETTERS)
  const team = facts.team === null ? null : oneLine(facts.team, NAME_LETTERS)
  const reason = reasonIn(facts)
  return {
    heading: headingOf(facts, summary, service),
    summary,
    details: fewLines(facts.details, DETAILS_LETTERS) || null,
    service,
    team,
    person: oneLine(facts.person, NAME_LETTERS),
    reason,
    lines: [
      ...(service === null ? [] : [{ label: words.service, value: service }]),
      ...(team === null ? [] : [{ label: words.team, value: team }]),
      { label: words.raised, value: writtenTime(facts.raisedAt, facts.zone, facts.language) },
      { label: words.whyYou, value: reason },
    ],
    notes: [
      ...(facts.isTest ? [words.testNotice] : []),
      ...(facts.promise ? [promiseLine(facts.promise, facts)] : []),
      ...(facts.attempt > 1 ? [words.attempt(facts.attempt)] : []),
    ],
    past: facts.past.slice(0, PAST_CASES).map((one) => ({ text: pastLine(one, facts), openUrl: one.openUrl })),
  }
}

/** `Sun 2026-10-25 02:30 +01:00 Europe/Berlin`: the offset tells the two half past twos of that night apart. */
export function writtenTime(at: Instant, zone: Zone, language: Language): string {
  const there = at.toZonedDateTimeISO(zone)
  const weekday = messageWords[language].weekdays[there.dayOfWeek - 1] ?? ''
  const day = there.toPlainDate().toString()
  const time = there.toPlainTime().toString({ smallestUnit: 'minute' })
  const front = language === 'ko' ? `${day}(${weekday})` : `${weekday} ${day}`
  return `${front} ${time} ${there.offset} ${zone}`
}

// Equal for every attempt of one page: mail programs keep a thread together only while the subject stays the same.
export function headingOf(
  facts: Pick<PageFacts, 'isTest' | 'language' | 'priority'>,
  summary: string,
  service: string | null,
): string {
  const test = facts.isTest ? `[${messageWords[facts.language].test}] ` : ''
  const front = `${test}[${facts.priority}] `
  const back = service === null ? '' : ` · ${oneLine(service, 40)}`
  return `${front}${oneLine(summary, HEADING_LETTERS - front.length - back.length)}${back}`
}

function reasonIn(facts: PageFacts): string {
  const { reason, language } = facts
  const words = messageWords[language]
  switch (reason.kind) {
    case 'on_call': {
      const until = reason.until === null ? null : writtenTime(reason.until, facts.zone, language)
      return words.onCall(oneLine(reason.person, NAME_LETTERS), oneLine(reason.schedule, NAME_LETTERS), until)
    }
    case 'handing_over': {
      const until = reason.until === null ? null : writtenTime(reason.until, facts.zone, language)
      return words.handingOver(oneLine(reason.person, NAME_LETTERS), oneLine(reason.schedule, NAME_LETTERS), until)
    }
    case 'named':
      return words.named(oneLine(reason.person, NAME_LETTERS))
    case 'member':
      return words.member(oneLine(reason.person, NAME_LETTERS), oneLine(reason.team, NAME_LETTERS))
    case 'asked_for':
      return words.askedFor(oneLine(reason.person, NAME_LETTERS))
    case 'fallback':
      return words.fallback(oneLine(reason.person, NAME_LETTERS))
    case 'shadow':
      return words.shadow(oneLine(reason.person, NAME_LETTERS), oneLine(reason.schedule, NAME_LETTERS))
    case 'words':
      return oneLine(reason.text, 300)
  }
}

function promiseLine(promise: NonNullable<PageFacts['promise']>, { zone, language }: PageFacts): string {
  const backAt = promise.backAt === null ? null : writtenTime(promise.backAt, zone, language)
  const lookingInto = oneLine(promise.lookingInto, 200)
  return messageWords[language].promised({ by: oneLine(promise.by, NAME_LETTERS), lookingInto, backAt })
}

/** What was seen before as one paragraph, with where it is read; none where nothing was. */
export function pastLines(facts: Pick<PageFacts, 'past' | 'zone' | 'language'>): readonly string[] {
  const lines = facts.past.slice(0, PAST_CASES).map((one) => `- ${pastLine(one, facts)}\n  ${one.openUrl}`)
  return lines.length === 0 ? [] : [`${messageWords[facts.language].before}:\n${lines.join('\n')}`]
}

function pastLine(past: PastCase, facts: Pick<PageFacts, 'zone' | 'language'>): string {
  const day = past.at.toZonedDateTimeISO(facts.zone).toPlainDate().toString()
  const line = `${day} ${oneLine(past.summary, NAME_LETTERS)}`
  return past.helped === null ? line : `${line} · ${messageWords[facts.language].helped}: ${oneLine(past.helped, 200)}`
}

// Whom an event of a foreign calendar means. Why in this order: docs/decisions/0022-calendars-of-others.md.
import type { CalendarEvent } from './event.ts'

/** Somebody whom an event can mean. */
export type Namesake = { readonly id: string; readonly name: string; readonly email: string }

/** What the editor has said: an event whose summary holds this text means this person. */
export type NameMeaning = { readonly text: string; readonly personId: string }

/** Finds whom events mean; made once for many events. */
export type Finder = (event: CalendarEvent) => readonly string[]

/**
 * Whom does an event mean? Ids of people, each once; nobody when nothing in it is known. The first that says somebody counts:
 * what the editor has written, then attendees, addresses in its text, names in its summary, and last the organizer, who
 * often only made the entry.
 */
export function finderOf(people: readonly Namesake[], meanings: readonly NameMeaning[] = []): Finder {
  const byMail = new Map(people.map(({ id, email }) => [email.toLowerCase(), id]))
  const told = longestFirst(meanings.map(({ text, personId }) => ({ text: plain(text), personId, isWhole: false })))
  const names = longestFirst([...namesOf(people), ...accountsOf(people)])
  const ofMails = (mails: readonly string[]) => mails.flatMap((mail) => byMail.get(mail.toLowerCase()) ?? [])
  return (event) => {
    const summary = plain(event.summary)
    return firstOf(
      () => foundIn(summary, told),
      () => ofMails(event.mails),
      () => ofMails(event.written),
      () => foundIn(summary, names),
      () => ofMails(event.organizer === null ? [] : [event.organizer]),
    )
  }
}

function firstOf(...ways: readonly (() => readonly string[])[]): readonly string[] {
  for (const way of ways) {
    const found = way()
    if (found.length > 0) return [...new Set(found)]
  }
  return []
}

/** `isWhole`: it means somebody only where nothing else stands beside it, since "ana" of "Ana Ruiz" could be another Ana. */
type Told = { readonly text: string; readonly personId: string; readonly isWhole: boolean }

/** Whom do these texts mean that stand in the summary, the longest first? What one stood for is taken out for the others. */
function foundIn(summary: string, told: readonly Told[]): readonly string[] {
  const found: string[] = []
  let left = summary
  for (const { text, personId, isWhole } of told) {
    const at = isWhole ? (partsOf(left).includes(text) ? left.indexOf(text) : -1) : wordAt(left, text)
    if (at < 0) continue
    found.push(personId)
    left = `${left.slice(0, at)} , ${left.slice(at + text.length)}`
  }
  return found
}

/** The parts of a summary between its signs, without the words that stand in every one: "[L2] jkim", "on call - ana - payments". */
function partsOf(summary: string): readonly string[] {
  return summary.split(/[,;:()[\]{}<>/|&+]|\s[-–—→>]\s|\sand\s/u).map((part) =>
    part
      .split(' ')
      .filter((word) => word !== '' && !everyday.has(word))
      .join(' ')
      .replace(/^@|(님|씨)$/gu, ''),
  )
}

/** Where does this text stand in the other as a word of its own, and not as a part of `ann.lee`? -1: nowhere. */
function wordAt(all: string, text: string): number {
  for (let at = all.indexOf(text); at >= 0; at = all.indexOf(text, at + 1)) {
    const after = all.slice(at + text.length)
    if (!endsInLetter.test(all.slice(0, at)) && (!startsWithLetter.test(after) || polite.test(after))) return at
  }
  return -1
}

const endsInLetter = /[\p{L}\p{N}][._@-]?$/u
const startsWithLetter = /^[._@-]?[\p{L}\p{N}]/u
/** Korean names are written with a title that clings to them. */
const polite = /^(님|씨)(?![\p{L}\p{N}])/u

/** A name that two people share means neither. One word of Latin letters may be a part of another's name; a Korean one is whole. */
function namesOf(people: readonly Namesake[]): readonly Told[] {
  return ofOneEach(people, ({ name }) => plain(name)).map((told) => ({
    ...told,
    isWhole: !told.text.includes(' ') && !/[\p{Script=Hangul}\p{Script=Han}]/u.test(told.text),
  }))
}

/** `jkim` of `jkim@example.com`; shorter than that it could be any word, and of two who share it neither is meant. */
function accountsOf(people: readonly Namesake[]): readonly Told[] {
  return ofOneEach(people, ({ email }) => plain(email.split('@')[0] ?? ''))
    .filter(({ text }) => text.length >= 3 && !everyday.has(text))
    .map((told) => ({ ...told, isWhole: true }))
}

function ofOneEach(people: readonly Namesake[], textOf: (person: Namesake) => string) {
  return [...Map.groupBy(people, textOf)].flatMap(([text, [only, ...others]]) =>
    only && others.length === 0 ? [{ text, personId: only.id }] : [],
  )
}

function longestFirst(told: readonly Told[]): readonly Told[] {
  return told.filter(({ text }) => text !== '').toSorted((a, b) => b.text.length - a.text.length)
}

/** Words that stand in the summaries of shifts, whoever has such an address. */
const everyday: ReadonlySet<string> = new Set(
  'on on-call oncall call l1 l2 l3 shift primary secondary backup support team ops admin info schedule rotation night day'.split(
    ' ',
  ),
)

function plain(text: string): string {
  return text.normalize('NFC').toLowerCase().replaceAll(/\s+/gu, ' ').trim()
}

// What somebody who comes late has to know, told from what is recorded and from nothing else.
import type { IncidentOnWire } from './incident.ts'
import type { Names } from './names.ts'
import { isUnderWay } from './stages.ts'
import { summaryWords, type SummaryPart, type SummaryWords } from './summary-words.ts'
import { isPlainStill, stillWords } from './update-words.ts'

export type SummaryAsk = {
  readonly incident: IncidentOnWire
  /** As an ISO instant. */
  readonly now: string
  readonly language: 'en' | 'ko'
  readonly names: Names
  /** A moment on the reader's clock. */
  readonly moment: (iso: string) => string
}

export type SummaryLine = { readonly part: SummaryPart; readonly label: string; readonly text: string }

/** So many of a kind are told, the latest; the others are counted. */
const most = 6
/** So much of a text that somebody wrote. */
const longest = 280

/** Where does it stand, in the order in which one would ask? What nobody wrote is said to be missing, not guessed. */
export function summaryOf(ask: SummaryAsk): readonly SummaryLine[] {
  const words = summaryWords[ask.language]
  const { incident } = ask
  const texts: readonly (readonly [SummaryPart, string])[] = [
    ['what', wordsOr(incident.what, words.unknown)],
    ['since', sinceOf(ask, words)],
    ['impact', impactOf(ask, words)],
    ['leads', leadsOf(ask, words)],
    ['stage', stageOf(ask, words)],
    ['tried', triedOf(ask, words)],
    ['doing', doingOf(ask, words)],
    ['tasks', tasksOf(ask, words)],
    ['hypotheses', hypothesesOf(ask, words)],
    ['updates', updatesOf(ask, words)],
    ['owed', owedOf(ask, words)],
    ['fix', isUnderWay(incident.state) ? '' : oneLine(incident.fix)],
  ]
  return texts.flatMap(([part, text]) => (text === '' ? [] : [{ part, label: words.label[part], text }]))
}

/** The same to paste anywhere. */
export function summaryText(ask: SummaryAsk): string {
  const { priority, title } = ask.incident
  const lines = summaryOf(ask).map(({ label, text }) => `${label}: ${text}`)
  return [`[${priority}] ${oneLine(title)}`, ...lines].join('\n')
}

/** What is open, in a sentence: for whoever is offered to take over. Empty when nothing is. */
export function openText(ask: SummaryAsk): string {
  const open: readonly SummaryPart[] = ['doing', 'tasks', 'hypotheses', 'owed']
  const words = summaryWords[ask.language]
  return summaryOf(ask)
    .filter(({ part, text }) => open.includes(part) && text !== words.nothingAnnounced)
    .map(({ label, text }) => `${label}: ${text}`)
    .join(' · ')
}

function sinceOf({ incident, now, moment }: SummaryAsk, words: SummaryWords): string {
  const { since, declaredAt, declaredBy } = incident
  const declared = words.declared(declaredBy, moment(declaredAt))
  return since
    ? `${words.at(moment(since), words.span(minutesBetween(since, now)))} ${declared}`
    : `${words.unknown} ${declared}`
}

function impactOf({ incident, moment }: SummaryAsk, words: SummaryWords): string {
  const { impact, mitigatedAt, resolvedAt } = incident
  const mitigated = mitigatedAt
    ? (resolvedAt ? words.mitigated : words.mitigatedNotResolved)(moment(mitigatedAt))
    : words.notMitigated
  return `${ended(wordsOr(impact, words.unknown))} ${mitigated}`
}

function leadsOf({ incident, names, moment }: SummaryAsk, words: SummaryWords): string {
  const working = incident.people.filter(({ engagement }) => engagement === 'accepted')
  const leading = (['commander', 'lead'] as const).flatMap((role) =>
    working.filter((one) => one.role === role).map(({ name }) => words.inRole(name, names('incidentRole', role))),
  )
  const offers = incident.offers.map(({ role, to, offeredAt }) =>
    words.offered(names('incidentRole', role), to, moment(offeredAt)),
  )
  const count = new Set(working.map(({ personId }) => personId)).size
  return [`${leading.join(', ') || words.nobody}.`, words.people(count), ...offers].join(' ')
}

function stageOf({ incident, names, now }: SummaryAsk, words: SummaryWords): string {
  const { state, stateAt, priority, isRated } = incident
  const span = words.span(minutesBetween(stateAt, now))
  return words.stage(names('stage', state), span, isRated ? priority : words.guessed(priority))
}

function triedOf({ incident, names }: SummaryAsk, words: SummaryWords): string {
  const done = incident.actions.filter(({ state }) => state === 'done')
  const told = done.map(({ text, effect }) => `${oneLine(text)} (${names('effect', effect)})`)
  return told.length === 0 ? words.nothingTried : latest(told, words)
}

function doingOf({ incident, moment }: SummaryAsk, words: SummaryWords): string {
  const doing = incident.actions.filter(({ state }) => state === 'about_to')
  const told = doing.map(({ text, by, announcedAt }) => `${oneLine(text)} (${by}, ${moment(announcedAt)})`)
  if (told.length > 0) return latest(told, words)
  return isUnderWay(incident.state) ? words.nothingAnnounced : ''
}

function tasksOf({ incident, moment, now }: SummaryAsk, words: SummaryWords): string {
  const open = incident.tasks.filter(({ state }) => state === 'given' || state === 'taken')
  const told = open.map(({ text, owner, dueAt }) => {
    const due = (dueAt < now ? words.late : words.due)(moment(dueAt))
    return `${oneLine(text)} (${owner}, ${due})`
  })
  return latest(told, words)
}

function hypothesesOf({ incident }: SummaryAsk, words: SummaryWords): string {
  const held = incident.hypotheses.filter(({ outcome }) => outcome !== 'refuted')
  const told = held.map(({ text, outcome }) =>
    outcome === 'confirmed' ? words.confirmed(oneLine(text)) : words.suspected(oneLine(text)),
  )
  return latest(told, words)
}

function updatesOf({ incident, names, moment, now, language }: SummaryAsk, words: SummaryWords): string {
  const [last] = incident.updates
  const told = last
    ? words.told(
        names('audience', last.audience),
        moment(last.at),
        last.by,
        oneLine(last.isStill && isPlainStill(last.text) ? stillWords[language] : last.text),
      )
    : words.nobodyTold
  const due = incident.updateDueAt
  if (due === null || !isUnderWay(incident.state)) return told
  return `${ended(told)} ${(due < now ? words.nextLate : words.next)(moment(due))}`
}

function owedOf({ incident, names }: SummaryAsk, words: SummaryWords): string {
  if (!isUnderWay(incident.state)) return ''
  const unpaid = incident.owed[incident.state].filter(({ isPaid }) => !isPaid)
  return unpaid.length === 0 ? words.nothingOwed : unpaid.map(({ debt }) => names('debt', debt)).join(', ')
}

function latest(told: readonly string[], words: SummaryWords): string {
  const more = told.length - most
  return more > 0 ? `${told.slice(-most).join('; ')}; ${words.more(more)}` : told.join('; ')
}

function wordsOr(text: string, otherwise: string): string {
  return text === '' ? otherwise : oneLine(text)
}

/** A text that somebody wrote, in one line and not too long. */
function oneLine(text: string): string {
  const line = text
    .slice(0, longest * 4)
    .replaceAll(/\s+/g, ' ')
    .trim()
  return line.length > longest
    ? `${line
        .slice(0, longest - 1)
        .replace(/[\uD800-\uDBFF]$/, '')
        .trimEnd()}…`
    : line
}

function ended(sentence: string): string {
  return /[.!?…。]”?$/.test(sentence) ? sentence : `${sentence}.`
}

function minutesBetween(from: string, to: string): number {
  return Math.max(0, Math.floor((Date.parse(to) - Date.parse(from)) / 60_000))
}

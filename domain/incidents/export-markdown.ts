// An incident as a document in Markdown: everything that was recorded of it, in which nothing that people wrote can become markup.
import type * as z from 'zod'
import { inMarkdown, linesInMarkdown } from '../markdown.ts'
import { exportWords, type ExportWords } from './export-words.ts'
import type { Names } from './names.ts'
import { spanIn } from './summary-words.ts'
import { isPlainStill, stillWords } from './update-words.ts'
import type { IncidentExport } from './timeline-api.ts'

export type ExportOnWire = z.input<typeof IncidentExport>
type Entry = ExportOnWire['timeline'][number]

export type ExportAsk = {
  readonly exported: ExportOnWire
  readonly language: 'en' | 'ko'
  /** The reader's zone, in which all times are written. */
  readonly zone: string
  readonly names: Names
  /** What an entry says, in the reader's words. */
  readonly tell: (entry: Entry) => string
}

type Told = ExportAsk & { readonly words: ExportWords; readonly moment: (iso: string) => string }

/** The document. Times are written to the second, in the zone that its head names. */
export function exportMarkdown(ask: ExportAsk): string {
  const words = exportWords[ask.language]
  const told: Told = { ...ask, words, moment: momentIn(ask.zone) }
  const { exported } = ask
  const sections: readonly (readonly [string, readonly string[]])[] = [
    [words.facts, factsOf(told)],
    [words.clocks, clocksOf(told)],
    [words.people, peopleOf(told)],
    [words.actions, actionsOf(told)],
    [words.evidence, evidenceOf(told)],
    [words.updates, updatesOf(told)],
    [words.hypotheses, hypothesesOf(told)],
    [words.tasks, tasksOf(told)],
    [words.followUps, followUpsOf(told)],
    [words.risk, riskOf(told)],
    [words.alerts, alertsOf(told)],
    [
      words.pinned,
      exported.pinned.map(
        ({ entry, by, at }) => `${entryOf(told, entry)} — ${words.pinnedBy(inMarkdown(by), told.moment(at))}`,
      ),
    ],
    [words.timeline, exported.timeline.map((entry) => entryOf(told, entry))],
  ]
  const { id, priority, title } = exported.incident
  return [
    `# #${id} ${priority}: ${inMarkdown(title)}`,
    '',
    words.head(told.moment(exported.exportedAt), inMarkdown(ask.zone)),
    ...(exported.incident.isPrivate ? ['', `**${words.isPrivate}**`] : []),
    ...sections.flatMap(([name, lines]) =>
      lines.length === 0 ? [] : ['', `## ${name}`, '', ...lines.map((line) => `- ${line}`)],
    ),
    ...(exported.leftOut > 0 ? ['', words.leftOut(exported.leftOut)] : []),
    '',
  ].join('\n')
}

function factsOf({ exported, words, names, moment }: Told): readonly string[] {
  const { incident } = exported
  const services = incident.services.map(({ name }) => name).join(', ') || incident.serviceUnknownBecause
  const rated = incident.isRated ? incident.priority : `${incident.priority} (${words.notConfirmed})`
  return [
    ...field(words.what, incident.what),
    ...field(words.impact, incident.impact),
    ...field(words.priority, rated),
    ...field(words.stage, names('stage', incident.state)),
    ...field(words.services, services),
    ...field(words.declaredBy, incident.declaredBy),
    ...field(words.commanderNotNeeded, incident.commanderNotNeededBecause),
    ...field(words.fix, incident.fix),
    ...field(words.lastSteps, incident.lastSteps),
    ...(incident.mergedInto === null ? [] : field(words.mergedInto, `#${incident.mergedInto}`)),
    ...incident.audiences.map(({ audience, notNeededBecause, at }) => {
      const who = names('audience', audience)
      return notNeededBecause === ''
        ? words.told(inMarkdown(who), moment(at))
        : words.notTold(inMarkdown(who), inText(notNeededBecause))
    }),
  ]
}

function clocksOf({ exported, words, moment }: Told): readonly string[] {
  return exported.clocks.map(({ clock, at, secondsSinceBegun, secondsSinceDeclared }) => {
    const spans = [
      ...(secondsSinceBegun === null || clock === 'began' ? [] : [words.sinceBegun(spanOf(secondsSinceBegun, words))]),
      ...(clock === 'began' || clock === 'declared' ? [] : [words.sinceDeclared(spanOf(secondsSinceDeclared, words))]),
    ]
    return `${words.clock[clock]}: ${moment(at)}${spans.length > 0 ? ` (${spans.join(', ')})` : ''}`
  })
}

function peopleOf({ exported, words, names, moment }: Told): readonly string[] {
  const { people, offers } = exported.incident
  return [
    ...people.map(({ name, role, engagement, changedAt }) => {
      const part = `${inMarkdown(name)}: ${inMarkdown(names('incidentRole', role))}`
      return `${part}, ${words.engagement[engagement]} (${moment(changedAt)})`
    }),
    ...offers.map(({ role, from, to, note, offeredAt }) => {
      const offered = words.offered(inMarkdown(names('incidentRole', role)), inMarkdown(from), inMarkdown(to))
      return `${offered} (${moment(offeredAt)})${after(note)}`
    }),
  ]
}

function actionsOf({ exported, words, names, moment }: Told): readonly string[] {
  return exported.incident.actions.map(({ text, state, effect, by, serviceName, announcedAt, doneAt }) => {
    const how = state === 'done' ? `${words.action.done}, ${inMarkdown(names('effect', effect))}` : words.action[state]
    const about = [inMarkdown(by), ...(serviceName === null ? [] : [inMarkdown(serviceName)])].join(', ')
    return `${moment(doneAt ?? announcedAt)} ${inText(text)} — ${how} (${about})`
  })
}

/** The files themselves stay in Baton: a document that is taken along names them. */
function evidenceOf({ exported, words, moment }: Told): readonly string[] {
  return exported.incident.evidence.map(({ name, service, state, link, file, note, by, at }) => {
    const of = [...(service ? [inMarkdown(service.name)] : []), ...(by === '' ? [] : [inMarkdown(by)])]
    const about = [...of, ...(at === null ? [] : [moment(at)])].join(', ')
    const what = [link, file ? `${file.name}, ${file.bytes} B` : '', note].filter((text) => text !== '').join('; ')
    return `${inText(name)} — ${words.evidenceState[state]}${about === '' ? '' : ` (${about})`}${after(what)}`
  })
}

function updatesOf({ exported, words, names, moment, language }: Told): readonly string[] {
  return exported.incident.updates.toReversed().map(({ audience, text: written, isStill, by, at, nextAt }) => {
    const text = isStill && isPlainStill(written) ? stillWords[language] : written
    const next = nextAt === null ? '' : ` (${words.next(moment(nextAt))})`
    return `${moment(at)} ${inMarkdown(names('audience', audience))}, ${inMarkdown(by)}${next}: ${inText(text)}`
  })
}

function hypothesesOf({ exported, words }: Told): readonly string[] {
  return exported.incident.hypotheses.map(({ text, test, outcome, note, by }) => {
    const how = test === '' ? '' : `; ${words.test}: ${inText(test)}`
    return `${inText(text)} — ${words.outcome[outcome]} (${inMarkdown(by)})${how}${after(note)}`
  })
}

function tasksOf({ exported, words, moment }: Told): readonly string[] {
  return exported.incident.tasks.map(({ text, owner, givenBy, state, dueAt, readBack }) => {
    const who = words.task(inMarkdown(givenBy), inMarkdown(owner))
    return `${inText(text)} — ${words.taskState[state]} (${who}; ${words.due} ${moment(dueAt)})${after(readBack)}`
  })
}

function followUpsOf({ exported, words }: Told): readonly string[] {
  return exported.incident.followUps.map(({ text, kind, state, owner, dueOn, note }) => {
    const facts = [
      words.followUpKind[kind],
      owner === null ? words.noOwner : inMarkdown(owner),
      ...(dueOn === null ? [] : [`${words.due} ${dueOn}`]),
    ]
    return `${inText(text)} — ${words.followUpState[state]} (${facts.join(', ')})${after(note)}`
  })
}

function riskOf({ exported, words, moment }: Told): readonly string[] {
  const { risk } = exported.incident
  if (risk === null) return []
  return [
    words.riskTaken(risk.by === null ? '' : inMarkdown(risk.by), risk.until, moment(risk.at)) + after(risk.because),
  ]
}

function alertsOf({ exported, moment }: Told): readonly string[] {
  return exported.incident.alerts.toReversed().map(({ id, priority, summary, serviceName, firstAt }) => {
    const where = serviceName === null ? '' : ` (${inMarkdown(serviceName)})`
    return `${moment(firstAt)} #${id} ${priority}: ${inText(summary)}${where}`
  })
}

/** When it happened, when it was written where that is another time, and that it was corrected where it was. */
function entryOf({ words, moment, tell }: Told, entry: Entry): string {
  const { at, happenedAt, correctedBy, correctedAt } = entry
  const facts = [
    ...(happenedAt === null || moment(happenedAt) === moment(at) ? [] : [words.written(moment(at))]),
    ...(correctedAt === null ? [] : [words.corrected(inMarkdown(correctedBy ?? ''), moment(correctedAt))]),
  ]
  const aside = facts.length === 0 ? '' : ` (${facts.join('; ')})`
  return `${moment(happenedAt ?? at)}${aside} ${inText(tell(entry))}`
}

function field(name: string, text: string): readonly string[] {
  return text === '' ? [] : [`**${name}:** ${inText(text)}`]
}

/** A text of people inside a point of a list. */
function inText(text: string): string {
  return linesInMarkdown(text, '  ')
}

function after(text: string): string {
  return text === '' ? '' : `: ${inText(text)}`
}

function spanOf(seconds: number, words: ExportWords): string {
  return `${seconds < 0 ? '−' : ''}${spanIn(Math.round(Math.abs(seconds) / 60), words.unit)}`
}

/** `2026-03-03 10:00:05`, so that it sorts and nobody mistakes the month for the day. */
function momentIn(zone: string): (iso: string) => string {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'medium',
  })
  return (iso) => format.format(Date.parse(iso))
}

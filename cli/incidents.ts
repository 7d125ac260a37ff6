// Incidents from the terminal: listed, looked at and declared; what is done with them stands in the files beside.
import { Option, type Command } from 'commander'
import type { EndpointInput } from '../domain/api.ts'
import { incidentStates } from '../domain/incidents/stages.ts'
import { priorities, type PriorityName } from '../domain/paging/priority.ts'
import { connected, type Common } from './door.ts'
import { addEvidence } from './evidence.ts'
import { findNamed, servicesNamed } from './find.ts'
import { addIncidentFamily } from './incident-family.ts'
import { addIncidentMoves } from './incident-moves.ts'
import { addIncidentOffers } from './incident-offers.ts'
import { addIncidentTimeline } from './incident-timeline.ts'
import { addIncidentRecords } from './incident-records.ts'
import { addIncidentHelp, ratingLines } from './incident-help.ts'
import { addIncidentRules } from './incident-rules.ts'
import { addIncidentWork } from './incident-work.ts'
import {
  debtWords,
  leftBefore,
  debtsText,
  lineOf,
  owedNow,
  sayChanged,
  stateText,
  type IncidentDetail,
} from './incident-words.ts'
import { alertNumbers, incidentNumber, lineLimit } from './numbers.ts'
import { paint, plain, printJson, printTable, type Cell } from './print.ts'
import { momentOf } from './shifts.ts'
import { sayLine, type Terminal } from './terminal.ts'
import { agoText, hereOf, momentIn } from './when.ts'

type Listed = Common & {
  readonly state: string
  readonly team?: string
  readonly priority?: PriorityName
  readonly mine?: boolean
  readonly limit: number
}
type Declared = Common & {
  readonly team: string
  readonly service?: readonly string[]
  readonly priority?: PriorityName
  readonly alert?: readonly number[]
  readonly private?: boolean
  readonly what?: string
  readonly impact?: string
  readonly since?: string
}

export function addIncidents(program: Command, terminal: Terminal): void {
  const incident = program.command('incident').description('Production problems that people handle, in five stages.')
  incident
    .command('list')
    .description('Which incidents are under way? The newest first.')
    .addOption(new Option('--state <state>', 'in this stage, or over').choices(states).default('open'))
    .option('--team <team>', 'incidents of this team')
    .addOption(new Option('--priority <priority>', 'incidents of this priority').choices(priorities))
    .option('--mine', 'those that I take part in')
    .option('--limit <number>', 'at most so many', lineLimit, 50)
    .action((_: unknown, command: Command) => list(terminal, command.optsWithGlobals()))
  incident
    .command('show')
    .description('Where it stands: what is owed now, who works on it, what was done, its alerts.')
    .argument('<id>', 'number of the incident', incidentNumber)
    .action((incidentId: number, _: unknown, command: Command) => show(terminal, incidentId, command.optsWithGlobals()))
  incident
    .command('declare')
    .description(
      'Something is wrong in production. What may be the same is told first; you lead until somebody else does.',
    )
    .argument('<title...>', 'what is wrong, in a few words')
    .requiredOption('--team <team>', 'whose incident it is')
    .option('--service <service...>', 'what is suspected')
    .addOption(new Option('--priority <priority>', 'how bad it is; P3 until somebody says so').choices(priorities))
    .option('--alert <id...>', 'alerts that belong to it', alertNumbers)
    .option('--private', 'for those who take part, and managers of the team, alone')
    .option('--what <text>', 'what is wrong, in a sentence')
    .option('--impact <text>', 'who is hurt, and how badly')
    .option('--since <moment>', 'since when, such as "09:00" or "2026-11-24 03:00"')
    .action((words: readonly string[], _: unknown, command: Command) =>
      declare(terminal, words.join(' '), command.optsWithGlobals()),
    )
  addIncidentMoves(incident, terminal)
  addIncidentWork(incident, terminal)
  addEvidence(incident, terminal)
  addIncidentTimeline(incident, terminal)
  addIncidentOffers(incident, terminal)
  addIncidentRecords(incident, terminal)
  addIncidentFamily(incident, terminal)
  addIncidentHelp(incident, terminal)
  addIncidentRules(incident, terminal)
}

const states = ['open', 'over', 'all', ...incidentStates.map(stateText)]

async function list(terminal: Terminal, { state, ...options }: Listed): Promise<void> {
  const { mine, priority, limit } = options
  const api = await connected(terminal, options)
  const teamId = options.team && findNamed('team', (await api.listTeams()).teams, options.team).id
  const answer = await api.listIncidents({
    state: stateNamed(state),
    limit,
    ...(teamId ? { teamId } : {}),
    ...(priority ? { priority } : {}),
    ...(mine ? { mine: 'true' } : {}),
  })
  if (options.json) return printJson(terminal, answer)
  if (answer.incidents.length === 0) return sayLine(terminal, 'No incidents.')
  printTable(
    terminal,
    ['ID', 'PRIORITY', 'STAGE', 'FOR', 'LEAD', 'PEOPLE', 'ALERTS', 'SERVICE', 'TITLE'],
    answer.incidents.map((one): Cell[] => [
      String(one.id),
      { text: one.isRated ? one.priority : `${one.priority}?`, tone: one.priority === 'P1' ? 'strong' : 'plain' },
      stateText(one.state),
      agoText(Temporal.Instant.from(one.declaredAt), terminal.now()),
      one.lead?.name ?? { text: 'nobody', tone: 'warn' },
      String(one.responders),
      String(one.openAlerts),
      one.services.map(({ name }) => name).join(', '),
      `${one.isPrivate ? '[private] ' : ''}${one.title}`,
    ]),
  )
  if (answer.nextBefore !== null) sayLine(terminal, 'There are more: raise --limit.')
}

type State = NonNullable<EndpointInput<'listIncidents'>['state']>

function stateNamed(text: string): State {
  const named: readonly State[] = ['open', 'over', 'all', ...incidentStates]
  return named.find((state) => state === text.replaceAll('-', '_')) ?? 'open'
}

async function show(terminal: Terminal, incidentId: number, options: Common): Promise<void> {
  const api = await connected(terminal, options)
  const incident = await api.getIncident({ incidentId })
  if (options.json) return printJson(terminal, incident)
  sayLine(terminal, lineOf(incident))
  for (const line of factsOf(incident, terminal)) sayLine(terminal, `  ${line}`)
  sayOwed(terminal, incident)
  sayPeople(terminal, incident)
  sayWork(terminal, incident)
}

/** What is known of it, line by line; what nobody has written yet is not there. */
function factsOf(incident: IncidentDetail, terminal: Terminal): readonly string[] {
  const moment = (at: string) => momentIn(terminal, at)
  const { what, impact, since, services, serviceUnknownBecause, mitigatedAt, resolvedAt, endedAt, fix } = incident
  const suspected = services.map(({ name }) => name).join(', ') || serviceUnknownBecause
  return [
    `declared by ${plain(incident.declaredBy)} ${moment(incident.declaredAt)}, in this stage since ${moment(incident.stateAt)}`,
    ...(incident.isPrivate ? ['private: only those who take part, and managers of the team, see it'] : []),
    ...ratingLines(incident),
    ...(what ? [`what: ${plain(what)}`] : []),
    ...(impact ? [`impact: ${plain(impact)}`] : []),
    ...(since ? [`since: ${moment(since)}`] : []),
    ...(suspected ? [`suspected: ${plain(suspected)}`] : []),
    ...(mitigatedAt ? [`mitigated since ${moment(mitigatedAt)}${resolvedAt ? '' : ', which is not resolved'}`] : []),
    ...(resolvedAt ? [`resolved ${moment(resolvedAt)}`] : []),
    ...(fix ? [`fix: ${plain(fix)}`] : []),
    ...(incident.lastSteps ? [`last steps: ${plain(incident.lastSteps)}`] : []),
    ...(endedAt ? [`over since ${moment(endedAt)}`] : []),
    ...(incident.mergedInto === null ? [] : [`goes on as ${incident.mergedInto}`]),
  ]
}

function sayOwed(terminal: Terminal, incident: IncidentDetail): void {
  const owed = owedNow(incident)
  if (owed.length > 0) {
    sayLine(terminal, `Owed in ${stateText(incident.state)}:`)
    const hint = (by: string) => paint(terminal, 'faint', `baton incident ${by.replace(' 7', ` ${incident.id}`)}`)
    for (const debt of owed) sayLine(terminal, `  ${debtWords[debt].says}  ${hint(debtWords[debt].by)}`)
  }
  const before = leftBefore(incident)
  if (before.length > 0) sayLine(terminal, `Left open before: ${debtsText(before)}.`)
}

function sayPeople(terminal: Terminal, { people, audiences, offers }: IncidentDetail): void {
  if (people.length > 0)
    printTable(
      terminal,
      ['PERSON', 'ROLE', 'TAKES PART', 'SINCE'],
      people.map((one): Cell[] => [
        one.name,
        one.role,
        { text: one.engagement.replaceAll('_', ' '), tone: one.engagement === 'accepted' ? 'good' : 'faint' },
        momentIn(terminal, one.changedAt),
      ]),
    )
  for (const { role, from, to, note, offeredAt } of offers) {
    const what = `${role} is offered to ${plain(to)} by ${plain(from)}, not yet answered (${momentIn(terminal, offeredAt)})`
    sayLine(terminal, note === '' ? what : `${what}: ${plain(note)}`)
  }
  for (const { audience, notNeededBecause, by, at } of audiences) {
    const how = notNeededBecause ? `need not be told: ${plain(notNeededBecause)}` : 'were told'
    sayLine(terminal, `${audience} ${how} (${by === null ? '' : `${plain(by)}, `}${momentIn(terminal, at)})`)
  }
}

function sayWork(terminal: Terminal, { actions, alerts }: IncidentDetail): void {
  if (actions.length > 0)
    printTable(
      terminal,
      ['ACTION', 'STATE', 'EFFECT', 'BY', 'AT', 'SERVICE', 'WHAT'],
      actions.map((one): Cell[] => [
        String(one.id),
        { text: one.state.replaceAll('_', ' '), tone: one.state === 'about_to' ? 'warn' : 'plain' },
        one.effect === 'unknown' ? '' : one.effect.replaceAll('_', ' '),
        one.by,
        momentIn(terminal, one.doneAt ?? one.announcedAt),
        one.serviceName ?? '',
        one.text,
      ]),
    )
  if (alerts.length > 0)
    printTable(
      terminal,
      ['ALERT', 'PRIORITY', 'STATE', 'SERVICE', 'SUMMARY'],
      alerts.map(({ id, priority, state, serviceName, summary }) => [
        String(id),
        priority,
        state,
        serviceName ?? '',
        summary,
      ]),
    )
}

async function declare(terminal: Terminal, title: string, options: Declared): Promise<void> {
  const { priority, alert, what, impact } = options
  const since = momentOf(options.since, hereOf(terminal))
  const api = await connected(terminal, options)
  const teamId = findNamed('team', (await api.listTeams()).teams, options.team).id
  const serviceIds = await servicesNamed(api, options.service ?? [])
  const { alike } = await api.alikeIncidents({ title, serviceIds })
  if (!options.json)
    for (const { incident, because } of alike) {
      sayLine(terminal, paint(terminal, 'warn', `May be the same (${alikeBy[because]}): ${lineOf(incident)}`))
      sayLine(terminal, `  baton incident join ${incident.id}`)
    }
  const declared = await api.declareIncident({
    teamId,
    title,
    serviceIds,
    isPrivate: options.private ?? false,
    alertIds: [...(alert ?? [])],
    ...(priority ? { priority } : {}),
    ...(what === undefined ? {} : { what }),
    ...(impact === undefined ? {} : { impact }),
    ...(since ? { since: since.toString() } : {}),
  })
  if (options.json) return printJson(terminal, { ...declared, alike })
  sayChanged(terminal, { isJson: false, done: 'Declared' }, declared)
}

const alikeBy = { words: 'by its words', service: 'on the same service', both: 'by its words, on the same service' }

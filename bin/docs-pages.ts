// The pages of docs/ that are made from code, so that they cannot say something else than it does.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { format, resolveConfig } from 'prettier'
import { alertMoves, alertStates, alertTable, type AlertCell } from '../domain/alerts/states.ts'
import { endpoints } from '../domain/api.ts'
import { debtWords } from '../cli/incident-words.ts'
import { mostWithoutCommander, owedIn, type IncidentFacts } from '../domain/incidents/owed.ts'
import { incidentStates, moveTable, stages, type MoveCell } from '../domain/incidents/stages.ts'
import { watchMinutes } from '../domain/incidents/watch.ts'
import {
  heartbeatMoves,
  heartbeatStates,
  heartbeatTable,
  type HeartbeatCell,
} from '../domain/intake/heartbeats/states.ts'
import { handoverMoves, handoverStates, handoverTable, type HandoverCell } from '../domain/handover/states.ts'
import { deliveryStates, pageMoves, pageStates, pageTable, type Cell } from '../domain/paging/states.ts'
import { coverMoves, coverStates, coverTable, type CoverCell } from '../domain/schedules/cover-states.ts'
import { problems, type ProblemCode } from '../domain/problems.ts'
import { openApiDocument } from '../server/http/openapi.ts'
import { makeMetrics } from '../server/metrics.ts'
import { release } from '../server/release.ts'
import { settingRows } from '../server/settings.ts'
import { guards } from '../test/guards/guards.ts'

/** Each page by its path from the root of the project. */
export async function docsPages(): Promise<Readonly<Record<string, string>>> {
  return {
    'docs/api.json': await asPrettierWrites(openApiDocument({ release, url: 'http://localhost:4000' })),
    'docs/errors.md': errorsPage(),
    'docs/settings.md': settingsPage(),
    'docs/states.md': statesPage(),
    'docs/metrics.md': metricsPage(),
    'docs/promises.md': promisesPage(),
  }
}

const made = '<!-- Made from code by `node bin/docs.ts`: change the code, then run that. -->'

async function asPrettierWrites(value: object): Promise<string> {
  const options = await resolveConfig(path.join(import.meta.dirname, 'docs.ts'))
  return format(JSON.stringify(value), { ...options, parser: 'json' })
}

function errorsPage(): string {
  const rows = Object.entries(problems).toSorted(([, a], [, b]) => a.status - b.status)
  return page(
    'Errors',
    `Every refusal is \`application/problem+json\` (RFC 9457) with a \`code\` from this list, a sentence in \`say\` for the person
who reads it, sometimes \`facts\`, and for wrong input \`errors\`: a list of \`path\` and \`say\`, one for each field.
The doors for monitors answer in the words of their callers instead; see \`docs/api.json\`.`,
    table(
      ['Status', 'Code', 'What to do', 'Said by'],
      rows.map(([code, { status, say }]) => [String(status), tick(code), say, sayers(code)]),
    ),
    'A code without an endpoint beside it can come from any of them.',
  )
}

function sayers(code: string): string {
  const names = Object.entries(endpoints).flatMap(([name, { errors }]) => {
    const codes: readonly ProblemCode[] = errors
    return codes.some((one) => one === code) ? [name] : []
  })
  return names.length > 8 ? `${names.length} endpoints` : names.map(tick).join(', ')
}

function settingsPage(): string {
  return page(
    'Settings',
    `Baton is set up by environment variables. A value that cannot be used, or a variable that begins with \`BATON_\` and is not
known, stops the start with one sentence that names it. Values marked *secret* are never printed.`,
    table(
      ['Variable', 'What it sets', 'Default'],
      Object.values(settingRows).map((row) => {
        const secret = 'isSecret' in row && row.isSecret ? ' *Secret.*' : ''
        return [tick(row.variable), row.says + secret, 'defaultSays' in row ? row.defaultSays : tick(defaultOf(row))]
      }),
    ),
    `Beside these, \`./baton\` reads \`BATON_NODE\` (a Node to use instead of the one it finds or brings), and the commands that
speak to a running Baton read \`BATON_SERVER\`, \`BATON_TOKEN\` and \`BATON_CONFIG\`; see [cli.md](cli.md).`,
  )
}

function defaultOf(row: (typeof settingRows)[keyof typeof settingRows]): string {
  const value: unknown = row.shape.parse(undefined)
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function statesPage(): string {
  return page(
    'States',
    `What may happen to a thing in which state. A cell names the state a move leads to, or in *italics* why it does not
happen. The server refuses by these tables, and the screens explain a button by them.`,
    '## Alerts',
    table(
      ['', ...alertMoves],
      alertStates.map((state) => [bold(state), ...alertMoves.map((move) => shown(alertTable[state][move]))]),
    ),
    '## Pages',
    `\`due\` is the move of time: the wait of a step is over, an acknowledged page was idle too long, a snooze ends. An open
page that is due goes to its next step, or is exhausted when its policy has none left; the alarm to the fallback is then
open already.`,
    table(
      ['', ...pageMoves],
      pageStates.map((state) => [bold(state), ...pageMoves.map((move) => shown(pageTable[state][move]))]),
    ),
    '## Cover requests',
    `The first four moves are made by people: by whoever is asked, and, to agree and to withdraw, by the asker or a manager.
Time and the schedule make the others. A request whose part alone is accepted or agreed on stays open for the rest, and
one that everybody has declined is declined.`,
    table(
      ['', ...coverMoves],
      coverStates.map((state) => [bold(state), ...coverMoves.map((move) => shown(coverTable[state][move]))]),
    ),
    '## Heartbeats',
    `\`success\`, \`start\`, \`fail\` and \`log\` are said by check-ins. \`expect\` and \`miss\` are moves of time: the next check-in is
due, and its grace is over too; a run that has begun is missed when it does not end within the grace. A heartbeat that was never
heard is resumed to \`new\`. Down raises an alert, leaving it closes that; late is shown and not told.`,
    table(
      ['', ...heartbeatMoves],
      heartbeatStates.map((state) => [
        bold(state),
        ...heartbeatMoves.map((move) => shown(heartbeatTable[state][move])),
      ]),
    ),
    '## Handovers',
    `\`draft\`, \`pass_valve\` and \`call_off\` are moves of time and of the schedule; people make the others: whoever goes writes, signs and
answers, whoever comes asks and accepts. Where one of them is not there, or is deactivated, a manager does it for them. What was missed is
written by whoever of the team finds it, and a manager may accept it in place of whoever comes: then it only is closed, and nothing changes
owner. In brackets: why a move of time leaves everything as it is.`,
    table(
      ['', ...handoverMoves],
      handoverStates.map((state) => [
        bold(state),
        ...handoverMoves.map((move) => handoverShown(handoverTable[state][move])),
      ]),
    ),
    ...incidentParts(),
    '## Deliveries',
    `One way tried to reach one person: ${deliveryStates.map(tick).join(', ')}.
The first two have a time at which they go on; the others are at their end. \`not_sent\` is kept in the outbox, because no
provider is set up to carry it.`,
  )
}

function shown(cell: AlertCell | Cell | CoverCell | HeartbeatCell): string {
  return 'to' in cell ? cell.to : `*${cell.not.replaceAll('_', ' ')}*`
}

function handoverShown(cell: HandoverCell): string {
  if ('nothing' in cell) return `(${cell.nothing})`
  return 'to' in cell ? cell.to : `*${cell.not.replaceAll('_', ' ')}*`
}

function incidentParts(): readonly string[] {
  return [
    '## Incidents',
    `From the state of the row to that of the column. *advance* is to the next stage, *skip* over one, and *back* undoes either; what the
stages that are left still owe is left behind only with a reason, and told with the move. Going back, dismissing and reopening always ask
why. To close is refused while a follow-up is owed or open, whatever the reason. Moves are numbered: whoever moves names the number
that they saw, and of two at once one wins. From *resolution* on it is watched for ${watchMinutes} minutes; an alert of it that comes back in that time opens it again in
*mitigation*, wherever it stands by then. That it is mitigated is
said by itself, in whatever stage, and is no move.`,
    table(
      ['', ...incidentStates],
      incidentStates.map((from) => [bold(from), ...incidentStates.map((to) => moveShown(moveTable[from][to]))]),
    ),
    '### What each stage owes',
    `Read from what is recorded, never ticked off. With a star: only where the incident is large enough. A commander is owed by P1, and by
more than ${mostWithoutCommander} responders; follow-ups by P1 and P2.`,
    table(
      ['Stage', 'Owes', 'In words'],
      stages.flatMap((stage) => {
        const always = owedIn(stage, { ...nothingYet, priority: 'P4', isFollowUpOwed: false }).map(({ debt }) => debt)
        return owedIn(stage, nothingYet).map(({ debt }, i) => [
          i === 0 ? bold(stage) : '',
          `${tick(debt)}${always.includes(debt) ? '' : ' \\*'}`,
          debtWords[debt].says,
        ])
      }),
    ),
  ]
}

/** A large incident of which nobody has said anything: it owes all that there is. */
const nothingYet: IncidentFacts = {
  priority: 'P1',
  isRated: false,
  what: '',
  hasSince: false,
  impact: '',
  services: 0,
  serviceUnknownBecause: '',
  hasLead: false,
  responders: 0,
  hasCommander: false,
  commanderNotNeededBecause: '',
  audiences: { responders: false, stakeholders: false, users: false },
  isMitigated: false,
  actionsTried: 0,
  evidenceOpen: 1,
  fix: '',
  lastSteps: '',
  isWatchOver: false,
  isFollowUpOwed: true,
  followUps: 0,
  followUpsOpen: 1,
  isRiskAccepted: false,
  parts: 1,
  partsOpen: 1,
}

function moveShown(cell: MoveCell): string {
  return 'move' in cell ? cell.move : `*${cell.not.replace('incident_', '').replaceAll('_', ' ')}*`
}

function metricsPage(): string {
  const { registry } = makeMetrics()
  const own = registry.getMetricsAsArray().filter(({ name }) => !name.startsWith('baton_process_'))
  return page(
    'Metrics',
    `At \`/metrics\`, in the text format of Prometheus. Besides these, every node tells of itself under \`baton_process_\`: processor
time, memory, event loop delay, garbage collection. \`docs/operating.md\` says which to watch.`,
    table(
      ['Metric', 'Kind', 'Labels', 'What it counts'],
      own.map((metric) => [tick(metric.name), String(metric.type), labelsOf(metric).map(tick).join(', '), metric.help]),
    ),
  )
}

/** prom-client knows the labels of a metric and leaves them out of its types. */
function labelsOf(metric: object): readonly string[] {
  const labels: unknown = 'labelNames' in metric ? metric.labelNames : []
  return Array.isArray(labels) ? labels.map(String) : []
}

/** Written by hand but for its table of guards. */
function promisesPage(): string {
  const text = readFileSync(path.join(import.meta.dirname, '..', 'docs', 'promises.md'), 'utf8')
  const [begin, end] = ['<!-- guards -->', '<!-- /guards -->']
  const [before, after] = [text.split(begin)[0] ?? '', text.split(end)[1] ?? '']
  const rows = guards.map(({ promise, name, file, test }) => [`P${promise}`, name, tick(file), tick(test)])
  return `${before}${begin}\n\n${table(['Promise', 'When its guard is taken away', 'The guard is in', 'Missed by'], rows)}\n\n${end}${after}`
}

function page(title: string, ...parts: readonly string[]): string {
  return [`# ${title}`, made, ...parts].join('\n\n') + '\n'
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map(tableRow).join('\n')
}

function tableRow(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replace(/<(?=\w)/g, '\\<')).join(' | ')} |`
}

function tick(text: string): string {
  return text === '' ? '' : `\`${text}\``
}

function bold(text: string): string {
  return `**${text}**`
}

// The record of an incident from the terminal: hypotheses, tasks, follow-ups, an accepted risk. Without a text they are listed.
import { Option, type Command } from 'commander'
import { followUpKinds, type FollowUpKind } from '../domain/incidents/records.ts'
import { connected, type Common } from './door.ts'
import { changing } from './incident-moves.ts'
import type { IncidentDetail } from './incident-words.ts'
import { addIncidentUpdate } from './incident-update.ts'
import { personNamed } from './leave.ts'
import { actionNumber, incidentNumber, minutesNamed } from './numbers.ts'
import { printJson, printTable } from './print.ts'
import { sayLine, type Terminal } from './terminal.ts'
import { misused } from './trouble.ts'
import { momentIn } from './when.ts'

const which = ['<id>', 'number of the incident', incidentNumber] as const
const words = (what: string) => ['[text...]', `${what}; left out: those that there are`] as const

export function addIncidentRecords(incident: Command, terminal: Terminal): void {
  addIncidentUpdate(incident, terminal)
  addHypothesis(incident, terminal)
  addTask(incident, terminal)
  addFollowUp(incident, terminal)
  incident
    .command('risk')
    .description('I take the risk of what is not done, until a day. Managers may; the incident can be closed with it.')
    .argument(...which)
    .requiredOption('--until <day>', 'such as 2026-12-31')
    .requiredOption('--because <text>', 'why')
    .action((incidentId: number, { until, because }: { until: string; because: string }, command: Command) =>
      changing(terminal)(command, 'Accepted', (api) => api.acceptRisk({ incidentId, until, because })),
    )
}

type Hypothesis = Common & {
  readonly test?: string
  readonly confirmed?: number
  readonly refuted?: number
  readonly open?: number
  readonly note?: string
}

function addHypothesis(incident: Command, terminal: Terminal): void {
  incident
    .command('hypothesis')
    .description('What may be the cause, and whether it was.')
    .argument(...which)
    .argument(...words('what may be the cause'))
    .option('--test <text>', 'how to find out')
    .option('--confirmed <number>', 'this one was it', actionNumber)
    .option('--refuted <number>', 'this one was not it', actionNumber)
    .option('--open <number>', 'this one is open again', actionNumber)
    .option('--note <text>', 'how it came out')
    .action((incidentId: number, text: readonly string[], _: unknown, command: Command) =>
      hypothesis(terminal, { incidentId, text: text.join(' ') }, command),
    )
}

function hypothesis(
  terminal: Terminal,
  { incidentId, text }: { readonly incidentId: number; readonly text: string },
  command: Command,
): Promise<void> {
  const { test = '', confirmed, refuted, open, note = '', ...options } = command.optsWithGlobals<Hypothesis>()
  const decided = oneOf(
    [
      ['confirmed', confirmed],
      ['refuted', refuted],
      ['open', open],
    ],
    text,
  )
  const changed = changing(terminal)
  if (decided)
    return changed(command, 'Decided', (api) =>
      api.decideHypothesis({ incidentId, hypothesisId: decided.number, outcome: decided.name, note }),
    )
  if (text !== '') return changed(command, 'Written down', (api) => api.addHypothesis({ incidentId, text, test }))
  return listed(
    terminal,
    options,
    incidentId,
    ['NUMBER', 'OUTCOME', 'BY', 'TO FIND OUT', 'WHAT'],
    ({ hypotheses }) => ({
      of: hypotheses,
      rows: hypotheses.map((one) => [String(one.id), one.outcome, one.by, one.test, one.text]),
    }),
  )
}

type Task = Common & {
  readonly to?: string
  readonly within?: number
  readonly take?: number
  readonly done?: number
  readonly drop?: number
  readonly readBack?: string
}

function addTask(incident: Command, terminal: Terminal): void {
  incident
    .command('task')
    .description('Ask one person for one thing. They say it back in their own words.')
    .argument(...which)
    .argument(...words('what is to be done'))
    .option('--to <person>', 'whom: e-mail address or name')
    .option('--within <minutes>', 'until when; 15 when left out', minutesNamed)
    .option('--take <number>', 'I take this one', actionNumber)
    .option('--read-back <text>', 'in my own words')
    .option('--done <number>', 'this one is done', actionNumber)
    .option('--drop <number>', 'this one is not needed', actionNumber)
    .action((incidentId: number, text: readonly string[], _: unknown, command: Command) =>
      task(terminal, { incidentId, text: text.join(' ') }, command),
    )
}

function task(
  terminal: Terminal,
  { incidentId, text }: { readonly incidentId: number; readonly text: string },
  command: Command,
): Promise<void> {
  const { to, within, take, done, drop, readBack = '', ...options } = command.optsWithGlobals<Task>()
  const changed = changing(terminal)
  const moved = oneOf(
    [
      ['taken', take],
      ['done', done],
      ['dropped', drop],
    ],
    text,
  )
  if (moved)
    return changed(command, 'Moved', (api) =>
      api.changeTask({ incidentId, taskId: moved.number, state: moved.name, readBack }),
    )
  if (text !== '') {
    if (to === undefined) misused('Say whom you ask: --to.')
    return changed(command, 'Asked', async (api) =>
      api.giveTask({
        incidentId,
        text,
        ownerId: (await personNamed(api, to)).id,
        ...(within === undefined ? {} : { minutes: within }),
      }),
    )
  }
  return listed(terminal, options, incidentId, ['NUMBER', 'STATE', 'WHO', 'UNTIL', 'WHAT'], ({ tasks }) => ({
    of: tasks,
    rows: tasks.map((one) => [String(one.id), one.state, one.owner, momentIn(terminal, one.dueAt), one.text]),
  }))
}

type FollowUp = Common & {
  readonly kind?: FollowUpKind
  readonly draft?: boolean
  readonly owner?: string
  readonly due?: string
  readonly done?: number
  readonly drop?: number
  readonly because?: string
}

function addFollowUp(incident: Command, terminal: Terminal): void {
  incident
    .command('follow-up')
    .description('What keeps it from coming again. With P1 and P2 one is owed before the incident is closed.')
    .argument(...which)
    .argument(...words('what is to be done'))
    .addOption(new Option('--kind <kind>', 'what it is for; prevent when left out').choices(followUpKinds))
    .option('--draft', 'only noted in passing')
    .option('--owner <person>', 'who does it: e-mail address or name')
    .option('--due <day>', 'until when, such as 2026-12-31')
    .option('--done <number>', 'this one is done', actionNumber)
    .option('--drop <number>', 'this one will not be done', actionNumber)
    .option('--because <text>', 'why it will not be done')
    .action((incidentId: number, text: readonly string[], _: unknown, command: Command) =>
      followUp(terminal, { incidentId, text: text.join(' ') }, command),
    )
}

function followUp(
  terminal: Terminal,
  { incidentId, text }: { readonly incidentId: number; readonly text: string },
  command: Command,
): Promise<void> {
  const { kind, draft = false, owner, due, done, drop, because, ...options } = command.optsWithGlobals<FollowUp>()
  const changed = changing(terminal)
  const moved = oneOf(
    [
      ['done', done],
      ['dropped', drop],
    ],
    text,
  )
  if (moved)
    return changed(command, 'Moved', (api) =>
      api.changeFollowUp({
        incidentId,
        followUpId: moved.number,
        state: moved.name,
        ...(because === undefined ? {} : { note: because }),
      }),
    )
  if (text !== '')
    return changed(command, draft ? 'Noted' : 'Written down', async (api) =>
      api.addFollowUp({
        incidentId,
        text,
        isDraft: draft,
        ...(kind ? { kind } : {}),
        ...(owner === undefined ? {} : { ownerId: (await personNamed(api, owner)).id }),
        ...(due === undefined ? {} : { dueOn: due }),
      }),
    )
  return listed(terminal, options, incidentId, ['NUMBER', 'STATE', 'FOR', 'WHO', 'UNTIL', 'WHAT'], ({ followUps }) => ({
    of: followUps,
    rows: followUps.map((one) => [
      String(one.id),
      one.state,
      one.kind,
      one.owner ?? 'nobody',
      one.dueOn ?? '',
      one.text,
    ]),
  }))
}

/** One of several numbers that say what becomes of something; none where a text is given. */
function oneOf<Name extends string>(
  moves: readonly (readonly [Name, number | undefined])[],
  text: string,
): { readonly name: Name; readonly number: number } | null {
  const named = moves.flatMap(([name, number]) => (number === undefined ? [] : [{ name, number }]))
  if (named.length > 1 || (named.length === 1 && text !== '')) misused('Say one thing at a time.')
  return named[0] ?? null
}

/** What there is of one kind, as a table; for programs as the API tells it. */
async function listed(
  terminal: Terminal,
  options: Common,
  incidentId: number,
  head: readonly string[],
  pick: (incident: IncidentDetail) => { readonly of: readonly object[]; readonly rows: readonly string[][] },
): Promise<void> {
  const api = await connected(terminal, options)
  const { of, rows } = pick(await api.getIncident({ incidentId }))
  if (options.json) return printJson(terminal, of)
  if (rows.length === 0) return sayLine(terminal, 'None yet.')
  printTable(terminal, head, rows)
}

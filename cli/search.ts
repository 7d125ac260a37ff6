// The search over everything that was written, from the terminal.
import { Option, type Command } from 'commander'
import type { EndpointOutput } from '../domain/api.ts'
import { connected, type Common } from './door.ts'
import { findNamed } from './find.ts'
import { personNamed } from './leave.ts'
import { lineLimit } from './numbers.ts'
import { paint, plain, printJson } from './print.ts'
import { sayLine, type Terminal } from './terminal.ts'
import { misused } from './trouble.ts'
import { hereOf, momentIn, readMoment, type Here } from './when.ts'

type Options = Common & {
  readonly kind: 'all' | 'incident' | 'alert' | 'note' | 'log'
  readonly service?: string
  readonly who?: string
  readonly team?: string
  readonly from?: string
  readonly until?: string
  readonly limit: number
}
type Found = EndpointOutput<'search'>['found'][number]

export function addSearch(program: Command, terminal: Terminal): void {
  program
    .command('search')
    .description('Find incidents, alerts, notes and lines of the log by their words, in English or Korean.')
    .argument('[words...]', 'all of these, each in one of its forms')
    .addOption(
      new Option('--kind <kind>', 'only this kind')
        .choices(['all', 'incident', 'alert', 'note', 'kit', 'log'])
        .default('all'),
    )
    .option('--service <service>', 'about this service')
    .option('--who <person>', 'by this person, or with them')
    .option('--team <team>', 'of this team')
    .option('--from <moment>', 'not before this moment')
    .option('--until <moment>', 'before this moment')
    .option('--limit <number>', 'at most so many', lineLimit, 30)
    .action((words: readonly string[], _: unknown, command: Command) =>
      find(terminal, words.join(' '), command.optsWithGlobals()),
    )
}

async function find(terminal: Terminal, text: string, options: Options): Promise<void> {
  const api = await connected(terminal, options)
  const around = hereOf(terminal)
  const { service, who, team, from, until, kind } = options
  const answer = await api.search({
    text,
    kind,
    limit: Math.min(options.limit, 100),
    ...(service === undefined
      ? {}
      : { serviceId: findNamed('service', (await api.listServices()).services, service).id }),
    ...(who === undefined ? {} : { personId: (await personNamed(api, who)).id }),
    ...(team === undefined ? {} : { teamId: findNamed('team', (await api.listTeams()).teams, team).id }),
    ...(from === undefined ? {} : { from: momentNamed(from, around) }),
    ...(until === undefined ? {} : { until: momentNamed(until, around) }),
  })
  if (options.json) return printJson(terminal, answer)
  if (answer.found.length === 0) sayLine(terminal, 'Nothing was found.')
  for (const found of answer.found) show(terminal, found)
  if (answer.nextBefore !== null) sayLine(terminal, 'There is more: narrow it down, or ask for more with --limit.')
}

function momentNamed(text: string, here: Here): string {
  return (
    readMoment(text, here) ?? misused(`"${text}" is no moment: write 2026-11-24 03:00, or sunday 03:00.`)
  ).toString()
}

function show(terminal: Terminal, found: Found): void {
  const { kind, incidentId, alertId, title, text, who, marks } = found
  const number = kind === 'incident' ? ` ${incidentId}` : kind === 'alert' ? ` ${alertId}` : ''
  const at = momentIn(terminal, found.at)
  const head = title === '' ? marked(terminal, text, marks.text) : marked(terminal, title, marks.title)
  sayLine(terminal, `${paint(terminal, 'faint', `${at}  ${kind}${number}`)}  ${head}`)
  if (title !== '' && text !== '') sayLine(terminal, `  ${marked(terminal, text, marks.text)}`)
  if (title === '' && who !== '' && !text.startsWith(who))
    sayLine(terminal, paint(terminal, 'faint', `  ${plain(who)}`))
}

/** The words that were looked for stand out where there are colours. Cut first: what is harmless as a whole stays so in parts. */
function marked(terminal: Terminal, text: string, places: readonly number[]): string {
  const cuts = [0, ...places, text.length]
  return cuts
    .slice(0, -1)
    .map((at, nth) => paint(terminal, nth % 2 === 1 ? 'strong' : 'plain', harmless(text.slice(at, cuts[nth + 1]))))
    .join('')
}

/** A part of a line, with the spaces at its ends. */
function harmless(part: string): string {
  const inner = plain(part)
  if (inner === '') return part === '' ? '' : ' '
  return `${/^\s/.test(part) ? ' ' : ''}${inner}${/\s$/.test(part) ? ' ' : ''}`
}

// What is being worked on now, by whom, and in what state it is.
import type { Command } from 'commander'
import type { EndpointOutput } from '../domain/api.ts'
import { connected, type Common } from './door.ts'
import { findNamed } from './find.ts'
import { stateText } from './incident-words.ts'
import { paint, plain, printJson } from './print.ts'
import { sayLine, type Terminal } from './terminal.ts'
import { momentIn } from './when.ts'

type Work = EndpointOutput<'listWork'>

export function addNow(program: Command, terminal: Terminal): void {
  program
    .command('now')
    .description('What is being worked on now, by whom, and in what state is it?')
    .option('--team <team>', 'only of this team')
    .action(async (_: unknown, command: Command) => {
      const options = command.optsWithGlobals<Common & { readonly team?: string }>()
      const api = await connected(terminal, options)
      const { team } = options
      const teamId = team === undefined ? undefined : findNamed('team', (await api.listTeams()).teams, team).id
      const work = await api.listWork(teamId === undefined ? {} : { teamId })
      if (options.json) return printJson(terminal, work)
      for (const line of linesOf(work, terminal)) sayLine(terminal, line)
    })
}

function linesOf({ incidents, moreIncidents, alerts, moreAlerts }: Work, terminal: Terminal): readonly string[] {
  if (incidents.length + alerts.length === 0) return ['Nothing is being worked on.']
  return [
    ...incidents.flatMap((incident) => incidentLines(incident, terminal)),
    ...(moreIncidents > 0 ? [`${moreIncidents} more: baton incident list`] : []),
    ...alerts.map((alert) => alertLine(alert, terminal)),
    ...(moreAlerts > 0 ? [`${moreAlerts} more alerts or so: baton alerts --state acknowledged`] : []),
  ]
}

function incidentLines({ doings, moreDoings, ...of }: Work['incidents'][number], terminal: Terminal): string[] {
  const marks = [stateText(of.state), ...(of.isMitigated ? ['mitigated'] : []), ...(of.isPrivate ? ['private'] : [])]
  const lead = of.lead === null ? 'nobody leads yet' : `${plain(of.lead.name)} leads`
  return [
    `#${of.id} ${of.priority} ${plain(of.title)} (${marks.join(', ')}; ${lead})`,
    ...doings.map((doing) => `  ${paint(terminal, 'faint', momentIn(terminal, doing.since))}  ${doingText(doing)}`),
    ...(moreDoings > 0 ? [`  and ${moreDoings} more`] : []),
  ]
}

function doingText(doing: Work['incidents'][number]['doings'][number]): string {
  const [by, text] = [plain(doing.by), plain(doing.text)]
  switch (doing.kind) {
    case 'action':
      return `${by} is about to: ${text}`
    case 'task':
      return doing.isTaken ? `${by} is at it: ${text}` : `${by} was asked, and has not answered yet: ${text}`
    case 'runbook':
      return `${by} goes through ${text}: ${doing.ticked} of ${doing.steps}`
  }
}

function alertLine(
  { id, priority, summary, holder, lookingInto, backAt }: Work['alerts'][number],
  terminal: Terminal,
): string {
  const facts = [
    holder === null ? 'somebody has it' : `${plain(holder.name)} has it`,
    ...(lookingInto === '' ? [] : [`looks at: ${plain(lookingInto)}`]),
    ...(backAt === null ? [] : [`back by ${momentIn(terminal, backAt)}`]),
  ]
  return `alert ${id} ${priority} ${plain(summary)} (${facts.join('; ')})`
}

import type { Command } from 'commander'
import type { EndpointOutput } from '../domain/api.ts'
import type { Api } from './client.ts'
import { connected, type Common } from './door.ts'
import { findNamed } from './find.ts'
import { addLogAddress } from './log-address.ts'
import { alertNumber, incidentNumber, lineLimit } from './numbers.ts'
import { paint, plain, printJson } from './print.ts'
import { sayLine, type Terminal } from './terminal.ts'
import { misused } from './trouble.ts'
import { momentIn } from './when.ts'

type Options = Common & {
  readonly team?: string
  readonly alert?: number
  readonly service?: string
  readonly incident?: number
  readonly search?: string
  readonly limit: number
  readonly follow?: boolean
}

export function addLog(program: Command, terminal: Terminal): void {
  const log = program
    .command('log')
    .description('What happened? The newest line comes last.')
    .option('--team <team>', 'the log of this team')
    .option('--alert <id>', 'what belongs to this alert', alertNumber)
    .option('--search <words>', 'lines with all of these words')
    .option('--limit <number>', 'at most so many', lineLimit, 50)
    .option('-f, --follow', 'stay, and show new lines as they come; Ctrl-C ends it')
    .action(async (_: unknown, command: Command) => readLog(terminal, command.optsWithGlobals<Options>()))
  log
    .command('add')
    .description(
      'Write a line into the log of the team that --team names, or about what --alert, --service or --incident names. @name tells somebody.',
    )
    .argument('<text...>', 'what happened')
    .option('--service <service>', 'about this service, in the log of its team')
    .option('--incident <id>', 'into the timeline of this incident', incidentNumber)
    .action(async (words: readonly string[], _: unknown, command: Command) => {
      // Taken by "log" itself, wherever they stand in the line.
      const options =
        command.optsWithGlobals<Pick<Options, 'server' | 'json' | 'team' | 'alert' | 'service' | 'incident'>>()
      const text = words.join(' ')
      if (options.team === undefined && options.service === undefined && options.incident === undefined)
        misused('Name the team whose log it is with --team, or what it is about with --service or --incident.')
      const api = await connected(terminal, options)
      const entry = await written(api, text, options)
      if (options.json) printJson(terminal, entry)
      else sayLine(terminal, lineOf(entry, terminal))
    })
  addLogAddress(log, terminal)
}

/** In an incident it belongs to its timeline, about a service to the log of its team. */
async function written(api: Api, text: string, of: Pick<Options, 'team' | 'alert' | 'service' | 'incident'>) {
  if (of.incident !== undefined) return api.noteIncident({ incidentId: of.incident, text })
  const service =
    of.service === undefined ? null : findNamed('service', (await api.listServices()).services, of.service)
  const teamId = of.team === undefined ? (service?.teamId ?? '') : await teamIdOf(api, of.team)
  return api.writeNote({ teamId, alertId: of.alert ?? null, ...(service ? { serviceId: service.id } : {}), text })
}

type Entry = EndpointOutput<'readLog'>['entries'][number]

async function readLog(terminal: Terminal, options: Options): Promise<void> {
  const api = await connected(terminal, options)
  const query = {
    ...(options.team === undefined ? {} : { teamId: await teamIdOf(api, options.team) }),
    ...(options.alert === undefined ? {} : { alertId: options.alert }),
    ...(options.search === undefined ? {} : { search: options.search }),
  }
  const first = await api.readLog({ ...query, limit: options.limit })
  if (options.json && !options.follow) return printJson(terminal, first)
  const show = (entry: Entry) => {
    sayLine(terminal, options.json ? JSON.stringify(entry) : lineOf(entry, terminal))
  }
  if (first.entries.length === 0 && !options.follow) return sayLine(terminal, 'Nothing is written there yet.')
  first.entries.toReversed().forEach(show)
  if (options.follow) await follow(terminal, { api, query, last: first.entries[0]?.id ?? 0, show })
}

type Following = {
  readonly api: Api
  readonly query: Omit<NonNullable<Parameters<Api['readLog']>[0]>, 'before' | 'limit'>
  readonly show: (entry: Entry) => void
  last: number
}

const everyMs = 2_000
const mostPages = 20

/** Shows what comes until the person ends it. */
async function follow(terminal: Terminal, following: Following): Promise<void> {
  const { stopped } = terminal
  while (!stopped.aborted) {
    await pause(everyMs, stopped)
    if (stopped.aborted) return
    const fresh = await entriesSince(following)
    fresh.toReversed().forEach(following.show)
    following.last = fresh[0]?.id ?? following.last
  }
}

async function entriesSince({ api, query, last }: Following): Promise<readonly Entry[]> {
  const fresh: Entry[] = []
  let before: number | undefined
  for (let page = 0; page < mostPages; page += 1) {
    const { entries, nextBefore } = await api.readLog({
      ...query,
      limit: 200,
      ...(before === undefined ? {} : { before }),
    })
    fresh.push(...entries.filter(({ id }) => id > last))
    if (nextBefore === null || nextBefore <= last) return fresh
    before = nextBefore
  }
  return fresh
}

function pause(milliseconds: number, stopped: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      stopped.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, milliseconds)
    stopped.addEventListener('abort', done)
  })
}

async function teamIdOf(api: Api, team: string): Promise<string> {
  return findNamed('team', (await api.listTeams()).teams, team).id
}

function lineOf({ at, says }: Entry, terminal: Terminal): string {
  const when = momentIn(terminal, at)
  return `${paint(terminal, 'faint', when)}  ${plain(says)}`
}

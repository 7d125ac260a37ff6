// The kit from the terminal: what is opened at night, and runbooks, read and ticked off.
import { readFile } from 'node:fs/promises'
import { Option, type Command } from 'commander'
import type { EndpointOutput } from '../domain/api.ts'
import { neutral } from '../domain/foreign-text.ts'
import { connected, type Common } from './door.ts'
import type { Exporting, Importing } from './kit-file.ts'
import { thereIsMore, whoseKit } from './kit-whose.ts'
import { bookmarkNumber, incidentNumber, runbookNumber, stepNumber } from './numbers.ts'
import { plain, printJson, printTable, type Cell } from './print.ts'
import { sayLine, type Terminal } from './terminal.ts'
import { misused, Trouble } from './trouble.ts'
import { momentText } from './when.ts'

type Kit = Omit<EndpointOutput<'readKit'>, 'hasMore'>
type Asked = Common & { readonly team?: string; readonly service?: string; readonly tag?: string }
type Added = Asked & { readonly url?: string; readonly note?: string; readonly tags?: string }
type Saved = Common & { readonly file?: string; readonly seen?: number }

export function addKit(program: Command, terminal: Terminal): void {
  const kit = program
    .command('kit')
    .description('What is opened at night: addresses and runbooks, what does not answer first.')
    .option('--team <team>', 'of this team')
    .option('--service <service>', 'of this service, with what its team keeps for all of them')
    .option('--tag <tag>', 'with this tag')
    .action((_: unknown, command: Command) => list(terminal, command.optsWithGlobals()))
  kit
    .command('add')
    .description('Keep an address, or a text such as a number, for the team that --team names.')
    .argument('<name...>', 'what it is called')
    .option('--url <address>', 'where it leads')
    .option('--note <text>', 'what it is for, or what there is to know')
    .option('--tags <tags>', 'with commas between them')
    .action((name: readonly string[], _: unknown, command: Command) =>
      add(terminal, name.join(' '), command.optsWithGlobals()),
    )
  kit
    .command('verify')
    .description('You opened it, and it is still right.')
    .argument('<bookmark>', 'its number, as "baton kit" shows it', bookmarkNumber)
    .action(async (bookmarkId: number, _: unknown, command: Command) => {
      const options = command.optsWithGlobals<Common>()
      const bookmark = await (await connected(terminal, options)).verifyBookmark({ bookmarkId })
      if (options.json) printJson(terminal, bookmark)
      else sayLine(terminal, `Noted: ${plain(bookmark.name)} is still right.`)
    })
  kit
    .command('export')
    .description('The kit of the team that --team names, or what it keeps for --service, as a file.')
    .addOption(
      new Option('--format <format>', 'a document to read and to take over, or a file for browsers')
        .choices(['markdown', 'bookmarks'])
        .default('markdown'),
    )
    .option('-o, --output <file>', 'into this file instead of the output')
    .action(async (_: unknown, command: Command) => {
      const { exportKit } = await import('./kit-file.ts')
      await exportKit(terminal, command.optsWithGlobals<Exporting>())
    })
  kit
    .command('import')
    .description('Take over a document in Markdown, or the bookmark file of a browser. It only adds.')
    .argument('<file>', 'the file; "-" reads the input')
    .option('--dry-run', 'only show what would happen')
    .action(async (file: string, _: unknown, command: Command) => {
      const { importKit } = await import('./kit-file.ts')
      await importKit(terminal, file, command.optsWithGlobals<Importing>())
    })
  addRunbook(program, terminal)
}

function addRunbook(program: Command, terminal: Terminal): void {
  const which = ['<runbook>', 'its number, as "baton kit" shows it', runbookNumber] as const
  const runbook = program
    .command('runbook')
    .description('Read a runbook, save it, and tick its steps off in an incident.')
  runbook
    .command('list')
    .description('Which runbooks there are.')
    .option('--team <team>', 'of this team')
    .option('--service <service>', 'of this service, with what its team keeps for all of them')
    .action(async (_: unknown, command: Command) => {
      const { listRunbooks } = await import('./runbooks.ts')
      await listRunbooks(terminal, command.optsWithGlobals())
    })
  runbook
    .command('open')
    .description('Open it beside an incident, in the version that holds now.')
    .argument('<incident>', 'number of the incident', incidentNumber)
    .argument(...which)
    .action(async (incidentId: number, runbookId: number, _: unknown, command: Command) => {
      const { openRunbook } = await import('./runbooks.ts')
      await openRunbook(terminal, { incidentId, runbookId }, command.optsWithGlobals())
    })
  runbook
    .command('show')
    .description('What it says.')
    .argument(...which)
    .action(async (runbookId: number, _: unknown, command: Command) => {
      const options = command.optsWithGlobals<Common>()
      const shown = await (await connected(terminal, options)).getRunbook({ runbookId })
      if (options.json) return printJson(terminal, shown)
      sayLine(terminal, `# ${plain(shown.title)} (version ${shown.version}, ${plain(shown.changedBy)})\n`)
      // What is moved in stands so: lists in lists, code.
      sayLine(terminal, neutral(shown.body))
    })
  runbook
    .command('save')
    .description('Save a new version from a file; whoever saves over a newer one is refused.')
    .argument(...which)
    .option('--file <file>', 'its text in Markdown; "-" reads standard input')
    .option('--seen <version>', 'the version that you began with', stepNumber)
    .action((runbookId: number, _: unknown, command: Command) => save(terminal, runbookId, command.optsWithGlobals()))
  runbook
    .command('tick')
    .description('A step of the runbook that was opened last in this incident is done.')
    .argument('<incident>', 'number of the incident', incidentNumber)
    .argument('<step>', 'number of the step', stepNumber)
    .option('--undo', 'it is not done after all')
    .action((incidentId: number, step: number, _: unknown, command: Command) =>
      tick(terminal, { incidentId, step }, command.optsWithGlobals()),
    )
}

async function list(terminal: Terminal, options: Asked): Promise<void> {
  const api = await connected(terminal, options)
  const kit = await api.readKit(await whoseKit(api, options))
  const { tag } = options
  const isAsked = ({ tags }: { readonly tags: readonly string[] }) => tag === undefined || tags.includes(tag)
  const told: Kit = {
    bookmarks: kit.bookmarks.filter(isAsked),
    links: tag === undefined ? kit.links : [],
    runbooks: kit.runbooks.filter(isAsked),
  }
  if (options.json) return printJson(terminal, { ...told, hasMore: kit.hasMore })
  if (Object.values(told).every((each) => each.length === 0))
    return sayLine(terminal, 'Nothing is there. Keep something: baton kit add --team <team> --url <address> <name>')
  const rows = [
    ...told.bookmarks.map((each) => ({ ...each, what: String(each.id), of: each.kind })),
    ...told.links.map((each) => ({ ...each, what: '', of: each.kind, note: each.serviceName })),
  ]
  const isDead = ({ check }: (typeof rows)[number]) => check?.state === 'failing'
  printTable(
    terminal,
    ['WHAT', 'KIND', 'ANSWERS', 'NAME', 'ADDRESS', 'NOTE'],
    [
      ...rows.filter(isDead).map((row) => cellsOf(row, terminal)),
      ...told.runbooks.map((each): Cell[] => [
        String(each.id),
        'runbook in Baton',
        '',
        each.title,
        '',
        `${each.steps} steps, version ${each.version}`,
      ]),
      ...rows.filter((row) => !isDead(row)).map((row) => cellsOf(row, terminal)),
    ],
  )
  if (kit.hasMore) sayLine(terminal, thereIsMore)
}

function cellsOf(
  row: Pick<Kit['bookmarks'][number], 'check' | 'name' | 'url' | 'note'> & { what: string; of: string },
  terminal: Terminal,
): Cell[] {
  const { check } = row
  const since = check?.failingSince
    ? ` since ${momentText(Temporal.Instant.from(check.failingSince), clockOf(terminal))}`
    : ''
  const answers: Cell =
    check?.state === 'failing' ? { text: `no${since}`, tone: 'bad' } : check?.state === 'ok' ? 'yes' : ''
  return [row.what, row.of, answers, row.name, row.url, row.note]
}

function clockOf(terminal: Terminal) {
  return { now: terminal.now(), zone: terminal.zone }
}

async function add(terminal: Terminal, name: string, options: Added): Promise<void> {
  if (options.team === undefined) misused('Name the team whose kit it is with --team.')
  const api = await connected(terminal, options)
  const { teamId, serviceId } = await whoseKit(api, options)
  const bookmark = await api.createBookmark({
    teamId: teamId ?? '',
    serviceId: serviceId ?? null,
    name,
    url: options.url ?? '',
    note: options.note ?? '',
    tags: (options.tags ?? '').split(',').filter((tag) => tag.trim() !== ''),
  })
  if (options.json) printJson(terminal, bookmark)
  else sayLine(terminal, `It is in the kit as ${bookmark.id}: ${plain(bookmark.name)}`)
}

async function save(terminal: Terminal, runbookId: number, options: Saved): Promise<void> {
  if (options.file === undefined) misused('Say which file it is: --file <file>, or --file - for standard input.')
  if (options.seen === undefined)
    misused('Say which version you began with: --seen 3, as "baton runbook show" tells it.')
  const { file, seen: version } = options
  const body = file === '-' ? await terminal.readInput() : await readFile(file, 'utf8').catch(() => null)
  if (body === null) throw new Trouble('no_file', `There is no file ${plain(file)} that can be read.`, { exit: 2 })
  const api = await connected(terminal, options)
  const saved = await api.saveRunbook({ runbookId, version, body })
  if (options.json) printJson(terminal, saved)
  else
    sayLine(
      terminal,
      saved.version === version
        ? 'Nothing was different.'
        : `Saved as version ${saved.version}: ${plain(saved.title)}, ${saved.steps} steps`,
    )
}

async function tick(
  terminal: Terminal,
  { incidentId, step }: { readonly incidentId: number; readonly step: number },
  options: Common & { readonly undo?: boolean },
): Promise<void> {
  const api = await connected(terminal, options)
  const [run] = (await api.listRuns({ incidentId })).runs
  if (!run)
    throw new Trouble(
      'not_found',
      `No runbook is open in this incident. Open one: baton runbook open ${incidentId} <runbook>`,
    )
  const of = { incidentId, runId: run.id, step }
  const answer = options.undo ? await api.untickStep(of) : await api.tickStep(of)
  if (options.json) return printJson(terminal, answer)
  const done = answer.runs.find(({ id }) => id === run.id)?.ticks.length ?? 0
  sayLine(terminal, `${plain(run.title)}: ${done} of ${run.steps} steps`)
}

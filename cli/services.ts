// What is watched: the catalog from the terminal, one service with what belongs to it, and services taken over from another catalog.
import { InvalidArgumentError, Option, type Command } from 'commander'
import { readText } from './configuration.ts'
import { connected, type Common } from './door.ts'
import { printJson } from './print.ts'
import type { Terminal } from './terminal.ts'
import { exits, Trouble } from './trouble.ts'

type Importing = Common & { readonly owner?: readonly Owner[]; readonly dryRun?: boolean }
type Owner = { readonly owner: string; readonly team: string }

export function addServices(program: Command, terminal: Terminal): void {
  const services = program
    .command('services')
    .description('What is watched, by whom, how much depends on it, and what is open on it.')
    .option('--team <team>', 'services of this team')
    .addOption(new Option('--tier <tier>', 'services of this tier').choices(['1', '2', '3', '4', 'none']))
    .action(async (_: unknown, command: Command) => {
      const { listServices } = await import('./services-shown.ts')
      await listServices(terminal, command.optsWithGlobals())
    })
  services
    .command('import')
    .description(
      'Take over services from a YAML list or from catalog files of Backstage. It adds and changes, and never removes.',
    )
    .argument('<file>', 'the file; "-" reads the input')
    .option(
      '--owner <owner=team...>',
      'the team that an owner of the file means; "=team" for those without one',
      ownerOf,
    )
    .option('--dry-run', 'only show what would happen')
    .action((file: string, _: unknown, command: Command) => take(terminal, file, command.optsWithGlobals()))
  program
    .command('service')
    .description('One service: its tier, its owner, its links, what it depends on, and what is open on it.')
    .argument('<service>', 'its short name, name or id')
    .action(async (named: string, _: unknown, command: Command) => {
      const { showService } = await import('./services-shown.ts')
      await showService(terminal, named, command.optsWithGlobals())
    })
}

function ownerOf(text: string, before: readonly Owner[] = []): readonly Owner[] {
  const at = text.lastIndexOf('=')
  const owner = { owner: text.slice(0, Math.max(0, at)), team: text.slice(at + 1) }
  if (at < 0 || owner.team === '')
    throw new InvalidArgumentError('Write owner=team, for example checkout-squad=payments.')
  return [...before, owner]
}

async function take(terminal: Terminal, file: string, options: Importing): Promise<void> {
  const yaml = file === '-' ? await terminal.readInput() : await readText(file)
  const { owner = [], dryRun = false } = options
  const api = await connected(terminal, options)
  const answer = await api.importServices({ yaml, owners: [...owner], dryRun }).catch(atTheFile(file))
  if (options.json) return printJson(terminal, answer)
  const { printImport } = await import('./services-imported.ts')
  printImport(terminal, answer)
}

/** The server does not know what the file is called here. */
function atTheFile(file: string) {
  const name = file === '-' ? 'input' : file
  return (error: unknown): never => {
    if (!(error instanceof Trouble) || error.code !== 'import_unreadable') throw error
    const errors = error.errors.map(({ path, say }) => ({ path: `${name}:${path}`, say }))
    throw new Trouble(error.code, error.say, { errors, exit: exits.usage })
  }
}

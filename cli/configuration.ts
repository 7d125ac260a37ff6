import { isUtf8 } from 'node:buffer'
import { readFile, writeFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { connected, type Common } from './door.ts'
import { printJson } from './print.ts'
import { sayLine, type Terminal } from './terminal.ts'
import { exits, notInUtf8, Trouble } from './trouble.ts'

type Applying = Common & { readonly file: string; readonly dryRun?: boolean }

export function addConfiguration(program: Command, terminal: Terminal): void {
  program
    .command('apply')
    .description(
      'Make teams, people, schedules, channels, policies, services, sources, heartbeats, routes, incident rules and kits as a YAML file says, all or nothing.',
    )
    .requiredOption('-f, --file <file>', 'the file; "-" reads the input')
    .option('--dry-run', 'only show what would change')
    .action(async (_: unknown, command: Command) => {
      const { file, dryRun = false, ...options } = command.optsWithGlobals<Applying>()
      const yaml = file === '-' ? await terminal.readInput() : await readText(file)
      const api = await connected(terminal, options)
      const applied = await api.applyConfiguration({ yaml, dryRun }).catch(atTheFile(file))
      if (options.json) return printJson(terminal, applied)
      const { printApplied } = await import('./changes.ts')
      printApplied(terminal, applied)
    })
  program
    .command('export')
    .description('Write the configuration as YAML, without secrets.')
    .option('-o, --output <file>', 'into this file instead of the output')
    .action(async (_: unknown, command: Command) => {
      const { output, ...options } = command.optsWithGlobals<Common & { readonly output?: string }>()
      const { yaml } = await (await connected(terminal, options)).exportConfiguration()
      if (output !== undefined) {
        await writeFile(output, yaml)
        sayLine(terminal, `Written to ${output}.`)
      } else if (options.json) printJson(terminal, { yaml })
      else terminal.write(yaml)
    })
}

/** The text of a file, or a refusal that says what is wrong with it. */
export async function readText(file: string): Promise<string> {
  const bytes = await readFile(file).catch(notReadable(file))
  if (!isUtf8(bytes)) throw notInUtf8(`file ${file}`)
  return bytes.toString('utf8')
}

function notReadable(file: string) {
  return (error: unknown): never => {
    const why =
      error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'There is no' : 'Baton cannot read'
    throw new Trouble('no_file', `${why} file ${file}.`)
  }
}

/** The server does not know what the file is called here. */
function atTheFile(file: string) {
  const name = file === '-' ? 'input' : file
  return (error: unknown): never => {
    if (!(error instanceof Trouble) || error.code !== 'configuration_invalid') throw error
    const errors = error.errors.map(({ path, say }) => ({ path: path.replace(/^baton\.yaml(?=:)/, () => name), say }))
    throw new Trouble(error.code, error.say, { errors, exit: exits.usage })
  }
}

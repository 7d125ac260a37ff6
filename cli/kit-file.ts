// The kit as a file: taken along, and taken over with a look at it first.
import { readFile, writeFile } from 'node:fs/promises'
import type { EndpointOutput } from '../domain/api.ts'
import { refusedSay, unreadableSay } from '../domain/kit/import-words.ts'
import { fileText } from '../domain/kit/kit-file.ts'
import { neutral } from '../domain/foreign-text.ts'
import { connected, type Common } from './door.ts'
import { whoseKit } from './kit-whose.ts'
import { paint, plain, printJson } from './print.ts'
import { sayLine, type Terminal } from './terminal.ts'
import { exits, misused, Trouble } from './trouble.ts'

type Of = Common & { readonly team?: string; readonly service?: string }
export type Exporting = Of & { readonly format?: 'markdown' | 'bookmarks'; readonly output?: string }
export type Importing = Of & { readonly dryRun?: boolean }

/** Writes the kit of a team, or what it keeps for one service, into a file or to the output. */
export async function exportKit(terminal: Terminal, options: Exporting): Promise<void> {
  const { format = 'markdown', output } = options
  const api = await connected(terminal, options)
  const { teamId, serviceId } = await whoseKit(api, options)
  if (teamId === undefined) return misused('Name the team whose kit it is with --team.')
  const kit = await api.exportKit({ teamId, format, ...(serviceId === undefined ? {} : { serviceId }) })
  if (options.json) return printJson(terminal, kit)
  if (output === undefined) {
    // The texts of runbooks stand in it as they are.
    return terminal.write(neutral(kit.text))
  }
  await writeFile(output, kit.text)
  const rest =
    kit.leftOut === 0 ? '' : ` Left out, because it has no address: ${kit.leftOut}. --format markdown has it.`
  sayLine(terminal, `Written to ${output}.${rest}`)
}

/** Takes over what stands in a file; with `--dry-run` it only tells. */
export async function importKit(terminal: Terminal, file: string, options: Importing): Promise<void> {
  const { dryRun = false } = options
  const read = fileText(await bytesOf(terminal, file), (bytes) => utf8.decode(bytes))
  if ('unreadable' in read)
    throw new Trouble('kit_import_unreadable', unreadableSay[read.unreadable], { exit: exits.usage })
  const api = await connected(terminal, options)
  const { teamId, serviceId = null } = await whoseKit(api, options)
  if (teamId === undefined) return misused('Name the team whose kit it comes into with --team.')
  const answer = await api.importKit({ teamId, serviceId, text: read.text, dryRun })
  if (options.json) return printJson(terminal, answer)
  printImported(terminal, answer)
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

const marks = { add: '+', there: '=', refuse: '!' } as const
const tones = { add: 'good', there: 'faint', refuse: 'bad' } as const

function printImported(
  terminal: Terminal,
  { things, isKept, added, there, refused }: EndpointOutput<'importKit'>,
): void {
  for (const { is, name, url, does, why } of things) {
    const what = is === 'runbook' ? `runbook ${name}` : url === '' || url === name ? name : `${name}  ${url}`
    const because = why === null ? '' : `: ${refusedSay[why]}`
    sayLine(terminal, `${paint(terminal, tones[does], marks[does])} ${plain(what)}${because}`)
  }
  const told = `${added} added, ${there} there already, ${refused} refused`
  sayLine(terminal, isKept ? `Imported: ${told}.` : `Nothing was changed yet. It would be: ${told}.`)
}

async function bytesOf(terminal: Terminal, file: string): Promise<Uint8Array> {
  if (file !== '-') {
    const bytes = await readFile(file).catch(() => null)
    if (bytes === null)
      throw new Trouble('no_file', `There is no file ${plain(file)} that can be read.`, { exit: exits.usage })
    return bytes
  }
  const parts: Uint8Array[] = []
  for await (const part of terminal.readBytes()) parts.push(part)
  return Buffer.concat(parts)
}

// Evidence of an incident from the terminal: what is to be kept, kept, missing, and the files themselves.
import { createReadStream } from 'node:fs'
import { access, constants } from 'node:fs/promises'
import path from 'node:path'
import type { Command } from 'commander'
import type { EndpointOutput } from '../domain/api.ts'
import { isEvidenceOpen } from '../domain/incidents/evidence.ts'
import { bytesText } from '../domain/incidents/file-type.ts'
import { fillLink } from '../domain/services/evidence-link.ts'
import { connected, findDoor, type Common } from './door.ts'
import { changing } from './incident-moves.ts'
import { sayChanged, type IncidentDetail } from './incident-words.ts'
import { evidenceNumber, incidentNumber } from './numbers.ts'
import { plain, printJson, printTable, type Cell } from './print.ts'
import { sayLine, type Terminal } from './terminal.ts'
import { misused, Trouble } from './trouble.ts'
import { momentIn } from './when.ts'

type Evidence = IncidentDetail['evidence'][number]
type Added = Common & {
  readonly file?: string
  readonly link?: string
  readonly note?: string
  readonly name?: string
  readonly for?: number
}

const which = ['<id>', 'number of the incident', incidentNumber] as const
const entry = ['<entry>', 'its number, as "baton incident evidence" shows it', evidenceNumber] as const

export function addEvidence(incident: Command, terminal: Terminal): void {
  const changed = changing(terminal)
  const evidence = incident
    .command('evidence')
    .description('What is to be kept of it before it evaporates: open entries first.')
    .argument(...which)
    .action((incidentId: number, _: unknown, command: Command) => list(terminal, incidentId, command.optsWithGlobals()))
  evidence
    .command('add')
    .description('Keep a file, a link or a word: for an entry of the list, or as one of its own.')
    .argument(...which)
    .option('--file <file>', 'a file as it is; "-" reads standard input')
    .option('--link <address>', 'where it is kept')
    .option('--note <text>', 'a word on it')
    .option('--name <name>', 'what it is called, where it stands on no list')
    .option('--for <entry>', 'for this entry of the list', evidenceNumber)
    .action((incidentId: number, _: unknown, command: Command) => add(terminal, incidentId, command.optsWithGlobals()))
  evidence
    .command('missing')
    .description('It is not to be had, and why.')
    .argument(...which)
    .argument(...entry)
    .argument('<because...>', 'why')
    .action((incidentId: number, evidenceId: number, because: readonly string[], _: unknown, command: Command) =>
      changed(command, 'Said to be missing', (api) =>
        api.missEvidence({ incidentId, evidenceId, because: because.join(' ') }),
      ),
    )
  evidence
    .command('snapshot')
    .description('Have the webhook of this entry called; what it answers is kept.')
    .argument(...which)
    .argument(...entry)
    .action((incidentId: number, evidenceId: number, _: unknown, command: Command) =>
      changed(command, 'Asked for', (api) => api.takeSnapshot({ incidentId, evidenceId })),
    )
  evidence
    .command('get')
    .description('The file of an entry, as it was brought: baton incident evidence get 7 61 > heap.txt')
    .argument(...which)
    .argument(...entry)
    .action((incidentId: number, evidenceId: number, _: unknown, command: Command) =>
      get(terminal, { incidentId, evidenceId }, command.optsWithGlobals()),
    )
}

async function list(terminal: Terminal, incidentId: number, options: Common): Promise<void> {
  const api = await connected(terminal, options)
  const incident = await api.getIncident({ incidentId })
  if (options.json) return printJson(terminal, incident.evidence)
  if (incident.evidence.length === 0)
    return sayLine(
      terminal,
      `Nothing is asked for. Keep something: baton incident evidence add ${incidentId} --file ...`,
    )
  const rows = incident.evidence.toSorted((a, b) => Number(isEvidenceOpen(b.state)) - Number(isEvidenceOpen(a.state)))
  printTable(
    terminal,
    ['ENTRY', 'STATE', 'KIND', 'SERVICE', 'BY', 'AT', 'NAME', 'WHAT'],
    rows.map((one): Cell[] => [
      String(one.id),
      { text: one.state, tone: toneOf(one.state) },
      one.kind,
      one.service?.name ?? '',
      one.by,
      one.at === null ? '' : momentIn(terminal, one.at),
      one.name,
      whatOf(one, incident, terminal),
    ]),
  )
}

function toneOf(state: Evidence['state']) {
  if (state === 'kept') return 'good'
  return state === 'missing' ? 'faint' : 'warn'
}

/** What is kept, why it is missing, why the last try failed, or how to get it. */
function whatOf(one: Evidence, incident: IncidentDetail, terminal: Terminal): string {
  const { state, file, link, note, failure, how } = one
  if (state === 'kept')
    return [file ? `${file.name} (${bytesText(file.bytes)})` : link, note].filter((each) => each !== '').join(': ')
  if (state === 'missing') return note
  const failed = failure ? `${failure.because.replaceAll('_', ' ')} ${failure.detail}`.trim() : ''
  return [failed, addressOf(one, incident, terminal), how].filter((each) => each !== '').join(' - ')
}

function addressOf({ address, service }: Evidence, incident: IncidentDetail, terminal: Terminal): string {
  if (address === '') return ''
  const { since, declaredAt, mitigatedAt, endedAt, id } = incident
  const until = mitigatedAt ?? endedAt
  return fillLink(address, {
    service: service?.slug ?? '',
    incident: id,
    since: Date.parse(since ?? declaredAt),
    until: until === null ? terminal.now().epochMilliseconds : Date.parse(until),
  })
}

async function add(terminal: Terminal, incidentId: number, options: Added): Promise<void> {
  const { file, link = '', note = '', for: evidenceId } = options
  if (file !== undefined && link !== '') misused('Say one of --file and --link; the other can be added after it.')
  if (file === undefined && link === '' && note === '') misused('Say what to keep: --file, --link or --note.')
  const incident =
    file === undefined
      ? await addWords(terminal, { incidentId, evidenceId, link, note }, options)
      : await addFile(terminal, { incidentId, evidenceId, file, note }, options)
  sayChanged(terminal, { isJson: options.json ?? false, done: 'Kept' }, incident)
}

async function addWords(
  terminal: Terminal,
  of: {
    readonly incidentId: number
    readonly evidenceId: number | undefined
    readonly link: string
    readonly note: string
  },
  options: Added,
): Promise<IncidentDetail> {
  const { incidentId, evidenceId, link, note } = of
  const api = await connected(terminal, options)
  if (evidenceId !== undefined) return api.keepEvidence({ incidentId, evidenceId, link, note })
  return api.addEvidence({ incidentId, name: options.name ?? (note || link).slice(0, 200), link, note })
}

/** Sent as it is read: it may be larger than what a terminal wants in its memory. */
async function addFile(
  terminal: Terminal,
  of: {
    readonly incidentId: number
    readonly evidenceId: number | undefined
    readonly file: string
    readonly note: string
  },
  options: Added,
): Promise<EndpointOutput<'getIncident'>> {
  const { incidentId, evidenceId, file, note } = of
  const query = new URLSearchParams({
    name: options.name ?? (file === '-' ? 'input' : path.basename(file)),
    note,
    ...(evidenceId === undefined ? {} : { evidenceId: String(evidenceId) }),
  })
  const { sendRaw } = await import('./client.ts')
  const door = await findDoor(terminal, options)
  const url = `/api/incidents/${incidentId}/evidence/files?${query.toString()}`
  const response = await sendRaw(door, {
    method: 'POST',
    url,
    body: file === '-' ? terminal.readBytes() : bytesOf(file),
  })
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the door answers as getIncident does
  return (await response.json()) as EndpointOutput<'getIncident'>
}

async function* bytesOf(file: string): AsyncGenerator<Uint8Array> {
  const isThere = await access(file, constants.R_OK).then(
    () => true,
    () => false,
  )
  if (!isThere) throw new Trouble('no_file', `There is no file ${plain(file)} that can be read.`, { exit: 2 })
  for await (const part of createReadStream(file)) yield Buffer.from(part)
}

async function get(
  terminal: Terminal,
  { incidentId, evidenceId }: { readonly incidentId: number; readonly evidenceId: number },
  options: Common,
): Promise<void> {
  const { sendRaw } = await import('./client.ts')
  const url = `/api/incidents/${incidentId}/evidence/${evidenceId}/file`
  const response = await sendRaw(await findDoor(terminal, options), { method: 'GET', url, body: null })
  // What others wrote could say anything to a screen.
  if (terminal.columns !== null) {
    await response.body?.cancel()
    misused('A file is not shown on a screen. Write it into one: baton incident evidence get ... > file')
  }
  for await (const part of response.body ?? []) await terminal.writeBytes(part)
}

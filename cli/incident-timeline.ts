// The timeline of an incident from the terminal: read, written into, corrected, pinned; its summary, and all of it as a document.
import { Option, type Command } from 'commander'
import type { EndpointOutput } from '../domain/api.ts'
import { entryGroups, type EntryGroup } from '../domain/incidents/groups.ts'
import { connected, type Common } from './door.ts'
import { plainNames } from './incident-words.ts'
import { personNamed } from './leave.ts'
import { entryNumber, incidentNumber, lineLimit } from './numbers.ts'
import { paint, plain, printJson } from './print.ts'
import { momentOf } from './shifts.ts'
import { sayLine, type Terminal } from './terminal.ts'
import { misused, Trouble } from './trouble.ts'
import { hereOf, momentIn } from './when.ts'

type Read = Common & {
  readonly limit: number
  readonly group?: readonly EntryGroup[]
  readonly person?: string
  readonly search?: string
  readonly pinned?: boolean
  readonly fromStart?: boolean
}
type Corrected = Common & { readonly at?: string; readonly atWriting?: boolean }
type Written = Common & { readonly at?: string }

const which = ['<id>', 'number of the incident', incidentNumber] as const
const line = ['<entry>', 'its number, as "baton incident timeline" shows it', entryNumber] as const

export function addIncidentTimeline(incident: Command, terminal: Terminal): void {
  incident
    .command('note')
    .description('Write a line into its timeline.')
    .argument(...which)
    .argument('<text...>', 'what happened')
    .option('--at <moment>', 'when it happened, if that is not now')
    .action((incidentId: number, words: readonly string[], _: unknown, command: Command) =>
      note(terminal, { incidentId, text: words.join(' ') }, command.optsWithGlobals()),
    )
  incident
    .command('correct')
    .description('Correct what a note says, or when it happened. What it said before is kept.')
    .argument(...line)
    .argument('[text...]', 'what it says from now on')
    .option('--at <moment>', 'when it happened')
    .option('--at-writing', 'it happened when it was written')
    .action((entryId: number, words: readonly string[], _: unknown, command: Command) =>
      correct(terminal, { entryId, text: words.join(' ') }, command.optsWithGlobals()),
    )
  incident
    .command('wordings')
    .description('What a note said before it was corrected, the newest first.')
    .argument(...line)
    .action((entryId: number, _: unknown, command: Command) => wordings(terminal, entryId, command.optsWithGlobals()))
  incident
    .command('timeline')
    .description('Everything in it and in its alerts, by when it happened. What happened last comes last.')
    .argument(...which)
    .option('--limit <number>', 'at most so many', lineLimit, 100)
    .addOption(new Option('--group <group...>', 'only what tells of these').choices(entryGroups))
    .option('--person <person>', 'only what they did: e-mail address or name')
    .option('--search <words>', 'only lines with all of these words')
    .option('--pinned', 'only what is pinned')
    .option('--from-start', 'from the beginning, instead of the last')
    .action((incidentId: number, _: unknown, command: Command) =>
      timeline(terminal, incidentId, command.optsWithGlobals()),
    )
  for (const [name, does] of [
    ['pin', 'Put a line of its timeline on top, for everybody.'],
    ['unpin', 'Take a line from the top of its timeline.'],
  ] as const)
    incident
      .command(name)
      .description(does)
      .argument(...which)
      .argument(...line)
      .action((incidentId: number, entryId: number, _: unknown, command: Command) =>
        pin(terminal, { incidentId, entryId, name }, command.optsWithGlobals()),
      )
  incident
    .command('summary')
    .description('Where it stands, for whoever comes late: only what is recorded.')
    .argument(...which)
    .action((incidentId: number, _: unknown, command: Command) =>
      summary(terminal, incidentId, command.optsWithGlobals()),
    )
  incident
    .command('export')
    .description('All of it as a document in Markdown, or as JSON. Times are in your zone.')
    .argument(...which)
    .action((incidentId: number, _: unknown, command: Command) => take(terminal, incidentId, command.optsWithGlobals()))
}

async function note(
  terminal: Terminal,
  { incidentId, text }: { readonly incidentId: number; readonly text: string },
  options: Written,
): Promise<void> {
  const happenedAt = momentOf(options.at, hereOf(terminal))
  const api = await connected(terminal, options)
  const entry = await api.noteIncident({
    incidentId,
    text,
    ...(happenedAt ? { happenedAt: happenedAt.toString() } : {}),
  })
  if (options.json) return printJson(terminal, entry)
  sayLine(terminal, entryLine(entry, terminal))
}

async function correct(
  terminal: Terminal,
  { entryId, text }: { readonly entryId: number; readonly text: string },
  options: Corrected,
): Promise<void> {
  const { at, atWriting } = options
  if (at !== undefined && atWriting) misused('Say one of --at and --at-writing.')
  if (text === '' && at === undefined && !atWriting) misused('Say what it says from now on, or --at when it happened.')
  const happenedAt = momentOf(at, hereOf(terminal))
  const api = await connected(terminal, options)
  const { wordings: before } = await api.listWordings({ entryId })
  try {
    const entry = await api.correctNote({
      entryId,
      // As it stands now: whoever is quicker between the two is told by the refusal.
      version: (before[0]?.version ?? 0) + 1,
      ...(text === '' ? {} : { text }),
      ...(atWriting ? { happenedAt: null } : happenedAt ? { happenedAt: happenedAt.toString() } : {}),
    })
    if (options.json) return printJson(terminal, entry)
    sayLine(terminal, entryLine(entry, terminal))
  } catch (error) {
    throw error instanceof Trouble ? explained(error) : error
  }
}

function explained(trouble: Trouble): Trouble {
  const { code, say, facts } = trouble
  const { by, text } = facts
  if (code !== 'note_corrected_meanwhile' || typeof by !== 'string' || typeof text !== 'string') return trouble
  return new Trouble(code, `${say} ${plain(by)} wrote: ${plain(text)}`, { facts })
}

async function wordings(terminal: Terminal, entryId: number, options: Common): Promise<void> {
  const api = await connected(terminal, options)
  const answer = await api.listWordings({ entryId })
  if (options.json) return printJson(terminal, answer)
  if (answer.wordings.length === 0) return sayLine(terminal, 'It stands as it was written.')
  for (const { version, text, by, at, happenedAt } of answer.wordings) {
    const when = happenedAt === null ? '' : `, happened ${moment(happenedAt, terminal)}`
    const who = paint(terminal, 'faint', `${version}  ${plain(by)}, ${moment(at, terminal)}${when}`)
    sayLine(terminal, `${who}  ${plain(text)}`)
  }
}

async function timeline(terminal: Terminal, incidentId: number, options: Read): Promise<void> {
  const { limit, group, person, search, pinned, fromStart } = options
  const api = await connected(terminal, options)
  const personId = person === undefined ? undefined : (await personNamed(api, person)).id
  const answer = await api.readTimeline({
    incidentId,
    limit,
    ...(fromStart ? { order: 'oldest' as const } : {}),
    ...(group ? { groups: group.join(',') } : {}),
    ...(personId ? { personId } : {}),
    ...(search === undefined ? {} : { search }),
    ...(pinned ? { isPinned: 'true' } : {}),
  })
  if (options.json) return printJson(terminal, answer)
  const isWhole = !group && person === undefined && search === undefined && !pinned
  if (isWhole && answer.pinned.length > 0) {
    sayLine(terminal, 'Pinned:')
    for (const { entry, by } of answer.pinned)
      sayLine(terminal, `${entryLine(entry, terminal)}${paint(terminal, 'faint', ` (pinned by ${plain(by)})`)}`)
    sayLine(terminal, '')
  }
  if (answer.nextBefore !== null) sayLine(terminal, 'There are earlier lines: raise --limit.')
  const inOrder = fromStart ? answer.entries : answer.entries.toReversed()
  for (const entry of inOrder) sayLine(terminal, entryLine(entry, terminal))
  if (answer.nextAfter !== null) sayLine(terminal, 'There are later lines: raise --limit.')
}

async function pin(
  terminal: Terminal,
  of: { readonly incidentId: number; readonly entryId: number; readonly name: 'pin' | 'unpin' },
  options: Common,
): Promise<void> {
  const { incidentId, entryId, name } = of
  const api = await connected(terminal, options)
  const answer = await (name === 'pin' ? api.pinEntry : api.unpinEntry)({ incidentId, entryId })
  if (options.json) return printJson(terminal, answer)
  sayLine(terminal, `${name === 'pin' ? 'Pinned' : 'No longer pinned'}: #${entryId}`)
}

async function summary(terminal: Terminal, incidentId: number, options: Common): Promise<void> {
  const api = await connected(terminal, options)
  const incident = await api.getIncident({ incidentId })
  const { summaryText } = await import('../domain/incidents/summary.ts')
  const text = summaryText({
    incident,
    now: terminal.now().toString({ smallestUnit: 'millisecond' }),
    language: 'en',
    names: plainNames,
    moment: (iso) => moment(iso, terminal),
  })
  if (options.json) return printJson(terminal, { summary: text })
  for (const each of text.split('\n')) sayLine(terminal, plain(each))
}

async function take(terminal: Terminal, incidentId: number, options: Common): Promise<void> {
  const api = await connected(terminal, options)
  const exported = await api.exportIncident({ incidentId })
  if (options.json) return printJson(terminal, exported)
  const { zone } = terminal
  const { exportMarkdown } = await import('../domain/incidents/export-markdown.ts')
  const document = exportMarkdown({ exported, language: 'en', zone, names: plainNames, tell: ({ says }) => says })
  // What people wrote was made harmless on the way into the document.
  terminal.write(document)
}

type Entry = EndpointOutput<'readTimeline'>['entries'][number]

/** When it happened, its number, and when it was written where that is another time. */
function entryLine({ id, at, happenedAt, says, correctedBy }: Entry, terminal: Terminal): string {
  const asides = [
    ...(happenedAt !== null && moment(happenedAt, terminal) !== moment(at, terminal)
      ? [`written ${moment(at, terminal)}`]
      : []),
    ...(correctedBy ? [`corrected by ${plain(correctedBy)}`] : []),
  ]
  const aside = asides.length > 0 ? paint(terminal, 'faint', ` (${asides.join(', ')})`) : ''
  return `${paint(terminal, 'faint', `${moment(happenedAt ?? at, terminal)}  #${id}`)}  ${plain(says)}${aside}`
}

function moment(iso: string, terminal: Terminal): string {
  return momentIn(terminal, iso)
}

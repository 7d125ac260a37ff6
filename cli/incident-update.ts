// How an incident stands, told from the terminal: to whom it goes is said with it, or before.
import { randomUUID } from 'node:crypto'
import { Option, type Command } from 'commander'
import { audiences, type Audience } from '../domain/incidents/owed.ts'
import { connected, type Common } from './door.ts'
import { sayChanged } from './incident-words.ts'
import { incidentNumber, minutesNamed } from './numbers.ts'
import { printJson, printTable } from './print.ts'
import { sayLine, type Terminal } from './terminal.ts'
import { misused } from './trouble.ts'

type Update = Common & {
  readonly audience: Audience
  readonly next?: number
  readonly still?: boolean
  readonly toParts?: boolean
  readonly who?: boolean
}

export function addIncidentUpdate(incident: Command, terminal: Terminal): void {
  incident
    .command('update')
    .description('Say how it stands: it is sent to everybody who wants to hear, and says when the next word comes.')
    .argument('<id>', 'number of the incident', incidentNumber)
    .argument('[text...]', 'what they should know; left out with --still and --who')
    .addOption(new Option('--audience <audience>', 'for whom').choices(audiences).default('stakeholders'))
    .option('--next <minutes>', 'until the next one; as its cadence asks when left out', minutesNamed)
    .option('--still', 'work goes on and nothing is new')
    .option('--to-parts', 'who follows its parts hears it too')
    .option('--who', 'only say who would hear it')
    .action((incidentId: number, text: readonly string[], _: unknown, command: Command) =>
      update(terminal, { incidentId, text: text.join(' ') }, command.optsWithGlobals()),
    )
}

async function update(
  terminal: Terminal,
  { incidentId, text }: { readonly incidentId: number; readonly text: string },
  { audience, next, still = false, toParts = false, who = false, ...options }: Update,
): Promise<void> {
  if (!who && !still && text === '') misused('Say what they should know, or --still.')
  const api = await connected(terminal, options)
  const heard = await api.whoHears({ incidentId, audience, ...(toParts ? { isToParts: 'true' } : {}) })
  if (who) {
    if (options.json) return printJson(terminal, heard)
    if (heard.channels.length + heard.people.length === 0) return sayLine(terminal, 'Nobody would hear it.')
    return printTable(
      terminal,
      ['WHO', 'HOW', 'BECAUSE'],
      [...heard.channels, ...heard.people].map(({ name, channel, because }) => [name, channel ?? 'person', because]),
    )
  }
  const incident = await api.postUpdate({
    incidentId,
    audience,
    text,
    isStill: still,
    isToParts: toParts,
    // What is sent again because its answer was lost tells nobody twice.
    key: randomUUID(),
    ...(next === undefined ? {} : { nextInMinutes: next }),
  })
  sayChanged(terminal, { isJson: options.json ?? false, done: 'Told' }, incident)
  if (options.json) return
  const [people, channels] = [heard.people.length, heard.channels.length]
  sayLine(
    terminal,
    people + channels === 0
      ? 'Nobody is sent it: nobody wants to hear of it yet.'
      : `It is sent to ${count(people, 'person', 'people')} and ${count(channels, 'channel', 'channels')}.`,
  )
}

function count(much: number, one: string, many: string): string {
  return `${much} ${much === 1 ? one : many}`
}

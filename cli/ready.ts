// Can everybody be reached whom policies, schedules and fallbacks name? For people, and for a pipeline that wants to know.
import type { Command } from 'commander'
import type { EndpointOutput } from '../domain/api.ts'
import { connected, type Common } from './door.ts'
import { findNamed } from './find.ts'
import { plain, printJson, printTable, type Cell, type Tone } from './print.ts'
import { sayLine, type Terminal } from './terminal.ts'
import { Trouble } from './trouble.ts'
import { hereOf, momentText, type Here } from './when.ts'

type Options = Common & { readonly team?: string; readonly all?: boolean; readonly strict?: boolean }
type Person = EndpointOutput<'listReadiness'>['people'][number]
type Finding = Person['findings'][number]

export function addReady(program: Command, terminal: Terminal): void {
  program
    .command('ready')
    .description(
      'Can everybody be reached whom a policy, a schedule or a fallback names? Exit code 1 when somebody cannot.',
    )
    .option('--team <team>', 'only who is named by this team: its short name or its name')
    .option('--all', 'also those who are ready')
    .option('--strict', 'exit code 1 for warnings too, such as one way only')
    .action((_: unknown, command: Command) => ready(terminal, command.optsWithGlobals()))
}

async function ready(terminal: Terminal, options: Options): Promise<void> {
  const api = await connected(terminal, options)
  const teamId =
    options.team === undefined ? undefined : findNamed('team', (await api.listTeams()).teams, options.team).id
  const answer = await api.listReadiness(teamId === undefined ? {} : { teamId })
  const { counts } = answer
  if (options.json) printJson(terminal, answer)
  else {
    const here = hereOf(terminal)
    const shown = answer.people.filter(({ reach }) => options.all || reach !== 'ready')
    if (shown.length > 0) {
      const rows = shown.map((person) => rowOf(person, here))
      printTable(terminal, ['PERSON', 'REACH', 'NEEDED', 'WHY'], rows)
    }
    sayLine(terminal, `${counts.unreachable} cannot be reached, ${counts.weak} with a warning, ${counts.ready} ready.`)
  }
  const failing = counts.unreachable + (options.strict ? counts.weak : 0)
  if (failing > 0) throw new Trouble('not_ready', `${failing} of those who may be paged need something. See the list.`)
}

const tones = { unreachable: 'bad', weak: 'warn', ready: 'good' } as const satisfies Record<Person['reach'], Tone>
const words = { unreachable: 'nothing', weak: 'weak', ready: 'ready' } as const satisfies Record<
  Person['reach'],
  string
>

function rowOf(person: Person, here: Here): Cell[] {
  const { name, reach, findings, contacts } = person
  const addressOf = new Map(contacts.map(({ id, channel, address }) => [id, `${channel} ${plain(address)}`]))
  const why = findings.map((finding) => whyOf(finding, addressOf.get(finding.contactId ?? '') ?? '', here))
  return [name, { text: words[reach], tone: tones[reach] }, neededOf(person, here), why.join('; ')]
}

function neededOf({ isOnCallNow, needs }: Person, here: Here): string {
  const [first] = needs
  if (isOnCallNow) return 'on call now'
  if (!first) return ''
  if (first.from !== null) return momentText(Temporal.Instant.from(first.from), here)
  return first.kind === 'fallback' ? 'fallback' : `${first.kind} ${plain(first.name)}`
}

function whyOf({ because, from }: Finding, contact: string, here: Here): string {
  switch (because) {
    case 'deactivated':
      return 'out of service, but still named: take them out'
    case 'no_contact':
      return 'no contact: add one'
    case 'only_browser':
      return 'only the open browser: add a contact'
    case 'only_unverified':
    case 'unverified':
      return `${contact} is not verified`
    case 'not_set_up':
      return `no provider is set up for ${contact}`
    case 'stopped':
      return `${contact} has written STOP`
    case 'gone':
      return `${contact} no longer exists`
    case 'switched_off':
      return `${contact} is switched off`
    case 'all_failing':
      return 'the last messages failed by every way'
    case 'failing':
      return `the last messages by ${contact} failed`
    case 'all_lapsed':
      return 'no way was proven for long: verify one again'
    case 'lapsed':
      return `${contact} was not proven for long`
    case 'one_bearer':
      return 'one kind of way only: add another'
    case 'away':
      return from === null
        ? 'on leave in a shift'
        : `on leave in a shift from ${momentText(Temporal.Instant.from(from), here)}`
  }
}

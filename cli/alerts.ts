import { Option, type Command } from 'commander'
import type { EndpointInput, EndpointOutput } from '../domain/api.ts'
import { connected, type Common } from './door.ts'
import { findNamed } from './find.ts'
import { lineLimit } from './numbers.ts'
import { printJson, printTable, type Cell, type Tone } from './print.ts'
import { sayLine, type Terminal } from './terminal.ts'
import { agoText, hereOf, momentText } from './when.ts'

type State = NonNullable<EndpointInput<'listAlerts'>['state']>
type Options = Common & {
  readonly state: State
  readonly team?: string
  readonly mine?: boolean
  readonly muted?: boolean
  readonly search?: string
  readonly service?: string
  readonly source?: string
  readonly priority?: 'P1' | 'P2' | 'P3' | 'P4'
  readonly label?: string[]
  readonly urgent?: boolean
  readonly limit: number
}

const states = ['open', 'triggered', 'acknowledged', 'snoozed', 'closed', 'all'] as const satisfies readonly State[]

export function addAlerts(program: Command, terminal: Terminal): void {
  program
    .command('alerts')
    .description('Which alerts are open? The newest first, or the most urgent.')
    .addOption(new Option('--state <state>', 'alerts in this state').choices(states).default('open'))
    .option('--team <team>', 'alerts of this team')
    .option('--mine', 'alerts whose page reached me, or that I acknowledged')
    .option('--muted', 'alerts that something keeps from paging')
    .option('--search <words>', 'alerts with these words')
    .option('--service <service>', 'alerts of this service')
    .option('--source <source>', 'alerts of this source')
    .addOption(new Option('--priority <priority>', 'alerts of this priority').choices(['P1', 'P2', 'P3', 'P4']))
    .option('--label <name:value>', 'alerts with this label; several times: with all of them', several)
    .option('--urgent', 'the most urgent first instead of the newest')
    .option('--limit <number>', 'at most so many', lineLimit, 50)
    .action(async (_: unknown, command: Command) => {
      const options = command.optsWithGlobals<Options>()
      const api = await connected(terminal, options)
      const teamId = options.team && findNamed('team', (await api.listTeams()).teams, options.team).id
      const { state, search, mine, priority, label, urgent } = options
      const serviceId = options.service && findNamed('service', (await api.listServices()).services, options.service).id
      const sourceId = options.source && findNamed('source', (await api.listSources()).sources, options.source).id
      const answer = await wholeList(api, {
        state,
        search,
        mine,
        ...(options.muted ? { muted: 'yes' as const } : {}),
        limit: options.limit,
        ...(teamId ? { teamId } : {}),
        ...(serviceId ? { serviceId } : {}),
        ...(sourceId ? { sourceId } : {}),
        ...(priority ? { priority } : {}),
        ...(label ? { label } : {}),
        ...(urgent ? { sort: 'urgent' } : {}),
      })
      if (options.json) return printJson(terminal, answer)
      const { alerts, counts } = answer
      if (alerts.length === 0) sayLine(terminal, 'No alerts.')
      else
        printTable(
          terminal,
          head,
          alerts.map((alert) => rowOf(alert, terminal)),
        )
      // The counts are of everybody's alerts, and would contradict a list of mine or of what was searched.
      if (!mine && !search && !serviceId && !sourceId && !priority && !label) {
        const { triggered, acknowledged, snoozed, muted } = counts
        const ofThem = muted > 0 ? ` (${muted} muted)` : ''
        sayLine(terminal, `${triggered} triggered${ofThem}, ${acknowledged} acknowledged, ${snoozed} snoozed.`)
      }
      if (answer.nextBefore !== null) sayLine(terminal, 'There are more: raise --limit.')
    })
}

/** An answer may hold fewer than were asked for and say where to read on: it is read on until there are enough. */
async function wholeList(
  api: Awaited<ReturnType<typeof connected>>,
  asked: EndpointInput<'listAlerts'> & { readonly limit: number },
): Promise<EndpointOutput<'listAlerts'>> {
  let answer = await api.listAlerts(asked)
  while (answer.alerts.length < asked.limit && answer.nextBefore !== null) {
    const rest = await api.listAlerts({
      ...asked,
      before: answer.nextBefore,
      limit: asked.limit - answer.alerts.length,
    })
    answer = { ...rest, alerts: [...answer.alerts, ...rest.alerts] }
  }
  return answer
}

function several(text: string, before: string[] | undefined): string[] {
  return [...(before ?? []), text]
}

type Alert = EndpointOutput<'listAlerts'>['alerts'][number]

const head = ['ID', 'PRIORITY', 'STATE', 'AGE', 'COUNT', 'SERVICE', 'WHO', 'SUMMARY']
const tones = {
  triggered: 'bad',
  acknowledged: 'warn',
  snoozed: 'faint',
  closed: 'good',
} as const satisfies Record<Alert['state'], Tone>

/** Who has it; or who has answered, where several must. */
function rowOf(alert: Alert, terminal: Terminal): Cell[] {
  return [
    String(alert.id),
    { text: alert.priority, tone: alert.priority === 'P1' ? 'strong' : 'plain' },
    alert.muted
      ? { text: 'muted', tone: 'faint' }
      : { text: alert.heldUntil === null ? alert.state : 'held', tone: tones[alert.state] },
    agoText(Temporal.Instant.from(alert.firstAt), terminal.now()),
    String(alert.count),
    alert.serviceName ?? '',
    whoHas(alert, terminal),
    `${alert.isTest ? '[test] ' : ''}${alert.summary}`,
  ]
}

/** Who has it, and by when they said to be back. */
/** Who has it; or who has answered, while others still must. */
function whoHas({ acknowledgedBy, acknowledgedById, promise, answers }: Alert, terminal: Terminal): string {
  if (acknowledgedBy === null)
    return answers ? `${answers.by.map(({ name }) => name).join(', ')} (${answers.by.length} of ${answers.needed})` : ''
  const backAt = promise?.byId === acknowledgedById ? promise?.backAt : null
  if (!backAt) return acknowledgedBy
  const here = hereOf(terminal)
  return `${acknowledgedBy}, back by ${momentText(Temporal.Instant.from(backAt), here)}`
}

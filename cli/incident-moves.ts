// What becomes of an incident from the terminal: moved, rated, described, mitigated.
import { Argument, InvalidArgumentError, Option, type Command } from 'commander'
import type { EndpointInput } from '../domain/api.ts'
import { debts } from '../domain/incidents/owed.ts'
import { incidentStates } from '../domain/incidents/stages.ts'
import { priorities, type PriorityName } from '../domain/paging/priority.ts'
import type { Api } from './client.ts'
import { connected, type Common } from './door.ts'
import { servicesNamed } from './find.ts'
import { debtsText, sayChanged, stateText, type IncidentDetail } from './incident-words.ts'
import { incidentNumber } from './numbers.ts'
import { plain } from './print.ts'
import { momentOf } from './shifts.ts'
import type { Terminal } from './terminal.ts'
import { misused, Trouble } from './trouble.ts'
import { hereOf, momentText, type Here } from './when.ts'

type Described = Common & {
  readonly title?: string
  readonly what?: string
  readonly impact?: string
  readonly since?: string
  readonly fix?: string
  readonly lastSteps?: string
  readonly service?: readonly string[]
  readonly serviceUnknown?: string
  readonly commanderNotNeeded?: string
  readonly private?: 'yes' | 'no'
}

const which = ['<id>', 'number of the incident', incidentNumber] as const

export function addIncidentMoves(incident: Command, terminal: Terminal): void {
  const changed = changing(terminal)
  incident
    .command('move')
    .description('On to another stage, back, or to its end. What a stage still owes is left behind only with a reason.')
    .argument(...which)
    .argument('<stage>', `where to: ${goals.map(stateText).join(', ')}`, stageNamed)
    .option('--reason <text>', 'why something is left open, or why it goes back')
    .action((incidentId: number, to: Goal, { reason }: { readonly reason?: string }, command: Command) =>
      changed(command, 'Moved', (api) => move(api, { incidentId, to, reason }, hereOf(terminal))),
    )
  incident
    .command('rate')
    .description('How bad it is: P1 unusable, P2 severely impaired, P3 partly impaired, P4 fully usable.')
    .argument(...which)
    .addArgument(new Argument('<priority>', 'how bad').choices(priorities))
    .option('--because <text>', 'why it is less bad than somebody said')
    .action((incidentId: number, priority: PriorityName, { because = '' }: { because?: string }, command: Command) =>
      changed(command, 'Rated', (api) => api.rateIncident({ incidentId, priority, because })),
    )
  incident
    .command('describe')
    .description('Write down what is known. What is not named stays as it is.')
    .argument(...which)
    .option('--title <text>', 'what it is called')
    .option('--what <text>', 'what is wrong, in a sentence')
    .option('--impact <text>', 'who is hurt, and how badly')
    .option('--since <moment>', 'since when, such as "09:00" or "2026-11-24 03:00"')
    .option('--fix <text>', 'what mended it')
    .option('--last-steps <text>', 'the last steps that mitigated and fixed it, for whoever meets it again')
    .option('--service <service...>', 'what is suspected, instead of what was')
    .option('--service-unknown <because>', 'why no service is named')
    .option('--commander-not-needed <because>', 'why nobody has to do nothing but lead')
    .addOption(new Option('--private <yes|no>', 'for those who take part, and managers, alone').choices(['yes', 'no']))
    .action((incidentId: number, _: unknown, command: Command) =>
      changed(command, 'Written down', describing(terminal, incidentId, command.optsWithGlobals())),
    )
  incident
    .command('mitigated')
    .description('The bleeding has stopped: nobody is hurt any more. It is not resolved by that.')
    .argument(...which)
    .option('--at <moment>', 'since when; now when it is left out')
    .option('--note <text>', 'what stopped it')
    .option('--not', 'it has not stopped after all')
    .action((incidentId: number, { at, note = '', not }: Mitigated, command: Command) => {
      if (not && at !== undefined) misused('--at says since when it is mitigated: leave it out with --not.')
      const since = momentOf(at, hereOf(terminal))
      return changed(command, not ? 'Not mitigated after all' : 'Mitigated, not yet resolved', (api) =>
        api.mitigateIncident({ incidentId, isMitigated: !not, note, ...(since ? { at: since.toString() } : {}) }),
      )
    })
}

type Goal = EndpointInput<'moveIncident'>['to']
type Mitigated = { readonly at?: string; readonly note?: string; readonly not?: boolean }

const goals = incidentStates.filter((state): state is Goal => state !== 'merged')

function stageNamed(text: string): Goal {
  const found = goals.find((goal) => goal === text.toLowerCase().replaceAll('-', '_'))
  if (found) return found
  throw new InvalidArgumentError(`Write one of ${goals.map(stateText).join(', ')}.`)
}

/** Moves it as it stands now; a refusal says what is left open, or who was quicker. */
async function move(
  api: Api,
  {
    incidentId,
    to,
    reason = '',
  }: { readonly incidentId: number; readonly to: Goal; readonly reason?: string | undefined },
  here: Here,
): Promise<IncidentDetail> {
  const { moves } = await api.getIncident({ incidentId })
  try {
    return await api.moveIncident({ incidentId, to, moves, reason })
  } catch (error) {
    throw error instanceof Trouble ? explained(error, here) : error
  }
}

function explained(trouble: Trouble, here: Here): Trouble {
  const { code, say, facts } = trouble
  const more = (text: string) => new Trouble(code, `${say} ${text}`, { facts })
  switch (code) {
    case 'incident_reason_missing':
    case 'follow_ups_open': {
      const leaves = debts.filter((debt) => Array.isArray(facts['leaves']) && facts['leaves'].includes(debt))
      const left = leaves.length > 0 ? [`Left open: ${debtsText(leaves)}.`] : []
      const how = code === 'incident_reason_missing' ? ['For the terminal: --reason.'] : []
      return left.length + how.length > 0 ? more([...left, ...how].join(' ')) : trouble
    }
    case 'incident_moved': {
      const state = incidentStates.find((one) => one === facts['to'])
      const who = typeof facts['by'] === 'string' && facts['by'] !== '' ? facts['by'] : 'Somebody'
      const at = typeof facts['at'] === 'string' && facts['at'] !== '' ? facts['at'] : null
      const when = at ? ` at ${momentText(Temporal.Instant.from(at), here)}` : ''
      return state ? more(`${plain(who)} moved it to ${stateText(state)}${when}.`) : trouble
    }
    default:
      return trouble
  }
}

function describing(terminal: Terminal, incidentId: number, options: Described) {
  const { title, what, impact, fix, lastSteps, service, serviceUnknown, commanderNotNeeded } = options
  const since = momentOf(options.since, hereOf(terminal))
  const written = {
    ...(title === undefined ? {} : { title }),
    ...(what === undefined ? {} : { what }),
    ...(impact === undefined ? {} : { impact }),
    ...(since ? { since: since.toString() } : {}),
    ...(fix === undefined ? {} : { fix }),
    ...(lastSteps === undefined ? {} : { lastSteps }),
    ...(serviceUnknown === undefined ? {} : { serviceUnknownBecause: serviceUnknown }),
    ...(commanderNotNeeded === undefined ? {} : { commanderNotNeededBecause: commanderNotNeeded }),
    ...(options.private === undefined ? {} : { isPrivate: options.private === 'yes' }),
  }
  if (Object.keys(written).length === 0 && !service)
    misused('Say what is known: --what, --impact, --since, --service or another of the options.')
  return async (api: Api): Promise<IncidentDetail> =>
    api.describeIncident({
      incidentId,
      ...written,
      ...(service ? { serviceIds: await servicesNamed(api, service) } : {}),
    })
}

/** Runs a change of an incident and says what came of it. */
export function changing(terminal: Terminal) {
  return async (command: Command, done: string, change: (api: Api) => Promise<IncidentDetail>): Promise<void> => {
    const options = command.optsWithGlobals<Common>()
    const incident = await change(await connected(terminal, options))
    sayChanged(terminal, { isJson: options.json ?? false, done }, incident)
  }
}

// Incidents that belong together, and who follows one, from the terminal.
import { Option, type Command } from 'commander'
import type { EndpointOutput } from '../domain/api.ts'
import { priorities, type PriorityName } from '../domain/paging/priority.ts'
import { connected, type Common } from './door.ts'
import { servicesNamed } from './find.ts'
import { changing } from './incident-moves.ts'
import { stateText } from './incident-words.ts'
import { personNamed } from './leave.ts'
import { alertNumbers, incidentNumber } from './numbers.ts'
import { plain, printJson } from './print.ts'
import { sayLine, type Terminal } from './terminal.ts'
import { misused } from './trouble.ts'

const which = ['<id>', 'number of the incident', incidentNumber] as const

type Split = Common & {
  readonly alert?: readonly number[]
  readonly service?: readonly string[]
  readonly person?: readonly string[]
  readonly priority?: PriorityName
  readonly part?: boolean
}

export function addIncidentFamily(incident: Command, terminal: Terminal): void {
  const changed = changing(terminal)
  incident
    .command('merge')
    .description('It is the same as another: its alerts and people go there, and it ends. It cannot be undone.')
    .argument(...which)
    .argument('<into>', 'number of the one that goes on', incidentNumber)
    .action((incidentId: number, into: number, _: unknown, command: Command) =>
      changed(command, 'Merged', (api) => api.mergeIncident({ incidentId, into })),
    )
  incident
    .command('split')
    .description('Two troubles in one: what is named moves to a new incident, which you lead.')
    .argument(...which)
    .argument('<title...>', 'what the other trouble is, in a few words')
    .option('--alert <id...>', 'alerts that move', alertNumbers)
    .option('--service <service...>', 'services that move')
    .option('--person <person...>', 'people who move: e-mail addresses or names')
    .addOption(new Option('--priority <priority>', 'how bad it is; as this one when left out').choices(priorities))
    .option('--part', 'it is a part of this one')
    .action((incidentId: number, words: readonly string[], _: unknown, command: Command) => {
      const { alert = [], service = [], person = [], priority, part = false } = command.optsWithGlobals<Split>()
      return changed(command, 'Split off', async (api) => {
        const personIds: string[] = []
        for (const key of person) personIds.push((await personNamed(api, key)).id)
        return api.splitIncident({
          incidentId,
          title: words.join(' '),
          alertIds: [...alert],
          serviceIds: await servicesNamed(api, service),
          personIds,
          isPart: part,
          ...(priority ? { priority } : {}),
        })
      })
    })
  incident
    .command('parent')
    .description('It is a part of a bigger incident. Without another number: what belongs to it.')
    .argument(...which)
    .argument('[parent]', 'number of the bigger one', incidentNumber)
    .option('--none', 'it stands alone')
    .action((incidentId: number, parentId: number | undefined, _: unknown, command: Command) =>
      parent(terminal, { incidentId, parentId }, command.optsWithGlobals()),
    )
  incident
    .command('follow')
    .description('I want to hear how it goes on.')
    .argument(...which)
    .action(async (incidentId: number, _: unknown, command: Command) => {
      const options = command.optsWithGlobals<Common>()
      const heard = await (await connected(terminal, options)).followIncident({ incidentId })
      sayHeard(terminal, options, heard)
    })
  incident
    .command('unfollow')
    .description('I do not want to hear of it any more.')
    .argument(...which)
    .action(async (incidentId: number, _: unknown, command: Command) => {
      const options = command.optsWithGlobals<Common>()
      const heard = await (await connected(terminal, options)).unfollowIncident({ incidentId })
      sayHeard(terminal, options, heard)
    })
}

async function parent(
  terminal: Terminal,
  { incidentId, parentId }: { readonly incidentId: number; readonly parentId: number | undefined },
  options: Common & { readonly none?: boolean },
): Promise<void> {
  if (options.none && parentId !== undefined) misused('Name the bigger one, or say --none.')
  const api = await connected(terminal, options)
  if (options.none || parentId !== undefined) await api.setParent({ incidentId, parentId: parentId ?? null })
  const family = await api.getFamily({ incidentId })
  if (options.json) return printJson(terminal, family)
  const lines = [
    ...[family.parent].flatMap((one) => (one ? [`a part of ${relativeLine(one)}`] : [])),
    ...family.parts.map((one) => `has the part ${relativeLine(one)}`),
    ...[family.splitFrom].flatMap((one) => (one ? [`split off from ${relativeLine(one)}`] : [])),
    ...family.splitOff.map((one) => `from it was split off ${relativeLine(one)}`),
    ...(family.hidden > 0 ? [`and ${family.hidden} that you may not know of`] : []),
  ]
  if (lines.length === 0) return sayLine(terminal, `${incidentId} stands alone.`)
  for (const line of lines) sayLine(terminal, line)
}

type Relative = EndpointOutput<'getFamily'>['parts'][number]

function relativeLine({ id, priority, title, state }: Relative): string {
  return `${id} ${priority} ${plain(title)}, ${stateText(state)}`
}

function sayHeard(terminal: Terminal, options: Common, heard: EndpointOutput<'listFollowers'>): void {
  if (options.json) return printJson(terminal, heard)
  sayLine(terminal, heard.isFollowing ? 'You hear how it goes on.' : 'You hear no more of it.')
}

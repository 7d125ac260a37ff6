// Help in an incident, from the terminal: what others would rate it, and whom to pull in for a service or a skill.
import { Argument, type Command } from 'commander'
import type { EndpointOutput } from '../domain/api.ts'
import { countRatings } from '../domain/incidents/rating.ts'
import { priorities, type PriorityName } from '../domain/paging/priority.ts'
import type { Api } from './client.ts'
import { connected, type Common } from './door.ts'
import { servicesNamed } from './find.ts'
import { changing } from './incident-moves.ts'
import type { IncidentDetail } from './incident-words.ts'
import { personNamed } from './leave.ts'
import { incidentNumber } from './numbers.ts'
import { plain, printJson, printTable, type Cell } from './print.ts'
import { sayLine, type Terminal } from './terminal.ts'
import { Trouble } from './trouble.ts'

export type Wanted = { readonly service?: string; readonly skill?: string }
type Proposed = EndpointOutput<'proposePeople'>['people'][number]

const which = ['<id>', 'number of the incident', incidentNumber] as const

export function addIncidentHelp(incident: Command, terminal: Terminal): void {
  const changed = changing(terminal)
  incident
    .command('ask-rating')
    .description('Ask others how bad it is: they get a notice. You decide.')
    .argument(...which)
    .argument('<person...>', 'their e-mail addresses or names')
    .option('--page', 'page them, of what may be a P1 or P2')
    .action((incidentId: number, keys: readonly string[], { page = false }: { page?: boolean }, command: Command) =>
      changed(command, 'Asked', async (api) => {
        const personIds: string[] = []
        for (const key of keys) personIds.push((await personNamed(api, key)).id)
        return api.askRating({ incidentId, personIds, isPaged: page })
      }),
    )
  incident
    .command('opinion')
    .description('I was asked how bad it is, and would say so. It changes nothing by itself.')
    .argument(...which)
    .addArgument(new Argument('<priority>', 'how bad').choices(priorities))
    .option('--because <text>', 'why, in a sentence')
    .action((incidentId: number, priority: PriorityName, { because = '' }: { because?: string }, command: Command) =>
      changed(command, 'Said', (api) => api.answerRating({ incidentId, priority, because })),
    )
  incident
    .command('whom')
    .description('Whom to pull in, the likeliest to help first: on call, experts, owners, and who is awake.')
    .argument(...which)
    .option('--service <service>', 'for this service; what the incident suspects when both are left out')
    .option('--skill <skill>', 'who knows this well')
    .action((incidentId: number, _: unknown, command: Command) => whom(terminal, incidentId, command.optsWithGlobals()))
}

async function whom(terminal: Terminal, incidentId: number, options: Common & Wanted): Promise<void> {
  const api = await connected(terminal, options)
  const answer = await proposedFor(api, incidentId, options)
  if (options.json) return printJson(terminal, answer)
  if (answer.people.length === 0) return sayLine(terminal, 'Nobody is known who could help with it.')
  printTable(
    terminal,
    ['PERSON', 'WHY', 'THERE', ''],
    answer.people.map((proposed): Cell[] => [
      proposed.name,
      whyText(proposed),
      {
        text: `${proposed.localTime}${proposed.isAwake ? '' : ' (night)'}`,
        tone: proposed.isAwake ? 'plain' : 'faint',
      },
      proposed.isIn
        ? { text: 'in already', tone: 'good' }
        : proposed.canBePaged
          ? ''
          : { text: 'no contact', tone: 'warn' },
    ]),
  )
}

export async function proposedFor(api: Api, incidentId: number, { service, skill }: Wanted) {
  const [serviceId] = await servicesNamed(api, service === undefined ? [] : [service])
  return api.proposePeople({ incidentId, ...(serviceId ? { serviceId } : {}), ...(skill ? { skill } : {}) })
}

/** The first who could come: not in yet, and reachable. */
export async function firstFor(api: Api, incidentId: number, wanted: Wanted): Promise<Proposed> {
  const { people: all } = await proposedFor(api, incidentId, wanted)
  const found = all.find(({ isIn, canBePaged }) => !isIn && canBePaged)
  if (found) return found
  const said = all.length === 0 ? 'Nobody is known for it' : 'Whoever is known for it is in already, or has no contact'
  throw new Trouble('nobody_to_page', `${said}. See: baton incident whom ${incidentId}`)
}

/** `on call for Payments now; has postgres` */
export function whyText({ why }: Pick<Proposed, 'why'>): string {
  return why
    .map((reason) => {
      switch (reason.kind) {
        case 'on_call_for':
          return `on call for ${plain(reason.service)} now`
        case 'expert_of':
          return `expert of ${plain(reason.service)}`
        case 'owner_of':
          return `owner of ${plain(reason.service)}`
        case 'has_skill':
          return `knows ${plain(reason.skill)}`
        case 'on_call_elsewhere':
          return `on call for ${plain(reason.schedule)} now`
      }
    })
    .join('; ')
}

/** What others say of how bad it is, line by line; none where nobody was asked. */
export function ratingLines({ ratings }: Pick<IncidentDetail, 'ratings'>): readonly string[] {
  if (ratings.length === 0) return []
  const { asked, answered, counts } = countRatings(ratings)
  const sum =
    answered === 0
      ? `nobody of ${asked} asked has said how bad it is`
      : counts
          .map(({ priority, count }) => `${count} of ${answered} ${count === 1 ? 'says' : 'say'} ${priority}`)
          .join(', ')
  return [
    `others: ${sum}`,
    ...ratings.map(({ name, priority, because, endedAt }) => {
      const said = priority ?? (endedAt === null ? 'no answer yet' : 'no answer')
      return `  ${plain(name)}: ${said}${because === '' ? '' : ` (${plain(because)})`}`
    }),
  ]
}

// Who works on an incident, what they do, who was told and which alerts belong to it, from the terminal.
import { Argument, Option, type Command } from 'commander'
import { incidentRoles, type IncidentRole } from '../domain/incidents/roles.ts'
import { audiences, type Audience } from '../domain/incidents/owed.ts'
import type { Api } from './client.ts'
import { connected, type Common } from './door.ts'
import { servicesNamed } from './find.ts'
import { firstFor, whyText, type Wanted } from './incident-help.ts'
import { changing } from './incident-moves.ts'
import type { IncidentDetail } from './incident-words.ts'
import { personNamed } from './leave.ts'
import { actionNumber, alertNumbers, incidentNumber } from './numbers.ts'
import { paint, plain, printJson } from './print.ts'
import { sayLine, type Terminal } from './terminal.ts'
import { misused } from './trouble.ts'

type As = { readonly as?: IncidentRole }
type Because = { readonly because?: string }
type Called = As & Wanted & { readonly note?: string; readonly withoutPage?: boolean }
type Doing = Common & { readonly service?: string; readonly done?: boolean }
type Did = Common & {
  readonly helped?: boolean
  readonly didNot?: boolean
  readonly undone?: boolean
  readonly calledOff?: boolean
}

const which = ['<id>', 'number of the incident', incidentNumber] as const
const whom = ['<person>', 'e-mail address or name'] as const

export function addIncidentWork(incident: Command, terminal: Terminal): void {
  addPeople(incident, terminal)
  addDeeds(incident, terminal)
  const changed = changing(terminal)
  incident
    .command('told')
    .description('They were told; or why they need not be.')
    .argument(...which)
    .addArgument(new Argument('<audience>', 'who').choices(audiences))
    .option('--not-needed <because>', 'why they need not be told')
    .action((incidentId: number, audience: Audience, { notNeeded }: { notNeeded?: string }, command: Command) =>
      changed(command, notNeeded === undefined ? 'Told' : 'Need not be told', (api) =>
        api.tellAudience({ incidentId, audience, notNeededBecause: notNeeded ?? '' }),
      ),
    )
  incident
    .command('attach')
    .description('These alerts are of this incident.')
    .argument(...which)
    .argument('<alerts...>', 'numbers of the alerts', alertNumbers)
    .action((incidentId: number, alertIds: readonly number[], _: unknown, command: Command) =>
      changed(command, 'Attached', (api) => api.attachAlerts({ incidentId, alertIds: [...alertIds] })),
    )
  incident
    .command('detach')
    .description('These alerts are not of this incident.')
    .argument(...which)
    .argument('<alerts...>', 'numbers of the alerts', alertNumbers)
    .action((incidentId: number, alertIds: readonly number[], _: unknown, command: Command) =>
      changed(command, 'Detached', (api) => detach(api, incidentId, alertIds)),
    )
}

function addPeople(incident: Command, terminal: Terminal): void {
  const changed = changing(terminal)
  incident
    .command('join')
    .description('I take part, in a role that passes to me from whoever has it, or accept what I was asked for.')
    .argument(...which)
    .addOption(asRole())
    .action((incidentId: number, options: As, command: Command) =>
      changed(command, 'Joined', async (api) =>
        api.joinIncident({
          incidentId,
          role: options.as ?? (await rolesOfMine(api, incidentId, ['asked']))[0] ?? 'responder',
        }),
      ),
    )
  incident
    .command('decline')
    .description('I cannot do what I was asked for, or what I have taken on.')
    .argument(...which)
    .addOption(asRole())
    .option('--because <text>', 'why')
    .action((incidentId: number, options: As & Because, command: Command) =>
      changed(command, 'Declined', (api) => decline(api, incidentId, options)),
    )
  incident
    .command('call')
    .description('Ask somebody to help, and page them for it as any page does.')
    .argument(...which)
    .argument('[person]', 'their e-mail address or name; left out with --service or --skill: who is likeliest to help')
    .option('--service <service>', 'whoever is on call for it, else an expert or an owner')
    .option('--skill <skill>', 'whoever knows it well, and is on call or awake')
    .addOption(new Option('--as <role>', 'for which role').choices(incidentRoles).default('responder'))
    .option('--note <text>', 'why them, and what they should know')
    .option('--without-page', 'they sit beside me: page nobody')
    .action(
      (incidentId: number, key: string | undefined, { note = '', withoutPage, ...options }: Called, command: Command) =>
        changed(command, 'Called', async (api) =>
          api.callIntoIncident({
            incidentId,
            personId: await called(terminal, api, { incidentId, key, ...options }),
            role: options.as ?? 'responder',
            isPaged: !withoutPage,
            note,
          }),
        ),
    )
  incident
    .command('stand-down')
    .description('They are no longer needed. Whatever still pages them for it ends.')
    .argument(...which)
    .argument(...whom)
    .option('--because <text>', 'why')
    .action((incidentId: number, key: string, { because = '' }: Because, command: Command) =>
      changed(command, 'Stood down', async (api) =>
        api.standDownFromIncident({ incidentId, personId: (await personNamed(api, key)).id, because }),
      ),
    )
}

function addDeeds(incident: Command, terminal: Terminal): void {
  incident
    .command('doing')
    .description('I am about to do this. Says who else is about to touch the same service.')
    .argument(...which)
    .argument('<text...>', 'what')
    .option('--service <service>', 'which service it touches')
    .option('--done', 'it is done already')
    .action((incidentId: number, words: readonly string[], _: unknown, command: Command) =>
      doing(terminal, { incidentId, text: words.join(' ') }, command.optsWithGlobals()),
    )
  incident
    .command('did')
    .description('It is done, or called off; and whether it helped.')
    .argument(...which)
    .argument('<action>', 'its number, as "baton incident show" shows it', actionNumber)
    .option('--helped', 'it helped')
    .option('--did-not', 'it did not help')
    .option('--undone', 'it was taken back')
    .option('--called-off', 'it was not done after all')
    .action((incidentId: number, actionId: number, _: unknown, command: Command) =>
      did(terminal, { incidentId, actionId }, command.optsWithGlobals()),
    )
}

function asRole(): Option {
  return new Option('--as <role>', 'in which role; what I was asked for when it is left out').choices(incidentRoles)
}

/** In which roles do I take part so, whoever I am? */
async function rolesOfMine(
  api: Api,
  incidentId: number,
  engagements: readonly IncidentDetail['people'][number]['engagement'][],
): Promise<readonly IncidentRole[]> {
  const me = (await api.getMe()).person
  if (!me) return []
  const { people } = await api.getIncident({ incidentId })
  return people.flatMap(({ personId, role, engagement }) =>
    personId === me.id && engagements.includes(engagement) ? [role] : [],
  )
}

/** Who is meant: by name, or the likeliest to help for a service or a skill, which is told. */
async function called(
  terminal: Terminal,
  api: Api,
  { incidentId, key, ...wanted }: Wanted & { readonly incidentId: number; readonly key: string | undefined },
): Promise<string> {
  if (key !== undefined) return (await personNamed(api, key)).id
  if (wanted.service === undefined && wanted.skill === undefined) misused('Name a person, or a --service or a --skill.')
  const found = await firstFor(api, incidentId, wanted)
  terminal.complain(`${plain(found.name)}: ${whyText(found)}, it is ${found.localTime} there\n`)
  return found.personId
}

async function decline(api: Api, incidentId: number, { as, because = '' }: As & Because): Promise<IncidentDetail> {
  const asked = as ? [as] : await rolesOfMine(api, incidentId, ['asked'])
  const roles = asked.length > 0 ? asked : await rolesOfMine(api, incidentId, ['accepted'])
  if (roles.length > 1) misused(`You have several roles: ${roles.join(', ')}. Say which with --as.`)
  return api.declineIncident({ incidentId, role: roles[0] ?? 'responder', because })
}

async function doing(
  terminal: Terminal,
  { incidentId, text }: { readonly incidentId: number; readonly text: string },
  options: Doing,
): Promise<void> {
  const api = await connected(terminal, options)
  const [serviceId] = await servicesNamed(api, options.service === undefined ? [] : [options.service])
  const isDone = options.done ?? false
  const answer = await api.announceAction({ incidentId, text, isDone, ...(serviceId ? { serviceId } : {}) })
  if (options.json) return printJson(terminal, answer)
  const { action, clashes } = answer
  sayLine(terminal, `${isDone ? 'Done' : 'Announced'}: ${action.id} ${plain(action.text)}`)
  for (const { by, text: other, serviceName } of clashes)
    sayLine(
      terminal,
      paint(terminal, 'warn', `${plain(by)} is about to touch ${plain(serviceName ?? '')} too: ${plain(other)}`),
    )
  if (!isDone) sayLine(terminal, `  baton incident did ${incidentId} ${action.id} --helped`)
}

async function did(
  terminal: Terminal,
  { incidentId, actionId }: { readonly incidentId: number; readonly actionId: number },
  options: Did,
): Promise<void> {
  const { helped, didNot, undone, calledOff } = options
  if ([helped, didNot, undone, calledOff].filter(Boolean).length > 1)
    misused('Say one of --helped, --did-not, --undone and --called-off.')
  const effect = helped ? 'helped' : didNot ? 'did_not' : undone ? 'undone' : null
  const api = await connected(terminal, options)
  const state = calledOff ? 'called_off' : 'done'
  const action = await api.changeAction({ incidentId, actionId, state, ...(effect ? { effect } : {}) })
  if (options.json) return printJson(terminal, action)
  const how = calledOff ? 'Called off' : effect === null ? 'Done' : `Done, ${effects[effect]}`
  sayLine(terminal, `${how}: ${action.id} ${plain(action.text)}`)
}

const effects = { helped: 'and it helped', did_not: 'and it did not help', undone: 'and taken back' } as const

async function detach(api: Api, incidentId: number, alertIds: readonly number[]): Promise<IncidentDetail> {
  for (const alertId of alertIds) await api.detachAlert({ incidentId, alertId })
  return api.getIncident({ incidentId })
}

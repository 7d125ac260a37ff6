// Where a team's events go, in the order in which its routes are asked.
import type { Command } from 'commander'
import type { EndpointOutput } from '../domain/api.ts'
import { connected, type Common } from './door.ts'
import { findNamed } from './find.ts'
import { matchersText } from './matchers.ts'
import { plain, printJson } from './print.ts'
import { sayLine, type Terminal } from './terminal.ts'

type Options = Common & { readonly team?: string }
type Route = EndpointOutput<'getRoutes'>['routes'][number]
type NameOf = (id: string) => string

export function addRoutes(program: Command, terminal: Terminal): void {
  program
    .command('routes')
    .description('Where do the events of a team’s sources go? The first route that matches an event decides.')
    .option('--team <team>', 'only those of this team: its short name or its name')
    .action((_: unknown, command: Command) => routes(terminal, command.optsWithGlobals()))
}

async function routes(terminal: Terminal, options: Options): Promise<void> {
  const api = await connected(terminal, options)
  const { teams } = await api.listTeams()
  const asked = options.team === undefined ? teams : [findNamed('team', teams, options.team)]
  const told = await Promise.all(
    asked.map(async ({ id, slug, name }) => ({ team: slug, name, ...(await api.getRoutes({ teamId: id })) })),
  )
  if (options.json) {
    printJson(terminal, { teams: told.map(({ team, routes, version }) => ({ team, routes, version })) })
    return
  }
  const having = told.filter((each) => each.routes.length > 0 || options.team !== undefined)
  if (having.length === 0)
    return sayLine(terminal, 'No team has routes: every event goes to the service of its source.')
  const [{ services }, { policies }] = await Promise.all([api.listServices(), api.listPolicies()])
  const names = new Map([...services, ...policies].map(({ id, name }) => [id, plain(name)]))
  for (const each of having) {
    sayLine(terminal, `${plain(each.name)}:`)
    if (each.routes.length === 0) sayLine(terminal, '  no routes')
    each.routes.forEach((route, at) => sayRoute(terminal, route, at + 1, (id) => names.get(id) ?? id))
  }
}

function sayRoute(terminal: Terminal, route: Route, number: number, nameOf: NameOf): void {
  sayLine(terminal, `  ${number}. ${plain(route.name)}${route.isEnabled ? '' : ' (switched off)'}`)
  sayLine(terminal, `     when ${plain(matchersText(route.matchers))}`)
  sayLine(terminal, `     ${decisionText(route.decides, nameOf)}`)
}

/** `to Database, by Nights, at least P2, one page by cluster for 30 minutes` */
function decisionText({ serviceId, policyId, atLeast, atMost, group }: Route['decides'], nameOf: NameOf): string {
  const parts = [
    ...(serviceId === null ? [] : [`to ${nameOf(serviceId)}`]),
    ...(policyId === null ? [] : [`by ${nameOf(policyId)}`]),
    ...(atLeast === null ? [] : [`at least ${atLeast}`]),
    ...(atMost === null ? [] : [`at most ${atMost}`]),
    ...(group === null ? [] : [groupText(group)]),
  ]
  return parts.join(', ') || 'changes nothing, and no further route is asked'
}

function groupText({ labels, minutes }: NonNullable<Route['decides']['group']>): string {
  const by = labels.length > 0 ? `one page by ${plain(labels.join(', '))}` : 'one page for all of it'
  return minutes === 0 ? by : `${by}, for ${minutes} minutes also when somebody has it`
}

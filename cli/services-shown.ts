// Services on the terminal: all of them, and one with what belongs to it.
import type { EndpointOutput } from '../domain/api.ts'
import { runbooksFirst } from '../domain/services/link.ts'
import { tierWords, type Tier } from '../domain/services/tier.ts'
import { connected, type Common } from './door.ts'
import { findNamed } from './find.ts'
import { paint, plain, printJson, printTable, type Cell } from './print.ts'
import { sayLine, type Terminal } from './terminal.ts'
import { agoText } from './when.ts'

type Listed = Common & { readonly team?: string; readonly tier?: string }
type Service = EndpointOutput<'listServices'>['services'][number]

/** Those that are asked for, by team and tier. */
export async function listServices(terminal: Terminal, options: Listed): Promise<void> {
  const api = await connected(terminal, options)
  const [{ services }, { teams }] = [await api.listServices(), await api.listTeams()]
  const teamId = options.team && findNamed('team', teams, options.team).id
  const shown = services.filter(
    (service) =>
      (!teamId || service.teamId === teamId) &&
      (options.tier === undefined || String(service.tier ?? 'none') === options.tier),
  )
  if (options.json) return printJson(terminal, { services: shown })
  if (shown.length === 0) return sayLine(terminal, 'No services.')
  const nameOf = (id: string) => teams.find((team) => team.id === id)?.name ?? ''
  printTable(
    terminal,
    ['SERVICE', 'TIER', 'TEAM', 'OPEN', 'NAME'],
    shown.map((service): Cell[] => [
      service.slug,
      tierCell(service.tier),
      nameOf(service.teamId),
      service.openAlerts > 0 ? { text: String(service.openAlerts), tone: 'bad' } : '0',
      service.name,
    ]),
  )
}

function tierCell(tier: Tier | null): Cell {
  if (tier === null) return { text: '-', tone: 'faint' }
  return { text: String(tier), tone: tier === 1 ? 'strong' : 'plain' }
}

/** One, with everything that whoever is woken asks for first. */
export async function showService(terminal: Terminal, named: string, options: Common): Promise<void> {
  const api = await connected(terminal, options)
  const { services } = await api.listServices()
  const service = await api.getService({ service: findNamed('service', services, named).id })
  const { alerts } = await api.listAlerts({ serviceId: service.id, state: 'open', limit: 20 })
  const { teams } = await api.listTeams()
  if (options.json) return printJson(terminal, { ...service, alerts })
  const team = teams.find(({ id }) => id === service.teamId)
  sayLine(terminal, `${plain(service.name)} (${service.slug})`)
  if (service.description) sayLine(terminal, `  ${plain(service.description)}`)
  sayLine(terminal, `  ${service.tier ? tierText(service.tier) : 'no tier'}, of the team ${plain(team?.name ?? '')}`)
  sayNames(
    terminal,
    'depends on',
    service.dependsOn.flatMap((id) => services.find((each) => each.id === id) ?? []),
  )
  sayNames(
    terminal,
    'needed by',
    services.filter(({ dependsOn }) => dependsOn.includes(service.id)),
  )
  sayLine(terminal, 'Links')
  if (service.links.length === 0) sayLine(terminal, '  none: whoever is woken has to search')
  for (const { kind, name, url } of runbooksFirst(service.links))
    sayLine(
      terminal,
      `  ${paint(terminal, kind === 'runbook' ? 'strong' : 'plain', kind)}  ${plain(name)}  ${plain(url)}`,
    )
  sayLine(terminal, service.openAlerts === 0 ? 'No open alerts' : `Open alerts: ${service.openAlerts}`)
  for (const { id, priority, state, summary, firstAt } of alerts)
    sayLine(
      terminal,
      `  ${id}  ${priority}  ${state}  ${agoText(Temporal.Instant.from(firstAt), terminal.now())}  ${plain(summary)}`,
    )
}

function tierText(tier: Tier): string {
  const { name, means } = tierWords.en[tier]
  return `${name}. ${means.split('. ')[0]?.replace(/\.$/, '') ?? ''}`
}

function sayNames(terminal: Terminal, how: string, services: readonly Service[]): void {
  if (services.length === 0) return
  const named = services.slice(0, mostNamed).map(({ slug }) => slug)
  const more = services.length > mostNamed ? ` and ${services.length - mostNamed} more` : ''
  sayLine(terminal, `  ${how}: ${named.join(', ')}${more}`)
}

const mostNamed = 20

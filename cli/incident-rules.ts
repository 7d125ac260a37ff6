// By which rules alerts become incidents, in the order in which they are asked.
import type { Command } from 'commander'
import type { EndpointOutput } from '../domain/api.ts'
import type { Api } from './client.ts'
import { connected, type Common } from './door.ts'
import { findNamed } from './find.ts'
import { matchersText } from './matchers.ts'
import { plain, printJson } from './print.ts'
import { sayLine, type Terminal } from './terminal.ts'
import { momentIn } from './when.ts'

type Options = Common & { readonly team?: string; readonly try?: boolean }
type Rule = EndpointOutput<'getIncidentRules'>['rules'][number]
type Would = EndpointOutput<'tryIncidentRule'>
type NameOf = (id: string) => string

export function addIncidentRules(incident: Command, terminal: Terminal): void {
  incident
    .command('rules')
    .description('When does an alert become an incident by itself? The first rule of its team that matches decides.')
    .option('--team <team>', 'only those of this team: its short name or its name')
    .option('--try', 'and what each alone would have done in the last 30 days')
    .action((_: unknown, command: Command) => rules(terminal, command.optsWithGlobals()))
}

async function rules(terminal: Terminal, options: Options): Promise<void> {
  const api = await connected(terminal, options)
  const { teams } = await api.listTeams()
  const asked = options.team === undefined ? teams : [findNamed('team', teams, options.team)]
  const told = await Promise.all(
    asked.map(async ({ id, slug, name }) => ({
      id,
      team: slug,
      name,
      ...(await api.getIncidentRules({ teamId: id })),
    })),
  )
  const would = options.try ? await tryAll(api, told) : new Map<string, Would>()
  if (options.json) {
    const all = told.map(({ team, rules: those, version }) => ({
      team,
      version,
      rules: those.map((rule) => ({ ...rule, ...(options.try ? { would: would.get(rule.id) } : {}) })),
    }))
    return printJson(terminal, { teams: all })
  }
  const having = told.filter((each) => each.rules.length > 0 || options.team !== undefined)
  if (having.length === 0) return sayLine(terminal, 'No team has incident rules: people declare every incident.')
  const nameOf = await namesOf(api)
  for (const each of having) {
    sayLine(terminal, `${plain(each.name)}:`)
    if (each.rules.length === 0) sayLine(terminal, '  no incident rules: people declare every incident')
    each.rules.forEach((rule, at) => {
      for (const line of linesOf(rule, nameOf)) sayLine(terminal, line.replace('#', `${at + 1}.`))
      const result = would.get(rule.id)
      if (result) sayWould(terminal, rule, result)
    })
  }
}

async function tryAll(
  api: Api,
  teams: readonly { readonly id: string; readonly rules: readonly Rule[] }[],
): Promise<Map<string, Would>> {
  const would = new Map<string, Would>()
  for (const { id: teamId, rules: those } of teams)
    for (const { teamId: _, ...rule } of those) would.set(rule.id, await api.tryIncidentRule({ teamId, rule }))
  return would
}

async function namesOf(api: Api): Promise<NameOf> {
  const { services } = await api.listServices()
  const { sources } = await api.listSources()
  const { policies } = await api.listPolicies()
  const names = new Map([...services, ...sources, ...policies].map(({ id, name }) => [id, plain(name)]))
  return (id) => names.get(id) ?? id
}

function linesOf(rule: Rule, nameOf: NameOf): readonly string[] {
  return [
    `  # ${plain(rule.name)}${rule.isEnabled ? '' : ' (switched off)'}`,
    `     when ${whenText(rule.when, nameOf)}`,
    `     ${doesText(rule, nameOf)}`,
  ]
}

/** `an alert of Checkout, P2 or more urgent, severity="critical"; from 3 within 10 minutes on` */
function whenText({ matchers, serviceId, sourceId, ...when }: Rule['when'], nameOf: NameOf): string {
  const { atLeast, afterAlerts, withinMinutes, unacknowledgedMinutes } = when
  const which = [
    `an alert${serviceId ? ` of ${nameOf(serviceId)}` : ''}${sourceId ? ` from ${nameOf(sourceId)}` : ''}`,
    ...(atLeast === null ? [] : [atLeast === 'P1' ? 'P1' : `${atLeast} or more urgent`]),
    ...(matchers.length === 0 ? [] : [plain(matchersText(matchers))]),
  ]
  const waits = [
    ...(unacknowledgedMinutes > 0 ? [`unanswered for ${inMinutes(unacknowledgedMinutes)}`] : []),
    ...(afterAlerts > 1 ? [`from ${afterAlerts} within ${inMinutes(withinMinutes)} on`] : []),
  ]
  return [which.join(', '), ...waits].join('; ')
}

function doesText({ does, groupLabels, declares }: Rule, nameOf: NameOf): string {
  const same = groupLabels.length > 0 ? `the same ${plain(groupLabels.join(', '))}` : 'the same service'
  if (does === 'join') return `joins the incident under way of ${same}; without one the next rule is asked`
  const { priority, isPrivate, calls, policyId, mostPerHour } = declares
  const called = {
    nobody: 'calls nobody',
    on_call: 'calls who is on call',
    policy: `calls the people of ${nameOf(policyId ?? '')}`,
  }
  return [
    `declares ${isPrivate ? 'a private' : 'an'} incident "${plain(declares.title)}"${priority ? `, ${priority}` : ''}`,
    `one for ${same}`,
    called[calls],
    `at most ${mostPerHour} an hour`,
  ].join(', ')
}

function sayWould(terminal: Terminal, rule: Rule, would: Would): void {
  const { days, looked, isCut, meant, incidents, limited, passed } = would
  const of = `${meant} of ${isCut ? `the newest ${looked}` : looked} alerts`
  if (rule.does === 'join') return sayLine(terminal, `     in ${days} days it would have looked at ${of}`)
  const held = limited > 0 ? `, and held back ${limited} times because of its limit` : ''
  const count = `${incidents} ${incidents === 1 ? 'incident' : 'incidents'}`
  sayLine(
    terminal,
    `     in ${days} days it would have declared ${count} from ${of}${held}; ${passed} would have passed`,
  )
  for (const { at, title, priority, alerts } of would.examples.slice(0, 3))
    sayLine(
      terminal,
      `       ${momentIn(terminal, at)}  ${priority}  ${plain(title)} (${alerts} ${alerts === 1 ? 'alert' : 'alerts'})`,
    )
}

function inMinutes(minutes: number): string {
  return minutes === 1 ? '1 minute' : `${minutes} minutes`
}

// If this were paged at that moment: who is reached when, and how? Nothing is sent.
import { Option, type Command } from 'commander'
import type { EndpointOutput } from '../domain/api.ts'
import { priorities, type PriorityName } from '../domain/paging/priority.ts'
import type { Api } from './client.ts'
import { connected, type Common } from './door.ts'
import { noneSuch } from './find.ts'
import { paint, plain, printJson } from './print.ts'
import { sayLine, type Terminal } from './terminal.ts'
import { misused } from './trouble.ts'
import { hereOf, momentText, readMoment, type Here } from './when.ts'

type Options = Common & { readonly at?: string; readonly priority: PriorityName }
type Rehearsal = EndpointOutput<'rehearsePolicy'>
type Moment = Rehearsal['moments'][number]
type Policy = EndpointOutput<'listPolicies'>['policies'][number]

export function addRehearse(program: Command, terminal: Terminal): void {
  program
    .command('rehearse')
    .description('If this policy or service were paged: who is reached when, and how? Nothing is sent.')
    .argument('<policy or service>', 'its short name (policy:web, service:web)')
    .option('--at <moment>', 'another moment than now: "sunday 03:00", 2026-11-24 03:00')
    .addOption(new Option('--priority <priority>', 'how urgent').choices(priorities).default('P1'))
    .action((what: string, _: unknown, command: Command) => rehearse(terminal, what, command.optsWithGlobals()))
}

async function rehearse(terminal: Terminal, what: string, options: Options): Promise<void> {
  const here = hereOf(terminal)
  const at = options.at === undefined ? null : readMoment(options.at, here)
  if (options.at !== undefined && at === null)
    misused(`"${options.at}" is no moment. Write "sunday 03:00" or 2026-11-24 03:00.`)
  const api = await connected(terminal, options)
  const { policy, named } = await policyOf(api, what)
  const { id: _id, version: _version, services: _services, ...draft } = policy
  const { priority } = options
  const rehearsal = await api.rehearsePolicy({ policy: draft, priority, at: at?.toString() ?? null })
  if (options.json) return printJson(terminal, rehearsal)
  sayLine(terminal, `${plain(named)}, ${priority}, ${at ? momentText(at, here) : 'now'}. Nothing is sent.`)
  for (const moment of rehearsal.moments) for (const line of linesOf(moment, terminal, here)) sayLine(terminal, line)
  for (const line of endOf(rehearsal, here)) sayLine(terminal, line)
}

/** The policy by its own name, or the one that a service follows. */
export async function policyOf(api: Api, what: string): Promise<{ readonly policy: Policy; readonly named: string }> {
  const [, kind, slug = what] = /^(policy|service):(.+)$/.exec(what) ?? []
  const { policies } = await api.listPolicies()
  const { services } = await api.listServices()
  const policy = kind === 'service' ? undefined : policies.find((each) => each.slug === slug)
  const service = kind === 'policy' ? undefined : services.find((each) => each.slug === slug)
  if (policy && service && service.policyId !== policy.id)
    misused(`"${slug}" is a policy and a service. Write policy:${slug} or service:${slug}.`)
  if (policy) return { policy, named: policy.name }
  const followed = policies.find(({ id }) => id === service?.policyId)
  if (service && followed) return { policy: followed, named: `${service.name} (${followed.name})` }
  const candidates = [...(kind === 'service' ? [] : policies), ...(kind === 'policy' ? [] : services)]
  throw noneSuch(
    kind ?? 'policy or service',
    slug,
    candidates.map((each) => each.slug),
  )
}

function linesOf(moment: Moment, terminal: Terminal, here: Here): readonly string[] {
  const { loop, step, within, reaches, misses, tells, isInTurn, needs, heldUntil } = moment
  const round = loop === 0 ? '' : `, round ${loop + 1}`
  if (heldUntil !== null) {
    const until = momentText(Temporal.Instant.from(heldUntil), here)
    return [`${clock(moment.at, moment.afterMinutes, here)}  nobody is on call: held until ${until}`]
  }
  const how = `${isInTurn ? ', in turn' : ''}${needs > 1 ? `, ${needs} must answer` : ''}`
  const head = `${clock(moment.at, moment.afterMinutes, here)}  step ${step + 1}${round}${within ? ` (${plain(within)})` : ''}${how}`
  return [
    head,
    ...reaches.map(({ name, because, ways }) => {
      const by = ways.map(({ channel, address, at, isQuiet }) => {
        const later = minutesBetween(moment.at, at)
        return (
          `${channel} ${channel === 'browser' ? '' : plain(address)}`.trim() +
          (later > 0 ? ` after ${later} min` : '') +
          (isQuiet ? ' (quiet hours)' : '')
        )
      })
      const copy = because.kind === 'shadow' ? ' (a copy)' : ''
      return `    ${plain(name)}${copy}: ${by.join(', ')}`
    }),
    ...tells.map(({ name, channel }) => `    told: ${plain(name)} (${channel})`),
    ...misses.map(({ target, because, role }) =>
      paint(terminal, 'warn', `    ${missed(plain(target), because, role)}`),
    ),
  ]
}

function endOf({ endsIn, fallbackAt, fallback }: Rehearsal, here: Here): readonly string[] {
  if (endsIn === 'cut' || fallbackAt === null) return ['It goes on so; the rest is not shown.']
  const people = fallback.map(({ name }) => plain(name)).join(', ')
  const at = momentText(Temporal.Instant.from(fallbackAt), here)
  return [`${at}  nobody answered: the fallback is alarmed: ${people || 'nobody. Name a manager of the team'}`]
}

function missed(target: string, because: Moment['misses'][number]['because'], role: string | null): string {
  switch (because) {
    case 'nobody_scheduled':
      return `${target}: nobody is on call`
    case 'nobody_in_role':
      return `${target}: nobody is on call as ${role ?? 'that'}`
    case 'nobody_in_team':
      return `${target}: nobody in the team may respond`
    case 'declined':
      return `${target}: declined this page`
    case 'quiet':
      return `${target}: quiet hours`
    case 'unproven':
      return `${target}: not confirmed, so not told`
    case 'not_followed':
      return `${target}: cannot be followed here`
    case 'other_priority':
      return 'for other priorities, passed'
    case 'other_hours':
      return 'for other hours, passed'
    case 'unreachable':
      return `${target}: no usable contact`
    case 'deactivated':
      return `${target}: out of service`
  }
}

function clock(at: string, afterMinutes: number, here: Here): string {
  const after = afterMinutes === 0 ? 'at once' : `after ${Math.round(afterMinutes)} min`
  return `${momentText(Temporal.Instant.from(at), here)}  ${after}`
}

function minutesBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 60_000)
}

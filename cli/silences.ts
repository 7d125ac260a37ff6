// What is kept from paging on purpose: silences and maintenance, made, listed, extended and ended.
import type { Command } from 'commander'
import type { EndpointOutput } from '../domain/api.ts'
import type { Api } from './client.ts'
import { connected, type Common } from './door.ts'
import { findNamed, servicesNamed } from './find.ts'
import { matchersText, matchersTyped } from './matchers.ts'
import { paint, plain, printJson, printTable, type Cell } from './print.ts'
import { sayLine, type Terminal } from './terminal.ts'
import { misused, Trouble } from './trouble.ts'
import { hereOf, momentText, readMoment, readSpanMs, type Here } from './when.ts'

type Silence = EndpointOutput<'listSilences'>['silences'][number]
type Until = { readonly for?: string; readonly until?: string }
type Asked = Common &
  Until & {
    readonly service?: readonly string[]
    readonly from?: string
    readonly reason?: string
    readonly team?: string
    readonly warn?: string
    readonly preview?: boolean
  }

export function addSilences(program: Command, terminal: Terminal): void {
  const which = ['<silence>', 'the beginning of its id, as "baton silences" shows it'] as const
  const silences = program
    .command('silences')
    .description('What is kept from paging on purpose, by whom, why and until when?')
    .option('--all', 'what is over too, of the last 30 days')
    .option('--team <team>', 'of this team alone')
    .action((_: unknown, command: Command) => list(terminal, command.optsWithGlobals()))
  silences
    .command('show')
    .description('Which alerts did it mute?')
    .argument(...which)
    .action((key: string, _: unknown, command: Command) => show(terminal, key, command.optsWithGlobals()))
  silences
    .command('extend')
    .description('Another end than it has: later, or sooner.')
    .argument(...which)
    .option('--for <span>', 'from now on, such as 2h or 1d')
    .option('--until <moment>', 'such as "18:00" or "mon 2026-12-21 09:00"')
    .action((key: string, _: unknown, command: Command) => extend(terminal, key, command.optsWithGlobals()))
  silences
    .command('end')
    .description('End it now. What it muted and is still open pages at once.')
    .argument(...which)
    .action((key: string, _: unknown, command: Command) => end(terminal, key, command.optsWithGlobals()))
  program
    .command('silence')
    .description('Keep alerts from paging for a while: those that matchers match, or all of some services.')
    .argument('[matchers...]', 'such as alertname=DiskFull "instance=~web-.*" baton_service=checkout')
    .option('--service <service...>', 'a maintenance instead: every alert of these services')
    .option('--for <span>', 'for how long, such as 2h or 1d')
    .option('--until <moment>', 'until when, such as "18:00" or "mon 2026-12-21 09:00"')
    .option('--from <moment>', 'from when on; now when it is left out')
    .option('--reason <text>', 'why')
    .option('--team <team>', 'alerts of this team alone')
    .option('--warn <span>', 'how long before its end you are told: 15m when it is left out')
    .option('--preview', 'only say what it would mute now')
    .action((words: readonly string[], _: unknown, command: Command) =>
      silence(terminal, words, command.optsWithGlobals()),
    )
}

async function list(
  terminal: Terminal,
  options: Common & { readonly all?: boolean; readonly team?: string },
): Promise<void> {
  const api = await connected(terminal, options)
  const teamId = options.team && findNamed('team', (await api.listTeams()).teams, options.team).id
  const state = options.all ? 'all' : 'current'
  const answer = await api.listSilences({ state, limit: 1000, ...(teamId ? { teamId } : {}) })
  if (options.json) return printJson(terminal, answer)
  if (answer.silences.length === 0) return sayLine(terminal, 'Nothing is silenced.')
  const here = hereOf(terminal)
  printTable(
    terminal,
    ['ID', 'STATE', 'FROM', 'UNTIL', 'MUTES', 'OPEN', 'ALL', 'BY', 'REASON'],
    answer.silences.map((one): Cell[] => [
      one.id.slice(0, shownOfId),
      { text: one.state, tone: one.state === 'active' ? 'warn' : 'faint' },
      momentText(Temporal.Instant.from(one.startsAt), here),
      momentText(Temporal.Instant.from(one.endsAt), here),
      whatOf(one),
      String(one.mutedNow),
      String(one.mutedInAll),
      one.author,
      one.reason,
    ]),
  )
}

/** The first part of an id that counts up with time is shared by those made within a minute; this much of it is not. */
const shownOfId = 18

async function silence(terminal: Terminal, words: readonly string[], options: Asked): Promise<void> {
  const here = hereOf(terminal)
  const matchers = words.length > 0 ? matchersTyped(words.join(', ')) : []
  if (words.length > 0 === (options.service !== undefined))
    misused('Write matchers such as alertname=DiskFull, or name services with --service: one of the two.')
  if (!options.preview && !options.reason) misused('Say why with --reason.')
  const span = options.preview ? null : { endsAt: endAsked(options, here, options.from), ...startAsked(options, here) }
  const warn = options.warn === undefined ? null : readSpanMs(options.warn)
  if (options.warn !== undefined && warn === null) misused(`"${options.warn}" is no span. Write 15m or 1h.`)
  const api = await connected(terminal, options)
  const teamId = options.team ? findNamed('team', (await api.listTeams()).teams, options.team).id : null
  const what = { teamId, matchers, serviceIds: await servicesNamed(api, options.service ?? []) }
  if (!span) {
    const preview = await api.previewSilence(what)
    return options.json ? printJson(terminal, preview) : sayPreview(terminal, preview)
  }
  const made = await api.createSilence({
    ...what,
    ...span,
    reason: options.reason ?? '',
    ...(warn === null ? {} : { warnMinutes: Math.round(warn / 60_000) }),
  })
  if (options.json) return printJson(terminal, made)
  sayLine(terminal, `Silenced until ${momentText(Temporal.Instant.from(made.endsAt), here)}: ${plain(whatOf(made))}`)
  sayLine(terminal, `  baton silences end ${made.id.slice(0, shownOfId)}`)
}

function sayPreview(terminal: Terminal, preview: EndpointOutput<'previewSilence'>): void {
  const { mutes, stay, alreadyMuted, byPriority, alerts } = preview
  const urgent = byPriority.P1 ?? 0
  sayLine(
    terminal,
    `It would mute ${mutes} open alerts now; ${stay} stay with whoever has them, ${alreadyMuted} are muted already.`,
  )
  if (urgent > 0) sayLine(terminal, paint(terminal, 'bad', `${urgent} of them are P1.`))
  printTable(
    terminal,
    ['ID', 'PRIORITY', 'SERVICE', 'SUMMARY'],
    alerts.map(({ id, priority, serviceName, summary }) => [String(id), priority, serviceName ?? '', summary]),
  )
}

async function show(terminal: Terminal, key: string, options: Common): Promise<void> {
  const api = await connected(terminal, options)
  const found = await silenceNamed(api, key)
  const answer = await api.listSilenced({ silenceId: found.id, limit: 200 })
  if (options.json) return printJson(terminal, { silence: found, ...answer })
  sayLine(terminal, `${found.state}: ${plain(whatOf(found))} (${plain(found.reason)}, ${plain(found.author)})`)
  printTable(
    terminal,
    ['ID', 'PRIORITY', 'STATE', 'SERVICE', 'SUMMARY'],
    answer.alerts.map(({ id, priority, state, muted, serviceName, summary }) => [
      String(id),
      priority,
      muted ? 'muted' : state,
      serviceName ?? '',
      summary,
    ]),
  )
}

async function extend(terminal: Terminal, key: string, options: Common & Until): Promise<void> {
  const here = hereOf(terminal)
  const endsAt = endAsked(options, here)
  const api = await connected(terminal, options)
  const { id } = await silenceNamed(api, key)
  const changed = await api.changeSilence({ silenceId: id, endsAt })
  if (options.json) return printJson(terminal, changed)
  sayLine(
    terminal,
    `Silenced until ${momentText(Temporal.Instant.from(changed.endsAt), here)}: ${plain(whatOf(changed))}`,
  )
}

async function end(terminal: Terminal, key: string, options: Common): Promise<void> {
  const api = await connected(terminal, options)
  const { id, mutedNow } = await silenceNamed(api, key)
  const ended = await api.endSilence({ silenceId: id })
  if (options.json) return printJson(terminal, ended)
  sayLine(terminal, `Ended: ${plain(whatOf(ended))}. ${mutedNow} alerts page now.`)
}

/** The one whose id begins so. */
async function silenceNamed(api: Api, key: string): Promise<Silence> {
  const { silences } = await api.listSilences({ state: 'all', limit: 1000 })
  const [one, another] = silences.filter(({ id }) => id.startsWith(key.toLowerCase()))
  if (one && !another) return one
  throw new Trouble(
    'unknown_reference',
    one
      ? `Several ids begin with "${key}": write more of it.`
      : `No silence has the id "${key}". See "baton silences --all".`,
  )
}

function startAsked({ from }: Asked, here: Here): { startsAt?: string } {
  if (from === undefined) return {}
  const startsAt = readMoment(from, here) ?? misused(`"${from}" is no moment. Write "18:00" or "mon 2026-12-21 09:00".`)
  return { startsAt: startsAt.toString() }
}

function endAsked(options: Until, here: Here, from?: string): string {
  const { for: span, until } = options
  if ((span === undefined) === (until === undefined)) misused('Say how long with --for, or until when with --until.')
  if (until !== undefined)
    return (
      readMoment(until, here) ?? misused(`"${until}" is no moment. Write "18:00" or "mon 2026-12-21 09:00".`)
    ).toString()
  const milliseconds = readSpanMs(span ?? '') ?? misused(`"${span ?? ''}" is no span. Write 2h, 30m or 1d.`)
  return ((from === undefined ? null : readMoment(from, here)) ?? here.now).add({ milliseconds }).toString()
}

function whatOf({ matchers, services }: Silence): string {
  return matchers.length > 0 ? matchersText(matchers) : services.map(({ name }) => name).join(', ')
}

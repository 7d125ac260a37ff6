// Does paging work? What Baton knows of itself, and its figures.
import type { Command } from 'commander'
import type { EndpointOutput } from '../domain/api.ts'
import { connected, type Common } from './door.ts'
import { paint, plain, printJson, printTable, type Cell } from './print.ts'
import { sayLine, type Terminal } from './terminal.ts'
import { misused, Trouble } from './trouble.ts'
import { hereOf, momentText, type Here } from './when.ts'

export function addHealth(program: Command, terminal: Terminal): void {
  program
    .command('health')
    .description('Do pages go out, and how quickly? What Baton knows of itself. Exit code 1 when it is in trouble.')
    .option('--span <span>', 'of the last hour, day or week', 'day')
    .action(async (_: unknown, command: Command) => {
      const options = command.optsWithGlobals<Options>()
      const span = spanIn(options.span)
      const api = await connected(terminal, options)
      const figures = await api.getPagingFigures({ span })
      if (options.json) printJson(terminal, figures)
      else print(terminal, figures, hereOf(terminal))
      if (figures.troubles.length > 0)
        throw new Trouble('in_trouble', 'Baton is in trouble itself. See docs/operating.md.')
    })
}

type Options = Common & { readonly span: string }
type Figures = EndpointOutput<'getPagingFigures'>
type Spans = Figures['handedOver']

function spanIn(text: string): 'hour' | 'day' | 'week' {
  if (text === 'hour' || text === 'day' || text === 'week') return text
  return misused(`"${text}" is no span. Write --span hour, day or week`)
}

function print(terminal: Terminal, figures: Figures, here: Here): void {
  if (figures.troubles.length === 0) sayLine(terminal, paint(terminal, 'good', 'Nothing is wrong with Baton itself.'))
  for (const { kind, subject, detail, since } of figures.troubles) {
    const about = [subject, detail].filter(Boolean).join(', ')
    const words = `${kind.replaceAll('_', ' ')}${about ? ` (${plain(about)})` : ''}`
    const when = momentText(Temporal.Instant.from(since), here)
    sayLine(terminal, paint(terminal, 'bad', `In trouble since ${when}: ${words}`))
  }
  sayLine(terminal, selfPageLine(figures.selfPages, here))
  sayLine(terminal, heartbeatLine(figures.heartbeat, here))
  sayLine(terminal, '')
  printTable(terminal, ['AT MOST', 'COUNT', 'HALF', '99 OF 100', 'LONGEST'], timesOf(figures), 0)
  if (figures.channels.length === 0) return sayLine(terminal, 'Nothing was sent in this span.')
  sayLine(terminal, '')
  const head = ['CHANNEL', 'SENT', 'FAILED', 'SUCCESS', '99 OF 100', 'RETRIES', 'NO RECEIPT', 'TWICE', 'OUTBOX']
  printTable(terminal, head, figures.channels.map(channelRow), 0)
}

function selfPageLine({ everyMinutes, lastState, lastAt, good, late, failed }: Figures['selfPages'], here: Here) {
  if (everyMinutes === 0) return 'Baton does not page itself: BATON_SELF_PAGE_MINUTES is 0.'
  if (!lastState || !lastAt) return 'Baton has not paged itself yet.'
  const when = momentText(Temporal.Instant.from(lastAt), here)
  return `Page to itself: ${lastState} at ${when} (${good} good, ${late} late, ${failed} failed).`
}

function heartbeatLine({ isSet, sentAt, held }: Figures['heartbeat'], here: Here): string {
  if (!isSet) return 'No watcher outside is told: set BATON_HEARTBEAT_URL.'
  const when = sentAt ? momentText(Temporal.Instant.from(sentAt), here) : 'never'
  return held === null ? `Sign of life sent: ${when}.` : `Sign of life held back (${plain(held)}); last sent: ${when}.`
}

function timesOf({ handedOver, answered, selfPages, lateness }: Figures): Cell[][] {
  return [
    ['alert accepted, first message handed over', handedOver] as const,
    ['first page, acknowledged', answered] as const,
    ['page to itself accepted, handed over', selfPages.took] as const,
    ...lateness.map(({ kind, spans }) => [`late: ${kind}`, spans] as const),
  ].map(([what, spans]) => [what, ...timesIn(spans)])
}

function timesIn({ count, p50Ms, p99Ms, maxMs }: Spans): Cell[] {
  return [String(count), ...[p50Ms, p99Ms, maxMs].map(spanText)]
}

function channelRow(one: Figures['channels'][number]): Cell[] {
  const ended = one.sent + one.failed
  const share = ended === 0 ? '-' : `${Math.floor((1_000 * one.sent) / ended) / 10} %`
  return [
    one.provider ? `${one.channel} ${one.provider}` : one.channel,
    String(one.sent),
    { text: String(one.failed), tone: one.failed > 0 ? 'warn' : 'plain' },
    share,
    spanText(one.took.p99Ms),
    ...[one.retries, one.missingReceipts, one.duplicates, one.notSent].map(String),
  ]
}

function spanText(milliseconds: number | null): string {
  if (milliseconds === null) return '-'
  if (milliseconds < 1_000) return `${Math.round(milliseconds)} ms`
  if (milliseconds < 120_000) return `${Math.round(milliseconds / 100) / 10} s`
  return `${Math.round(milliseconds / 60_000)} min`
}

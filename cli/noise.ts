// Which rules of monitors page for nothing?
import { Option, type Command } from 'commander'
import type { EndpointOutput } from '../domain/api.ts'
import { noiseCsv } from '../domain/alerts/noise-csv.ts'
import { noiseSpans, type NoiseSpan } from '../domain/alerts/noise.ts'
import { connected, type Common } from './door.ts'
import { findNamed } from './find.ts'
import { lineLimit } from './numbers.ts'
import { printJson, printTable, type Cell } from './print.ts'
import { sayLine, type Terminal } from './terminal.ts'

type Options = Common & {
  readonly days: string
  readonly team?: string
  readonly service?: string
  readonly source?: string
  readonly limit: number
  readonly csv?: boolean
}

export function addNoise(program: Command, terminal: Terminal): void {
  program
    .command('noise')
    .description('Which rules page for nothing? Counted by rule, the most wasted pages first.')
    .addOption(new Option('--days <days>', 'over so many days').choices(noiseSpans.map(String)).default('30'))
    .option('--team <team>', 'rules of this team')
    .option('--service <service>', 'rules of this service')
    .option('--source <source>', 'rules of this source')
    .option('--limit <number>', 'at most so many', lineLimit, 20)
    .option('--csv', 'as a table for spreadsheets')
    .action(async (_: unknown, command: Command) => {
      const options = command.optsWithGlobals<Options>()
      const api = await connected(terminal, options)
      const answer = await api.getNoise({
        days: daysOf(options.days),
        limit: options.limit,
        ...(options.team ? { teamId: findNamed('team', (await api.listTeams()).teams, options.team).id } : {}),
        ...(options.service
          ? { serviceId: findNamed('service', (await api.listServices()).services, options.service).id }
          : {}),
        ...(options.source
          ? { sourceId: findNamed('source', (await api.listSources()).sources, options.source).id }
          : {}),
      })
      if (options.json) return printJson(terminal, answer)
      if (options.csv) return terminal.write(noiseCsv(answer.rules))
      const { total, rules, days } = answer
      if (rules.length === 0) return sayLine(terminal, `No monitor raised anything in ${days} days.`)
      printTable(terminal, head, rules.map(rowOf), 0)
      sayLine(
        terminal,
        `${total.pages} pages by ${total.rules} rules in ${days} days: ${total.wastedPages} for nothing, ${total.nights} at night.`,
      )
      if (total.rules > rules.length) sayLine(terminal, 'There are more: raise --limit.')
    })
}

const head = [
  'RULE',
  'SERVICE',
  'RAISED',
  'PAGES',
  'NOTHING',
  'NIGHTS',
  'ACTED',
  'NO ACTION',
  'ITSELF',
  'BEFORE',
  'WHY',
]

type Rule = EndpointOutput<'getNoise'>['rules'][number]

function rowOf(rule: Rule): Cell[] {
  const { raised, pages, wastedPages, nights, acted, noAction, byItself, wastedPagesBefore } = rule
  return [
    rule.name,
    rule.serviceName ?? '',
    String(raised),
    String(pages),
    { text: String(wastedPages), tone: rule.isNoisy ? 'bad' : 'plain' },
    ...[nights, acted, noAction, byItself, wastedPagesBefore].map(String),
    rule.lastReason?.replaceAll('_', ' ') ?? '',
  ]
}

function daysOf(text: string): NoiseSpan {
  return noiseSpans.find((days) => String(days) === text) ?? 30
}

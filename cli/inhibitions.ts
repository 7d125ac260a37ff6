// The rules by which an open cause mutes its echoes.
import type { Command } from 'commander'
import { connected, type Common } from './door.ts'
import { findNamed } from './find.ts'
import { matchersText, matchersTyped } from './matchers.ts'
import { plain, printJson, printTable, type Cell } from './print.ts'
import { sayLine, type Terminal } from './terminal.ts'

type Added = Common & {
  readonly team: string
  readonly name?: string
  readonly source: string
  readonly target: string
  readonly equal?: readonly string[]
}

export function addInhibitions(program: Command, terminal: Terminal): void {
  const inhibitions = program
    .command('inhibitions')
    .description('Which alerts keep others from paging while they are open?')
    .action((_: unknown, command: Command) => list(terminal, command.optsWithGlobals()))
  inhibitions
    .command('add')
    .description('While an alert is open that --source matches, alerts of the team that --target matches do not page.')
    .argument('<slug>', 'its short name')
    .requiredOption('--team <team>', 'whose alerts are muted')
    .requiredOption('--source <matchers>', 'the cause, such as alertname=SwitchDown')
    .requiredOption('--target <matchers>', 'its echoes, such as "alertname=~Host.*"')
    .option('--equal <label...>', 'labels that say the same on both')
    .option('--name <name>', 'what it is called')
    .action((slug: string, _: unknown, command: Command) => add(terminal, slug, command.optsWithGlobals()))
  inhibitions
    .command('remove')
    .description('Remove a rule. What it muted and is still open pages at once.')
    .argument('<inhibition>', 'its short name, name or id')
    .action((key: string, _: unknown, command: Command) => remove(terminal, key, command.optsWithGlobals()))
}

async function list(terminal: Terminal, options: Common): Promise<void> {
  const api = await connected(terminal, options)
  const { inhibitions } = await api.listInhibitions({})
  if (options.json) return printJson(terminal, { inhibitions })
  if (inhibitions.length === 0) return sayLine(terminal, 'There are no inhibitions.')
  printTable(
    terminal,
    ['INHIBITION', 'NAME', 'SOURCE', 'TARGET', 'EQUAL', 'MUTES'],
    inhibitions.map((one): Cell[] => [
      one.slug,
      one.name,
      matchersText(one.sourceMatchers),
      matchersText(one.targetMatchers),
      one.equal.join(', '),
      String(one.mutedNow),
    ]),
  )
}

async function add(terminal: Terminal, slug: string, options: Added): Promise<void> {
  const [sourceMatchers, targetMatchers] = [matchersTyped(options.source), matchersTyped(options.target)]
  const api = await connected(terminal, options)
  const teamId = findNamed('team', (await api.listTeams()).teams, options.team).id
  const made = await api.createInhibition({
    teamId,
    slug,
    name: options.name ?? slug,
    sourceMatchers,
    targetMatchers,
    equal: [...(options.equal ?? [])],
  })
  if (options.json) return printJson(terminal, made)
  sayLine(terminal, `Added ${plain(made.name)}.`)
}

async function remove(terminal: Terminal, key: string, options: Common): Promise<void> {
  const api = await connected(terminal, options)
  const { inhibitions } = await api.listInhibitions({})
  const found = findNamed('inhibition', inhibitions, key)
  await api.removeInhibition({ inhibitionId: found.id })
  if (options.json) return printJson(terminal, { done: true })
  sayLine(terminal, `Removed ${plain(found.name)}. ${found.mutedNow} alerts page now.`)
}

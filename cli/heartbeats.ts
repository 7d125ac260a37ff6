// Heartbeats: listed, looked at, added, paused, resumed, removed.
import { InvalidArgumentError, type Command } from 'commander'
import type { EndpointOutput } from '../domain/api.ts'
import type { Api } from './client.ts'
import { connected, type Common } from './door.ts'
import { findNamed } from './find.ts'
import { plain, printJson, printTable, type Cell, type Tone } from './print.ts'
import { sayLine, type Terminal } from './terminal.ts'
import { misused } from './trouble.ts'
import { hereOf, momentText, readSpanMs } from './when.ts'

type Heartbeat = EndpointOutput<'listHeartbeats'>['heartbeats'][number]
type Added = Common & {
  readonly source: string
  readonly slug?: string
  readonly every?: number
  readonly cron?: string
  readonly zone?: string
  readonly grace?: number
  readonly priority?: string
}

export function addHeartbeats(program: Command, terminal: Terminal): void {
  const which = ['<heartbeat>', 'its name, or its short name with that of its source: cron/backup'] as const
  const heartbeats = program
    .command('heartbeats')
    .description('Which check-ins are waited for, and which stay away?')
    .action((_: unknown, command: Command) => list(terminal, command.optsWithGlobals()))
  heartbeats
    .command('show')
    .description('One heartbeat: its address, and its last check-ins.')
    .argument(...which)
    .action((key: string, _: unknown, command: Command) => show(terminal, key, command.optsWithGlobals()))
  heartbeats
    .command('add')
    .description('Wait for a check-in, at intervals or by a cron expression. Prints the address to call.')
    .argument('<name>', 'what it is called, such as "Nightly backup"')
    .requiredOption('--source <source>', 'by which source its alerts come')
    .option('--slug <slug>', 'its short name; made from the name when it is left out')
    .option('--every <span>', 'how often it checks in: 15m, 2h, 1d', minutesIn)
    .option('--cron <expression>', 'when it checks in: "0 3 * * 1-5"')
    .option('--zone <zone>', 'in which the cron expression is meant')
    .option('--grace <span>', 'how late it may be: 30m', minutesIn)
    .option('--priority <priority>', 'of its alert: P1 to P4')
    .action((name: string, _: unknown, command: Command) => add(terminal, name, command.optsWithGlobals()))
  const acts = [
    ['pause', 'Wait for nothing from it until it is resumed.', 'paused: nothing is expected of it.'],
    ['resume', 'Wait for it again, from now on.', 'waited for again.'],
    ['remove', 'Remove it; its address stops at once.', 'removed.'],
  ] as const
  for (const [act, description, done] of acts)
    heartbeats
      .command(act)
      .description(description)
      .argument(...which)
      .action((key: string, _: unknown, command: Command) =>
        move(terminal, { act, key, done }, command.optsWithGlobals()),
      )
}

async function list(terminal: Terminal, options: Common): Promise<void> {
  const api = await connected(terminal, options)
  const { heartbeats } = await api.listHeartbeats({})
  if (options.json) return printJson(terminal, { heartbeats })
  const sources = await sourceSlugs(api)
  printTable(
    terminal,
    ['HEARTBEAT', 'STATE', 'LAST', 'NEXT', 'EXPECTED', 'NAME'],
    heartbeats.map((each): Cell[] => [
      keyOf(each, sources),
      stateCell(each),
      told(terminal, each.checkedInAt, 'never'),
      told(terminal, each.expectedAt),
      expectation(each),
      each.name,
    ]),
  )
}

async function show(terminal: Terminal, key: string, options: Common): Promise<void> {
  const { api, heartbeat } = await named(terminal, key, options)
  const answer = await api.getHeartbeat({ heartbeatId: heartbeat.id })
  if (options.json) return printJson(terminal, answer)
  const { pingKey, mailAddress, pings } = answer
  const { url } = await api.getMe({})
  sayLine(terminal, `${plain(heartbeat.name)}: ${stateWords(heartbeat)}, expected ${expectation(heartbeat)}.`)
  if (pingKey !== null) sayLine(terminal, `  ${url.replace(/\/$/, '')}/ping/${pingKey}`)
  if (mailAddress !== null) sayLine(terminal, `  ${mailAddress}`)
  printTable(
    terminal,
    ['AT', 'SAID', 'TOOK', 'BY', 'WITH'],
    pings.map((ping): Cell[] => [
      told(terminal, ping.at),
      { text: ping.exitStatus === null ? ping.kind : `${ping.kind} ${ping.exitStatus}`, tone: tones[ping.kind] },
      ping.lastedSeconds === null ? '' : `${ping.lastedSeconds} s`,
      ping.via,
      ping.body.slice(0, 200),
    ]),
  )
}

async function add(terminal: Terminal, name: string, options: Added): Promise<void> {
  const { every, cron, zone, grace, priority } = options
  if ((every === undefined) === (cron === undefined)) throw misused('Say --every or --cron, and not both.')
  const level = (['P1', 'P2', 'P3', 'P4'] as const).find((each) => each === priority?.toUpperCase())
  if (priority !== undefined && !level) throw misused(`"${priority}" is no priority; there are P1 to P4.`)
  const slug = options.slug ?? slugOf(name)
  if (slug === '') throw misused('This name has no letters for a short name: give one with --slug.')
  const api = await connected(terminal, options)
  const source = findNamed('source', (await api.listSources({})).sources, options.source)
  const made = await api.createHeartbeat({
    sourceId: source.id,
    slug,
    name,
    ...(every === undefined ? { cron: cron ?? '' } : { everyMinutes: every }),
    ...(zone === undefined ? {} : { zone }),
    ...(grace === undefined ? {} : { graceMinutes: grace }),
    ...(level ? { priority: level } : {}),
  })
  if (options.json) return printJson(terminal, made)
  const { url } = await api.getMe({})
  sayLine(terminal, `Added ${plain(name)}. It is waited for once it has called this address:`)
  sayLine(terminal, `  ${url.replace(/\/$/, '')}/ping/${made.pingKey}`)
}

async function move(
  terminal: Terminal,
  { act, key, done }: { readonly act: 'pause' | 'resume' | 'remove'; readonly key: string; readonly done: string },
  options: Common,
): Promise<void> {
  const { api, heartbeat } = await named(terminal, key, options)
  const ref = { heartbeatId: heartbeat.id }
  const answer =
    act === 'pause'
      ? await api.pauseHeartbeat(ref)
      : act === 'resume'
        ? await api.resumeHeartbeat(ref)
        : await api.removeHeartbeat(ref)
  if (options.json) return printJson(terminal, answer)
  sayLine(terminal, `${plain(heartbeat.name)} is ${done}`)
}

async function named(terminal: Terminal, key: string, options: Common) {
  const api = await connected(terminal, options)
  const { heartbeats } = await api.listHeartbeats({})
  const sources = await sourceSlugs(api)
  // Two sources may each have one of a short name: then it is said with its source.
  const short = heartbeats.filter(({ slug }) => slug === key)
  const things = heartbeats.map((each) => ({
    ...each,
    slug: short.length === 1 && each.slug === key ? key : keyOf(each, sources),
  }))
  return { api, heartbeat: findNamed('heartbeat', things, key) }
}

async function sourceSlugs(api: Api): Promise<ReadonlyMap<string, string>> {
  return new Map((await api.listSources({})).sources.map(({ id, slug }) => [id, slug]))
}

function keyOf({ sourceId, slug }: Heartbeat, sources: ReadonlyMap<string, string>): string {
  return `${sources.get(sourceId) ?? ''}/${slug}`
}

const states = {
  new: 'faint',
  up: 'good',
  late: 'warn',
  down: 'bad',
  paused: 'faint',
} as const satisfies Record<Heartbeat['state'], Tone>
const tones = { success: 'good', start: 'plain', fail: 'bad', log: 'faint' } as const

function stateCell(heartbeat: Heartbeat): Cell {
  return { text: stateWords(heartbeat), tone: states[heartbeat.state] }
}

function stateWords({ state, because, isSourceOff }: Heartbeat): string {
  const words = state === 'down' && because ? `down (${because.replaceAll('_', ' ')})` : state
  return isSourceOff ? `${words}, source off` : words
}

function expectation({ everyMinutes, cron, zone }: Heartbeat): string {
  if (cron !== null) return `${cron} ${zone}`
  return everyMinutes === 1 ? 'every minute' : `every ${everyMinutes} min`
}

function told(terminal: Terminal, at: string | null, otherwise = ''): string {
  const here = hereOf(terminal)
  return at === null ? otherwise : momentText(Temporal.Instant.from(at), here)
}

function minutesIn(text: string): number {
  const span = readSpanMs(text)
  if (span === null || span % 60_000 !== 0) throw new InvalidArgumentError('Write whole minutes: 15m, 2h, 1d.')
  return span / 60_000
}

/** "Nightly backup" is `nightly-backup`. */
function slugOf(name: string): string {
  const words = name.toLowerCase().replaceAll(/[^a-z0-9_]+/g, '-')
  return words.replaceAll(/^-+|-+$/g, '').slice(0, 100)
}

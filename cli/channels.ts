// The channels of teams: listed, added, confirmed, tested, removed.
import type { Command } from 'commander'
import type { EndpointOutput } from '../domain/api.ts'
import { roomCarriers, type RoomCarrier } from '../domain/paging/channels.ts'
import { connected, type Common } from './door.ts'
import { findNamed } from './find.ts'
import { paint, plain, printJson, printTable, type Cell } from './print.ts'
import { sayLine, type Terminal } from './terminal.ts'
import { misused } from './trouble.ts'

type Channel = EndpointOutput<'listTeamChannels'>['channels'][number]
type Added = Common & {
  readonly team: string
  readonly slug?: string
  readonly language?: string
  readonly zone?: string
  readonly secret?: string
}

export function addChannels(program: Command, terminal: Terminal): void {
  const which = ['<channel>', 'its short name, name or id'] as const
  const channels = program
    .command('channels')
    .description('Which channels do teams have, that policies tell? Rooms, topics, webhooks, mail lists.')
    .action((_: unknown, command: Command) => list(terminal, command.optsWithGlobals()))
  channels
    .command('add')
    .description('Add a channel to a team. It is told once the code came back that a test shows there.')
    .argument('<kind>', roomCarriers.join(', '))
    .argument('<address>', 'the id of a room, a webhook, a topic or a mail address')
    .argument('<name>', 'what it is called, such as "#payments-ops"')
    .requiredOption('--team <team>', 'whose it is, by short name or name')
    .option('--slug <slug>', 'its short name; made from the name when it is left out')
    .option('--language <language>', 'of its messages: en or ko')
    .option('--zone <zone>', 'in which its messages write times')
    .option('--secret <secret>', 'of a webhook or a protected topic')
    .action((kind: string, address: string, name: string, _: unknown, command: Command) =>
      add(terminal, { kind, address, name }, command.optsWithGlobals()),
    )
  channels
    .command('test')
    .description('Send a test there; with a code, until the channel is confirmed.')
    .argument(...which)
    .action((key: string, _: unknown, command: Command) => test(terminal, key, command.optsWithGlobals()))
  channels
    .command('confirm')
    .description('Give the code that a test showed there, so that the channel is told.')
    .argument(...which)
    .argument('<code>', 'the six digits')
    .action((key: string, code: string, _: unknown, command: Command) =>
      confirm(terminal, { key, code }, command.optsWithGlobals()),
    )
  channels
    .command('remove')
    .description('Remove a channel that no policy names.')
    .argument(...which)
    .action((key: string, _: unknown, command: Command) => remove(terminal, key, command.optsWithGlobals()))
}

async function list(terminal: Terminal, options: Common): Promise<void> {
  const api = await connected(terminal, options)
  const { channels } = await api.listTeamChannels({})
  if (options.json) return printJson(terminal, { channels })
  const { teams } = await api.listTeams({})
  const teamName = new Map(teams.map(({ id, name }) => [id, name]))
  printTable(
    terminal,
    ['CHANNEL', 'NAME', 'TEAM', 'KIND', 'ADDRESS', 'STATE'],
    channels.map(({ slug, name, teamId, channel, address, isProven }): Cell[] => [
      slug,
      name,
      teamName.get(teamId) ?? '',
      channel,
      address,
      isProven ? 'confirmed' : { text: 'not confirmed', tone: 'warn' },
    ]),
  )
}

async function add(
  terminal: Terminal,
  asked: { readonly kind: string; readonly address: string; readonly name: string },
  options: Added,
): Promise<void> {
  const { kind, address, name } = asked
  if (!isRoom(kind)) throw misused(`"${kind}" is no kind of channel; there are ${roomCarriers.join(', ')}.`)
  const { language } = options
  if (language !== undefined && language !== 'en' && language !== 'ko')
    throw misused(`"${language}" is no language; there are en and ko.`)
  const slug = options.slug ?? slugOf(name)
  if (slug === '') throw misused('This name has no letters for a short name: give one with --slug.')
  const api = await connected(terminal, options)
  const team = findNamed('team', (await api.listTeams({})).teams, options.team)
  const made = await api.createTeamChannel({
    teamId: team.id,
    slug,
    name,
    channel: kind,
    address,
    secret: options.secret ?? null,
    ...(language === undefined ? {} : { language }),
    ...(options.zone === undefined ? {} : { zone: options.zone }),
  })
  const { expiresAt } = await api.testTeamChannel({ channelId: made.channel.id })
  if (options.json) return printJson(terminal, { ...made, expiresAt })
  sayLine(terminal, `Added ${plain(name)}. A code is on its way there:`)
  sayLine(terminal, `  baton channels confirm ${slug} <code>`)
  if (made.secret !== null)
    sayLine(terminal, paint(terminal, 'warn', `Its signing secret, shown this once: ${made.secret}`))
}

async function test(terminal: Terminal, key: string, options: Common): Promise<void> {
  const { api, channel } = await channelNamed(terminal, key, options)
  const sent = await api.testTeamChannel({ channelId: channel.id })
  if (options.json) return printJson(terminal, sent)
  const about = sent.expiresAt === null ? '' : ' It shows a code, which holds for 15 minutes.'
  sayLine(terminal, `A test is on its way to ${plain(channel.name)}.${about}`)
}

async function confirm(
  terminal: Terminal,
  { key, code }: { readonly key: string; readonly code: string },
  options: Common,
): Promise<void> {
  const { api, channel } = await channelNamed(terminal, key, options)
  const confirmed = await api.confirmTeamChannel({ channelId: channel.id, code })
  if (options.json) return printJson(terminal, { channel: confirmed })
  sayLine(terminal, `${plain(confirmed.name)} is confirmed, and told from now on.`)
}

async function remove(terminal: Terminal, key: string, options: Common): Promise<void> {
  const { api, channel } = await channelNamed(terminal, key, options)
  const done = await api.removeTeamChannel({ channelId: channel.id })
  if (options.json) return printJson(terminal, done)
  sayLine(terminal, `Removed ${plain(channel.name)}.`)
}

async function channelNamed(terminal: Terminal, key: string, options: Common) {
  const api = await connected(terminal, options)
  const channel: Channel = findNamed('channel', (await api.listTeamChannels({})).channels, key)
  return { api, channel }
}

function isRoom(kind: string): kind is RoomCarrier {
  return roomCarriers.some((known) => known === kind)
}

/** "#payments-ops" is `payments-ops`. */
function slugOf(name: string): string {
  const words = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')
  return words.replaceAll(/^-+|-+$/g, '').slice(0, 63)
}

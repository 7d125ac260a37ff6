// The address at which the log of a team takes mail: shown, made or renewed, taken away.
import type { Command } from 'commander'
import type { EndpointOutput } from '../domain/api.ts'
import { connected, type Common } from './door.ts'
import { findNamed } from './find.ts'
import { plain, printJson } from './print.ts'
import { sayLine, type Terminal } from './terminal.ts'
import { misused } from './trouble.ts'
import { momentIn } from './when.ts'

type Options = Common & { readonly team?: string; readonly renew?: boolean; readonly remove?: boolean }

/** Below `log`, whose own option --team names the team. */
export function addLogAddress(log: Command, terminal: Terminal): void {
  log
    .command('address')
    .description('To which address does mail go that shall stand in the log of the team that --team names?')
    .option('--renew', 'make one, or a new one in its place: mail to the old one is refused from then on')
    .option('--remove', 'take it away')
    .action((_: unknown, command: Command) => address(terminal, command.optsWithGlobals<Options>()))
}

async function address(terminal: Terminal, options: Options): Promise<void> {
  if (options.team === undefined) misused('Name the team whose log it is with --team.')
  if (options.renew && options.remove) misused('Say --renew or --remove, not both.')
  const api = await connected(terminal, options)
  const team = findNamed('team', (await api.listTeams()).teams, options.team)
  const teamId = team.id
  const answer = await (options.renew
    ? api.renewLogAddress({ teamId })
    : options.remove
      ? api.removeLogAddress({ teamId })
      : api.getLogAddress({ teamId }))
  if (options.json) printJson(terminal, answer)
  else for (const line of linesOf(answer, team.name, terminal)) sayLine(terminal, line)
}

function linesOf(
  { mailDomain, address: made, madeBy, madeAt }: EndpointOutput<'getLogAddress'>,
  team: string,
  terminal: Terminal,
): readonly string[] {
  if (mailDomain === null) return ['No mail comes in here: BATON_MAIL_DOMAIN and a door for it are not set.']
  if (made === null)
    return [`The log of ${plain(team)} has no address for mail. With --renew one is made, by a manager.`]
  const since = madeAt === null ? '' : ` ${momentIn(terminal, madeAt)}`
  return [
    made,
    `Made by ${plain(madeBy ?? '')}${since}. Whoever knows it can write in the name of this team's people: keep it as a secret.`,
  ]
}

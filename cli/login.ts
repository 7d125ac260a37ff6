import os from 'node:os'
import type { Command } from 'commander'
import { roles, type Role } from '../domain/permissions.ts'
import type { Api, Door } from './client.ts'
import { keep, keptFile, readKept, serverMeant, type Common } from './door.ts'
import { plain, printJson } from './print.ts'
import { sayLine, type Terminal } from './terminal.ts'
import { misused, Trouble } from './trouble.ts'

type Options = Common & { readonly token?: string | true; readonly email?: string }

export function addLogin(program: Command, terminal: Terminal): void {
  program
    .command('login')
    .description('Sign in once from this terminal: makes a personal token and keeps it for later commands.')
    .option('--email <address>', 'the e-mail address, otherwise asked')
    .option(
      '--token [token]',
      'keep this token instead of making one; without a value it is asked, "-" reads it from the input',
    )
    .action(async (_: unknown, command: Command) => {
      const options = command.optsWithGlobals<Options>()
      const file = keptFile(terminal)
      const server = serverMeant(terminal, options, await readKept(file).catch(() => null))
      const token =
        options.token === undefined
          ? await newToken(terminal, server, options)
          : await givenToken(terminal, options.token)
      const who = await whoIs({ server, token })
      await keep(file, { server, token })
      if (options.json) printJson(terminal, { server, ...who })
      else
        sayLine(terminal, `Signed in to ${server} as ${plain(who.name)} (${who.role}). The token is kept in ${file}.`)
    })
}

async function givenToken(terminal: Terminal, given: string | true): Promise<string> {
  const token = given === true ? await asked(terminal, 'Token: ', { isSecret: true }) : given
  return (token === '-' ? await terminal.readInput() : token).trim() || misused('The token is empty.')
}

/** Signs in as a browser would, makes the token in that session, and signs out again. */
async function newToken(terminal: Terminal, server: string, options: Options): Promise<string> {
  const { makeApi, send } = await import('./client.ts')
  const email = options.email ?? (await asked(terminal, 'E-mail: '))
  const password = await asked(terminal, 'Password: ', { isSecret: true })
  const signedIn = await send({ server }, 'signIn', { email: email.trim(), password })
  const cookie = signedIn.headers
    .getSetCookie()
    .map((each) => each.split(';', 1)[0])
    .join('; ')
  const api = makeApi({ server, cookie })
  try {
    const { text } = await api.createToken({
      name: `baton on ${os.hostname()}`.slice(0, 200),
      atMost: await highestRole(api),
    })
    return text
  } finally {
    await api.signOut().catch(() => {})
  }
}

async function highestRole(api: Api): Promise<Role> {
  const { role, teams } = await api.getMe()
  const all = [role, ...teams.map((team) => team.role)]
  return roles.findLast((each) => all.includes(each)) ?? 'viewer'
}

/** Who does this token speak for? A token that speaks for nobody is not kept. */
async function whoIs(door: Door): Promise<{ readonly name: string; readonly role: Role }> {
  const { makeApi } = await import('./client.ts')
  const { person, role } = await makeApi(door).getMe()
  if (role === null) throw new Trouble('signed_out', 'The server does not know this token. Check it, or make another.')
  return { name: person?.name ?? 'automation', role }
}

async function asked(terminal: Terminal, question: string, of?: { readonly isSecret: boolean }): Promise<string> {
  const answer = await terminal.ask(question, of)
  return answer ?? misused('There is no terminal to ask on. Use --token, or set BATON_TOKEN.')
}

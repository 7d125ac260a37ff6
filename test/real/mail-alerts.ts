// Alerts by mail as real programs write them: Monit watches a port that goes away and comes back, swaks sends what it sends by
// itself. `node test/real/mail-alerts.ts`. MONIT and SWAKS name the programs where they are not installed.
import { createServer, type Server } from 'node:net'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { startBaton, type Baton } from './baton.ts'
import { freePort, launch } from './program.ts'
import { makeService, makeTeamOfAna } from './team.ts'
import { eventually, programAt, runTrial, type Trial } from './trial.ts'

const domain = 'baton.example.com'

await runTrial('mail-alerts', { minutes: 4 }, async (trial) => {
  const monit = programAt(process.env['MONIT'] ?? '/usr/bin/monit', 'apt-get install monit (its service need not run)')
  const swaks = programAt(process.env['SWAKS'] ?? '/usr/bin/swaks', 'apt-get install swaks')
  const smtpPort = await freePort()
  const env = { BATON_MAIL_DOMAIN: domain, BATON_MAIL_LISTEN: `127.0.0.1:${smtpPort}` }
  const baton = await startBaton({ folder: trial.folder, env })
  trial.after(() => baton.stop())
  const team = await makeTeamOfAna(baton)
  const { serviceId, key } = await makeService(baton, { ...team, slug: 'mails', dialect: 'email' })
  const open = async () => {
    const { alerts } = await baton.call('listAlerts', { limit: 100 })
    return alerts.filter((alert) => alert.serviceId === serviceId)
  }
  await bySwaks(trial, { baton, swaks, smtpPort, key, open })
  await byMonit(trial, { monit, smtpPort, address: `${key}@${domain}`, open })
})

type Open = () => Promise<readonly { readonly summary: string; readonly key: string }[]>
type Swaks = {
  readonly baton: Baton
  readonly swaks: string
  readonly smtpPort: number
  readonly key: string
  readonly open: Open
}

async function bySwaks(trial: Trial, { baton, swaks, smtpPort, key, open }: Swaks): Promise<void> {
  let count = 0
  const send = async (to: string, more: readonly string[] = []) => {
    const logFile = path.join(trial.folder, `swaks-${++count}.log`)
    const args = ['--server', `127.0.0.1:${smtpPort}`, '--from', 'ops@example.com', '--to', to, ...more]
    const program = launch({ command: swaks, args, logFile })
    await program.ended
    return program.lastWords()
  }
  const refused = await send(`${'a'.repeat(32)}@${domain}`)
  trial.check(/<\*\* 550/.test(refused), 'swaks hears 550 for a key that nobody has')
  await send(`${key}+disk@${domain}`, [
    '--header',
    'Subject: =?utf-8?B?65SU7Iqk7YGsIOqwgOuTnSDssLg=?=',
    '--attach',
    '@/etc/hostname',
  ])
  const opened = await open()
  trial.check(
    opened.some(({ summary }) => summary === '디스크 가득 참'),
    'swaks opens an alert with its decoded subject',
  )
  await send(`${key}@${domain}`, ['--header', 'Subject: away', '--header', 'Auto-Submitted: auto-replied'])
  const { sources } = await baton.call('listSources', {})
  const told = () => baton.call('listReceived', { sourceId: sources[0]?.id ?? '' })
  trial.check(
    await eventually(
      5_000,
      async () => (await told()).received.filter(({ eventCount }) => eventCount === 0).length === 1,
    ),
    'what a program answered by itself is shown and no alert',
  )
  trial.check((await open()).length === 1, 'one alert is open')
}

type Monit = { readonly monit: string; readonly smtpPort: number; readonly address: string; readonly open: Open }

async function byMonit(trial: Trial, { monit, smtpPort, address, open }: Monit): Promise<void> {
  const port = await freePort()
  let watched = await listening(port)
  trial.after(() => watched.close())
  const file = path.join(trial.folder, 'monitrc')
  await writeFile(file, monitrc({ folder: trial.folder, smtpPort, address, port }), { mode: 0o600 })
  const program = launch({ command: monit, args: ['-I', '-c', file], logFile: path.join(trial.folder, 'monit.log') })
  trial.after(() => program.stop())
  const of = async () => (await open()).filter(({ key }) => key.startsWith('monit '))
  trial.say('Monit watches; the port goes away')
  await new Promise<void>((resolve) => watched.close(() => resolve()))
  const began = await eventually(60_000, async () => (await of()).length === 1)
  trial.check(began, `Monit opens an alert: ${(await of())[0]?.summary ?? 'none'}`)
  if (!began) trial.say(program.lastWords())
  trial.say('and comes back')
  watched = await listening(port)
  trial.check(await eventually(60_000, async () => (await of()).length === 0), 'and closes it by its own recovery mail')
}

function listening(port: number): Promise<Server> {
  const server = createServer((socket) => socket.end())
  return new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve(server)))
}

/** As somebody would write it: its own subject and text, and one check. */
function monitrc(of: { folder: string; smtpPort: number; address: string; port: number }): string {
  return `set daemon 2
set idfile ${of.folder}/monit.id
set statefile ${of.folder}/monit.state
set pidfile ${of.folder}/monit.pid
set mailserver 127.0.0.1 port ${of.smtpPort}
set alert ${of.address} but not on { instance, action }
check host shop with address 127.0.0.1
  if failed port ${of.port} with timeout 2 seconds then alert
`
}

// Real clients of PagerDuty's REST API talk to a real Baton: `node test/real/pagerduty-rest.ts`. They are installed into the trial's
// folder and nowhere else, ask for api.pagerduty.com as ever, and find Baton there.
import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { idOf } from '../../domain/intake/pagerduty-rest-ids.ts'
import { startBaton } from './baton.ts'
import { clientsProgram } from './pagerduty-rest-program.ts'
import { makeService, makeTeamOfAna } from './team.ts'
import { programAt, runTrial } from './trial.ts'
import { resolvesToProxy, startVendorProxy } from './vendor-proxy.ts'

const run = promisify(execFile)
const clients = ['@pagerduty/pdjs@2.2.4', 'node-pagerduty@1.3.6']

await runTrial('pagerduty-rest', { minutes: 5 }, async (trial) => {
  programAt('/usr/bin/openssl', 'apt-get install openssl')
  const baton = await startBaton({ folder: trial.folder })
  trial.after(() => baton.stop())
  const team = await makeTeamOfAna(baton)
  const of = { ...team, slug: 'shop', dialect: 'pagerduty', grouping: 'none' } as const
  const { serviceId } = await makeService(baton, of)
  const token = await personalToken(baton.url)
  const proxy = await startVendorProxy(trial, baton)

  const inside = (name: string) => path.join(trial.folder, name)
  await writeFile(inside('package.json'), '{ "private": true }')
  const install = ['install', '--no-audit', '--no-fund', '--ignore-scripts', ...clients]
  await run('npm', install, { cwd: trial.folder, timeout: 120_000 })
  await writeFile(inside('resolves.cjs'), resolvesToProxy)
  await writeFile(inside('trial.cjs'), clientsProgram)
  const { stdout } = await run(
    process.execPath,
    ['--no-deprecation', '--require', inside('resolves.cjs'), inside('trial.cjs'), token, idOf(serviceId)],
    {
      cwd: trial.folder,
      timeout: 60_000,
      env: { ...process.env, NODE_EXTRA_CA_CERTS: proxy.caFile, PROXY_PORT: String(proxy.port) },
    },
  )
  const heard = JSON.parse(stdout) as Record<string, { readonly error: unknown; readonly answer: unknown }>
  for (const [call, { error, answer }] of Object.entries(heard)) {
    const text = JSON.stringify(error ?? answer)
    trial.check(error === null, `${call}: ${text.length > 160 ? `${text.slice(0, 160)}...` : text}`)
  }
  const { alerts } = await baton.call('listAlerts', { serviceId, state: 'all' })
  const told = alerts.map(({ summary, state }) => `${summary}: ${state}`).toSorted()
  trial.check(
    told.join() === 'From node-pagerduty: closed,From pdjs: closed',
    `what they raised they resolved: ${told.join(', ')}`,
  )
  const { entries } = await baton.call('readLog', { limit: 100 })
  const isAna = entries.some(({ says }) => says === 'Ana acknowledged: From pdjs')
  trial.check(isAna, 'and the log says that it was Ana, whose token it is')
})

/** Ana signs in as in a browser, and makes a token for her tools. */
async function personalToken(url: string): Promise<string> {
  const post = (address: string, body: object, cookie = '') =>
    fetch(`${url}${address}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-baton': '1', cookie },
      body: JSON.stringify(body),
    })
  const signedIn = await post('/api/sessions', { email: 'ana@example.com', password: 'a long password of Ana' })
  const cookie = (signedIn.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  const made = await post('/api/tokens', { name: 'tools', atMost: 'responder' }, cookie)
  const { text } = (await made.json()) as { readonly text: string }
  return text
}

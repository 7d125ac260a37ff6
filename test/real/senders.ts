// Programs that others wrote send to a real Baton as they would to their own vendor: `node test/real/senders.ts`.
// Clients are installed into the trial's folder and nowhere else. Not driven, since their host is built in: apprise's PagerDuty and
// Opsgenie, node-pagerduty, Healthchecks' integrations, Uptime Kuma's Opsgenie.
import { execFile } from 'node:child_process'
import { globSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { startBaton, type Baton } from './baton.ts'
import { alertmanagerSends } from './senders/alertmanager.ts'
import { kumaSends } from './senders/kuma.ts'
import { makeService, makeTeamOfAna } from './team.ts'
import { eventually, programAt, runTrial, type Trial } from './trial.ts'
import { startVendorProxy } from './vendor-proxy.ts'

const run = promisify(execFile)
const pdjs = '@pagerduty/pdjs@2.2.4'
const appriseNeeds = [
  'certifi',
  'chardet',
  'charset-normalizer',
  'click',
  'idna',
  'markdown',
  'oauthlib',
  'requests',
  'requests-oauthlib',
  'six',
  'urllib3',
  'yaml',
].map((name) => `python3-${name}`)

await runTrial('senders', { minutes: 8 }, async (trial) => {
  const baton = await startBaton({ folder: trial.folder })
  trial.after(() => baton.stop())
  trial.say(`Baton on ${baton.url}`)
  const of = await makeTeamOfAna(baton)
  await alertmanagerSends(trial, baton, of)
  await pagerDutyClient(trial, baton, of)
  await kumaSends(trial, baton, of)
  await appriseSends(trial, baton, of)
})

type Team = { readonly teamId: string; readonly policyId: string }

/** PagerDuty's own client. It speaks https alone, so a door with a certificate stands before Baton. */
async function pagerDutyClient(trial: Trial, baton: Baton, of: Team): Promise<void> {
  const { key, serviceId } = await makeService(baton, { slug: 'pdjs', ...of, dialect: 'pagerduty', grouping: 'none' })
  const folder = path.join(trial.folder, 'pdjs')
  await mkdir(folder)
  const proxy = await startVendorProxy(trial, baton)
  await writeFile(path.join(folder, 'package.json'), '{ "private": true }')
  await run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', pdjs], { cwd: folder, timeout: 120_000 })
  const events = [
    { event_action: 'trigger', payload: { summary: 'pdjs 🔥', source: 'web1', severity: 'critical' } },
    { event_action: 'acknowledge' },
    { event_action: 'resolve' },
  ]
  const program = `
const { event, trigger, change } = require('@pagerduty/pdjs')
const of = { server: 'localhost:${proxy.port}' }
const data = { routing_key: '${key}', dedup_key: 'pdjs/1' }
;(async () => {
  for (const more of ${JSON.stringify(events)}) {
    const heard = await event({ ...of, data: { ...data, ...more } })
    console.log(JSON.stringify({ what: more.event_action, status: heard.status, data: heard.data }))
  }
  const changed = await change({ ...of, data: { routing_key: '${key}', payload: { summary: 'Deploy', source: 'ci' } } })
  console.log(JSON.stringify({ what: 'change', status: changed.status, data: changed.data }))
})()
`
  await writeFile(path.join(folder, 'trial.cjs'), program)
  const { stdout } = await run(process.execPath, ['trial.cjs'], {
    cwd: folder,
    timeout: 60_000,
    env: { ...process.env, NODE_EXTRA_CA_CERTS: proxy.caFile },
  })
  const heard = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { readonly what: string; readonly status: number })
  for (const each of heard) trial.check(each.status === 202, `${pdjs} ${JSON.stringify(each)}`)
  trial.check(heard.length === 4, `${pdjs}: four calls were answered`)
  const { alerts } = await baton.call('listAlerts', { serviceId, state: 'all' })
  trial.check(alerts.length === 1 && alerts[0]?.state === 'closed' && alerts[0].key === 'pdjs/1', `one alert came of it, closed: ${alerts[0]?.summary}`) // prettier-ignore
}

/** apprise's own JSON, which Baton reads by the usual names. Debian's packages of it are unpacked, not installed. */
async function appriseSends(trial: Trial, baton: Baton, of: Team): Promise<void> {
  const { key, serviceId } = await makeService(baton, { slug: 'apprise', ...of, dialect: 'generic', grouping: 'none' })
  const folder = path.join(trial.folder, 'apprise')
  await mkdir(folder)
  const python = programAt('/usr/bin/python3', 'apt-get install python3')
  await run('apt-get', ['download', 'apprise', ...appriseNeeds], { cwd: folder, timeout: 120_000 })
  for (const file of globSync('*.deb', { cwd: folder })) await run('dpkg', ['-x', file, 'root'], { cwd: folder })
  const env = { ...process.env, PYTHONPATH: path.join(folder, 'root/usr/lib/python3/dist-packages') }
  const about = ['-vv', '-n', 'failure', '-t', 'Backup failed', '-b', 'exit <b>1</b>']
  const said = await run(python, ['root/usr/bin/apprise', ...about, `json://127.0.0.1:${baton.port}/in/${key}`], {
    cwd: folder,
    timeout: 60_000,
    env,
  })
  trial.say(`apprise said: ${(said.stdout + said.stderr).trim().split('\n').at(-1)}`)
  const isThere = await eventually(10_000, async () => {
    const { alerts } = await baton.call('listAlerts', { serviceId, state: 'all' })
    return alerts[0]?.summary === 'Backup failed'
  })
  trial.check(isThere, 'apprise json:// raises "Backup failed"')
}

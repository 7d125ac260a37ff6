// Uptime Kuma's notification providers, run without its server: only what each needs of its modules is installed beside them.
import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { kumaDown } from '../../../domain/intake/webhook-examples.test-support.ts'
import type { Baton } from '../baton.ts'
import { makeService } from '../team.ts'
import type { Trial } from '../trial.ts'

const run = promisify(execFile)
const kuma = 'uptime-kuma@2.0.0-dev.0'
const needs = ['axios@0.27.2', 'form-data@4.0.0', 'liquidjs@10.7.0', 'dayjs@1.11.5']

type Provider = {
  readonly file: string
  readonly slug: string
  readonly dialect: 'kuma' | 'goalert' | 'pagerduty' | 'victorops'
  readonly settings: (baton: string, key: string) => object
  /** Through GoAlert its recovery has another text than its alarm, and nothing is closed. */
  readonly closes: boolean
}

const providers: readonly Provider[] = [
  ...(['json', 'form-data'] as const).map((webhookContentType) => ({
    file: 'webhook',
    slug: `kuma-${webhookContentType}`,
    dialect: 'kuma' as const,
    settings: (baton: string, key: string) => ({ webhookURL: `${baton}/in/${key}`, webhookContentType }),
    closes: true,
  })),
  {
    file: 'goalert',
    slug: 'kuma-goalert',
    dialect: 'goalert',
    settings: (goAlertBaseURL, goAlertToken) => ({ goAlertBaseURL, goAlertToken }),
    closes: false,
  },
  {
    file: 'pagerduty',
    slug: 'kuma-pagerduty',
    dialect: 'pagerduty',
    settings: (baton, pagerdutyIntegrationKey) => ({
      pagerdutyIntegrationUrl: `${baton}/v2/enqueue`,
      pagerdutyIntegrationKey,
      pagerdutyAutoResolve: 'resolve',
    }),
    closes: true,
  },
  {
    file: 'splunk',
    slug: 'kuma-splunk',
    dialect: 'victorops',
    settings: (baton, key) => ({
      splunkRestURL: `${baton}/integrations/generic/20131114/alert/${key}/shop`,
      splunkAutoResolve: 'RECOVERY',
      splunkSeverity: 'CRITICAL',
    }),
    closes: true,
  },
]

/** A monitor goes down, is told again, and comes up, by every provider whose address can be set. */
export async function kumaSends(
  trial: Trial,
  baton: Baton,
  of: { readonly teamId: string; readonly policyId: string },
): Promise<void> {
  const folder = path.join(trial.folder, 'kuma')
  await mkdir(folder)
  await writeFile(path.join(folder, 'package.json'), '{ "private": true }')
  await run('npm', ['pack', '--silent', kuma], { cwd: folder, timeout: 120_000 })
  await run('tar', ['xzf', `${kuma.replace('@', '-')}.tgz`], { cwd: folder })
  const install = ['install', '--no-audit', '--no-fund', '--ignore-scripts', ...needs]
  await run('npm', install, { cwd: folder, timeout: 120_000 })
  await writeFile(path.join(folder, 'trial.cjs'), program)
  for (const { file, slug, dialect, settings, closes } of providers) {
    const { key, serviceId } = await makeService(baton, { slug, ...of, dialect, grouping: 'none' })
    const { heartbeat, monitor, msg } = kumaDown
    const said = JSON.stringify({ settings: settings(baton.url, key), heartbeat, monitor, msg })
    const { stdout } = await run(process.execPath, ['--no-deprecation', 'trial.cjs', file, said], { cwd: folder })
    trial.say(`${slug} said: ${stdout.trim().split('\n').join('; ')}`)
    const { alerts } = await baton.call('listAlerts', { serviceId, state: 'all' })
    const [alert] = alerts
    trial.check(alerts.length === 1 && alert?.count === 2, `${slug}: one alert that came twice: "${alert?.summary}"`)
    trial.check((alert?.state === 'closed') === closes, `${slug}: when the monitor is up, it is ${alert?.state}`)
  }
}

/** The address of its own screens is a setting in its database, which is not there. */
const program = `
const Module = require('node:module')
const load = Module._load
Module._load = (name, ...more) => (name === '../util-server' ? { setting: async () => null } : load(name, ...more))
const [file, said] = process.argv.slice(2)
const { settings, heartbeat, monitor, msg } = JSON.parse(said)
const provider = new (require('./package/server/notification-providers/' + file + '.js'))()
;(async () => {
  const up = { ...heartbeat, status: 1, msg: '200 - OK' }
  console.log(await provider.send(settings, msg, monitor, heartbeat))
  console.log(await provider.send(settings, msg, monitor, heartbeat))
  console.log(await provider.send(settings, '[Shop] [Up] 200 - OK', monitor, up))
})()
`

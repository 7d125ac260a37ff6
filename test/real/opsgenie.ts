// A real Alertmanager with opsgenie_configs and Opsgenie's own SDK for Node talk to a real Baton: `node test/real/opsgenie.ts`.
// Only the address and the key are other ones than with Opsgenie. The SDK is installed into the trial's folder and nowhere else.
import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { startBaton, type Baton } from './baton.ts'
import { startAlertmanager } from './monitors.ts'
import { sdkProgram } from './opsgenie-sdk-program.ts'
import { makeService, makeTeamOfAna } from './team.ts'
import { eventually, runTrial, type Trial } from './trial.ts'

const run = promisify(execFile)
const sdk = 'opsgenie-sdk@0.5.1'

await runTrial('opsgenie', { minutes: 5 }, async (trial) => {
  const baton = await startBaton({ folder: trial.folder })
  trial.after(() => baton.stop())
  trial.say(`Baton on ${baton.url}`)
  const team = await makeTeamOfAna(baton)
  const make = (slug: string) => makeService(baton, { ...team, slug, dialect: 'opsgenie', grouping: 'none' })
  await alertmanager(trial, baton, await make('alertmanager'))
  await nodeSdk(trial, baton, await make('sdk'))
})

type Made = Awaited<ReturnType<typeof makeService>>

/** Fires an alert at a real Alertmanager, changes it, resolves it; it updates message and description after each create. */
async function alertmanager(trial: Trial, baton: Baton, { key, serviceId }: Made): Promise<void> {
  const url = await startAlertmanager(trial, 'alertmanager', configuration(baton, key))
  const post = async (alerts: readonly object[]) => {
    const answer = await fetch(`${url}/api/v2/alerts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(alerts),
    })
    if (!answer.ok) throw new Error(`Alertmanager refuses: ${answer.status} ${await answer.text()}`)
  }
  const labels = (instance: string) => ({ alertname: 'DiskFull', instance, severity: 'critical' })
  const all = () => baton.call('listAlerts', { serviceId, state: 'all' }).then(({ alerts }) => alerts)
  await post([{ labels: labels('db1') }])
  const isRaised = await eventually(20_000, async () => (await all()).length === 1)
  const [raised] = await all()
  trial.check(isRaised && raised?.state === 'triggered', `Alertmanager raises an alert: ${raised?.summary}`)
  trial.check(raised?.priority === 'P1', `its priority is P1: ${raised?.priority}`)
  await post([{ labels: labels('db1') }, { labels: labels('db2') }])
  const isUpdated = await eventually(20_000, async () => /FIRING:2/.test((await all())[0]?.summary ?? ''))
  const [updated] = await all()
  trial.check(isUpdated, `the next of the group updates message and count: ${updated?.summary} (${updated?.count})`)
  const endsAt = new Date().toISOString()
  await post([
    { labels: labels('db1'), endsAt },
    { labels: labels('db2'), endsAt },
  ])
  const isClosed = await eventually(20_000, async () => (await all())[0]?.state === 'closed')
  const [closed] = await all()
  trial.check(
    isClosed && closed?.closedBecause === 'source',
    `resolved, it is closed (because: ${closed?.closedBecause})`,
  )
  const metrics = await fetch(`${url}/metrics`).then((answer) => answer.text())
  const figures = [...metrics.matchAll(/^alertmanager_notifications(?:_failed)?_total\{.*opsgenie.*$/gm)].map(
    ([line]) => line,
  )
  const failed = figures.filter((line) => line.includes('_failed_total')).every((line) => line.endsWith(' 0'))
  trial.check(
    failed && figures.length > 0,
    `Alertmanager counts no failed notification:\n          ${figures.join('\n          ')}`,
  )
}

function configuration(baton: Baton, key: string): string {
  return `
route:
  receiver: baton
  group_by: [alertname]
  group_wait: 0s
  group_interval: 1s
  repeat_interval: 1h
receivers:
  - name: baton
    opsgenie_configs:
      - api_url: ${baton.url}/
        api_key: ${key}
        update_alerts: true
        priority: P1
        responders: [{ type: team, name: Nobody knows them }]
        tags: 'shop,{{ .CommonLabels.severity }}'
`
}

/** Each call of the SDK that a source key may make, in a program of its own that prints what it heard. */
async function nodeSdk(trial: Trial, baton: Baton, { key, serviceId }: Made): Promise<void> {
  const folder = path.join(trial.folder, 'sdk')
  await mkdir(folder)
  await writeFile(path.join(folder, 'package.json'), '{ "private": true }')
  await run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', sdk], { cwd: folder, timeout: 120_000 })
  await writeFile(path.join(folder, 'trial.cjs'), sdkProgram)
  const { stdout } = await run(process.execPath, ['--no-deprecation', 'trial.cjs', baton.url, key], {
    cwd: folder,
    timeout: 60_000,
  })
  const heard = JSON.parse(stdout) as Record<string, { readonly error: unknown; readonly answer: unknown }>
  for (const [call, { error, answer }] of Object.entries(heard)) {
    const text = JSON.stringify(error ?? answer)
    trial.check(error === null, `${sdk} ${call}: ${text.length > 160 ? `${text.slice(0, 160)}...` : text}`)
  }
  const { alerts } = await baton.call('listAlerts', { serviceId, state: 'all' })
  const [alert] = alerts
  trial.check(alerts.length === 1 && alert?.state === 'closed', `one alert came of it, closed: ${alert?.summary}`)
  const { entries } = await baton.call('readLog', { alertId: alert?.id ?? 0, limit: 100 })
  trial.say(
    `and its log:\n${entries
      .toReversed()
      .map((entry) => `          | ${entry.says}`)
      .join('\n')}`,
  )
}

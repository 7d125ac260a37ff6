// Debian's Prometheus and Alertmanager, configured as a user would, on a metric that the trial sets.
import { createServer } from 'node:http'
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { freePort, launch, type Program } from './program.ts'
import { eventually, programAt, type Trial } from './trial.ts'

export type Way = 'prometheus' | 'alertmanager' | 'pagerduty'
/** One rule that fires when the metric is 1, and the key of the source its alert goes to. */
export type Rule = { readonly name: string; readonly way: Way; readonly key: string }
export type Wanted = { readonly batonPort: number; readonly rules: readonly Rule[] }

const howToGet = 'apt-get install prometheus prometheus-alertmanager (their own services need not run)'

/** For each rule that goes straight a Prometheus that takes Baton for its Alertmanager; for the others one with a real one between. */
export async function startMonitors(
  trial: Trial,
  { batonPort, rules }: Wanted,
): Promise<{ setMetric(value: number): void }> {
  const prometheus = programAt('/usr/bin/prometheus', howToGet)
  const exporter = await startExporter(trial)
  const straight = rules.filter(({ way }) => way === 'prometheus')
  const between = rules.filter(({ way }) => way !== 'prometheus')
  const manager = await startAlertmanager(trial, 'alertmanager', routes(batonPort, between))
  const toManager = { name: 'prometheus-between', target: new URL(manager).host, prefix: '/', rules: between }
  const toBaton = straight.map((rule) => ({
    name: `prometheus-${rule.name}`,
    target: `127.0.0.1:${batonPort}`,
    prefix: `/in/${rule.key}`,
    rules: [rule],
  }))
  const start = (of: Told) => startPrometheus(trial, prometheus, exporter.port, of)
  await Promise.all([toManager, ...toBaton].map(start))
  return exporter
}

/** A real Alertmanager of this configuration, in a folder of that name; gives its address once it is ready. */
export async function startAlertmanager(trial: Trial, name: string, configuration: string): Promise<string> {
  const command = programAt('/usr/bin/prometheus-alertmanager', howToGet)
  const folder = await folderOf(trial, name, { 'alertmanager.yml': configuration })
  const port = await freePort()
  await startReady(trial, port, name, command, [
    `--config.file=${folder}/alertmanager.yml`,
    `--storage.path=${folder}/data`,
    `--web.listen-address=127.0.0.1:${port}`,
    '--cluster.listen-address=',
  ])
  return `http://127.0.0.1:${port}`
}

/** Where a Prometheus sends its alerts, and by which rules. */
type Told = {
  readonly name: string
  readonly target: string
  readonly prefix: string
  readonly rules: readonly Rule[]
}

async function startPrometheus(trial: Trial, command: string, exporterPort: number, of: Told): Promise<void> {
  const files = { 'prometheus.yml': scrapes(exporterPort, of), 'rules.yml': ruleFile(of.rules) }
  const folder = await folderOf(trial, of.name, files)
  const port = await freePort()
  await startReady(trial, port, of.name, command, [
    `--config.file=${folder}/prometheus.yml`,
    `--storage.tsdb.path=${folder}/data`,
    `--web.listen-address=127.0.0.1:${port}`,
    // Every firing alert is sent again this often: repeats must not page again.
    '--rules.alert.resend-delay=5s',
  ])
  await waitForDiscovery(of.name, port)
}

/** Alertmanager sends each rule to a receiver of its own. */
function routes(batonPort: number, rules: readonly Rule[]): string {
  const baton = `http://127.0.0.1:${batonPort}`
  const receiver = ({ name, way, key }: Rule) =>
    way === 'pagerduty'
      ? `
  - name: ${name}
    pagerduty_configs: [{ url: '${baton}/v2/enqueue', routing_key: ${key} }]`
      : `
  - name: ${name}
    webhook_configs: [{ url: '${baton}/in/${key}/alertmanager' }]`
  const route = ({ name }: Rule) => `
    - { receiver: ${name}, matchers: [alertname="${name}"] }`
  return `
route:
  receiver: ${rules[0]?.name}
  group_by: [alertname]
  group_wait: 0s
  group_interval: 1s
  repeat_interval: 1h
  routes:${rules.map(route).join('')}
receivers:${rules.map(receiver).join('')}
`
}

function scrapes(exporterPort: number, manager: { readonly target: string; readonly prefix: string }): string {
  return `
global:
  scrape_interval: 1s
  evaluation_interval: 1s
rule_files: [rules.yml]
scrape_configs:
  - job_name: shop
    static_configs: [{ targets: ['127.0.0.1:${exporterPort}'] }]
alerting:
  alertmanagers:
    - path_prefix: ${manager.prefix}
      static_configs: [{ targets: ['${manager.target}'] }]
`
}

function ruleFile(rules: readonly Rule[]): string {
  const written = rules.map(
    ({ name, way }) => `
      - alert: ${name}
        expr: shop_checkout_failing == 1
        labels: { severity: critical, way: ${way} }
        annotations:
          summary: '${name}: the checkout of the shop fails'
          runbook_url: https://runbooks.example.com/checkout`,
  )
  return `
groups:
  - name: shop
    rules:${written.join('')}
`
}

async function startExporter(trial: Trial) {
  let value = 0
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'text/plain; version=0.0.4')
    response.end(`# TYPE shop_checkout_failing gauge\nshop_checkout_failing ${value}\n`)
  })
  const port = await freePort()
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  trial.after(() => {
    server.close()
    server.closeAllConnections()
  })
  return { port, setMetric: (next: number) => void (value = next) }
}

async function folderOf(trial: Trial, name: string, files: Readonly<Record<string, string>>): Promise<string> {
  const folder = path.join(trial.folder, name)
  await mkdir(folder)
  for (const [file, text] of Object.entries(files)) await writeFile(path.join(folder, file), text)
  return folder
}

/** Prometheus finds what it scrapes and whom it tells some seconds after it is ready. */
async function waitForDiscovery(name: string, port: number): Promise<void> {
  const holds = async (question: string, answer: RegExp) => {
    const response = await fetch(`http://127.0.0.1:${port}/api/v1/${question}`)
    return answer.test(await response.text())
  }
  const isFound = await eventually(30_000, async () => {
    return (await holds('targets', /"health":"up"/)) && (await holds('alertmanagers', /"activeAlertmanagers":\[\{/))
  })
  if (!isFound) throw new Error(`${name} found neither the shop nor its Alertmanager`)
}

async function startReady(
  trial: Trial,
  port: number,
  name: string,
  command: string,
  args: readonly string[],
): Promise<Program> {
  const program = launch({ command, args, logFile: path.join(trial.folder, `${name}.log`) })
  trial.after(() => program.stop())
  const isReady = await eventually(20_000, () =>
    fetch(`http://127.0.0.1:${port}/-/ready`).then(
      (response) => response.ok,
      () => false,
    ),
  )
  if (!isReady) throw new Error(`${name} did not become ready:\n${program.lastWords()}`)
  trial.say(`${name} on 127.0.0.1:${port} (process ${program.pid})`)
  return program
}

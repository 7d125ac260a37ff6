// From an alert's acceptance to its page handed over to a webhook, counted from the scheduled instant: `node bench/latency.ts [seconds]`.
// Every alert pages for itself here (grouping none; Alertmanager groups by the alert's own label), so that each is measured.
import { startAlertmanager } from './alertmanager.ts'
import { setUp, startBaton } from './baton.ts'
import { pagerDutyBody, prometheusBody } from './events.ts'
import { generate, percentile } from './generator.ts'
import { startReceiver } from './receiver.ts'

const seconds = Number(process.argv[2] ?? 6)
const rates = [5, 500] as const

const receiver = await startReceiver(4191)
const baton = await startBaton(4192)
const alertmanager = await startAlertmanager(4193, { webhook: receiver.url, groupBy: 'bench_id' })
const keys = await setUp(baton, { webhook: receiver.url, services: 20, grouping: 'none' })

try {
  // The first pages of a process load code and connections; they are not what a running Baton does.
  await measure('warm-up', 50, 2)
  for (const rate of rates) {
    for (const round of [1, 2, 3]) {
      await measure(`Baton, ${rate}/s, round ${round}`, rate, seconds)
      if (alertmanager)
        await measureAlertmanager(`Alertmanager, ${rate}/s, round ${round}`, rate, seconds, alertmanager.port)
    }
  }
  const memory = await baton.memory()
  console.log(`memory: Baton ${memory.batonMb.toFixed(0)} MB, PostgreSQL ${memory.postgresMb.toFixed(0)} MB (PSS)`)
} finally {
  await alertmanager?.stop()
  await baton.stop()
  await receiver.stop()
}

async function measure(name: string, rate: number, length: number): Promise<void> {
  await run(name, rate, length, baton.port, '/v2/enqueue', (n, id) => pagerDutyBody(keys[n % keys.length] ?? '', n, id))
}

async function measureAlertmanager(name: string, rate: number, length: number, port: number): Promise<void> {
  await run(name, rate, length, port, '/api/v2/alerts', (n, id) => prometheusBody(n, 1, id))
}

async function run(
  name: string,
  rate: number,
  length: number,
  port: number,
  path: string,
  bodyOf: (n: number, id: string) => string,
): Promise<void> {
  const id = `${name.replace(/\W+/g, '-')}-${process.pid}`
  const began = performance.now()
  const measured = await generate({
    port,
    path,
    connections: 16,
    seconds: length,
    rate,
    alertsPerRequest: 1,
    body: (n) => bodyOf(n, id),
  })
  const total = Math.floor(length * rate)
  for (let i = 0; i < 200; i++) {
    let here = 0
    for (let n = 0; n < total; n++) if (receiver.arrived.has(`${id}/${n}`)) here++
    if (here >= total) break
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  const late: number[] = []
  for (let n = 0; n < total; n++) {
    const at = receiver.arrived.get(`${id}/${n}`)
    if (at !== undefined) late.push(at - (began + (n / rate) * 1_000))
  }
  late.sort((a, b) => a - b)
  if (name === 'warm-up') return
  console.log(
    `${name.padEnd(30)} accepted p50 ${measured.p50Ms.toFixed(1)} p99 ${measured.p99Ms.toFixed(1)} ms;` +
      ` handed over p50 ${percentile(late, 0.5).toFixed(1)} p99 ${percentile(late, 0.99).toFixed(1)} ms (${late.length} of ${total})`,
  )
}

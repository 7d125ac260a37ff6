// How many alerts a second are accepted, durably, beside Alertmanager's acceptance in memory: `node bench/ingest.ts [rounds] [seconds]`.
// Sides alternate and the order flips each round; ratios are taken round by round and their median is quoted.
import { startAlertmanager } from './alertmanager.ts'
import { cpuOf, setUp, startBaton } from './baton.ts'
import { pagerDutyBody, prometheusBody } from './events.ts'
import { generate, median, type Load, type Measured } from './generator.ts'
import { startReceiver } from './receiver.ts'

const rounds = Number(process.argv[2] ?? 5)
const seconds = Number(process.argv[3] ?? 4)

/** With what an alert cost in CPU, in microseconds: the server's own process, and PostgreSQL beside it. */
type Costed = Measured & { readonly ownUs: number; readonly postgresUs: number }
type Round = { readonly baton: Costed; readonly other: Costed | null }

type Case = {
  readonly name: string
  readonly baton: (run: string) => Omit<Load, 'port' | 'seconds'>
  readonly alertmanager: (run: string) => Omit<Load, 'port' | 'seconds'>
}

const receiver = await startReceiver(4191)
const baton = await startBaton(4192)
const alertmanager = await startAlertmanager(4193, { webhook: receiver.url, groupBy: 'service' })
if (!alertmanager)
  console.log('Alertmanager is not installed: only Baton is measured (apt-get install prometheus-alertmanager)')
const keys = await setUp(baton, { webhook: receiver.url, services: 20 })
const key = (n: number) => keys[n % keys.length] ?? ''

const prometheus = (run: string, connections: number, perRequest: number, path: string, distinct = Infinity) => ({
  path,
  connections,
  alertsPerRequest: perRequest,
  body: (n: number) => prometheusBody((n * perRequest) % distinct, perRequest, run),
})
const pagerDuty = (run: string, connections: number) => ({
  path: '/v2/enqueue',
  connections,
  alertsPerRequest: 1,
  body: (n: number) => pagerDutyBody(key(n), n, run),
})
const same = (connections: number, perRequest: number, distinct?: number) => ({
  baton: (run: string) => prometheus(run, connections, perRequest, `/in/${key(0)}/api/v2/alerts`, distinct),
  alertmanager: (run: string) => prometheus(run, connections, perRequest, '/api/v2/alerts', distinct),
})
const cases: readonly Case[] = [
  { name: 'S1 Alertmanager v2, 1 per request, 64 connections', ...same(64, 1) },
  { name: 'S1 PagerDuty v2, 1 per request, 64 connections', ...same(64, 1), baton: (run) => pagerDuty(run, 64) },
  { name: 'S2 Alertmanager v2, 1 per request, 16 connections', ...same(16, 1) },
  { name: 'S2 PagerDuty v2, 1 per request, 16 connections', ...same(16, 1), baton: (run) => pagerDuty(run, 16) },
  { name: 'S3 Alertmanager v2, 100 per request, 8 connections', ...same(8, 100) },
  { name: 'S4 duplicates (500 keys), 64 connections', ...same(64, 1, 500) },
]

try {
  for (const one of cases) {
    const results: Round[] = []
    for (let round = 0; round < rounds; round++) {
      const run = `${one.name.slice(0, 2)}-${process.pid}-${round}`
      const ours = () => withCpu(baton.pid, () => generate({ ...one.baton(run), port: baton.port, seconds }))
      const theirs = async () =>
        alertmanager
          ? withCpu(alertmanager.pid, () => generate({ ...one.alertmanager(run), port: alertmanager.port, seconds }))
          : null
      const theirsFirst = round % 2 === 1 ? await theirs() : null
      const measured = await ours()
      results.push({ baton: measured, other: theirsFirst ?? (await theirs()) })
    }
    print(one.name, results)
  }
  const memory = await baton.memory()
  console.log(
    `memory after all of it: Baton ${memory.batonMb.toFixed(0)} MB, PostgreSQL ${memory.postgresMb.toFixed(0)} MB (PSS)`,
  )
} finally {
  await alertmanager?.stop()
  await baton.stop()
  await receiver.stop()
}

async function withCpu(pid: number, run: () => Promise<Measured>): Promise<Costed> {
  const before = await cpuOf(pid)
  const measured = await run()
  const after = await cpuOf(pid)
  const us = (seconds: number) => (seconds * 1e6) / Math.max(1, measured.accepted)
  return { ...measured, ownUs: us(after.own - before.own), postgresUs: us(after.postgres - before.postgres) }
}

function print(name: string, results: readonly Round[]): void {
  const ours = results.map((one) => one.baton)
  const theirs = results.flatMap((one) => one.other ?? [])
  console.log(name)
  console.log(line('Baton', ours))
  if (theirs.length === 0) return
  console.log(line('Alertmanager', theirs))
  const ratio = (pick: (one: Costed) => number) =>
    median(results.flatMap(({ baton: b, other }) => (other ? [pick(b) / pick(other)] : [])))
  console.log(
    `  ratio        ${ratio((one) => one.alertsPerSecond).toFixed(2)}x, p99 ${ratio((one) => one.p99Ms).toFixed(2)}x,` +
      ` CPU ${ratio((one) => one.ownUs + one.postgresUs).toFixed(2)}x`,
  )
}

function line(who: string, all: readonly Costed[]): string {
  return (
    `  ${who.padEnd(13)}${String(Math.round(median(all.map((one) => one.alertsPerSecond)))).padStart(8)}/s` +
    `   p50 ${median(all.map((one) => one.p50Ms))
      .toFixed(1)
      .padStart(6)} ms   p99 ${median(all.map((one) => one.p99Ms))
      .toFixed(1)
      .padStart(7)} ms` +
    `   CPU ${median(all.map((one) => one.ownUs)).toFixed(0)} + ${median(all.map((one) => one.postgresUs)).toFixed(0)} us` +
    `   refused ${all.reduce((sum, one) => sum + one.refused, 0)}`
  )
}

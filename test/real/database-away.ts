// What do monitors hear while PostgreSQL is away, and what happens when it is back? `node test/real/database-away.ts`
// Twice: a shutdown in order, then a death by signal 9. Baton itself is never started again.
import { setTimeout as pause } from 'node:timers/promises'
import { readiness, startBaton, type Baton } from './baton.ts'
import { judge, Ledger, settled, startReceiver } from './ledger.ts'
import { startGiven, type GivenPostgres } from './postgres.ts'
import { openLane, pagerDutyEvent, summaryOf, type Answered } from './sender.ts'
import { joinTeam, makePolicy, makeService, makeTeam, reachByWebhook } from './team.ts'
import { eventually, runTrial, type Trial } from './trial.ts'

type Door = {
  readonly name: string
  readonly path: (key: string) => string
  readonly body: (key: string, event: string) => string
  /** What this dialect's 503 says, in its own form. */
  readonly unavailable: RegExp
}

const doors: readonly Door[] = [
  {
    name: 'PagerDuty',
    path: () => '/v2/enqueue',
    body: pagerDutyEvent,
    unavailable: /^\{"status":"unavailable","message":"[^"]+","errors":\["[^"]+"\]\}$/,
  },
  {
    name: 'Alertmanager',
    path: (key) => `/in/${key}/alertmanager`,
    body: (_, event) =>
      JSON.stringify({ version: '4', status: 'firing', alerts: [{ status: 'firing', ...prometheusAlert(event) }] }),
    unavailable: /^not stored, try again$/,
  },
  {
    name: 'Prometheus',
    path: (key) => `/in/${key}/api/v2/alerts`,
    body: (_, event) => JSON.stringify([prometheusAlert(event)]),
    unavailable: /^"not stored, try again"$/,
  },
  {
    name: 'generic JSON',
    path: (key) => `/in/${key}/generic`,
    body: (_, event) => JSON.stringify({ key: event, summary: summaryOf(event) }),
    unavailable: /try again/,
  },
]

const absences = [
  { says: 'is stopped ("fast")', end: (postgres: GivenPostgres) => postgres.stop(), lastsMs: 8_000 },
  { says: 'is killed with signal 9', end: (postgres: GivenPostgres) => postgres.kill(), lastsMs: 3_000 },
]

await runTrial('database-away', { minutes: 3 }, async (trial) => {
  const postgres = await startGiven(trial)
  const baton = await startBaton({ folder: trial.folder, env: { DATABASE_URL: postgres.url } })
  trial.after(() => baton.stop())
  trial.say(`Baton on ${baton.url} (process ${baton.pid})`)
  const { pid } = baton
  const ledger = new Ledger()
  const team = await makeTeam(baton)
  const personId = await joinTeam(baton, { name: 'Ana', teamId: team.id })
  await reachByWebhook(baton, personId, await startReceiver(trial, ledger, 5))
  const policyId = await makePolicy(baton, { teamId: team.id, steps: [{ personId, waitMinutes: 600 }] })
  const { key } = await makeService(baton, {
    slug: 'shop',
    teamId: team.id,
    policyId,
    dialect: 'pagerduty',
    grouping: 'none',
  })

  const monitors = doors.map((door) => startMonitor(baton, ledger, door, key))
  await pause(2_000)
  for (const absence of absences) await goThrough(trial, { baton, postgres, ledger, monitors, absence })
  await Promise.all(monitors.map((monitor) => monitor.stop()))
  trial.check(baton.pid === pid && pid !== 0, `the same Baton serves from first to last (process ${pid})`)
  trial.check(await settled(baton, 60_000), 'in the end nothing stays due')
  await judge(trial, baton, ledger)
})

type Heard = Answered & { readonly atMs: number; readonly tookMs: number }
type Monitor = { readonly door: Door; readonly heard: Heard[]; stop(): Promise<void> }

/** One event after the other through this door, all the time. */
function startMonitor(baton: Baton, ledger: Ledger, door: Door, key: string): Monitor {
  const heard: Heard[] = []
  const over = new AbortController()
  const lane = openLane(baton.port)
  const sending = (async () => {
    for (let i = 0; !over.signal.aborted; i++) {
      const event = `${door.name}/${i}`
      const atMs = performance.now()
      const answer = await lane.post(door.path(key), door.body(key, event))
      ledger.note(event, answer?.status ?? null)
      if (answer) heard.push({ ...answer, atMs, tookMs: performance.now() - atMs })
      await pause(20)
    }
  })()
  const stop = async () => {
    over.abort()
    await sending
    lane.close()
  }
  return { door, heard, stop }
}

type Passage = {
  readonly baton: Baton
  readonly postgres: GivenPostgres
  readonly ledger: Ledger
  readonly monitors: readonly Monitor[]
  readonly absence: (typeof absences)[number]
}

async function goThrough(trial: Trial, { baton, postgres, ledger, monitors, absence }: Passage): Promise<void> {
  trial.check((await readiness(baton.url)) === 200, 'readyz is green before')
  trial.say(`PostgreSQL ${absence.says}`)
  const leavesMs = performance.now()
  await absence.end(postgres)
  const goneMs = performance.now()
  ledger.life++
  const isRed = await eventually(5_000, async () => (await readiness(baton.url)) === 503)
  trial.check(isRed, `readyz is red ${since(leavesMs)} after it was told to go`)
  await pause(absence.lastsMs)
  const backMs = performance.now()
  trial.say(`PostgreSQL is started again, and answers after ${Math.round(await postgres.start())} ms`)
  const answersMs = performance.now()
  ledger.life++
  const isGreen = await eventually(20_000, async () => (await readiness(baton.url)) === 200)
  trial.check(isGreen, `readyz is green ${since(answersMs)} after PostgreSQL answers`)
  for (const { door, heard } of monitors) {
    const isServed = await eventually(20_000, () => heard.some((one) => one.atMs > answersMs && one.status < 300))
    const served = heard.find((one) => one.atMs + one.tookMs > backMs && one.status < 300)
    const waitedMs = served ? Math.max(0, served.atMs + served.tookMs - answersMs) : Number.NaN
    trial.check(
      isServed && waitedMs < 5_000,
      `${door.name}: accepted again ${waitedMs.toFixed(0)} ms after PostgreSQL answers`,
    )
    const away = heard.filter((one) => one.atMs > goneMs && one.atMs < backMs)
    const isRight = (one: Heard) => one.status === 503 && Number(one.retryAfter) > 0 && door.unavailable.test(one.body)
    const wrong = away.find((one) => !isRight(one))
    const slowest = Math.max(...away.map((one) => one.tookMs))
    trial.check(
      away.length > 0 && !wrong,
      `${door.name}: while it was away ${away.length} answers, all 503 with Retry-After ${away[0]?.retryAfter} and ${away[0]?.body} (slowest ${slowest.toFixed(0)} ms)` +
        (wrong ? `; but also ${wrong.status} ${wrong.body}` : ''),
    )
  }
  await pause(1_000)
}

function prometheusAlert(event: string) {
  return {
    labels: { alertname: 'Trial', event, severity: 'critical' },
    annotations: { summary: summaryOf(event) },
    startsAt: new Date().toISOString(),
  }
}

function since(ms: number): string {
  return `${Math.round(performance.now() - ms)} ms`
}

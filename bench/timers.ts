// What do a million armed timers cost? `node bench/timers.ts [armed=1000000] [falling=10000]`: half are pages that wait for their
// next step, half are deliveries of later. One look at what is due, claims with nothing due, their plans; then so many fall due
// within one second, with one node and with two, and how late their messages reach a sink that answers at once.
import http from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { Client } from 'pg'
import { claimDuePages, claimUnpaged, closeEnded } from '../server/alerts/waiting.ts'
import { connect, type Db } from '../server/db/connect.ts'
import { whatIsDue } from '../server/engine/due.ts'
import { claimDeliveries } from '../server/paging/deliveries.ts'
import { Baton } from '../test/real/baton.ts'
import { startGiven, type GivenPostgres } from '../test/real/postgres.ts'
import { freePort } from '../test/real/program.ts'
import { openLane, pagerDutyEvent } from '../test/real/sender.ts'
import { joinTeam, makePolicy, makeService, makeTeam, reachByWebhook } from '../test/real/team.ts'
import { runTrial, type Trial } from '../test/real/trial.ts'
import { percentile } from './generator.ts'

const armed = Number(process.argv[2] ?? 1_000_000)
const falling = Number(process.argv[3] ?? 10_000)
const hosts = 20

await runTrial('bench-timers', { minutes: 20 }, async (trial) => {
  const postgres = await startGiven(trial, { settings: { shared_buffers: '512MB', max_wal_size: '2GB' } })
  const sink = await startSink(trial)
  const first = await startNode(trial, postgres, 'a')
  await prepare(first, sink.port)
  await first.stop()
  const began = performance.now()
  await arm(postgres, sink.port)
  trial.say(`${armed} armed in ${Math.round((performance.now() - began) / 1_000)} s`)
  await measureLooks(trial, postgres)
  const nodes: Baton[] = []
  for (const name of ['a', 'b']) {
    nodes.push(await startNode(trial, postgres, name))
    await fall(trial, postgres, sink.arrived, nodes.length)
  }
})

type Arrived = Map<string, number>

/** Answers at once, and notes when each page was first heard of, as a step or as a delivery that had waited. */
async function startSink(trial: Trial): Promise<{ readonly port: number; readonly arrived: Arrived }> {
  const arrived: Arrived = new Map()
  const server = http.createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    let body = ''
    request.setEncoding('utf8')
    request.on('data', (part: string) => (body += part))
    request.on('end', () => {
      response.end()
      const key = `${request.url?.slice(1)} ${/"page":\{"id":(\d+)/.exec(body)?.[1]}`
      if (!arrived.has(key)) arrived.set(key, Date.now())
    })
  })
  const port = await freePort()
  await new Promise<void>((resolve) => server.listen(port, resolve))
  trial.after(() => server.close().closeAllConnections())
  return { port, arrived }
}

async function startNode(trial: Trial, postgres: GivenPostgres, name: string): Promise<Baton> {
  const env = {
    DATABASE_URL: postgres.url,
    BATON_NODE_NAME: name,
    BATON_SECRET_KEY: 'one-key-for-all-nodes-of-a-bench-0001',
    BATON_EGRESS_ALLOW: '127.0.0.0/8',
  }
  const baton = new Baton({ folder: trial.folder, port: await freePort(), env })
  trial.after(() => baton.stop())
  await baton.start()
  return baton
}

/** People behind different hosts, a policy of two steps for each, and one alert that all others are copies of. */
async function prepare(baton: Baton, port: number): Promise<void> {
  const { id: teamId } = await makeTeam(baton)
  for (let n = 1; n <= hosts; n++) {
    const personId = await joinTeam(baton, { name: `P${n}`, teamId })
    await reachByWebhook(baton, personId, `http://127.0.0.${n}:${port}/step`)
    const step = { personId, waitMinutes: 600 }
    const policyId = await makePolicy(baton, { slug: `p${n}`, teamId, steps: [step, step] })
    const of = { slug: `s${n}`, teamId, policyId, dialect: 'pagerduty', grouping: 'none' } as const
    const { key } = await makeService(baton, of)
    const lane = openLane(baton.port)
    await lane.post('/v2/enqueue', pagerDutyEvent(key, `original ${n}`))
    lane.close()
  }
  await pause(2_000)
}

/** Copies of the first alerts, pages and deliveries, due in a day or later: half of all as pages, half as deliveries. */
async function arm(postgres: GivenPostgres, port: number): Promise<void> {
  const from = `from generate_series(1, ${armed / 2}) n join original o on o.nth = n % ${hosts}`
  const later = `now() + interval '1 day' + random() * interval '30 days'`
  const copies: readonly (readonly [string, string, Readonly<Record<string, string>>])[] = [
    ['alert', 'alert_id', { id: '1000000 + n', key: `'copy ' || n`, page_id: '1000000 + n' }],
    ['page', 'page_id', { id: '1000000 + n', alert_id: '1000000 + n', due_at: later }],
    [
      'delivery',
      'delivery_id',
      {
        id: '1000000 + n',
        page_id: '1000000 + n',
        state: `'queued'`,
        turn: '1',
        attempts: '0',
        epoch: '0',
        node: 'null',
        sent_at: 'null',
        outcome: 'null',
        due_at: later,
        address: `'http://127.0.0.' || (1 + n % ${hosts}) || ':${port}/later'`,
      },
    ],
  ]
  await ask(
    postgres,
    `create table original as
      select row_number() over (order by p.id) - 1 as nth, p.id as page_id, p.alert_id, d.id as delivery_id
      from page p join delivery d on d.page_id = p.id and d.channel = 'webhook'`,
  )
  for (const [table, id, changed] of copies) {
    const rows = await ask(
      postgres,
      `select column_name as name from information_schema.columns
        where table_schema = 'public' and table_name = '${table}' and is_generated = 'NEVER'`,
    )
    const columns = rows.map(({ name }) => String(name))
    await ask(
      postgres,
      `set session_replication_role = replica;
      insert into ${table} (${columns.join(', ')}) overriding system value
        select ${columns.map((name) => changed[name] ?? `c.${name}`).join(', ')} ${from} join ${table} c on c.id = o.${id}`,
    )
  }
  for (const table of ['alert', 'page', 'delivery']) await ask(postgres, `vacuum analyze ${table}`)
}

async function measureLooks(trial: Trial, postgres: GivenPostgres): Promise<void> {
  const { db, close } = connect({ connectionString: postgres.url }, { connections: 1, name: 'bench' })
  const looks: readonly (readonly [string, (tx: Db) => Promise<unknown>])[] = [
    ['what is due', (tx) => whatIsDue(tx)()],
    ['claim pages', (tx) => claimDuePages(tx, 200)],
    ['claim alerts', (tx) => claimUnpaged(tx, 200)],
    ['claim ended alerts', (tx) => closeEnded(tx, 200)],
    ['claim deliveries', (tx) => claimDeliveries(tx, { node: 'bench', limit: 100, busy: [], full: [] })],
  ]
  const before = await scans(postgres)
  for (const [name, look] of looks) {
    const took: number[] = []
    for (let n = 0; n < 60 && took.reduce((sum, one) => sum + one, 0) < 20_000; n++) {
      const began = performance.now()
      await look(db)
      took.push(performance.now() - began)
    }
    took.sort((a, b) => a - b)
    trial.say(
      `${name.padEnd(20)} p50 ${percentile(took, 0.5).toFixed(2)} ms, p99 ${percentile(took, 0.99).toFixed(2)} ms`,
    )
  }
  await close()
  await pause(1_500) // until PostgreSQL has counted them
  const read = (await scans(postgres)) - before
  trial.check(read === 0, `every look goes by an index: ${read} tables were read from end to end`)
}

async function scans(postgres: GivenPostgres): Promise<number> {
  const counted = await ask(
    postgres,
    `select sum(seq_scan)::int as n from pg_stat_user_tables where relname in ('alert', 'page', 'delivery')`,
  )
  return Number(counted[0]?.['n'])
}

/** Half of them pages, half deliveries, of a thousand milliseconds that begin three seconds from now. */
async function fall(trial: Trial, postgres: GivenPostgres, arrived: Arrived, nodes: number): Promise<void> {
  arrived.clear()
  const from = 1_000_000 + (nodes - 1) * falling
  const soon = `now() + interval '3 seconds' + random() * interval '1 second'`
  const rows = await ask(
    postgres,
    `set session_replication_role = replica;
    with pages as (
      update page set due_at = ${soon} where id > ${from} and id <= ${from + falling / 2} returning id, due_at
    ), deliveries as (
      update delivery set due_at = ${soon} where id > ${from + falling / 2} and id <= ${from + falling} returning page_id, due_at
    )
    select 'step ' || id as key, extract(epoch from due_at) * 1000 as at from pages
    union all select 'later ' || page_id, extract(epoch from due_at) * 1000 from deliveries`,
  )
  const dueAt = new Map(rows.map(({ key, at }) => [String(key), Number(at)]))
  const until = performance.now() + 120_000
  while (performance.now() < until && [...dueAt.keys()].some((key) => !arrived.has(key))) await pause(200)
  await saySteps(trial, postgres, { dueAt, from, nodes })
  for (const kind of ['step', 'later']) {
    const meant = [...dueAt].filter(([key]) => key.startsWith(kind))
    const late = meant.flatMap(([key, at]) => (arrived.has(key) ? [(arrived.get(key) ?? 0) - at] : []))
    late.sort((a, b) => a - b)
    trial.check(
      late.length === meant.length,
      `${nodes === 1 ? 'one node' : 'two nodes'}, ${kind === 'step' ? 'pages that step' : 'deliveries of later'}: ` +
        `${late.length} of ${meant.length}, late p50 ${Math.round(percentile(late, 0.5))} p99 ${Math.round(percentile(late, 0.99))} ` +
        `max ${Math.round(late.at(-1) ?? Number.NaN)} ms`,
    )
  }
}

/** When the steps were taken, whatever came of their messages: each queues its deliveries as it is claimed. */
async function saySteps(
  trial: Trial,
  postgres: GivenPostgres,
  of: { readonly dueAt: ReadonlyMap<string, number>; readonly from: number; readonly nodes: number },
): Promise<void> {
  const rows = await ask(
    postgres,
    `select page_id, extract(epoch from max(created_at)) * 1000 as at from delivery
      where page_id > ${of.from} and page_id <= ${of.from + falling / 2} group by page_id`,
  )
  const late = rows.map((row) => Number(row['at']) - (of.dueAt.get(`step ${String(row['page_id'])}`) ?? Number.NaN))
  late.sort((a, b) => a - b)
  trial.say(
    `${of.nodes === 1 ? 'one node' : 'two nodes'}, steps claimed: late p50 ${Math.round(percentile(late, 0.5))} ` +
      `p99 ${Math.round(percentile(late, 0.99))} max ${Math.round(late.at(-1) ?? Number.NaN)} ms`,
  )
}

async function ask(postgres: GivenPostgres, statement: string): Promise<readonly Record<string, unknown>[]> {
  const client = new Client({ connectionString: postgres.url })
  await client.connect()
  try {
    // Of several statements the last is asked for.
    const results = [await client.query<Record<string, unknown>>(statement)].flat()
    return results.at(-1)?.rows ?? []
  } finally {
    await client.end()
  }
}

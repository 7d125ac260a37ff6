// How long does "who is on call now" take on 10,000 schedules, over HTTP? `node bench/on-call-http.ts`; target S9: 50 ms.
// Beside it the next 12 weeks of 100 of them (target 100 ms). Server and client share this process, so both are in the figures.
import { mkdtemp, rm, chmod } from 'node:fs/promises'
import { get } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql, type RawBuilder } from 'kysely'
import { connect } from '../server/db/connect.ts'
import { makeDiagnostics } from '../server/diagnostics.ts'
import { openHome } from '../server/home.ts'
import { startNode } from '../server/node.ts'
import { readSettings } from '../server/settings.ts'

const count = Number(process.argv[2] ?? 10_000)
const rounds = 30
const token = 'admin-token-of-a-bench-0001'

const folder = await mkdtemp(path.join(tmpdir(), 'baton-bench-'))
await chmod(folder, 0o755)
const settings = readSettings(
  { BATON_DATA: folder, BATON_PORT: '0', BATON_ADMIN_TOKEN: token, BATON_URL: 'http://127.0.0.1' },
  { hostName: 'bench', isDemo: false },
)
const home = await openHome(settings, () => {})
const parts = { settings, database: home.database, sealer: home.sealer, diagnostics: makeDiagnostics('error') }
const node = await startNode(parts)
const { db, close } = connect(home.database, { connections: 1, name: 'bench' })
try {
  await fill()
  const { rows } = await sql<{ id: string }>`select id from schedule order by name limit 100`.execute(db)
  const now = Temporal.Now.instant()
  const span = `from=${now.toString()}&to=${now.add({ hours: 84 * 24 }).toString()}`
  const ids = rows.map(({ id }) => id).join(',')
  await report(`who is on call now, ${count.toLocaleString('en')} schedules`, '/api/on-call', {
    'a change of one schedule': sql`update schedule set zone = zone where id = (select id from schedule limit 1)`,
    'a change of a person': sql`update person set zone = zone where id = (select id from person limit 1)`,
  })
  await report('12 weeks of 100 schedules', `/api/shifts?${span}&scheduleIds=${ids}`)
} finally {
  await close()
  await node.stop()
  await home.stop()
  await rm(folder, { recursive: true, force: true })
}

async function report(
  what: string,
  url: string,
  after: Readonly<Record<string, RawBuilder<unknown>>> = {},
): Promise<void> {
  const first = await timed(url)
  const times: number[] = []
  for (let round = 0; round < rounds; round += 1) times.push((await timed(url)).ms)
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => (sorted[Math.floor(sorted.length * share)] ?? NaN).toFixed(1)
  console.log(
    `${what}: median ${at(0.5)} ms, p95 ${at(0.95)} ms, first ${first.ms.toFixed(1)} ms, ${first.bytes} bytes`,
  )
  for (const [change, statement] of Object.entries(after)) {
    const times: number[] = []
    for (let round = 0; round < 5; round += 1) {
      await statement.execute(db)
      times.push((await timed(url)).ms)
    }
    console.log(`  after ${change}: median of 5 ${(times.toSorted((a, b) => a - b)[2] ?? NaN).toFixed(1)} ms`)
  }
}

function timed(url: string): Promise<{ readonly ms: number; readonly bytes: number }> {
  const began = performance.now()
  return new Promise((resolve, reject) => {
    get(new URL(url, node.url), { headers: { authorization: `Bearer ${token}` } }, (answer) => {
      let bytes = 0
      answer.on('data', (chunk: Buffer) => (bytes += chunk.byteLength))
      answer.on('end', () => {
        if (answer.statusCode === 200) resolve({ ms: performance.now() - began, bytes })
        else reject(new Error(`${url.slice(0, 60)} answered ${answer.statusCode}`))
      })
    }).on('error', reject)
  })
}

/** As many schedules as asked for, each a weekly rotation of two people, every third with a daily one above it by night. */
async function fill(): Promise<void> {
  await sql`
    with team as (
      insert into team (id, slug, name, created_at) values (gen_random_uuid(), 'bench', 'Bench', baton_now()) returning id
    ), person as (
      insert into person (id, name, email, zone, language, role, created_at)
      select gen_random_uuid(), 'Person ' || n, 'person' || n || '@example.com', 'Europe/Berlin', 'en', 'responder', baton_now()
      from generate_series(0, 999) n returning id, name
    ), numbered as (select id, row_number() over () - 1 as n from person
    ), schedule as (
      insert into schedule (id, slug, name, team_id, zone, created_at, updated_at)
      select gen_random_uuid(), 'schedule-' || n, 'Schedule ' || n, team.id, 'Europe/Berlin', baton_now(), baton_now()
      from team, generate_series(1, ${count}::int) n returning id, name
    ), wanted as (
      select schedule.id as schedule_id, row_number() over () as n from schedule
    ), weekly as (
      insert into rotation (id, schedule_id, name, layer, role, zone, unit, length, handover_time, handover_weekday, starts_on)
      select gen_random_uuid(), schedule_id, 'Weekly', 0, 'primary',
        (array['Europe/Berlin', 'Asia/Seoul', 'America/New_York'])[n % 3 + 1], 'week', 1, '09:00', n % 7 + 1, '2025-01-06'
      from wanted returning id, schedule_id
    ), daily as (
      insert into rotation (id, schedule_id, name, layer, role, zone, unit, length, handover_time, starts_on, restrictions)
      select gen_random_uuid(), schedule_id, 'Night', 1, 'primary', 'Europe/Berlin', 'day', 1, '20:00', '2025-01-06',
        '[{"kind":"days","weekdays":[1,2,3,4,5],"from":"20:00","to":"08:00"}]'::jsonb
      from wanted where n % 3 = 0 returning id, schedule_id
    ), rotation as (select * from weekly union all select * from daily
    ), placed as (select id, row_number() over () as n from rotation)
    insert into rotation_turn (rotation_id, position, person_id)
    select placed.id, turn.position, numbered.id from placed, generate_series(0, 1) turn(position), numbered
    where numbered.n = (placed.n * 2 + turn.position) % 1000`.execute(db)
  await sql`
    insert into schedule_history (schedule_id, since, kept_until, due_at)
    select id, baton_now(), baton_now(), baton_now() + interval '1 day' from schedule on conflict do nothing`.execute(
    db,
  )
}

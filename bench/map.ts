// How quick is the service map? `npx vite build`, then `node bench/map.ts [services] [alerts] [arrows]`: what it says, how it is laid
// out, and its first picture in the browser. `MAP_SHOT=<file>` keeps that picture. Server and client share this process.
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { chromium } from 'playwright-core'
import { readMap } from '../domain/services/map.ts'
import { connect } from '../server/db/connect.ts'
import { makeDiagnostics } from '../server/diagnostics.ts'
import { openHome } from '../server/home.ts'
import { startNode } from '../server/node.ts'
import { loadOpenAlerts } from '../server/services/map-store.ts'
import { loadServices } from '../server/services/store.ts'
import { readSettings } from '../server/settings.ts'
import { findChromium } from '../test/chromium.ts'
import { freePort } from '../test/real/program.ts'
import { layOut } from '../web/services/map/layout.ts'
import { askerOf, print, report } from './measure.ts'

const [services, alerts, arrows] = [200, 1000, 600].map((usual, at) => Number(process.argv[at + 2] ?? usual))
const token = 'admin-token-of-a-bench-0001'
const ana = { email: 'ana@example.com', password: 'a benchmark password' }

const folder = await mkdtemp(path.join(tmpdir(), 'baton-bench-'))
await chmod(folder, 0o755)
const port = await freePort()
const url = `http://127.0.0.1:${port}`
const ask = askerOf(url, () => token)
const settings = readSettings(
  { BATON_DATA: folder, BATON_PORT: String(port), BATON_ADMIN_TOKEN: token, BATON_URL: url },
  { hostName: 'bench', isDemo: false },
)
const home = await openHome(settings, () => {})
const parts = { settings, database: home.database, sealer: home.sealer, diagnostics: makeDiagnostics('error') }
const node = await startNode(parts, { loops: false })
const { db, close } = connect(home.database, { connections: 1, name: 'bench' })
try {
  const { link } = (await ask('POST', '/api/invitations', { role: 'admin' })) as { link: string }
  const words = { name: 'Ana', ...ana, zone: 'UTC', language: 'en' }
  await ask('POST', `/api/welcome/${link.split('/').at(-1) ?? ''}`, words)
  await fill()
  const read = { services: await loadServices(db), alerts: await loadOpenAlerts(db) }
  const { hurt, echoes, causes } = readMap(read.services, read.alerts)
  const drawn = read.services.flatMap(({ dependsOn }) => dependsOn).length
  console.log(
    `${read.services.length} services, ${drawn} arrows, ${read.alerts.length} alerts: ${hurt.length} hurt downstream,`,
  )
  console.log(`${echoes.length} echoes of ${causes.length} causes`)
  await report('the decision alone', () => readMap(read.services, read.alerts))
  await report('the layout alone', () => layOut(read.services))
  await report('the answer over HTTP', () => ask('GET', '/api/service-map'))
  await measureBrowser()
} finally {
  await close()
  await node.stop()
  await home.stop()
  await rm(folder, { recursive: true, force: true })
}

/** Eight teams; services in five floors, of which each needs some of the floors below; alerts on a third of them within an hour. */
async function fill(): Promise<void> {
  await sql`
    with team as (
      insert into team (id, slug, name, created_at)
      select gen_random_uuid(), 'bench-' || n, 'Bench ' || n, baton_now() from generate_series(0, 7) n returning id, slug
    ), policy as (
      insert into policy (id, slug, name, team_id, created_at, updated_at)
      select gen_random_uuid(), slug, slug, id, baton_now(), baton_now() from team returning id, team_id
    ), numbered as (select id, team_id, row_number() over (order by id) - 1 as number from policy)
    insert into service (id, slug, name, team_id, policy_id, created_at)
    select gen_random_uuid(), 'service-' || lpad(n::text, 4, '0'), (array['Checkout','Ledger','Search','Cart','Mail','Ident','Stock'])[1 + n % 7] || ' ' || n,
      team_id, id, baton_now()
    from generate_series(0, ${services}::int - 1) n join numbered on number = n % 8`.execute(db)
  await sql`
    with numbered as (select id, row_number() over (order by slug) - 1 as n from service),
    drawn as (
      select ('x' || substr(md5('a' || i), 1, 7))::bit(28)::int % ${services}::int as a,
        ('x' || substr(md5('b' || i), 1, 7))::bit(28)::int % ${services}::int as b
      from generate_series(1, ${arrows}::int * 4) i
    ), distinct_ones as (
      select distinct least(a, b) as a, greatest(a, b) as b from drawn where (a * 5) / ${services}::int <> (b * 5) / ${services}::int
    )
    insert into service_dependency (service_id, depends_on)
    select f.id, t.id from (select a, b from distinct_ones order by md5(a || '-' || b) limit ${arrows}) wanted
    join numbered f on f.n = a join numbered t on t.n = b
    on conflict do nothing`.execute(db)
  await sql`
    with numbered as (select id, team_id, row_number() over (order by slug) - 1 as n from service)
    insert into alert (team_id, service_id, key, state, priority, summary, first_at, last_at, paging_due_at)
    select v.team_id, v.id, 'bench/' || i, 'triggered', 1 + (i % 4), 'Trouble ' || i || ' of a service',
      baton_now() - make_interval(secs => (i * 37) % 3600), baton_now(), baton_now() + interval '1 year'
    from generate_series(1, ${alerts}::int) i join numbered v on v.n = ((i * 31) % (${services}::int / 3)) * 3`.execute(
    db,
  )
  await sql`vacuum analyze alert, service, service_dependency`.execute(db)
}

async function measureBrowser(): Promise<void> {
  const executablePath = findChromium()
  if (!executablePath) return console.log('no Chromium: the browser is not measured')
  const args = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync']
  const browser = await chromium.launch({ executablePath, args })
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage()
  await page.addInitScript(`new MutationObserver((_, me) => {
    if (!document.querySelector('main [data-service]')) return
    me.disconnect()
    requestAnimationFrame(() => requestAnimationFrame(() => { globalThis.firstMapMs = performance.now() }))
  }).observe(document, { childList: true, subtree: true })`)
  await page.goto(`${url}/sign-in`)
  await page.fill('input[type=email]', ana.email)
  await page.fill('input[type=password]', ana.password)
  await page.keyboard.press('Enter')
  await page.waitForURL((address) => !address.pathname.startsWith('/sign-in'))
  const times: number[] = []
  for (let round = 0; round < 12; round++) {
    await page.goto(`${url}/services/map`)
    await page.waitForFunction(() => 'firstMapMs' in globalThis)
    times.push(await page.evaluate<number>('globalThis.firstMapMs'))
  }
  print('browser: from navigation to the map painted', times.slice(2))
  const shot = process.env['MAP_SHOT']
  if (shot) await page.screenshot({ path: shot })
  const { frames, slow } = await page.evaluate<{ frames: number; slow: number }>(`new Promise((resolve) => {
    const drawing = document.querySelector('main svg[role=group]').parentElement
    let [frames, slow, last] = [0, 0, performance.now()]
    const step = () => {
      const now = performance.now()
      frames += 1
      if (now - last > 50) slow += 1
      last = now
      const { left, top, width, height } = drawing.getBoundingClientRect()
      drawing.dispatchEvent(new WheelEvent('wheel', { deltaY: frames % 120 < 60 ? -40 : 40, clientX: left + width / 2, clientY: top + height / 2, bubbles: true, cancelable: true }))
      if (frames < 240) requestAnimationFrame(step)
      else resolve({ frames, slow })
    }
    step()
  })`)
  console.log(`browser: zoomed for ${frames} frames, ${slow} of them over 50 ms`)
  if (shot) {
    await page.reload()
    await page.waitForSelector('main [data-service]')
    await page.mouse.move(700, 600)
    for (let turn = 0; turn < 8; turn++) await page.mouse.wheel(0, -120)
    await page.waitForTimeout(300)
    await page.screenshot({ path: shot.replace('.png', '-near.png') })
  }
  await browser.close()
}

// How quick is the alerts list at 100,000 open alerts? `npx vite build`, then `node bench/alerts-list.ts [open] [closed]`; target S12:
// first rows in the browser within 300 ms, a change of state within 50 ms at the server. Server and client share this process.
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { chromium } from 'playwright-core'
import { connect } from '../server/db/connect.ts'
import { makeDiagnostics } from '../server/diagnostics.ts'
import { openHome } from '../server/home.ts'
import { startNode } from '../server/node.ts'
import { newToken, tokenHash } from '../server/secrets.ts'
import { readSettings } from '../server/settings.ts'
import { findChromium } from '../test/chromium.ts'
import { freePort } from '../test/real/program.ts'
import { fillAlerts } from './alerts-fill.ts'
import { askerOf, print, report } from './measure.ts'

const open = Number(process.argv[2] ?? 100_000)
const closed = Number(process.argv[3] ?? 1_000_000)
const ofAna = newToken('btn')
let token = 'admin-token-of-a-bench-0001'
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
  const personId = await join()
  await fillAlerts(db, { open, closed, me: personId })
  await measureServer()
  await measureBrowser()
} finally {
  await close()
  await node.stop()
  await home.stop()
  await rm(folder, { recursive: true, force: true })
}

async function join(): Promise<string> {
  const { link } = (await ask('POST', '/api/invitations', { role: 'admin' })) as { link: string }
  const words = { name: 'Ana', ...ana, zone: 'UTC', language: 'en' }
  const answer = await ask('POST', `/api/welcome/${link.split('/').at(-1) ?? ''}`, words)
  const { personId } = answer as { personId: string }
  await sql`insert into token (id, person_id, name, hint, token_hash, at_most, created_at)
    values (gen_random_uuid(), ${personId}, 'bench', 'abcd', ${tokenHash(ofAna)}, 'admin', baton_now())`.execute(db)
  token = ofAna
  return personId
}

async function measureServer(): Promise<void> {
  const one = async (statement: ReturnType<typeof sql<{ id: string }>>) =>
    (await statement.execute(db)).rows[0]?.id ?? ''
  const team = await one(sql`select id from team order by slug limit 1`)
  const service = await one(sql`select id from service order by slug limit 1`)
  const source = await one(sql`select id from source order by slug limit 1`)
  const middle = await one(
    sql`select id from alert where state = 'triggered' order by id offset ${Math.floor(open / 2)} limit 1`,
  )
  const lists = {
    'the first 50': '',
    'most urgent first': 'sort=urgent',
    'read on from the middle, 200': `before=${middle}&limit=200`,
    'most urgent, read on from the middle, 200': `sort=urgent&before=${middle}&beforePriority=P3&limit=200`,
    acknowledged: 'state=acknowledged',
    'of a team': `teamId=${team}`,
    'of a service': `serviceId=${service}`,
    'of a source': `sourceId=${source}`,
    P2: 'priority=P2',
    mine: 'mine=true',
    'a label of most': 'label=env%3Aprod',
    'a label of one in 50': 'label=env%3Astaging',
    'a label of none': 'label=env%3Anowhere',
    'a word of one in 1,000': 'search=volcano',
    'a word of none': 'search=nowhere',
    'raised in the last minutes': `from=${Temporal.Now.instant().subtract({ minutes: 5 }).toString({ smallestUnit: 'second' })}`,
    closed: 'state=closed',
    'closed, a label of none (looks through one window)': 'state=closed&label=env%3Anowhere',
  }
  for (const [what, query] of Object.entries(lists)) await report(`list: ${what}`, () => get(`/api/alerts?${query}`))
  await report('count: a service', () => get(`/api/alerts/matching?serviceId=${service}`))
  await report('count: up to 10,000 of all', () => get('/api/alerts/matching'))
  await report('one alert', () => get(`/api/alerts/${middle}`))
  await report('one alert: related', () => get(`/api/alerts/${middle}/related`))
  await report('one alert: history', () => get(`/api/alerts/${middle}/history`))
  const ids = (
    await sql<{ id: number }>`
    select id from alert where state = 'triggered' and page_id is not null order by id`.execute(db)
  ).rows.map(({ id }) => id)
  await report('a change of state: acknowledge one', async () => {
    await ask('POST', `/api/alerts/${ids.shift() ?? 0}/acknowledgement`, {})
  })
  await report('a change of state: close one', async () => {
    await ask('POST', `/api/alerts/${ids.shift() ?? 0}/closure`, { because: 'a benchmark' })
  })
  const alone = (
    await sql<{ id: number }>`
    update alert set page_id = null, paging_due_at = first_at + interval '10 years', state = 'triggered', acknowledged_by = null,
      acknowledged_at = null
    where id in (select id from alert where state <> 'closed' order by id desc limit 12000) returning id`.execute(db)
  ).rows
  const many = alone.map(({ id }) => id)
  await report(
    'acknowledge 1,000 at once',
    async () => {
      await ask('POST', '/api/alerts/acknowledgements', { alertIds: many.splice(0, 1_000) })
    },
    5,
  )
  await report(
    'close 1,000 at once',
    async () => {
      await ask('POST', '/api/alerts/closures', { alertIds: many.splice(0, 1_000) })
    },
    5,
  )
}

async function measureBrowser(): Promise<void> {
  const executablePath = findChromium()
  if (!executablePath) return console.log('no Chromium: the browser is not measured')
  const args = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync']
  const browser = await chromium.launch({ executablePath, args })
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage()
  await page.addInitScript(`new MutationObserver((_, me) => {
    if (!document.querySelector('main [data-row]')) return
    me.disconnect()
    requestAnimationFrame(() => requestAnimationFrame(() => { globalThis.firstRowMs = performance.now() }))
  }).observe(document, { childList: true, subtree: true })`)
  await page.goto(`${url}/sign-in`)
  await page.fill('input[type=email]', ana.email)
  await page.fill('input[type=password]', ana.password)
  await page.keyboard.press('Enter')
  await page.waitForURL((address) => !address.pathname.startsWith('/sign-in'))
  const times: number[] = []
  for (let round = 0; round < 12; round++) {
    await page.goto(`${url}/alerts`)
    await page.waitForFunction(() => 'firstRowMs' in globalThis)
    times.push(await page.evaluate<number>('globalThis.firstRowMs'))
  }
  print('browser: from navigation to the first row painted', times.slice(2))
  const scrolled = await page.evaluate<{
    ms: number
    frames: number
    slow: number
    rows: number
  }>(`new Promise((resolve) => {
    const began = performance.now()
    let [frames, slow, last, rows, stillFor] = [0, 0, began, 0, 0]
    const step = () => {
      const now = performance.now()
      frames += 1
      if (now - last > 50) slow += 1
      last = now
      scrollTo(0, document.documentElement.scrollHeight)
      const at = Number([...document.querySelectorAll('main [aria-posinset]')].at(-1)?.getAttribute('aria-posinset') ?? 0)
      stillFor = at > rows ? 0 : stillFor + 1
      rows = Math.max(rows, at)
      if (rows >= ${open - 20_000} && stillFor > 120 || stillFor > 600) resolve({ ms: now - began, frames, slow, rows })
      else requestAnimationFrame(step)
    }
    step()
  })`)
  console.log(
    `browser: scrolled to row ${scrolled.rows.toLocaleString('en')} in ${(scrolled.ms / 1000).toFixed(1)} s, ${scrolled.frames} frames, ${scrolled.slow} of them over 50 ms`,
  )
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  console.log(`browser: JavaScript heap of the tab then ${(usedSize / 1024 / 1024).toFixed(0)} MB`)
  await browser.close()
}

function get(address: string): Promise<unknown> {
  return ask('GET', address)
}

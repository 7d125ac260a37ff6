// Debian's amtool works with Baton as with an Alertmanager, a real one beside it to compare: `node test/real/amtool.ts`.
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { amtoolAt, type Amtool } from './amtool-program.ts'
import { startBaton } from './baton.ts'
import { startAlertmanager, startMonitors } from './monitors.ts'
import { makeService, makeTeamOfAna } from './team.ts'
import { eventually, runTrial, type Trial } from './trial.ts'

const json = { 'content-type': 'application/json' }

await runTrial('amtool', { minutes: 4 }, async (trial) => {
  const baton = await startBaton({ folder: trial.folder })
  trial.after(() => baton.stop())
  const of = { ...(await makeTeamOfAna(baton)), dialect: 'prometheus' as const }
  const { key } = await makeService(baton, { ...of, slug: 'shop' })
  // Grouping as Baton says it does.
  const besides = 'route: { receiver: shop, group_by: [alertname] }\nreceivers: [{ name: shop }]\n'
  const real = await startAlertmanager(trial, 'beside', besides)
  const ours = `${baton.url}/in/${key}`
  trial.say(`Baton on ${baton.url}, an Alertmanager beside it on ${real}`)
  const both: Both = { ours, real, amtool: amtoolAt(trial, ours), realAmtool: amtoolAt(trial, real) }

  await posts(trial, both)
  await queries(trial, both)
  await silences(trial, both)
  await tellsAboutItself(trial, both)

  const monitored = await makeService(baton, { ...of, slug: 'monitored' })
  const between = await makeService(baton, { ...of, slug: 'between' })
  await throughPrometheus(trial, baton.port, [monitored.key, between.key])
})

type Both = {
  readonly ours: string
  readonly real: string
  readonly amtool: Amtool
  readonly realAmtool: Amtool
}

/** The same alerts by amtool and as a batch to both; what both say of them is the same. */
async function posts(trial: Trial, { ours, real, amtool, realAmtool }: Both): Promise<void> {
  const added = [
    ['alertname=DiskFull', 'instance=db1:9100', 'severity=critical', '--annotation=summary=The disk is full'],
    ['Named', 'env=prod', '--generator-url=http://prom.example.com/graph?g0.expr=up'],
    ['alertname=Umlaut', 'city=Zürich', 'quote=a \\\\ c', '--annotation=say=<b>bold</b>'],
  ]
  for (const args of added) {
    const said = await Promise.all([amtool('alert', 'add', ...args), realAmtool('alert', 'add', ...args)])
    trial.check(
      said.every(({ code, err }) => code === 0 && err === ''),
      `amtool alert add ${args.join(' ')}${said[0].err}`,
    )
  }
  const now = Date.now()
  const at = (minutes: number) => new Date(now + minutes * 60_000).toISOString().replace('Z', '456789Z')
  const batch = [
    { labels: { alertname: 'Long', empty: '' }, startsAt: at(-60), endsAt: at(60), annotations: { empty: '' } },
    { labels: { job: 'nameless' }, startsAt: at(-5), endsAt: at(9) },
    { labels: { alertname: 'OnlyEnd' }, endsAt: at(30) },
    { labels: { alertname: 'Over' }, startsAt: at(-60), endsAt: at(-1) },
  ]
  for (const url of [ours, real]) {
    const answer = await fetch(`${url}/api/v2/alerts`, { method: 'POST', body: JSON.stringify(batch), headers: json })
    trial.check(answer.status === 200 && (await answer.text()) === '', `a batch posted to ${url.split('/')[2]}`)
  }
  await same(trial, 'GET /api/v2/alerts', ours, real, '/api/v2/alerts')
  await same(trial, 'GET /api/v2/alerts/groups', ours, real, '/api/v2/alerts/groups')
  for (const query of [
    'filter=alertname%3D~%22D.*%22',
    'receiver=sh.*',
    'receiver=other',
    'active=false',
    'filter=job=""&filter=env!="prod"',
  ]) {
    await same(trial, `GET /api/v2/alerts?${query}`, ours, real, `/api/v2/alerts?${query}`)
  }
}

/** Times that either took from its own clock differ by the moment between the two; everything else is equal. */
async function same(trial: Trial, what: string, ours: string, real: string, at: string): Promise<void> {
  const [mine, theirs] = await Promise.all(
    [ours, real].map(async (url) => plain(await (await fetch(`${url}${at}`)).json())),
  )
  const isSame = isDeepStrictEqual(mine, theirs)
  trial.check(
    isSame,
    `${what} says what Alertmanager says${isSame ? '' : `\n${JSON.stringify(mine)}\n${JSON.stringify(theirs)}`}`,
  )
}

/** Without what was taken from a clock, and without `mutedBy`, which the release beside us did not know yet. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name !== 'mutedBy')
      .map(([name, inner]) => [name, isClockTime(name, inner) ? 'a time of its own clock' : plain(inner)]),
  )
}

/** What the trial posted ends in `.nnn`; a time within seconds of now, or five minutes on, was taken from a clock. */
function isClockTime(name: string, value: unknown): boolean {
  if (!['startsAt', 'endsAt', 'updatedAt'].includes(name) || typeof value !== 'string') return false
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value)) return false
  const from = Date.now() - Date.parse(value)
  return Math.abs(from) < 30_000 || Math.abs(from + 5 * 60_000) < 30_000
}

async function queries(trial: Trial, { amtool, realAmtool }: Both): Promise<void> {
  const asked = [
    [],
    ['alertname=DiskFull'],
    ['alertname=~"Di.*"', 'severity!="info"'],
    ['Named'],
    ['--receiver=shop'],
    ['--silenced'],
  ]
  for (const format of ['simple', 'extended', 'json']) {
    for (const args of asked) {
      const said = await Promise.all(
        [amtool, realAmtool].map((ask) => ask('alert', 'query', `--output=${format}`, ...args)),
      )
      const [mine, theirs] = said.map(({ out }) => withoutTimes(out))
      const what = `amtool alert query --output=${format} ${args.join(' ')}`
      trial.check(said[0]?.code === 0 && mine === theirs, mine === theirs ? what : `${what}\n${mine}\n${theirs}`)
    }
  }
}

function withoutTimes(text: string): string {
  return text
    .replace(/\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z| UTC)/g, 'T')
    .replace(/,?"mutedBy":\[\]/g, '')
    .replace(/[ ]+/g, ' ')
}

/** The life of a silence by amtool, on both; what is said of it is the same but for its id. */
async function silences(trial: Trial, { ours, real, amtool, realAmtool }: Both): Promise<void> {
  const tools = [amtool, realAmtool]
  const withoutIds = (text: string) => withoutTimes(text.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'ID'))
  const sayTheSame = async (what: string, ...args: readonly string[]) => {
    const said = await Promise.all(tools.map((ask) => ask(...args)))
    const [mine, theirs] = said.map(({ out, err }) => withoutIds(out + err))
    trial.check(
      mine === theirs && said[0]?.code === said[1]?.code,
      mine === theirs ? what : `${what}\n${mine}\n${theirs}`,
    )
  }
  const made = await Promise.all(
    tools.map((ask) => ask('silence', 'add', 'alertname=~Disk.*', '-a', 'ana', '-c', 'being replaced', '-d', '2h')),
  )
  const ids = made.map(({ out }) => out.trim())
  trial.check(
    made.every(({ code }) => code === 0),
    `amtool silence add: ${ids[0]}${made[0]?.err}`,
  )
  const isMuted = await eventually(10_000, async () =>
    /DiskFull/.test((await amtool('alert', 'query', '--silenced')).out),
  )
  trial.check(isMuted, 'amtool alert query --silenced shows what it mutes')
  for (const format of ['simple', 'extended', 'json']) {
    await sayTheSame(`amtool silence query --output=${format}`, 'silence', 'query', `--output=${format}`)
  }
  await sayTheSame('amtool silence query with a matcher', 'silence', 'query', 'alertname=~Disk.*')
  await sayTheSame('amtool silence query with another matcher', 'silence', 'query', 'alertname=Other')
  await sayTheSame('amtool silence query of somebody', 'silence', 'query', '--created-by=ana')
  await sayTheSame('amtool alert query, of what is not silenced', 'alert', 'query', '--active')
  const updated = await Promise.all(
    tools.map((ask, at) => ask('silence', 'update', '-d', '4h', '-c', 'takes longer', ids[at] ?? '')),
  )
  trial.check(
    updated.every(({ code, out }, at) => code === 0 && out.includes(ids[at] ?? '-')),
    `amtool silence update keeps its id ${updated[0]?.err}`,
  )
  await sayTheSame('amtool silence query after it', 'silence', 'query', '--output=extended')
  await sayTheSame(
    'amtool silence add without an end is refused',
    'silence',
    'add',
    'alertname=x',
    '-c',
    'x',
    '-d',
    '0s',
  )
  for (const [at, ask] of tools.entries()) {
    const { code, err } = await ask('silence', 'expire', ids[at] ?? '')
    trial.check(code === 0, `amtool silence expire ${err}`)
  }
  await sayTheSame('amtool silence query shows none', 'silence', 'query')
  await sayTheSame('amtool silence query --expired', 'silence', 'query', '--expired', '--output=extended')
  const isBack = await eventually(
    10_000,
    async () => !/DiskFull/.test((await amtool('alert', 'query', '--silenced')).out),
  )
  trial.check(isBack, 'what it muted is active again')
  await same(trial, 'GET /api/v2/alerts', ours, real, '/api/v2/alerts?filter=alertname=~"Disk.*"')
}

async function tellsAboutItself(trial: Trial, { amtool, ours }: Both): Promise<void> {
  const shown = await amtool('config', 'show')
  trial.check(shown.code === 0 && shown.out.includes('receivers:'), 'amtool config show')
  const file = path.join(trial.folder, 'shown.yml')
  await writeFile(file, shown.out)
  const checked = await amtoolAt(trial, null)('check-config', file)
  trial.check(
    checked.code === 0 && checked.out.includes('SUCCESS'),
    `amtool check-config on it: ${checked.out.split('\n')[0]}`,
  )
  const routes = await amtool('config', 'routes', 'show')
  trial.check(routes.code === 0 && routes.out.includes('receiver: shop'), 'amtool config routes show')
  const tested = await amtool('config', 'routes', 'test', 'alertname=DiskFull')
  trial.check(tested.out.trim() === 'shop', `amtool config routes test: ${tested.out.trim()}`)
  const cluster = await amtool('cluster', 'show')
  trial.check(cluster.code === 0 && cluster.out.includes('disabled'), 'amtool cluster show')
  const wrong = await amtoolAt(trial, ours.replace(/.$/, 'x'))('alert', 'query')
  trial.check(wrong.code !== 0 && wrong.err.includes('401'), `a wrong key is told: ${wrong.err.trim()}`)
}

/** A rule fires in Prometheus, and amtool sees it in Baton; the metric recovers, and it is gone. */
async function throughPrometheus(
  trial: Trial,
  batonPort: number,
  [straight = '', between = '']: readonly string[],
): Promise<void> {
  const monitors = await startMonitors(trial, {
    batonPort,
    rules: [
      { name: 'CheckoutFails', way: 'prometheus', key: straight },
      { name: 'CheckoutStillFails', way: 'alertmanager', key: between },
    ],
  })
  const seenBy = async (key: string) =>
    (await amtoolAt(trial, `http://127.0.0.1:${batonPort}/in/${key}`)('alert', 'query')).out
  monitors.setMetric(1)
  const isSeen = await eventually(30_000, async () => (await seenBy(straight)).includes('CheckoutFails'))
  trial.check(isSeen, 'Prometheus to Baton to amtool alert query')
  const isSeenBetween = await eventually(30_000, async () => (await seenBy(between)).includes('CheckoutStillFails'))
  trial.check(isSeenBetween, 'Prometheus to a real Alertmanager to Baton to amtool alert query')
  monitors.setMetric(0)
  const isGone = await eventually(30_000, async () => !/Fails/.test((await seenBy(straight)) + (await seenBy(between))))
  trial.check(isGone, 'the metric recovers, and amtool shows nothing')
}

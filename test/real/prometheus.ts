// A real Prometheus and a real Alertmanager fire a rule, a real mail server receives, the link answers: `node test/real/prometheus.ts`.
// Three ways in (Prometheus itself, Alertmanager's webhook, Alertmanager's PagerDuty receiver), each once answered and once not.
import { setTimeout as pause } from 'node:timers/promises'
import { startBaton, type Baton } from './baton.ts'
import { readMail, type Mail } from './mail.ts'
import { startMonitors } from './monitors.ts'
import { joinTeam, makePolicy, makeService, makeTeam } from './team.ts'
import { eventually, runTrial, type Trial } from './trial.ts'
import { mailServer } from '../../server/channels/testing/mail-server.ts'

const waySays = {
  prometheus: 'Prometheus straight to Baton, path_prefix /in/<key>',
  alertmanager: "Alertmanager's webhook to /in/<key>/alertmanager",
  pagerduty: "Alertmanager's pagerduty_configs with url /v2/enqueue",
} as const
type Way = keyof typeof waySays
const ways = Object.keys(waySays) as Way[]

/** One rule that fires, over one way, with one fate. Its name stands in the subject of every mail about it. */
type Case = {
  readonly way: Way
  readonly isAnswered: boolean
  readonly rule: string
  readonly serviceId: string
  readonly key: string
}

await runTrial('prometheus', { minutes: 6 }, async (trial) => {
  const smtp = await mailServer({ disabledCommands: ['STARTTLS', 'AUTH'] })
  trial.after(() => smtp[Symbol.asyncDispose]())
  trial.say(`mail server on 127.0.0.1:${smtp.port}`)
  const baton = await startBaton({ folder: trial.folder, env: { BATON_SMTP_URL: `smtp://127.0.0.1:${smtp.port}` } })
  trial.after(() => baton.stop())
  trial.say(`Baton on ${baton.url}`)

  const team = await makeTeam(baton)
  const ana = await joinTeam(baton, { name: 'Ana', teamId: team.id })
  const ben = await joinTeam(baton, { name: 'Ben', teamId: team.id })
  const steps = [
    { personId: ana, waitMinutes: 1 },
    { personId: ben, waitMinutes: 30 },
  ]
  const policyId = await makePolicy(baton, { teamId: team.id, steps })
  const cases: Case[] = []
  for (const way of ways) {
    for (const isAnswered of [true, false]) {
      const slug = `${way}-${isAnswered ? 'answered' : 'unanswered'}`
      const service = await makeService(baton, { slug, teamId: team.id, policyId, dialect: way })
      cases.push({ way, isAnswered, rule: `${capital(way)}${isAnswered ? 'Answered' : 'Unanswered'}`, ...service })
    }
  }
  const rules = cases.map(({ rule: name, way, key }) => ({ name, way, key }))
  const monitors = await startMonitors(trial, { batonPort: baton.port, rules })
  for (const way of ways) trial.say(`way in "${way}": ${waySays[way]}`)

  const mails = async () => Promise.all(smtp.mails.map((mail) => readMail(mail)))
  const about = async (who: string, { rule }: Case) =>
    (await mails()).filter((mail) => mail.to === `${who}@example.com` && mail.subject.includes(rule))

  trial.say('shop_checkout_failing goes to 1')
  monitors.setMetric(1)
  const firedAt = performance.now()
  await Promise.all(cases.map((one) => answerOrNot(trial, baton, one, { firedAt, about })))

  trial.say('shop_checkout_failing goes back to 0')
  monitors.setMetric(0)
  for (const one of cases) {
    const isClosed = await eventually(30_000, async () => (await alertOf(baton, one))?.state === 'closed')
    const because = (await alertOf(baton, one))?.closedBecause
    trial.check(
      isClosed && because === 'source',
      `${one.rule}: the metric recovered and the alert is closed (because: ${because})`,
    )
  }
  const before = smtp.mails.length
  await pause(3_000)
  trial.check(smtp.mails.length === before, 'nobody is mailed after the end')
  const all = await mails()
  const toEach = (who: string) => all.filter((mail) => mail.to === `${who}@example.com`).length
  trial.check(
    toEach('ana') === 6 && toEach('ben') === 3,
    `mails in all: Ana ${toEach('ana')} of 6, Ben ${toEach('ben')} of 3`,
  )
  await showOne(trial, baton, cases[0], all)
})

type Seen = {
  readonly firedAt: number
  readonly about: (who: string, one: Case) => Promise<readonly Mail[]>
}

async function answerOrNot(trial: Trial, baton: Baton, one: Case, { firedAt, about }: Seen): Promise<void> {
  const { rule, isAnswered } = one
  const isMailed = await eventually(30_000, async () => (await about('ana', one)).length > 0)
  const mailedAt = performance.now()
  trial.check(isMailed, `${rule}: Ana is mailed, ${seconds(firedAt)} s after the metric changed`)
  const mail = (await about('ana', one))[0]
  if (!mail) return
  if (!isAnswered) {
    const isEscalated = await eventually(90_000, async () => (await about('ben', one)).length > 0)
    const waited = (performance.now() - mailedAt) / 1_000
    trial.check(
      isEscalated && waited > 55,
      `${rule}: nobody answers, so Ben is mailed ${waited.toFixed(1)} s after Ana`,
    )
    return
  }
  for (let visit = 0; visit < 3; visit++) await visitAsScanner(mail.answerUrl)
  const seen = await alertOf(baton, one)
  trial.check(
    seen?.state === 'triggered' && seen.pageState === 'open',
    `${rule}: after three visits of a scanner (GET, HEAD, and the API behind the screen) the alert is ${seen?.state}, its page ${seen?.pageState}`,
  )
  const first = await pressButton(mail.answerUrl)
  trial.check(first === '200 acknowledged by Ana, first', `${rule}: the button on the screen of the link: ${first}`)
  const second = await pressButton(mail.answerUrl)
  trial.check(second === '200 acknowledged by Ana, again', `${rule}: pressed twice: ${second}`)
  await pause(70_000)
  const held = await alertOf(baton, one)
  const toBen = (await about('ben', one)).length
  const toAna = (await about('ana', one)).length
  trial.check(
    toBen === 0 && toAna === 1 && held?.state === 'acknowledged',
    `${rule}: 70 s later the alert is ${held?.state} by ${held?.acknowledgedBy}; mails to Ana ${toAna}, to Ben ${toBen}; events so far ${held?.count}`,
  )
}

/** What a mail scanner does with a link, and what the screen behind it reads before anybody presses anything. */
async function visitAsScanner(answerUrl: string): Promise<void> {
  const asks = [
    await fetch(answerUrl),
    await fetch(answerUrl, { method: 'HEAD' }),
    await fetch(answerApi(answerUrl)),
    await fetch(answerApi(answerUrl), { method: 'HEAD' }),
  ]
  for (const response of asks) await response.text()
  if (asks[0]?.status !== 200) throw new Error(`the link answers ${asks[0]?.status}: is the web built?`)
}

/** What the button on that screen sends. */
async function pressButton(answerUrl: string): Promise<string> {
  const response = await fetch(answerApi(answerUrl), {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-baton': '1' },
    body: JSON.stringify({ answer: 'acknowledge' }),
  })
  const body = (await response.json()) as { state?: string; acknowledgedBy?: string; wasFirst?: boolean }
  return `${response.status} ${body.state} by ${body.acknowledgedBy}, ${body.wasFirst ? 'first' : 'again'}`
}

function answerApi(answerUrl: string): string {
  return answerUrl.replace('/answer/', '/api/answers/')
}

async function alertOf(baton: Baton, { rule, serviceId }: Case) {
  const { alerts } = await baton.call('listAlerts', { serviceId, state: 'all' })
  return alerts.find((alert) => alert.summary.includes(rule))
}

async function showOne(trial: Trial, baton: Baton, one: Case | undefined, mails: readonly Mail[]): Promise<void> {
  const mail = mails.find(({ subject }) => one && subject.includes(one.rule))
  const alert = one && (await alertOf(baton, one))
  if (!mail || !alert) return
  trial.say(`one of the mails:\n${indented(`To: ${mail.to}\nSubject: ${mail.subject}\n\n${mail.text}`)}`)
  const { entries } = await baton.call('readLog', { limit: 200 })
  const told = entries.filter((entry) => entry.alertId === alert.id).toReversed()
  trial.say(`and its log:\n${indented(told.map((entry) => entry.says).join('\n'))}`)
}

function indented(text: string): string {
  return text.replace(/^/gm, '          | ').replace(/(\/answer\/.{6})\S+/g, '$1...')
}

function seconds(since: number): string {
  return ((performance.now() - since) / 1_000).toFixed(1)
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}

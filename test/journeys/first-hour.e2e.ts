import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeApi } from '../../cli/client.ts'
import { mailServer } from '../../server/channels/testing/mail-server.ts'
import { readMail } from '../real/mail.ts'
import {
  adminToken,
  desk,
  expectAccessible,
  expectFits,
  openBrowser,
  openPage,
  phone,
  startBaton,
  type Running,
} from './browser.ts'

let mail: Awaited<ReturnType<typeof mailServer>>
let baton: Running
let browser: Browser

beforeAll(async () => {
  mail = await mailServer({ disabledCommands: ['STARTTLS', 'AUTH'] })
  const env = { BATON_SMTP_URL: `smtp://127.0.0.1:${mail.port}`, BATON_MAIL_FROM: 'Baton <baton@example.com>' }
  ;[baton, browser] = await Promise.all([startBaton(['serve'], env), openBrowser()])
})
afterAll(async () => {
  await browser?.close()
  await baton?.stop()
  await mail?.[Symbol.asyncDispose]()
})

test('from nothing to a phone that is answered', async () => {
  const api = makeApi({ server: baton.url, token: adminToken })
  // The first admin comes in by a one-time link, as the terminal prints it.
  const { link } = await api.invite({ role: 'admin' })
  const desktop = await openPage(browser, desk)
  await desktop.page.goto(link)
  await desktop.page.waitForSelector('main h1')
  await expectAccessible(desktop.page)
  await desktop.page.fill('input[name=name]', 'Ana Keller')
  await desktop.page.fill('input[type=email]', 'ana@example.com')
  await desktop.page.fill('input[type=password]', 'a long enough password')
  await desktop.page.keyboard.press('Enter')
  await desktop.page.waitForURL((address) => address.pathname === '/')
  await desktop.page.waitForSelector('main h1')
  await expectAccessible(desktop.page)
  // A link works once.
  expect((await fetch(link.replace('/welcome/', '/api/welcome/'))).status).toBe(410)

  const { people } = await api.listPeople({})
  const personId = people[0]?.id ?? ''
  const team = await api.createTeam({ slug: 'shop', name: 'Shop' })
  const policy = await api.createPolicy({
    slug: 'shop',
    name: 'Shop',
    teamId: team.id,
    steps: [{ targets: [{ kind: 'person', personId }], waitMinutes: 5 }],
    repeats: 0,
    returnAfterMinutes: 60,
  })
  const service = await api.createService({ slug: 'shop', name: 'Shop', teamId: team.id, policyId: policy.id })
  const source = await api.createSource({
    slug: 'shop',
    name: 'Probe',
    serviceId: service.id,
    dialect: 'pagerduty',
  })

  // A monitor raises an alert; mail arrives; its link is opened on a phone.
  const raised = await fetch(`${baton.url}/v2/enqueue`, {
    method: 'POST',
    body: JSON.stringify({
      routing_key: source.key,
      event_action: 'trigger',
      payload: { summary: 'Checkout is failing', source: 'probe', severity: 'critical' },
    }),
  })
  expect(raised.status).toBe(202)
  await expect.poll(() => mail.mails.length, { timeout: 10_000 }).toBeGreaterThan(0)
  const first = mail.mails[0]
  if (!first) throw new Error('no mail came')
  const { subject, answerUrl } = await readMail(first)
  expect(subject).toContain('Checkout is failing')
  // The open browser rings meanwhile.
  await desktop.page.getByText('Checkout is failing').first().waitFor({ timeout: 10_000 })

  const pocket = await openPage(browser, phone, { colorScheme: 'dark' })
  await pocket.page.goto(answerUrl)
  await pocket.page.waitForSelector('main button')
  await expectFits(pocket.page)
  await expectAccessible(pocket.page)
  const before = await api.listAlerts({})
  expect(before.alerts[0]?.state).toBe('triggered')
  await pocket.page.locator('main button').first().click()
  await expect.poll(async () => (await api.listAlerts({})).alerts[0]?.state, { timeout: 10_000 }).toBe('acknowledged')
  expect([...desktop.errors, ...pocket.errors]).toEqual([])
  await desktop.close()
  await pocket.close()
})

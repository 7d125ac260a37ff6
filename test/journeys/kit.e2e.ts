// The kit through a week: a link that dies, a runbook that two write at once, an incident that it is gone through in, and a file from a browser.
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeApi } from '../../cli/client.ts'
import { startEmbedded } from '../../server/db/embedded/start.ts'
import { runOn } from '../database.ts'
import { freePort } from '../real/program.ts'
import {
  adminToken,
  desk,
  expectAccessible,
  expectFits,
  openBrowser,
  openPage,
  phone,
  picture,
  signIn,
  startBaton,
  type Running,
} from './browser.ts'

const password = 'a long enough password'
let baton: Running
let browser: Browser
let port: number
// A database of its own, so that ten minutes can be over at once.
let home: Awaited<ReturnType<typeof startEmbedded>>
let folder: string
// The wiki of the team: one page of it is gone.
const wiki = createServer((_, response) => {
  response.statusCode = 404
  response.end()
})

beforeAll(async () => {
  port = await freePort()
  await new Promise<void>((resolve) => wiki.listen(port, '127.0.0.1', resolve))
  folder = await mkdtemp(path.join(tmpdir(), 'baton-kit-'))
  await chmod(folder, 0o755)
  home = await startEmbedded({ folder, say: () => {}, unsafeForTests: true })
  const { host, user, database } = home.connection
  const url = `postgres://${user}@localhost:${home.connection.port}/${database}?host=${encodeURIComponent(host)}`
  ;[baton, browser] = await Promise.all([startBaton(['serve'], { DATABASE_URL: url }), openBrowser()])
  const api = makeApi({ server: baton.url, token: adminToken })
  await join('Ana Keller', 'ana@example.com', 'en')
  await join('박민준', 'minjun@example.com', 'ko')
  await api.applyConfiguration({ yaml: team, dryRun: false })
})
afterAll(async () => {
  await browser?.close()
  await baton?.stop()
  await home?.stop()
  await rm(folder, { recursive: true, force: true })
  wiki.close()
})

const team = `teams:
  - { slug: payments, name: Payments, members: [{ email: ana@example.com, role: manager }, { email: minjun@example.com }] }
policies:
  - { slug: payments, name: Payments, team: payments, steps: [{ wait: 5, targets: [{ person: ana@example.com }] }] }
services:
  - { slug: checkout, name: Checkout, team: payments, policy: payments }
`

async function join(name: string, email: string, language: 'en' | 'ko'): Promise<void> {
  const api = makeApi({ server: baton.url, token: adminToken })
  const { link } = await api.invite({ role: email.startsWith('ana') ? 'admin' : 'responder' })
  const welcome = link.slice(link.lastIndexOf('/') + 1)
  await api.acceptWelcome({ token: welcome, name, email, password, zone: 'Europe/Berlin', language })
}

test('a week with the kit', { timeout: 240_000 }, async () => {
  const api = makeApi({ server: baton.url, token: adminToken })
  const [her, his] = [await openPage(browser, desk), await openPage(browser, phone, { locale: 'ko-KR' })]
  const [ana, minjun] = [her.page, his.page]
  await signIn(ana, baton.url, 'ana@example.com', password)
  await signIn(minjun, baton.url, 'minjun@example.com', password)

  await addBookmark(ana)
  // It did not answer once; ten minutes later whoever says that it is right has it asked again.
  const checked = async () => (await api.readKit({})).bookmarks[0]?.check
  await expect.poll(async () => (await checked())?.checkedAt ?? null, { timeout: 30_000 }).not.toBeNull()
  expect((await checked())?.state).toBe('unknown')
  await runOn(home.connection, `update link_check set failing_since = failing_since - interval '10 minutes'`)
  await ana.getByRole('button', { name: 'Still right: Error graphs' }).click()
  await ana.getByRole('heading', { name: '1 link does not answer' }).waitFor({ timeout: 30_000 })
  await expectAccessible(ana)
  await picture(ana, 'kit-1-dead')

  await writeRunbook(ana)
  const address = new URL(ana.url()).pathname
  await saveOverEachOther(ana, minjun, `${baton.url}${address}`)
  await restore(ana)

  await goThrough(ana, minjun)

  await takeOver(ana)
  await minjun.goto(`${baton.url}/kit`)
  await minjun.getByRole('link', { name: 'Declines by issuer' }).waitFor()
  await minjun.getByText('열리지 않는 링크 1개').first().waitFor()
  await expectFits(minjun)
  await expectAccessible(minjun)
  await picture(minjun, 'kit-7-phone')
  expect([...her.errors, ...his.errors]).toEqual([])
  await Promise.all([her.close(), his.close()])
})

async function addBookmark(page: Page): Promise<void> {
  await page.goto(`${baton.url}/kit`)
  await page.getByRole('button', { name: 'Add a bookmark' }).click()
  const dialog = page.getByRole('dialog', { name: 'New bookmark' })
  await dialog.getByLabel('Name').fill('Error graphs')
  await dialog.getByLabel('Address').fill(`http://127.0.0.1:${port}/d/errors`)
  await dialog.getByLabel('Tags').fill('errors')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('link', { name: 'Error graphs' }).waitFor()
}

async function writeRunbook(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Write a runbook' }).click()
  const dialog = page.getByRole('dialog', { name: 'New runbook' })
  await dialog.getByLabel('Title').fill('Card payments fail')
  await dialog.getByLabel('For which service').selectOption({ label: 'Checkout' })
  await dialog.getByRole('button', { name: 'Begin to write' }).click()
  await page.getByLabel('Text').fill('# First look\n\n- [ ] Look at the error graphs\n- [ ] Call the bank\n')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Save as version 2' }).click()
  await page.getByText('Saved as version 2.').waitFor()
  await page.getByRole('heading', { name: 'First look' }).waitFor()
}

/** He writes on his phone while she saves; he sees what she changed before he saves over it. */
async function saveOverEachOther(ana: Page, minjun: Page, address: string): Promise<void> {
  await minjun.goto(`${address}?tab=edit`)
  await minjun
    .getByRole('textbox', { name: '내용' })
    .fill('# First look\n\n- [ ] Look at the error graphs\n- [ ] 은행에 전화\n')
  await ana.getByRole('button', { name: 'Edit' }).click()
  await ana.getByLabel('Text').fill('# First look\n\n- [ ] Look at the error graphs\n- [ ] Call the bank: 555 0142\n')
  await ana.getByRole('button', { name: 'Save as version 3' }).click()
  await ana.getByText('Saved as version 3.').waitFor()

  await minjun.getByRole('button', { name: '버전 3(으)로 저장' }).tap()
  const meanwhile = minjun.getByText('그사이 Ana Keller 님이 버전 3을(를) 저장했습니다')
  await meanwhile.waitFor()
  // The button stands far below it.
  await expect.poll(async () => (await meanwhile.boundingBox())?.y ?? -1).toBeGreaterThan(0)
  expect((await meanwhile.boundingBox())?.y).toBeLessThan(phone.viewport.height)
  const gone = minjun.locator('div').filter({ hasText: /^−삭제- \[ \] Call the bank: 555 0142$/ })
  await gone.waitFor()
  await expectFits(minjun)
  await expectAccessible(minjun)
  await picture(minjun, 'kit-2-meanwhile')
  await minjun.getByRole('button', { name: '내 것으로 덮어쓰기' }).tap()
  await minjun.getByText('버전 4(으)로 저장했습니다.').waitFor()
}

/** What he saved over comes back as a version of its own. */
async function restore(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Versions' }).click()
  await page.getByRole('button', { name: 'Version 3', exact: true }).click()
  await page.getByRole('heading', { name: 'What version 3 changed' }).waitFor()
  await expectAccessible(page)
  await picture(page, 'kit-3-versions')
  await page.getByRole('button', { name: 'Bring this version back' }).click()
  await page.getByText('Version 5 holds now.').waitFor()
  await page.getByText('brought back from version 3').waitFor()
}

/** In an incident of the service: she ticks the first step at her desk, he the second on his phone. */
async function goThrough(ana: Page, minjun: Page): Promise<void> {
  const api = makeApi({ server: baton.url, token: adminToken })
  const { services } = await api.listServices()
  const [service] = services
  const incident = await api.declareIncident({
    teamId: service?.teamId ?? '',
    title: 'Cards are declined',
    serviceIds: [service?.id ?? ''],
  })
  await ana.goto(`${baton.url}/incidents/${incident.id}`)
  await ana.getByRole('button', { name: 'Open beside' }).click()
  await ana.getByRole('button', { name: 'Step 1 is done: Look at the error graphs' }).click()
  await ana.getByRole('button', { name: /^Step 1 is not done after all/ }).waitFor()
  await ana
    .getByText(/did step 1 of Card payments fail/)
    .first()
    .waitFor()
  await picture(ana, 'kit-4-incident')

  await minjun.goto(`${baton.url}/incidents/${incident.id}`)
  await minjun.getByText('2단계 중 1단계 완료').waitFor()
  await minjun.getByRole('button', { name: /^2단계 완료 표시/ }).tap()
  await ana.getByText('2 of 2 steps').waitFor()
  await expectFits(minjun)
  await picture(minjun, 'kit-5-incident-phone')
  const { entries } = await api.readTimeline({ incidentId: incident.id })
  expect(entries.filter(({ kind }) => kind === 'step_ticked').map(({ says }) => says)).toEqual([
    expect.stringContaining('박민준 did step 2 of Card payments fail (version 5)'),
    expect.stringContaining('Ana Keller did step 1 of Card payments fail (version 5)'),
  ])
}

/** The bookmarks of her browser: she sees what comes in, and what does not. */
async function takeOver(page: Page): Promise<void> {
  await page.goto(`${baton.url}/kit`)
  await page.getByRole('button', { name: 'More for the kit' }).click()
  await page.getByRole('menuitem', { name: 'Take over a file' }).click()
  const dialog = page.getByRole('dialog', { name: 'Take over a file' })
  await dialog.getByLabel('Choose a file').setInputFiles({
    name: 'bookmarks.html',
    mimeType: 'text/html',
    buffer: Buffer.from(bookmarks()),
  })
  const group = (name: string) => dialog.getByRole('region', { name })
  await group('Not taken over: 1').getByText('Its address does not begin with http:// or https://.').waitFor()
  await group('New: 1').getByText('Declines by issuer').waitFor()
  await group('There already: 1').getByText('Errors, again').waitFor()
  await expectAccessible(page)
  await picture(page, 'kit-6-import')
  await dialog.getByRole('button', { name: 'Take 1 over' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByRole('link', { name: 'Declines by issuer' }).waitFor()
}

function bookmarks(): string {
  return `<!DOCTYPE NETSCAPE-Bookmark-file-1>
<TITLE>Bookmarks</TITLE>
<H1>Bookmarks</H1>
<DL><p>
    <DT><H3 PERSONAL_TOOLBAR_FOLDER="true">Bookmarks bar</H3>
    <DL><p>
        <DT><A HREF="http://127.0.0.1:${port}/d/errors" ADD_DATE="1700000000">Errors, again</A>
        <DT><H3>Checkout</H3>
        <DL><p>
            <DT><A HREF="https://graphs.example.com/d/declines?orgId=1&amp;from=now-1h">Declines by issuer</A>
        </DL><p>
        <DT><A HREF="javascript:document.body.remove()">Read mode</A>
    </DL><p>
</DL><p>
`
}

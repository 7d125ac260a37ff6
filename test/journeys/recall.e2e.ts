// What was learnt at a desk in English is there at three in the morning on a Korean phone, and is found again by its words.
import { expect, test } from 'vitest'
import {
  adminToken,
  desk,
  expectAccessible,
  expectFits,
  openPage,
  password,
  phone,
  picture,
  signIn,
  startDemo,
} from './browser.ts'
import { pageTo, raise } from './room.ts'

const demo = startDemo()
const headers = { authorization: `Bearer ${adminToken}`, 'content-type': 'application/json' }

test('what fixed an alert is shown to the next one, in the other language', { timeout: 240_000 }, async () => {
  const ana = await openPage(demo.browser, desk)
  const minjun = await openPage(demo.browser, phone, { colorScheme: 'dark', locale: 'ko-KR' })
  await signIn(ana.page, demo.url, 'ana@demo.example', password)
  await signIn(minjun.page, demo.url, 'minjun@demo.example', password)
  await writeRunbook()

  // Ana closes an alert and says what it was.
  const before = await raise(demo.url, 'Acquirer webhooks are lost, orders stay unpaid')
  await ana.page.goto(`${demo.url}/alerts/${before}`)
  await ana.page.getByRole('button', { name: 'Close', exact: true }).first().click()
  const closing = ana.page.getByRole('dialog', { name: 'Close this alert' })
  await closing.getByLabel('What was it, and what helped?').fill('Allowed the new addresses in the firewall')
  await closing.getByRole('button', { name: 'Close the alert' }).click()
  await closing.waitFor({ state: 'detached' })

  // Months later, or a second: Minjun is paged for the same in his words.
  const summary = '매입사 웹훅 누락, 주문이 미결제로 남음'
  await pageTo(demo.url, 'minjun@demo.example', summary)
  await minjun.page.goto(`${demo.url}/alerts`)
  await minjun.page.getByText(summary).first().tap()
  await minjun.page.waitForURL(/\/alerts\/\d+$/)
  const card = minjun.page.getByRole('region', { name: '과거 사례' })
  const hit = card.getByRole('listitem').filter({ hasText: 'Acquirer webhooks are lost' })
  await expect
    .poll(
      async () => {
        await minjun.page.reload()
        await card.waitFor()
        await minjun.page.waitForTimeout(500)
        return hit.count()
      },
      { timeout: 60_000 },
    )
    .toBe(1)
  await hit.getByText('Allowed the new addresses in the firewall').waitFor()
  await hit.getByText('비슷한 점').waitFor()
  await hit.getByText('다른 점').waitFor()
  const fits = card.getByRole('region', { name: '맞는 런북과 링크' })
  await fits.getByRole('link', { name: 'Acquirer webhooks' }).waitFor()
  await expectFits(minjun.page)
  await expectAccessible(minjun.page)
  await hit.scrollIntoViewIfNeeded()
  await picture(minjun.page, 'recall-1-phone')

  // It helped, and he says so.
  await hit.getByRole('button', { name: '도움 됨' }).tap()
  await hit.getByRole('button', { name: '도움 됨 (1)', pressed: true }).waitFor()
  await picture(minjun.page, 'recall-2-voted')

  // Ana looks for it with the key that leads to the search, in either language.
  await ana.page.goto(demo.url)
  await ana.page.getByRole('main').waitFor()
  await ana.page.keyboard.press('/')
  await ana.page.waitForURL(/\/search/)
  await ana.page.locator('input[type=search]:focus').waitFor()
  await ana.page.keyboard.type('웹훅 방화벽')
  const found = ana.page.getByRole('list', { name: 'Search' })
  await found.getByText('Acquirer').first().waitFor()
  await found.locator('mark').filter({ hasText: 'webhooks' }).first().waitFor()
  await found.locator('mark').filter({ hasText: 'firewall' }).first().waitFor()
  await expectAccessible(ana.page)
  await picture(ana.page, 'recall-3-search')
  await ana.page.getByRole('radio', { name: 'Kit' }).check({ force: true })
  await expect.poll(() => found.getByRole('listitem').count(), { timeout: 15_000 }).toBe(1)
  await found.getByRole('link', { name: 'Acquirer webhooks', exact: true }).waitFor()
  await picture(ana.page, 'recall-4-kit')
  await ana.page.getByRole('searchbox').fill('acquirer zebra')
  await ana.page.getByText('Nothing was found').waitFor()

  expect([...ana.errors, ...minjun.errors]).toEqual([])
  await ana.close()
  await minjun.close()
})

test('a private incident is found by those who take part, and by no stranger', { timeout: 120_000 }, async () => {
  const ana = await openPage(demo.browser, desk)
  const stranger = await openPage(demo.browser, phone, { locale: 'ko-KR' })
  await signIn(ana.page, demo.url, 'ana@demo.example', password)
  await signIn(stranger.page, demo.url, 'minjun@demo.example', password)
  await ana.page.goto(`${demo.url}/incidents?new=yes`)
  const declaring = ana.page.getByRole('dialog', { name: 'Declare an incident' })
  await declaring.getByLabel('What is wrong?').fill('Payroll figures were seen by a contractor')
  await declaring.getByText('P2').click()
  await declaring.getByLabel('Private').check()
  await declaring.getByRole('button', { name: 'Declare' }).click()
  await ana.page.waitForURL(/\/incidents\/\d+$/)

  const search = `${demo.url}/search?search=${encodeURIComponent('payroll contractor')}`
  const found = ana.page.getByText('Payroll figures were seen')
  await expect
    .poll(
      async () => {
        await ana.page.goto(search)
        await ana.page.waitForTimeout(1_000)
        return found.count()
      },
      { timeout: 60_000 },
    )
    .toBeGreaterThan(0)
  await stranger.page.goto(search)
  await stranger.page.getByText('찾은 것이 없습니다').waitFor()
  expect(await stranger.page.getByText(/Payroll/).count()).toBe(0)
  await expectFits(stranger.page)
  await expectAccessible(stranger.page)
  await picture(stranger.page, 'recall-5-stranger')
  await ana.close()
  await stranger.close()
})

/** What the team keeps for such a night. */
async function writeRunbook(): Promise<void> {
  const told = await fetch(`${demo.url}/api/teams`, { headers })
  const { teams } = (await told.json()) as { teams: { id: string }[] }
  const body = '- [ ] Compare the addresses of the acquirer with the firewall\n- [ ] Ask for the webhooks again'
  const written = await fetch(`${demo.url}/api/kit/runbooks`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ teamId: teams[0]?.id, title: 'Acquirer webhooks', body }),
  })
  expect(written.status, await written.text()).toBe(200)
}

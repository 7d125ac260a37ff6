import { describe, expect, test } from 'vitest'
import { desk, expectAccessible, expectFits, openPage, password, phone, signIn, startDemo } from './browser.ts'

const demo = startDemo()

const screens = [
  '/',
  '/alerts',
  '/alerts/1',
  '/incidents?state=all',
  '/incidents/3',
  '/log',
  '/outbox',
  '/schedules',
  '/policies',
  '/services',
  '/services/map?view=map',
  '/services/map?view=list&focus=checkout',
  '/silences',
  '/sources',
  '/heartbeats',
  '/people',
  '/teams',
  '/me',
  '/api-reference',
]

// At the same time, since a screen that loads mostly waits; on a busy machine each then takes as long as all three.
describe.concurrent.each([
  { as: 'an admin at a desk', on: desk, email: 'ana@demo.example', look: { colorScheme: 'light' as const } },
  { as: 'an admin at a desk at night', on: desk, email: 'ana@demo.example', look: { colorScheme: 'dark' as const } },
  {
    as: '휴대폰을 든 매니저',
    on: phone,
    email: 'minjun@demo.example',
    look: { colorScheme: 'dark' as const, locale: 'ko-KR' },
  },
])('$as', ({ on, email, look }) => {
  test('every screen loads, fits, and is accessible', { timeout: 300_000 }, async () => {
    const { page, errors, close } = await openPage(demo.browser, on, look)
    await signIn(page, demo.url, email, password)
    for (const screen of screens) {
      await page.goto(demo.url + screen)
      await page.waitForSelector('main h1')
      await page.waitForLoadState('networkidle').catch(() => {}) // the live stream never ends
      await expectFits(page)
      await expectAccessible(page)
    }
    expect(errors).toEqual([])
    await close()
  })
})

test('an alert is acknowledged with one key, and everybody sees it at once', async () => {
  const ana = await openPage(demo.browser, desk)
  const minjun = await openPage(demo.browser, phone)
  await signIn(ana.page, demo.url, 'ana@demo.example', password)
  await signIn(minjun.page, demo.url, 'minjun@demo.example', password)
  await ana.page.goto(`${demo.url}/alerts`)
  const open = ana.page.getByText('Replication lag on pg-main-2').first()
  await open.click()
  await ana.page.waitForURL(/\/alerts\/\d+$/)
  await minjun.page.goto(ana.page.url())
  await minjun.page.waitForSelector('main h1')
  await ana.page.waitForSelector('main h1')
  await ana.page.keyboard.press('a')
  const heard = minjun.page.getByText('Ana Keller').first()
  await heard.waitFor({ timeout: 10_000 })
  const answer = await ana.page.request.get(ana.page.url().replace('/alerts/', '/api/alerts/'))
  expect(await answer.json()).toMatchObject({ state: 'acknowledged', acknowledgedBy: 'Ana Keller' })
  await ana.close()
  await minjun.close()
})

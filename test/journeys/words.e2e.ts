import type { Page, Route } from 'playwright-core'
import { expect, test } from 'vitest'
import { desk, openPage, password, signIn, startDemo } from './browser.ts'

const demo = startDemo()

test('the words of a screen are asked for beside its code, and the screen waits for both', async () => {
  const { page, errors, close } = await openPage(demo.browser, desk)
  const asked = wordsAskedFor(page)
  await signIn(page, demo.url, 'ana@demo.example', password)
  await page.getByRole('heading', { level: 1, name: 'Now' }).waitFor()
  // What cover requests and troubles say comes when there are some; of the screens that are not open, nothing.
  expect(asked()).toEqual(expect.arrayContaining(['en', 'en-alerts', 'en-now', 'en-people']))
  for (const other of ['en-schedules', 'en-log', 'en-intake']) expect(asked()).not.toContain(other)

  const code = await holdUp(page, /\/LogScreen-[^/]+\.js$/)
  const words = await holdUp(page, /\/words-en-log-[^/]+\.js$/)
  await page.keyboard.press('g')
  await page.keyboard.press('l')
  await Promise.all([code.isAsked, words.isAsked])
  await code.letGo()
  await page.getByRole('heading', { level: 1, name: 'Now' }).waitFor()
  await words.letGo()
  await page.getByRole('heading', { level: 1, name: 'Log' }).waitFor()
  const opened = asked()
  expect(opened).toContain('en-log')

  await page.getByRole('button', { name: 'You, theme and language' }).click()
  await page.getByRole('menuitemradio', { name: '한국어' }).click()
  await page.getByRole('heading', { level: 1, name: '기록' }).waitFor()
  const korean = asked().filter((name) => name.startsWith('ko'))
  expect(korean).toEqual(expect.arrayContaining(opened.map((name) => name.replace('en', 'ko'))))
  expect(korean).not.toContain('ko-intake')
  await page.getByRole('button', { name: '내 정보, 테마, 언어' }).click()
  await page.getByRole('menuitemradio', { name: 'English' }).click()
  await page.getByRole('heading', { level: 1, name: 'Log' }).waitFor()
  expect(errors).toEqual([])
  await close()
})

test('without a connection a screen says that it could not be fetched, and comes when there is one again', async () => {
  const { page, close } = await openPage(demo.browser, desk)
  await signIn(page, demo.url, 'ana@demo.example', password)
  await page.getByRole('heading', { level: 1, name: 'Now' }).waitFor()
  await page.context().setOffline(true)
  await page.keyboard.press('g')
  await page.keyboard.press('e')
  await page.getByText('This could not be loaded').waitFor()
  await page.getByText('Baton does not answer, or has just been updated.').waitFor()
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.getByText('This could not be loaded').waitFor()

  await page.context().setOffline(false)
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.getByRole('heading', { level: 1, name: 'Policies' }).waitFor()
  await close()
})

/** The words that were fetched so far, by language and term. */
function wordsAskedFor(page: Page): () => string[] {
  const names = new Set<string>()
  page.on('request', (request) => {
    const [, name] = /\/words-([a-z]+(?:-[a-z]+)?)-[^/]+\.js$/.exec(request.url()) ?? []
    if (name) names.add(name)
  })
  return () => [...names].toSorted()
}

/** Holds up an answer until it is let go. */
async function holdUp(page: Page, url: RegExp) {
  const asked = Promise.withResolvers<Route>()
  await page.route(url, (route) => asked.resolve(route))
  return { isAsked: asked.promise, letGo: async () => (await asked.promise).continue() }
}

import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { desk, expectAccessible, expectFits, openPage, password, phone, picture, signIn, startDemo } from './browser.ts'

const demo = startDemo()

test('Ben hands over on his phone and Ana takes over at her desk: changed meanwhile, asked, answered, accepted', async () => {
  const her = await openPage(demo.browser, desk)
  const his = await openPage(demo.browser, phone, { colorScheme: 'dark' })
  const [ana, ben] = [her.page, his.page]
  await signIn(ana, demo.url, 'ana@demo.example', password)
  const card = ana.getByRole('link', { name: 'Take over Payments support from Ben Hughes' })
  await expectAccessible(ana)
  await card.click()
  await ana.getByRole('heading', { name: 'Handover of Payments support' }).waitFor()
  await ana.getByText('Ask NordBank for a list of the refused cards').waitFor()
  await expectAccessible(ana)
  await picture(ana, 'handover-desk')

  await signIn(ben, demo.url, 'ben@demo.example', password)
  await ben.goto(ana.url())
  await ben.getByRole('button', { name: 'Change' }).click()
  await ben.getByRole('textbox').first().fill('The bank has called back.')
  await expectAccessible(ben)
  await ben.getByRole('button', { name: 'Save' }).click()
  await ben.getByText('The bank has called back.').waitFor()
  await expectFits(ben)
  await picture(ben, 'handover-phone')

  // She sees that it changed while she read, and asks.
  await ana.getByText('This has changed since you opened it').waitFor()
  await ana.getByLabel('Your question').fill('Whom do I call there?')
  await ana.getByRole('button', { name: 'Ask' }).click()
  await ben.getByLabel('Your answer').fill('Their night desk.')
  await expectAccessible(ben)
  await ben.getByRole('button', { name: 'Answer' }).click()
  await ana.getByText('Their night desk.').waitFor()

  await ana.getByRole('button', { name: 'I have read it and take over' }).click()
  await ana.getByText('What was open has changed hands.').waitFor()
  await ana.getByText('Went to Ana Keller').waitFor()
  await expectAccessible(ana)
  await ben.getByText('What was open has changed hands.').waitFor()
  expect([...her.errors, ...his.errors]).toEqual([])
  await Promise.all([her.close(), his.close()])
})

test('지난 근무를 두 번 눌러 평가한다', async () => {
  const { page, errors, close } = await openPage(demo.browser, phone, { locale: 'ko-KR' })
  await signIn(page, demo.url, 'minjun@demo.example', password)
  await page.getByRole('link', { name: '모바일 지원: 최유진 님에게서 인수' }).waitFor()
  await openShift(page)
  await page.getByRole('button', { name: '바쁨' }).click()
  await expectAccessible(page)
  await page.getByRole('button', { name: '고칠 것 없음' }).click()
  await page.getByText('평가: 바쁨').waitFor()
  await expectFits(page)
  await expectAccessible(page)
  expect(errors).toEqual([])
  await close()
})

/** The last shift of theirs that is over. */
async function openShift(page: Page): Promise<void> {
  await page.goto(`${demo.url}/me?tab=shifts`)
  const past = page.getByRole('list', { name: '지난 근무 돌아보기' }).getByRole('listitem')
  await past.filter({ hasText: '얼마나 힘들었나요?' }).first().getByRole('link').click()
  await page.getByRole('heading', { name: '이번 근무는 얼마나 힘들었나요?' }).waitFor()
}

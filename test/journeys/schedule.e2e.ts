import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  desk,
  expectAccessible,
  expectFits,
  openBrowser,
  openPage,
  phone,
  signIn,
  startBaton,
  type Running,
} from './browser.ts'

const password = 'baton-demo-1'
let baton: Running
let browser: Browser

beforeAll(async () => {
  ;[baton, browser] = await Promise.all([startBaton(['up', '--demo']), openBrowser()])
})
afterAll(async () => {
  await browser?.close()
  await baton?.stop()
})

test('a team lead plans a shadow and the holidays, sees the gap, mends it, and saves', async () => {
  const { page, errors, close } = await openPage(browser, desk)
  await signIn(page, baton.url, 'ana@demo.example', password)
  const { id } = await schedule(page, 'Payments backup')
  await page.goto(`${baton.url}/schedules/${id}?edit=rotations`)
  await page.getByText('Nothing changes against today').waitFor()
  await expectAccessible(page)

  await page.getByRole('button', { name: 'Add a rotation' }).click()
  await page.getByRole('radio', { name: 'Shadow' }).nth(1).check({ force: true })
  await page.getByLabel('Add somebody at the end').nth(1).selectOption({ label: 'Carla Rossi' })
  await page.getByRole('button', { name: 'Working hours' }).nth(1).click()
  await page.getByText('Carla Rossi (Shadow)').first().waitFor()

  await page.getByRole('button', { name: 'Add a temporary schedule' }).click()
  await page.getByRole('button', { name: 'Add a shift' }).click()
  await page.getByText('Choose who has this shift.').waitFor()
  await page.getByLabel('Who has shift 1').selectOption({ label: 'David Osei' })
  await page.getByText('Nobody would be on call in 1 span').waitFor()
  const ends = page.getByLabel('Until', { exact: true })
  await ends.nth(2).fill(await ends.nth(1).inputValue())
  await page.getByText('Nobody would be on call').waitFor({ state: 'detached' })
  await page.getByText('David Osei (Period 1)').first().waitFor()
  await page.evaluate('scrollTo(0, 0)')
  await expectAccessible(page)

  await page.getByRole('button', { name: 'Save the schedule' }).click()
  await page.getByText('The schedule was saved.').waitFor()
  expect(await schedule(page, 'Payments backup')).toMatchObject({
    rotations: [{}, { role: 'shadow', restrictions: [{ kind: 'days', weekdays: [1, 2, 3, 4, 5] }] }],
    temporaries: [{ name: 'Period 1', shifts: [{ role: 'primary' }] }],
  })
  await expectAccessible(page)
  expect(errors).toEqual([])
  await close()
})

test('휴대폰에서 온콜 담당자를 빼려 하면 공백을 알려 준다', async () => {
  const { page, errors, close } = await openPage(browser, phone, { locale: 'ko-KR', colorScheme: 'dark' })
  await signIn(page, baton.url, 'minjun@demo.example', password)
  const { id } = await schedule(page, '모바일 1차')
  await page.goto(`${baton.url}/schedules/${id}`)
  await page.getByRole('button', { name: '대체 근무 추가' }).first().click()
  await page.getByRole('radio', { name: '온콜에서 제외' }).check()
  const { onCall } = await (await page.request.get(`${baton.url}/api/on-call?scheduleId=${id}`)).json()
  await page.getByLabel('제외할 사람').selectOption(onCall[0].people[0].personId)
  await page.getByText('온콜 담당자가 아무도 남지 않습니다').waitFor()
  await expectFits(page)
  await expectAccessible(page)

  await page.goto(`${baton.url}/schedules/${id}?edit=rotations`)
  await page.getByText('지금과 달라지는 것이 없습니다').waitFor()
  await page.getByRole('button', { name: '주말' }).first().click()
  await page.getByText(/온콜 공백이 \d+곳 생깁니다/).waitFor()
  await expectFits(page)
  expect(errors).toEqual([])
  await close()
})

async function schedule(page: Page, name: string) {
  const answer = await (await page.request.get(`${baton.url}/api/schedules`)).json()
  const { id } = answer.schedules.find((each: { name: string }) => each.name === name)
  return (await page.request.get(`${baton.url}/api/schedules/${id}`)).json()
}

import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { desk, expectAccessible, expectFits, openPage, password, phone, signIn, startDemo } from './browser.ts'

const demo = startDemo()

test('a team lead plans a shadow and the holidays, sees the gap, mends it, and saves', async () => {
  const { page, errors, close } = await openPage(demo.browser, desk)
  await signIn(page, demo.url, 'ana@demo.example', password)
  const { id } = await schedule(page, 'Payments backup')
  await page.goto(`${demo.url}/schedules/${id}?edit=rotations`)
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
  const { page, errors, close } = await openPage(demo.browser, phone, { locale: 'ko-KR', colorScheme: 'dark' })
  await signIn(page, demo.url, 'minjun@demo.example', password)
  const { id } = await schedule(page, '모바일 1차')
  await page.goto(`${demo.url}/schedules/${id}`)
  await page.getByRole('button', { name: '대체 근무 추가' }).first().click()
  await page.getByRole('radio', { name: '온콜에서 제외' }).check()
  const { onCall } = await (await page.request.get(`${demo.url}/api/on-call?scheduleId=${id}`)).json()
  await page.getByLabel('제외할 사람').selectOption(onCall[0].people[0].personId)
  await page.getByText('온콜 담당자가 아무도 남지 않습니다').waitFor()
  await expectFits(page)
  await expectAccessible(page)

  await page.goto(`${demo.url}/schedules/${id}?edit=rotations`)
  await page.getByText('지금과 달라지는 것이 없습니다').waitFor()
  await page.getByRole('button', { name: '주말' }).first().click()
  await page.getByText(/온콜 공백이 \d+곳 생깁니다/).waitFor()
  await expectFits(page)
  expect(errors).toEqual([])
  await close()
})

test('a span is dragged on the timeline, and so is a handover; the keys do the same', async () => {
  const { page, errors, close } = await openPage(demo.browser, desk)
  await signIn(page, demo.url, 'ana@demo.example', password)
  const { id } = await schedule(page, 'Payments backup')
  await page.goto(`${demo.url}/schedules/${id}?weeks=1&at=1`)
  const dialog = page.getByRole('dialog', { name: 'Add an override' })
  const [from, until] = [dialog.getByLabel('From'), dialog.getByLabel('Until')]

  // Wednesday from 09:00 to 17:00: the hand is a little beside the hours.
  await page.locator('[data-bar]').first().waitFor()
  await press(page, hourOfWeek(2, 9.2))
  await moveTo(page, hourOfWeek(2, 16.8))
  await page.getByText(/09:00 – 17:00 · 8/).waitFor()
  await page.keyboard.press('Escape')
  await page.getByText(/09:00 – 17:00 · 8/).waitFor({ state: 'detached' })
  await page.mouse.up()
  expect(await page.getByRole('dialog').count()).toBe(0)

  await press(page, hourOfWeek(2, 9.2))
  await moveTo(page, hourOfWeek(2, 16.8))
  await page.mouse.up()
  await dialog.waitFor()
  expect(await from.inputValue()).toMatch(/T09:00$/)
  expect(await until.inputValue()).toMatch(/T17:00$/)
  await dialog.getByText('In this span with the override').waitFor()
  await dialog.getByText(/Ana Keller \(Primary\): .*09:00 – 17:00/).waitFor()
  await expectAccessible(page)
  await dialog.getByLabel('Reason').fill('The dentist')
  await dialog.getByRole('button', { name: 'Put on call' }).click()
  await page.getByText('The override holds.').waitFor()
  expect(await schedule(page, 'Payments backup')).toMatchObject({
    overrides: [{ kind: 'replace', reason: 'The dentist' }],
  })

  // The end of that shift is a handover: two hours later, at the cost of whoever comes then.
  await page.locator('[data-bar][title*="Ana Keller"]').first().waitFor()
  await press(page, hourOfWeek(2, 16.9))
  await moveTo(page, hourOfWeek(2, 19.1))
  await page.getByText(/^Ana Keller instead of /).waitFor()
  await page.mouse.up()
  await dialog.waitFor()
  expect([await from.inputValue(), await until.inputValue()].map((text) => text.slice(-5))).toEqual(['17:00', '19:00'])
  await page.keyboard.press('Escape')

  // The same by keys: both ends, what is chosen in words, Escape, and Enter.
  await page.getByRole('button', { name: 'Choose a span' }).press('Enter')
  const [begin, end] = [page.getByRole('slider', { name: 'Beginning' }), page.getByRole('slider', { name: 'End' })]
  await expectFocus(page, 'Beginning')
  expect(await begin.getAttribute('aria-valuetext')).toMatch(/Mon, .* 00:00/)
  for (const key of ['PageUp', 'ArrowRight', 'ArrowRight']) await page.keyboard.press(key)
  expect(await begin.getAttribute('aria-valuetext')).toMatch(/Tue, .* 00:00/)
  await end.focus()
  for (const key of ['ArrowRight', 'ArrowRight']) await page.keyboard.press(key)
  await expectFocus(page, 'End')
  await begin.focus()
  await page.keyboard.press('ArrowRight')
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expectFocus(page, 'Choose a span')
  await page.keyboard.press('Enter')
  for (const key of ['ArrowRight', 'ArrowRight', 'Enter']) await page.keyboard.press(key)
  await dialog.waitFor()
  expect([await from.inputValue(), await until.inputValue()].map((text) => text.slice(-5))).toEqual(['02:00', '00:00'])
  await page.keyboard.press('Escape')

  // A shift in the focus is picked up by an arrow key, with its person.
  await page
    .getByRole('button', { name: /^Ana Keller, Primary, Override/ })
    .first()
    .focus()
  await page.keyboard.press('ArrowRight')
  await expectFocus(page, 'Move it whole')
  await page.keyboard.press('Enter')
  await dialog.waitFor()
  expect([await from.inputValue(), await until.inputValue()].map((text) => text.slice(-5))).toEqual(['10:00', '18:00'])

  await page.goto(`${demo.url}/schedules/${id}?edit=rotations`)
  await page.getByText('Nothing changes against today').waitFor()
  expect(await page.locator('[data-bar]').count()).toBe(0)
  expect(errors).toEqual([])
  await close()
})

test('휴대폰에서는 길게 누른 뒤 끌어야 구간이 선택되고, 그냥 밀면 화면이 움직인다', async () => {
  const { page, errors, close } = await openPage(demo.browser, phone, { locale: 'ko-KR' })
  await signIn(page, demo.url, 'minjun@demo.example', password)
  const { id } = await schedule(page, '모바일 1차')
  await page.goto(`${demo.url}/schedules/${id}?weeks=1&at=1`)
  await page.locator('[data-bar]').first().waitFor()
  await page.evaluate(intoView)
  const finger = await touching(page)
  const scrolled = () => page.evaluate<number>('scrollY')

  const still = await scrolled()
  await finger.down(hourOfWeek(1, 6))
  await page.locator('[data-held]').waitFor({ state: 'attached' })
  await finger.slide({ x: 90, y: -40 })
  await expectFits(page)
  await finger.up()
  await page.getByRole('dialog', { name: '대체 근무 추가' }).waitFor()
  expect(await scrolled()).toBe(still)
  await page.getByText('이 시간의 현재 담당자').waitFor()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })

  const before = await scrolled()
  await finger.down(hourOfWeek(1, 6))
  await finger.slide({ x: 0, y: -150 })
  await finger.up()
  await expect.poll(scrolled).toBeGreaterThan(before)
  expect(await page.getByRole('dialog').count()).toBe(0)
  expect(errors).toEqual([])
  await close()
})

/** Where an hour of a weekday (Monday is 0) lies on the week that is shown: shares of its width. */
function hourOfWeek(day: number, hour: number): number {
  return (day * 24 + hour) / 168
}

async function placeOf(page: Page, share: number) {
  const box = await page.locator('[data-axis]').first().boundingBox()
  const bar = await page.locator('[data-lane] [data-bar]').first().boundingBox()
  if (!box || !bar) throw new Error('no timeline')
  return { x: box.x + box.width * share, y: bar.y + bar.height / 2 }
}

/** The same, once the screen has come to rest: what was just saved may still push the timeline down. */
async function placeAtRest(page: Page, share: number) {
  let last = await placeOf(page, share)
  await expect
    .poll(async () => {
      const before = last
      last = await placeOf(page, share)
      return last.x === before.x && last.y === before.y
    })
    .toBe(true)
  return last
}

async function press(page: Page, share: number): Promise<void> {
  const { x, y } = await placeAtRest(page, share)
  await page.mouse.move(x, y)
  await page.mouse.down()
}

async function moveTo(page: Page, share: number): Promise<void> {
  const { x, y } = await placeOf(page, share)
  await page.mouse.move(x, y, { steps: 4 })
}

async function expectFocus(page: Page, name: string): Promise<void> {
  const focused = 'document.activeElement.ariaLabel ?? document.activeElement.textContent'
  await expect.poll(() => page.evaluate<string>(focused)).toBe(name)
}

const intoView = 'document.querySelector("[data-axis]").scrollIntoView({ block: "center" })'

/** A finger as the browser itself has it, so that scrolling is the browser's. */
async function touching(page: Page) {
  const session = await page.context().newCDPSession(page)
  const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: { x: number; y: number }[]) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints })
  let at = { x: 0, y: 0 }
  return {
    async down(share: number) {
      at = await placeOf(page, share)
      await send('touchStart', [at])
    },
    async slide(way: { readonly x: number; readonly y: number }) {
      const from = at
      for (let step = 1; step <= 10; step++) {
        at = { x: from.x + (way.x * step) / 10, y: from.y + (way.y * step) / 10 }
        await send('touchMove', [at])
      }
    },
    up: () => send('touchEnd', []),
  }
}

async function schedule(page: Page, name: string) {
  const answer = await (await page.request.get(`${demo.url}/api/schedules`)).json()
  const { id } = answer.schedules.find((each: { name: string }) => each.name === name)
  return (await page.request.get(`${demo.url}/api/schedules/${id}`)).json()
}

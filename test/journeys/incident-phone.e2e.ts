// 새벽 3시, 한 손에 휴대폰: 알림이 울린 때부터 완화까지, 모두 엄지로. 글자는 어두운 화면의 한국어다.
import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { expectAccessible, expectFits, openPage, password, phone, picture, signIn, startDemo } from './browser.ts'
import { pageTo, stands } from './room.ts'

const demo = startDemo()

test('휴대폰으로 알림을 받고, 장애를 선언하고, 조치하고, 완화를 알린다', { timeout: 180_000 }, async () => {
  const { page, errors, close } = await openPage(demo.browser, phone, { colorScheme: 'dark', locale: 'ko-KR' })
  await signIn(page, demo.url, 'minjun@demo.example', password)
  const summary = '푸시 대기열이 줄지 않음'
  await pageTo(demo.url, 'minjun@demo.example', summary)

  // 전화가 울려 Baton을 열면 첫 화면에 그 알림이 있다. 바로 확인하고, 거기서 장애를 선언한다.
  const mine = page.getByRole('article').filter({ hasText: summary }).first()
  await mine.waitFor({ timeout: 30_000 })
  await picture(page, 'phone-1-now')
  await thumb(page, mine.getByRole('button', { name: '확인', exact: true }))
  await page.goto(`${demo.url}/alerts`)
  await page.getByText(summary).first().tap()
  await page.waitForURL(/\/alerts\/\d+$/)
  await thumb(page, page.getByRole('button', { name: '장애 선언' }))
  const declaring = page.getByRole('dialog', { name: '장애 선언' })
  await declaring.getByText('P1').tap()
  await expectFits(page)
  await thumb(page, declaring.getByRole('button', { name: '선언', exact: true }))
  await page.waitForURL(/\/incidents\/\d+$/)
  await stands(page, '선별')
  await expectFits(page)
  await expectAccessible(page)
  await expectLarge(page)
  await picture(page, 'phone-2-room')

  // 지금 할 일이 엄지 밑에 하나씩 온다.
  await pay(page, /무엇이 잘못됐는지 적기.*외/, '증상', '푸시가 10분 넘게 늦습니다')
  await pay(page, /누가 얼마나 영향을 받는지 적기.*외/, '영향', '앱 사용자 절반')

  // 하기 전에 알리고, 한 뒤에 효과를 남긴다.
  await page.getByRole('button', { name: '조치 예고' }).first().tap()
  const announcing = page.getByRole('dialog', { name: '무엇을 하려고 하나요?' })
  await announcing.getByLabel('한 문장으로').fill('발송 워커를 두 배로 늘리기')
  await thumb(page, announcing.getByRole('button', { name: '예고', exact: true }))
  const action = page.getByRole('listitem').filter({ hasText: '발송 워커를 두 배로 늘리기' })
  await action.getByRole('button', { name: '실행함' }).first().tap()
  await action.getByRole('button', { name: '있음' }).first().tap()
  await action.getByText('효과 있음').first().waitFor()

  // 밖에 알리고, 다음 소식은 한 번에.
  await page.getByRole('tab', { name: '사람' }).tap()
  await page
    .getByRole('list', { name: '상황 공유' })
    .getByRole('button', { name: /이해관계자/ })
    .tap()
  const telling = page.getByRole('dialog', { name: '지금 상황을 알려 주세요' })
  await expect
    .poll(() => telling.getByLabel('내용').inputValue(), { timeout: 15_000 })
    .toContain('푸시가 10분 넘게 늦습니다')
  await expectFits(page)
  await expectAccessible(page)
  await picture(page, 'phone-3-update')
  await thumb(page, telling.getByRole('button', { name: '보내기' }))
  await page.getByRole('button', { name: /계속 조치 중, 다음 소식/ }).tap()
  await page.getByText('공유한 내용 2건').waitFor()
  await expectLarge(page)
  await picture(page, 'phone-4-people')

  // 본 것을 적고, 완화를 알린다.
  await page.getByRole('tab', { name: '타임라인' }).tap()
  await page.getByLabel('타임라인에 기록').fill('대기열이 줄기 시작함')
  await page.getByRole('button', { name: '기록', exact: true }).tap()
  await page.getByRole('listitem').filter({ hasText: '김민준' }).getByText('대기열이 줄기 시작함').waitFor()
  await expectFits(page)
  await expectLarge(page)
  await thumb(page, page.getByRole('button', { name: '완화됨', exact: true }))
  const mitigating = page.getByRole('dialog', { name: '사용자 영향이 멈췄나요?' })
  await picture(page, 'phone-5-mitigated')
  await thumb(page, mitigating.getByRole('button', { name: '완화됐습니다' }))
  await page.getByRole('button', { name: '완화됨', exact: true }).waitFor({ state: 'detached' })
  await page.getByRole('tab', { name: '정보' }).tap()
  await expectFits(page)
  await expectAccessible(page)
  await picture(page, 'phone-6-known')
  expect(errors).toEqual([])
  await close()
})

/** Taps what lies where the thumb of the hand that holds the phone reaches: in the lower three fifths of the screen. */
async function thumb(page: Page, button: Locator): Promise<void> {
  await button.waitFor()
  const box = await button.boundingBox()
  const height = page.viewportSize()?.height ?? 0
  expect(box?.height, (await button.textContent()) ?? '').toBeGreaterThanOrEqual(44)
  expect(box?.y, `${await button.textContent()} lies too high`).toBeGreaterThan(height * 0.4)
  await button.tap()
}

async function pay(page: Page, debt: RegExp, title: string, text: string): Promise<void> {
  await thumb(page, page.getByRole('button', { name: debt }).first())
  const dialog = page.getByRole('dialog', { name: title })
  await dialog.getByLabel(title).fill(text)
  await thumb(page, dialog.getByRole('button', { name: '저장' }))
  await dialog.waitFor({ state: 'detached' })
}

/** Whatever is pressed in the room is hit also 21 px above and below its middle; what a notice covers for a moment is waited for. */
async function expectLarge(page: Page): Promise<void> {
  // Runs in the page, as text: this side of the house knows no DOM.
  const small = () =>
    page.evaluate<string[]>(`[...document.querySelectorAll('main button, main [role=tab], main select')]
      .filter((one) => one.getClientRects().length > 0)
      .filter((one) => {
        one.scrollIntoView({ block: 'center' })
        const { left, top, width, height } = one.getBoundingClientRect()
        return [-21, 21].some((away) => {
          const hit = document.elementFromPoint(left + width / 2, top + height / 2 + away)
          return hit !== one && !one.contains(hit)
        })
      })
      .map((one) => one.textContent || one.getAttribute('aria-label') || one.outerHTML.slice(0, 80))`)
  await expect.poll(small, { timeout: 12_000 }).toEqual([])
}

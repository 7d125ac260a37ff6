// A list of alerts worked through by keyboard at a desk and by thumb on a phone; and taken back.
import { expect, test } from 'vitest'
import { adminToken, desk, expectAccessible, openPage, password, phone, signIn, startDemo } from './browser.ts'

const demo = startDemo()

/** Raises alerts that nobody else's work touches; gives what is told of them by the API. */
async function raise(words: string, count: number) {
  const headers = { authorization: `Bearer ${adminToken}`, 'content-type': 'application/json' }
  const people = (await (await fetch(`${demo.url}/api/people`, { headers })).json()) as {
    people: { id: string; email: string }[]
  }
  const personId = people.people.find(({ email }) => email === 'ana@demo.example')?.id
  for (let nth = 0; nth < count; nth++) {
    const body = JSON.stringify({
      summary: `${words} ${nth}`,
      priority: 'P4',
      to: { kind: 'person', personId },
    })
    const answer = await fetch(`${demo.url}/api/pages`, { method: 'POST', headers, body })
    expect(answer.status, await answer.text()).toBe(200)
  }
  return async () => {
    const answer = await fetch(`${demo.url}/api/alerts?state=all&search=${encodeURIComponent(words)}`, { headers })
    const { alerts } = (await answer.json()) as { alerts: { state: string }[] }
    return alerts.map(({ state }) => state)
  }
}

test('by keyboard: chosen, acknowledged, taken back, closed and taken back in time', { timeout: 120_000 }, async () => {
  const states = await raise('Wobbling bench', 3)
  const { page, errors, close } = await openPage(demo.browser, desk)
  await signIn(page, demo.url, 'ana@demo.example', password)
  await page.goto(`${demo.url}/alerts?search=Wobbling`)
  await page.getByText('Wobbling bench 2').waitFor()
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('j')
  await page.keyboard.press('Shift+X')
  await page.getByText('3 chosen').first().waitFor()
  await expectAccessible(page)
  await page.keyboard.press('a')
  await page.getByText('You have 3 alerts.').waitFor()
  expect(await states()).toEqual(['acknowledged', 'acknowledged', 'acknowledged'])
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByText('3 alerts wait for somebody again').waitFor()
  expect(await states()).toEqual(['triggered', 'triggered', 'triggered'])
  // Nothing is closed before the notice has gone.
  await page.keyboard.press('Escape')
  await page.locator('[data-row]').first().focus()
  await page.keyboard.press('c')
  await page.getByText('Closing 1 alert').waitFor()
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByText('Nothing was closed.').waitFor()
  expect(await states()).toEqual(['triggered', 'triggered', 'triggered'])
  // Who leaves the screen is taken at their word.
  await page.locator('[data-row]').first().focus()
  await page.keyboard.press('c')
  await page.getByText('Closing 1 alert').waitFor()
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/alerts\/\d+$/)
  await expect.poll(async () => (await states()).filter((state) => state === 'closed').length).toBe(1)
  expect(errors).toEqual([])
  await close()
})

test('on a phone: chosen by touch, all that match are acknowledged', { timeout: 120_000 }, async () => {
  const states = await raise('Rattling shelf', 2)
  const { page, errors, close } = await openPage(demo.browser, phone)
  await signIn(page, demo.url, 'ana@demo.example', password)
  await page.goto(`${demo.url}/alerts?search=Rattling`)
  await page.getByText('Rattling shelf 1').waitFor()
  await page.getByRole('button', { name: 'Choose', exact: true }).tap()
  await page.getByText('Rattling shelf 1').tap()
  await page.getByText('1 chosen').first().waitFor()
  expect(new URL(page.url()).pathname).toBe('/alerts')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'All that match' }).tap()
  await page.getByText('2 chosen').first().waitFor()
  await page.getByRole('region', { name: '2 chosen' }).getByRole('button', { name: 'Acknowledge' }).tap()
  await page.getByText('You have 2 alerts.').waitFor()
  expect(await states()).toEqual(['acknowledged', 'acknowledged'])
  expect(errors).toEqual([])
  await close()
})

// A P1 played by two people side by side: one at a desk, one with a phone in the dark; each sees the other's moves as they are made.
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import {
  adminToken,
  desk,
  expectAccessible,
  expectFits,
  openPage,
  password,
  phone,
  signIn,
  startDemo,
} from './browser.ts'

const demo = startDemo()

test('from the alert to the end: declared, called, mitigated, resolved and closed', { timeout: 240_000 }, async () => {
  const ana = await openPage(demo.browser, desk)
  const ben = await openPage(demo.browser, phone, { colorScheme: 'dark' })
  await signIn(ana.page, demo.url, 'ana@demo.example', password)
  await signIn(ben.page, demo.url, 'ben@demo.example', password)

  // Ana declares it from the alert that woke her.
  await ana.page.goto(`${demo.url}/alerts/${await raise('Ledger refuses every booking')}`)
  await ana.page.getByRole('button', { name: 'Declare an incident' }).click()
  const declaring = ana.page.getByRole('dialog', { name: 'Declare an incident' })
  await declaring.getByText('P1').click()
  await expectAccessible(ana.page)
  await declaring.getByRole('button', { name: 'Declare' }).click()
  await ana.page.waitForURL(/\/incidents\/\d+$/)
  await stands(ana.page, 'Triage')
  await expectAccessible(ana.page)
  const room = ana.page.url()

  // Somebody about to declare the same is shown that it is known.
  await ben.page.goto(`${demo.url}/incidents?new=yes`)
  const second = ben.page.getByRole('dialog', { name: 'Declare an incident' })
  await second.getByLabel('What is wrong?').fill('Ledger refuses bookings')
  await second.getByText('Known already?').waitFor()
  await expectFits(ben.page)
  await expectAccessible(ben.page)
  await second.getByRole('button', { name: 'Close' }).click()

  // Ben is called, his phone rings, and by saying "I have it" he takes part.
  await ana.page.getByRole('button', { name: 'Call somebody' }).click()
  const calling = ana.page.getByRole('dialog', { name: 'Call somebody in' })
  await calling.getByLabel('Whom?').selectOption({ label: 'Ben Hughes' })
  await calling.getByLabel('As', { exact: true }).selectOption({ label: 'Expert' })
  await expectAccessible(ana.page)
  await calling.getByRole('button', { name: 'Call', exact: true }).click()
  await acknowledgeRing(ben.page)
  await person(ana.page, 'Ben Hughes').getByText('Expert').waitFor()
  await person(ana.page, 'Ben Hughes').getByText('asked by').waitFor({ state: 'detached' })
  await ben.page.goto(room)
  await stands(ben.page, 'Triage')
  await expectFits(ben.page)
  await expectAccessible(ben.page)

  // What is owed stands under his thumb: one touch, one field.
  await ben.page.getByRole('button', { name: /^What is wrong \+/ }).tap()
  const writing = ben.page.getByRole('dialog', { name: 'What is wrong' })
  await writing.getByLabel('What is wrong').fill('Every booking is refused with "period closed"')
  await writing.getByRole('button', { name: 'Save' }).tap()
  await ana.page.getByText('Every booking is refused with "period closed"').first().waitFor()

  // Both move it at once; Ben, who has not heard yet, is told who was quicker and where to.
  const release = await deaf(ben.page)
  await openStage(ben.page, 'Coordination')
  await openStage(ana.page, 'Mitigation')
  await giveReason(ana.page, 'Skip to Mitigation', 'The runbook knows it', 'Skip')
  await stands(ana.page, 'Mitigation')
  await giveReason(ben.page, 'On to Coordination', 'We should tell people', 'Go on')
  await ben.page.getByText('Ana Keller moved it to Mitigation meanwhile.').waitFor()
  await release()
  await stands(ben.page, 'Mitigation')
  await ben.page.keyboard.press('Escape')

  // Said before it is done, done by the other, and it helped.
  await ben.page.getByRole('button', { name: 'About to …' }).tap()
  const announcing = ben.page.getByRole('dialog', { name: 'What are you about to do?' })
  await announcing.getByLabel('In a sentence').fill('Open the booking period again')
  await announcing.getByLabel('On which service?').selectOption({ label: 'Ledger' })
  await announcing.getByRole('button', { name: 'Announce' }).tap()
  const action = ana.page.getByRole('listitem').filter({ hasText: 'Open the booking period again' })
  await ana.page.keyboard.press('b')
  const clashing = ana.page.getByRole('dialog', { name: 'What are you about to do?' })
  await clashing.getByLabel('In a sentence').fill('Restart the ledger')
  await clashing.getByLabel('On which service?').selectOption({ label: 'Ledger' })
  await clashing.getByRole('button', { name: 'Announce' }).click()
  const clash = ana.page.getByRole('dialog', { name: 'Others are about to touch the same service' })
  await clash.getByText('Ben Hughes is about to: Open the booking period again').waitFor()
  await expectAccessible(ana.page)
  await clash.getByRole('button', { name: 'Call mine off' }).click()
  await action.getByRole('button', { name: 'Done' }).first().click()
  const tried = ben.page.getByRole('listitem').filter({ hasText: 'Open the booking period again' })
  await tried.getByRole('button', { name: 'Helped' }).first().tap()
  await action.getByText('It helped').first().waitFor()

  // A note survives a reload and a tunnel, and is written once.
  await ben.page.getByLabel('Write into the timeline').fill('Bookings go through again')
  await ben.page.reload()
  const note = ben.page.getByLabel('Write into the timeline')
  await expect.poll(() => note.inputValue()).toBe('Bookings go through again')
  await ben.page.context().setOffline(true)
  await ben.page.getByRole('button', { name: 'Write', exact: true }).tap()
  await ben.page.getByText('No connection. Your note is kept here').waitFor()
  await ben.page.context().setOffline(false)
  await ana.page.getByText('Ben Hughes: Bookings go through again').waitFor()
  await expect.poll(() => note.inputValue()).toBe('')
  expect(await ana.page.getByText('Ben Hughes: Bookings go through again').count()).toBe(1)

  // It no longer hurts.
  await ben.page.getByRole('button', { name: 'Mitigated', exact: true }).tap()
  const mitigating = ben.page.getByRole('dialog', { name: 'Does it no longer hurt?' })
  await expectFits(ben.page)
  await expectAccessible(ben.page)
  await mitigating.getByRole('button', { name: 'It is mitigated' }).tap()
  await ana.page.getByRole('button', { name: /^Mitigated/ }).waitFor({ state: 'detached' })

  // Nothing is owed any more here, so nobody asks why; then what mended it is written down.
  await ana.page.getByRole('button', { name: 'On to Resolution' }).click()
  const going = ana.page.getByRole('dialog', { name: 'On to Resolution' })
  expect(await going.getByLabel('Why?').count()).toBe(0)
  await going.getByRole('button', { name: 'Go on' }).click()
  await stands(ben.page, 'Resolution')
  await pay(ana.page, 'What mended it', 'The fix', 'The period was opened again')
  await pay(ana.page, 'The last steps, for the next person', 'Last steps', 'ledgerctl period open')

  // The watch is not over: on with a reason. A P1 owes a follow-up, so it does not close before it is less than that.
  await ana.page.getByRole('button', { name: 'On to Follow-up' }).click()
  await giveReason(ana.page, 'On to Follow-up', 'Watched from the follow-up', 'Go on')
  await stands(ben.page, 'Follow-up')
  const closing = ana.page.locator('main').getByRole('button', { name: 'Close', exact: true })
  expect(await closing.getAttribute('aria-disabled')).toBe('true')
  await ana.page.getByRole('button', { name: 'More for this incident' }).click()
  await ana.page.getByRole('menuitem', { name: 'Change the priority' }).click()
  const rating = ana.page.getByRole('dialog', { name: 'How bad is it?' })
  await rating.getByText('P3').click()
  await rating.getByLabel('Why is it less than before?').fill('Only internal bookings were refused')
  await rating.getByRole('button', { name: 'That is it' }).click()
  await rating.waitFor({ state: 'detached' })
  await closing.click()
  await ana.page
    .getByRole('dialog', { name: 'Close the incident' })
    .getByRole('button', { name: 'Close' })
    .last()
    .click()
  await ben.page.getByText('Closed', { exact: true }).first().waitFor()
  await ben.page.getByRole('button', { name: 'Open again' }).waitFor()
  await expectFits(ben.page)
  await expectAccessible(ben.page)
  const offline = /ERR_INTERNET_DISCONNECTED/
  expect([...ana.errors, ...ben.errors.filter((error) => !offline.test(error))]).toEqual([])
  await Promise.all([ana.close(), ben.close()])
})

/** An alert for Ana, which somebody has acknowledged already, so that nothing rings over what is tried here. */
async function raise(summary: string): Promise<number> {
  const headers = { authorization: `Bearer ${adminToken}`, 'content-type': 'application/json' }
  const { people } = (await (await fetch(`${demo.url}/api/people`, { headers })).json()) as {
    people: { id: string; email: string }[]
  }
  const personId = people.find(({ email }) => email === 'ana@demo.example')?.id
  const body = JSON.stringify({ summary, priority: 'P1', to: { kind: 'person', personId } })
  const answer = await fetch(`${demo.url}/api/pages`, { method: 'POST', headers, body })
  expect(answer.status).toBe(200)
  const found = await fetch(`${demo.url}/api/alerts?search=${encodeURIComponent(summary)}`, { headers })
  const { alerts } = (await found.json()) as { alerts: { id: number }[] }
  const id = alerts[0]?.id ?? 0
  const acknowledged = await fetch(`${demo.url}/api/alerts/${id}/acknowledgement`, {
    method: 'POST',
    headers,
    body: '{}',
  })
  expect(acknowledged.status, await acknowledged.text()).toBe(200)
  return id
}

/** Waits for the ring in this browser, and answers all that rings. */
async function acknowledgeRing(page: Page): Promise<void> {
  const acknowledge = page.getByRole('region', { name: 'Ringing now' }).getByRole('button', { name: 'Acknowledge' })
  await acknowledge.first().waitFor({ timeout: 30_000 })
  while ((await acknowledge.count()) > 0) {
    const before = await acknowledge.count()
    await acknowledge.first().click()
    await expect.poll(() => acknowledge.count(), { timeout: 15_000 }).toBeLessThan(before)
  }
}

/** The rail says where it stands. */
async function stands(page: Page, stage: string): Promise<void> {
  await page.locator('li[aria-current="step"]').filter({ hasText: stage }).waitFor({ timeout: 15_000 })
}

async function openStage(page: Page, stage: string): Promise<void> {
  await page.getByRole('list', { name: 'Stages' }).getByRole('button', { name: stage }).click()
  await page.getByRole('dialog').waitFor()
}

async function giveReason(page: Page, title: string, reason: string, button: string): Promise<void> {
  const dialog = page.getByRole('dialog', { name: title })
  await dialog.getByLabel('Why?').fill(reason)
  await dialog.getByRole('button', { name: button, exact: true }).click()
}

async function pay(page: Page, debt: string, title: string, text: string): Promise<void> {
  await page.getByRole('button', { name: debt }).last().click()
  const dialog = page.getByRole('dialog', { name: title })
  await dialog.getByLabel(title).fill(text)
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.waitFor({ state: 'detached' })
}

function person(page: Page, name: string) {
  return page.getByRole('list', { name: 'People' }).getByRole('listitem').filter({ hasText: name })
}

/** From now on this page does not hear how the incident stands, until what is answered is called. */
async function deaf(page: Page): Promise<() => Promise<void>> {
  const held: (() => Promise<void>)[] = []
  const room = /\/api\/incidents\/\d+$/
  await page.route(room, async (route) => {
    if (route.request().method() !== 'GET') return route.continue()
    held.push(() => route.continue())
  })
  return async () => {
    await page.unroute(room)
    for (const go of held) await go().catch(() => {})
  }
}

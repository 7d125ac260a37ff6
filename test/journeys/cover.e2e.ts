import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { desk, expectAccessible, expectFits, openPage, password, phone, signIn, startDemo } from './browser.ts'

const demo = startDemo()

test('leave falls into a shift, somebody is asked and takes it on the first screen, and the timeline shows it', async () => {
  const david = await openPage(demo.browser, phone)
  await signIn(david.page, demo.url, 'david@demo.example', password)
  const shift = await nextShiftOf(david.page, 'Payments primary', 'David Osei')
  const [first, last] = [dayOf(shift.startsAt, 1), dayOf(shift.startsAt, 3)]

  // Leave is entered, and says at once which shift it falls into.
  await david.page.goto(`${demo.url}/me?tab=leave`)
  await david.page.getByRole('button', { name: 'Enter leave' }).click()
  const entering = david.page.getByRole('dialog', { name: 'Enter leave' })
  await entering.getByLabel('First day').fill(first)
  await entering.getByLabel('Last day').fill(last)
  await entering.getByText('You stay on call until somebody takes over.').waitFor()
  await expectFits(david.page)
  await expectAccessible(david.page)
  await entering.getByRole('button', { name: 'Save' }).click()
  await entering.waitFor({ state: 'detached' })

  // The way on stands beside the shift: ask for cover, with the hours filled in.
  const changing = david.page.getByRole('button', { name: /^Change leave/ })
  const entry = david.page.getByRole('listitem').filter({ has: changing, hasText: 'on call on Payments primary' })
  await entry.getByRole('link', { name: 'Ask for cover…' }).click()
  const asking = david.page.getByRole('dialog', { name: 'Who takes this shift?' })
  await asking.getByText(/could, and is asked|could are asked/).waitFor()
  for (const box of await asking.getByRole('checkbox').all()) await box.uncheck()
  await asking.getByLabel('Ben Hughes').check()
  await asking.getByText('1 person is asked.').waitFor()
  const hours = await Promise.all(['From', 'Until'].map((name) => asking.getByLabel(name).inputValue()))
  await asking.getByLabel('Note').fill('A long weekend with the children.')
  await expectFits(david.page)
  await expectAccessible(david.page)
  await asking.getByRole('button', { name: 'Ask', exact: true }).click()
  await asking.waitFor({ state: 'detached' })
  await david.page.goto(demo.url)
  await david.page.getByRole('heading', { name: 'My open requests' }).waitFor()
  await expectAccessible(david.page)

  // Ben finds it on the first screen, in two taps.
  const ben = await openPage(demo.browser, phone, { colorScheme: 'dark' })
  await signIn(ben.page, demo.url, 'ben@demo.example', password)
  await ben.page.getByText('A long weekend with the children.').waitFor()
  await expectFits(ben.page)
  await expectAccessible(ben.page)
  await ben.page.getByRole('button', { name: 'I take it' }).click()
  const taking = ben.page.getByRole('dialog', { name: 'Take this shift?' })
  await expectAccessible(ben.page)
  await taking.getByRole('button', { name: /^(I take it|Take it although)$/ }).click()
  await ben.page.getByText('It is yours. Thank you.').waitFor()
  await ben.page.getByText('A long weekend with the children.').waitFor({ state: 'detached' })

  // Both see it on the timeline, and nobody is looked for any more.
  const { id } = shift
  const weeks = Math.floor((Date.parse(first) - startOfWeek()) / weekMs)
  await ben.page.goto(`${demo.url}/schedules/${id}?weeks=1&at=${weeks}`)
  await ben.page
    .getByRole('button', { name: /^Ben Hughes, Primary, Override/ })
    .first()
    .waitFor()
  await expectFits(ben.page)
  await expectAccessible(ben.page)
  const told = await (await ben.page.request.get(`${demo.url}/api/schedules/${id}`)).json()
  expect(told.overrides).toMatchObject([{ kind: 'replace' }])
  expect(hours.map((text) => text.slice(0, 10))).toEqual([first, dayOf(shift.startsAt, 4)])
  await david.page.goto(demo.url)
  await david.page.getByRole('heading', { name: 'On call now' }).waitFor()
  expect(await david.page.getByText('My open requests').count()).toBe(0)
  expect([...david.errors, ...ben.errors]).toEqual([])
  await Promise.all([david.close(), ben.close()])
})

test('a manager accepts a trouble as it is, with a reason, and takes that back', async () => {
  const { page, errors, close } = await openPage(demo.browser, desk)
  await signIn(page, demo.url, 'ana@demo.example', password)
  const schedules = await (await page.request.get(`${demo.url}/api/schedules`)).json()
  const { id } = schedules.schedules.find((each: { name: string }) => each.name === 'Platform primary')
  await page.goto(`${demo.url}/schedules/${id}`)
  const trouble = page.getByRole('button', { name: 'More for: Grace Lin is on leave' })
  await trouble.click()
  await page.getByRole('menuitem', { name: 'Accept as it is…' }).click()
  const accepting = page.getByRole('dialog', { name: 'Accept as it is' })
  await accepting.getByLabel('Reason').fill('Grace stays at home and keeps her telephone.')
  await expectAccessible(page)
  await accepting.getByRole('button', { name: 'Accept' }).click()
  await accepting.waitFor({ state: 'detached' })
  await trouble.waitFor({ state: 'detached' })

  await page.getByText(/\d+ accepted as (it is|they are)/).click()
  await page.getByText('Ana Keller: Grace stays at home and keeps her telephone.').waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Take back' }).click()
  await trouble.waitFor()
  expect(errors).toEqual([])
  await close()
})

/** The next shift of this person that has not begun, of those that last for days. */
async function nextShiftOf(page: Page, schedule: string, person: string) {
  const { schedules } = await (await page.request.get(`${demo.url}/api/schedules`)).json()
  const { id } = schedules.find((each: { name: string }) => each.name === schedule)
  const range = `from=${new Date().toISOString()}&to=${new Date(Date.now() + 60 * dayMs).toISOString()}`
  const { shifts } = await (await page.request.get(`${demo.url}/api/schedules/${id}/shifts?${range}`)).json()
  const next = shifts.find(
    (each: { from: string; people: { name: string }[] }) =>
      Date.parse(each.from) > Date.now() && each.people.some(({ name }) => name === person),
  )
  return { id: String(id), startsAt: String(next.from) }
}

/** The day in London so many after the one of this moment. */
function dayOf(at: string, plus: number): string {
  const day = Temporal.Instant.from(at).toZonedDateTimeISO('Europe/London').toPlainDate()
  return day.add({ days: plus }).toString()
}

function startOfWeek(): number {
  const today = Temporal.Now.plainDateISO('Europe/London')
  return Date.parse(today.subtract({ days: today.dayOfWeek - 1 }).toString())
}

const dayMs = 86_400_000
const weekMs = 7 * dayMs

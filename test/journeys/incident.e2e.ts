// A P1 played by two people side by side: one at a desk, one with a phone in the dark; each sees the other's moves as they are made.
import { expect, test } from 'vitest'
import { desk, expectAccessible, expectFits, openPage, password, phone, picture, signIn, startDemo } from './browser.ts'
import { acknowledgeRing, deaf, declareElsewhere, giveReason, openStage, pay, person, raise, stands } from './room.ts'

const demo = startDemo()

test('from the alert to the end: declared, called, mitigated, resolved and closed', { timeout: 240_000 }, async () => {
  const ana = await openPage(demo.browser, desk)
  const ben = await openPage(demo.browser, phone, { colorScheme: 'dark' })
  await signIn(ana.page, demo.url, 'ana@demo.example', password)
  await signIn(ben.page, demo.url, 'ben@demo.example', password)

  // Ana declares it from the alert that woke her.
  await ana.page.goto(`${demo.url}/alerts/${await raise(demo.url, 'Ledger refuses every booking')}`)
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
  const describing = ben.page.getByRole('dialog', { name: 'What is wrong' })
  await describing.getByLabel('What is wrong').fill('Every booking is refused with "period closed"')
  await describing.getByRole('button', { name: 'Save' }).tap()
  await ana.page.getByText('Every booking is refused with "period closed"').first().waitFor()

  // She hands the lead over, and he takes it with his thumb.
  await ana.page.getByRole('button', { name: 'More for Ana Keller' }).click()
  await ana.page.getByRole('menuitem', { name: 'Hand over: Lead' }).click()
  const offering = ana.page.getByRole('dialog', { name: 'Hand over: Lead' })
  await offering.getByLabel('To whom?').selectOption({ label: 'Ben Hughes' })
  await offering.getByText('Page them now').click()
  await expectAccessible(ana.page)
  await picture(ana.page, 'p1-1-offer')
  await offering.getByRole('button', { name: 'Offer', exact: true }).click()
  await ben.page.getByText('Ana Keller offers you to take over as Lead').waitFor()
  await expectFits(ben.page)
  await picture(ben.page, 'p1-2-offered')
  await ben.page.getByRole('button', { name: 'I take over' }).tap()
  await person(ana.page, 'Ben Hughes').getByText('Lead').waitFor()

  // Somebody declared it a second time: the two become one.
  const twin = await declareElsewhere(demo.url, 'Bookings fail in the ledger')
  await ana.page.goto(`${demo.url}/incidents/${twin}`)
  await stands(ana.page, 'Triage')
  await ana.page.getByRole('button', { name: 'More for this incident' }).click()
  await ana.page.getByRole('menuitem', { name: 'Merge into another' }).click()
  const merging = ana.page.getByRole('dialog', { name: 'The same as another?' })
  await merging.getByLabel('Which one goes on?').selectOption(room.split('/').at(-1) ?? '')
  await picture(ana.page, 'p1-3-merge')
  await merging.getByRole('button', { name: 'Merge into it' }).click()
  await ana.page.waitForURL(room)
  await ben.page.getByRole('tab', { name: 'Timeline' }).tap()
  await ben.page.getByText('merged another incident into this one').first().waitFor()
  await ben.page.getByRole('tab', { name: /^Now/ }).tap()

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
  await ben.page.getByRole('tab', { name: 'Timeline' }).tap()
  await ben.page.getByLabel('Write into the timeline').fill('Bookings go through again')
  await ben.page.reload()
  await ben.page.getByRole('tab', { name: 'Timeline' }).tap()
  const note = ben.page.getByLabel('Write into the timeline')
  await expect.poll(() => note.inputValue(), { timeout: 15_000 }).toBe('Bookings go through again')
  await ben.page.context().setOffline(true)
  await ben.page.getByRole('button', { name: 'Write', exact: true }).tap()
  await ben.page.getByText('No connection. Your note is kept here').waitFor()
  await ben.page.context().setOffline(false)
  await ana.page.getByText('Ben Hughes: Bookings go through again').waitFor()
  await expect.poll(() => note.inputValue(), { timeout: 15_000 }).toBe('')
  expect(await ana.page.getByText('Ben Hughes: Bookings go through again').count()).toBe(1)

  // What would be gone tomorrow is kept: he photographs a screen, she says what is not to be had.
  await ana.page.getByRole('button', { name: 'Change: Services' }).click()
  const suspecting = ana.page.getByRole('dialog', { name: 'Services' })
  await suspecting.getByLabel('Checkout', { exact: true }).check()
  await suspecting.getByRole('button', { name: 'Save' }).click()
  await ben.page.getByRole('tab', { name: /^Now/ }).tap()
  const [chooser] = await Promise.all([
    ben.page.waitForEvent('filechooser'),
    ben.page.getByRole('button', { name: 'Add a file' }).tap(),
  ])
  await chooser.setFiles({ name: 'bookings.png', mimeType: 'image/png', buffer: dot })
  await ana.page.getByRole('img', { name: 'Picture: bookings.png' }).waitFor()
  const dump = ana.page.getByRole('listitem').filter({ hasText: 'Thread dump of a slow pod' })
  await dump.getByRole('button', { name: 'Is missing' }).click()
  await picture(ana.page, 'p1-4-missing')
  await ana.page.getByRole('button', { name: 'It was gone already' }).click()
  await dump.getByText('Missing').waitFor()
  await ana.page.keyboard.press('g')
  const gap = ana.page.getByRole('dialog', { name: 'Note a gap' })
  await gap.getByLabel('What is missing?').fill('No alert for refused bookings')
  await gap.getByRole('button', { name: 'Note it' }).click()
  await ana.page.getByText('No alert for refused bookings').first().waitFor()

  // Those outside hear how it stands, as they will read it; the next word takes one tap.
  await ana.page
    .getByRole('list', { name: 'Updates' })
    .getByRole('button', { name: /Stakeholders/ })
    .click()
  const telling = ana.page.getByRole('dialog', { name: 'How does it stand?' })
  await telling.getByLabel('Text').fill('Bookings were refused since 09:00 and go through again.')
  await expectAccessible(ana.page)
  await picture(ana.page, 'p1-5-update')
  await telling.getByRole('button', { name: 'Send the update' }).click()
  await ben.page.getByRole('tab', { name: 'People' }).tap()
  await expectFits(ben.page)
  await picture(ben.page, 'p1-6-people')
  await ben.page.getByRole('button', { name: /Still working, next update at/ }).tap()
  await ana.page.getByText('2 updates').waitFor()

  // It no longer hurts.
  await ben.page.getByRole('button', { name: 'Mitigated', exact: true }).tap()
  const mitigating = ben.page.getByRole('dialog', { name: 'Does it no longer hurt?' })
  await expectFits(ben.page)
  await expectAccessible(ben.page)
  await mitigating.getByRole('button', { name: 'It is mitigated' }).tap()
  await ana.page.getByRole('button', { name: /^Mitigated/ }).waitFor({ state: 'detached' })

  // Some of the evidence is still open, so it is said why; then the cause, and what mended it.
  await ana.page.getByRole('button', { name: 'On to Resolution' }).click()
  await giveReason(ana.page, 'On to Resolution', 'The graphs are kept for a year', 'Go on')
  await stands(ben.page, 'Resolution')
  await ana.page.getByRole('button', { name: 'Add a hypothesis' }).click()
  const supposing = ana.page.getByRole('dialog', { name: 'What may be the cause?' })
  await supposing.getByLabel('In a sentence').fill('The period was closed by hand')
  await supposing.getByRole('button', { name: 'Write down' }).click()
  await ben.page.getByRole('tab', { name: /^Now/ }).tap()
  await ben.page.getByText('The period was closed by hand').first().waitFor()
  await picture(ben.page, 'p1-7-resolution')
  await pay(ana.page, 'What mended it', 'The fix', 'The period was opened again')
  await pay(ana.page, 'The last steps, for the next person', 'Last steps', 'ledgerctl period open')

  // The watch is not over: on with a reason. A P1 owes a follow-up: it closes when somebody answers for what is open.
  await ana.page.getByRole('button', { name: 'On to Follow-up' }).click()
  await giveReason(ana.page, 'On to Follow-up', 'Watched from the follow-up', 'Go on')
  await stands(ben.page, 'Follow-up')
  const closing = ana.page.locator('main').getByRole('button', { name: 'Close', exact: true })
  expect(await closing.getAttribute('aria-disabled')).toBe('true')
  const followUps = ana.page.getByRole('list', { name: 'Follow-ups' })
  await followUps.getByRole('button', { name: 'Write it out' }).click()
  const writing = ana.page.getByRole('dialog', { name: 'Change the follow-up' })
  await writing.getByLabel('Who does it?').selectOption({ label: 'Ben Hughes' })
  await writing.getByRole('button', { name: 'Save' }).click()
  await writing.waitFor({ state: 'detached' })
  await ana.page.getByText('Write down a follow-up').first().waitFor()
  expect(await closing.getAttribute('aria-disabled')).toBe('true')
  await ana.page.getByRole('button', { name: 'Accept the risk …' }).first().click()
  const risking = ana.page.getByRole('dialog', { name: 'Accept the risk' })
  await risking.getByLabel('Until').fill(inDays(30))
  await risking.getByLabel('Why?').fill('The period is closed by the job alone from December on')
  await expectAccessible(ana.page)
  await picture(ana.page, 'p1-8-risk')
  await risking.getByRole('button', { name: 'Accept the risk' }).click()
  await risking.waitFor({ state: 'detached' })
  await ben.page.getByText('Ana Keller accepts the risk').first().waitFor()
  await closing.click()
  await ana.page
    .getByRole('dialog', { name: 'Close the incident' })
    .getByRole('button', { name: 'Close' })
    .last()
    .click()
  await ben.page.getByText('Closed', { exact: true }).first().waitFor()
  await picture(ana.page, 'p1-9-closed')
  await ben.page.getByRole('button', { name: 'Open again' }).waitFor()
  await expectFits(ben.page)
  await expectAccessible(ben.page)
  const offline = /ERR_INTERNET_DISCONNECTED/
  expect([...ana.errors, ...ben.errors.filter((error) => !offline.test(error))]).toEqual([])
  await Promise.all([ana.close(), ben.close()])
})

/** A day from now on, as a date field takes it. */
function inDays(days: number): string {
  return Temporal.Now.plainDateISO('UTC').add({ days }).toString()
}

/** A picture of one dot. */
const dot = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

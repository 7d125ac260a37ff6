import { expect, test } from 'vitest'
import { makeApi } from '../../cli/client.ts'
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

test('a route is written, tried, saved, and the next event goes by it', async () => {
  const api = makeApi({ server: demo.url, token: adminToken })
  const { services } = await api.listServices()
  const [from, to] = services
  if (!from || !to) throw new Error('the demo has no two services')
  const source = await api.createSource({ slug: 'routed', name: 'Routed', serviceId: from.id, dialect: 'pagerduty' })
  const raise = async (dedup: string) => {
    const body = {
      routing_key: source.key,
      event_action: 'trigger',
      dedup_key: dedup,
      payload: { summary: `Replica lags ${dedup}`, source: 'm', severity: 'info', custom_details: { tier: 'storage' } },
    }
    const answer = await fetch(`${demo.url}/v2/enqueue`, { method: 'POST', body: JSON.stringify(body) })
    expect(answer.status).toBe(202)
  }
  await raise('before')

  const { page, errors, close } = await openPage(demo.browser, desk)
  await signIn(page, demo.url, 'ana@demo.example', password)
  await page.goto(`${demo.url}/sources/routes/${from.teamId}`)
  const event = page.getByRole('listitem').filter({ hasText: 'Replica lags before' })
  await event.getByRole('button', { name: 'Make a route from this' }).click()
  expect(await page.getByLabel('Label 3', { exact: true }).inputValue()).toBe('tier')
  expect(await page.getByLabel('Value 3').inputValue()).toBe('storage')
  await expectAccessible(page)

  // A pattern that is none is told at its place, and mended there.
  await page.getByLabel('How label 3 is compared').selectOption({ label: 'fits (=~)' })
  await page.getByLabel('Value 3').fill('stor(')
  await page.getByText(/This is no pattern/).waitFor()
  await page.getByLabel('Value 3').fill('stor.*')
  await page.getByLabel('Name', { exact: true }).fill('Storage')
  await page.getByLabel('Goes to the service').selectOption({ label: to.name })
  await page.getByLabel('At least as urgent as').selectOption({ index: 2 })
  await event.getByText(`${to.name} · P2`).waitFor()
  await page.getByRole('button', { name: 'Save the routes' }).click()
  await page.getByText('The routes were saved.').waitFor()
  await raise('after')
  const routed = async () => (await api.listAlerts({ search: 'Replica lags after' })).alerts[0]
  await expect.poll(routed).toMatchObject({ serviceName: to.name, priority: 'P2' })

  // By the keyboard: a second route comes before the first.
  await page.getByRole('button', { name: 'Add a route' }).first().click()
  await page.getByLabel('Name', { exact: true }).fill('Everything')
  await page.getByLabel('Label 1', { exact: true }).fill('tier')
  await page.getByLabel('Value 1').fill('storage')
  await page.getByRole('button', { name: /^Move Everything/ }).press('ArrowUp')
  await event.getByText('Everything').waitFor()

  // Somebody else saves meanwhile: what they did is told, and one's own draft stays.
  const theirs = await api.getRoutes({ teamId: from.teamId })
  const [storage] = theirs.routes
  if (!storage) throw new Error('nothing was saved')
  await api.setRoutes({ teamId: from.teamId, routes: [{ ...storage, name: 'Storage, theirs' }] })
  await page.getByText('Changed: Storage, theirs').waitFor()
  await page.getByRole('button', { name: 'Save mine in its place' }).click()
  await page.getByText('Changed: Storage, theirs').waitFor({ state: 'detached' })
  const names = async () => (await api.getRoutes({ teamId: from.teamId })).routes.map(({ name }) => name)
  await expect.poll(names).toEqual(['Everything', 'Storage'])
  expect(errors).toEqual([])
  await close()

  const pocket = await openPage(demo.browser, phone)
  await signIn(pocket.page, demo.url, 'ana@demo.example', password)
  await pocket.page.goto(`${demo.url}/sources/routes/${from.teamId}`)
  await pocket.page.getByRole('button', { name: /^Storage/ }).click()
  await pocket.page.getByRole('button', { name: 'All routes' }).waitFor()
  await expectFits(pocket.page)
  await expectAccessible(pocket.page)
  expect(pocket.errors).toEqual([])
  await pocket.close()
})

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

/** A Prometheus of the first service fires these; gives the ids of its alerts. */
async function fire(slug: string, alerts: readonly { readonly name: string; readonly instance: string }[]) {
  const api = makeApi({ server: demo.url, token: adminToken })
  const service = (await api.listServices({})).services[0]
  if (!service) throw new Error('the demo has no service')
  const { key, source } = await api.createSource({ slug, name: slug, serviceId: service.id, dialect: 'prometheus' })
  const body = alerts.map(({ name, instance }) => ({
    labels: { alertname: name, instance, severity: 'critical' },
    annotations: { summary: `${name} on ${instance}` },
  }))
  const posted = await fetch(`${demo.url}/in/${key}/api/v2/alerts`, { method: 'POST', body: JSON.stringify(body) })
  expect(posted.status).toBe(200)
  const { alerts: open } = await api.listAlerts({ serviceId: service.id, limit: 100 })
  return {
    service,
    of: (instance: string) => open.find((one) => one.sourceId === source.id && one.summary.endsWith(instance)),
  }
}

test('an alert is silenced from its own screen, which says so; the silence is listed, extended and ended', async () => {
  const fired = await fire('journey-disks', [
    { name: 'DiskFull', instance: 'db1' },
    { name: 'DiskFull', instance: 'db2' },
  ])
  const { page, errors, close } = await openPage(demo.browser, desk)
  await signIn(page, demo.url, 'ana@demo.example', password)
  await page.goto(`${demo.url}/alerts/${fired.of('db1')?.id}`)
  await page.getByRole('button', { name: 'Silence this…' }).click()
  const dialog = page.getByRole('dialog', { name: 'New silence' })
  await dialog.getByText('Would mute 1 open alert now. 1 of them is P1.').waitFor()
  await expectAccessible(page)
  // Without the instance it means both.
  await dialog.getByRole('button', { name: 'Remove instance' }).click()
  await dialog.getByText('Would mute 2 open alerts now. 2 of them are P1.').waitFor()
  // As text the same is said, and a fault is told where it is.
  await dialog.getByRole('radio', { name: 'As text' }).check()
  const text = dialog.getByRole('textbox', { name: 'As text' })
  expect(await text.inputValue()).toBe('{alertname="DiskFull", severity="critical"}')
  await text.fill('{alertname="DiskFull"')
  await dialog.getByText('The closing brace is missing.').waitFor()
  await text.fill('{alertname="DiskFull", instance=~"db.*"}')
  await dialog.getByText('Would mute 2 open alerts now.').waitFor()
  await dialog.getByRole('radio', { name: 'One by one' }).check()
  expect(await dialog.getByLabel('How instance must compare').inputValue()).toBe('=~')
  await dialog.getByRole('radio', { name: '4 hours' }).check()
  // A reason is owed.
  await dialog.getByRole('button', { name: 'Silence', exact: true }).hover()
  await dialog.getByLabel('Reason').fill('The disks are being replaced')
  await dialog.getByRole('button', { name: 'Silence', exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByText('Silenced by Ana').waitFor()
  await page.getByText('The disks are being replaced').first().waitFor()
  await expectAccessible(page)

  // From the alert to the silence, which counts what it muted, and to the list.
  await page.getByRole('link', { name: 'Open the silence' }).click()
  await page.getByRole('heading', { name: 'The disks are being replaced' }).waitFor()
  await page.getByText('2 muted now').waitFor()
  await page.getByRole('link', { name: 'DiskFull on db2' }).waitFor()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Silences and maintenance' }).click()
  const row = page.getByRole('listitem').filter({ hasText: 'The disks are being replaced' })
  await row.getByText('instance=~"db.*"').waitFor()
  await expectAccessible(page)
  await row.getByRole('button', { name: 'More for this silence' }).click()
  await page.getByRole('menuitem', { name: 'Extend by 1 hour' }).click()
  await page.getByText(/^It ends /).waitFor()
  await row.getByRole('button', { name: 'More for this silence' }).click()
  await page.getByRole('menuitem', { name: 'End now' }).click()
  await row.waitFor({ state: 'detached' })
  await page.goto(`${demo.url}/alerts/${fired.of('db1')?.id}`)
  await page.getByRole('button', { name: 'Silence this…' }).waitFor()
  expect(errors).toEqual([])
  await close()
})

test('on a phone a service goes into maintenance, and its alerts say so', async () => {
  const fired = await fire('journey-rest', [{ name: 'Restarting', instance: 'web1' }])
  const { page, errors, close } = await openPage(demo.browser, phone, { colorScheme: 'dark' })
  await signIn(page, demo.url, 'ana@demo.example', password)
  await page.goto(`${demo.url}/services`)
  await page.getByRole('button', { name: `Maintenance of ${fired.service.name}` }).click()
  const dialog = page.getByRole('dialog', { name: 'New maintenance' })
  await dialog.getByLabel(fired.service.name, { exact: true }).waitFor()
  await dialog.getByText(/^Would mute/).waitFor()
  await expectFits(page)
  await expectAccessible(page)
  await dialog.getByLabel('Reason').fill('Rolling restart')
  await dialog.getByRole('button', { name: 'Begin maintenance' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByRole('link', { name: 'In maintenance' }).waitFor()
  await expectFits(page)
  await expectAccessible(page)
  await page.goto(`${demo.url}/alerts`)
  const row = page.getByRole('listitem').filter({ hasText: 'Restarting on web1' })
  await row.getByText('Muted until').waitFor()
  await expectFits(page)
  await page.getByRole('link', { name: 'Silences', exact: true }).click()
  await page.getByRole('listitem').filter({ hasText: 'Rolling restart' }).waitFor()
  await expectFits(page)
  await expectAccessible(page)
  expect(errors).toEqual([])
  await close()
})

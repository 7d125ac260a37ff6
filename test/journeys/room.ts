// The room of an incident as a journey walks through it: its rail, its debts, its people, and what is made behind its back.
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { adminToken } from './browser.ts'

const headers = { authorization: `Bearer ${adminToken}`, 'content-type': 'application/json' }

/** An alert for Ana, which somebody has acknowledged already, so that nothing rings over what is tried here. */
export async function raise(url: string, summary: string): Promise<number> {
  await pageTo(url, 'ana@demo.example', summary)
  const found = await fetch(`${url}/api/alerts?search=${encodeURIComponent(summary)}`, { headers })
  const { alerts } = (await found.json()) as { alerts: { id: number }[] }
  const id = alerts[0]?.id ?? 0
  const acknowledged = await fetch(`${url}/api/alerts/${id}/acknowledgement`, { method: 'POST', headers, body: '{}' })
  expect(acknowledged.status, await acknowledged.text()).toBe(200)
  return id
}

/** Pages somebody about this, as a P1. */
export async function pageTo(url: string, email: string, summary: string): Promise<void> {
  const answer = await fetch(`${url}/api/people`, { headers })
  const { people } = (await answer.json()) as { people: { id: string; email: string }[] }
  const personId = people.find((person) => person.email === email)?.id
  const body = JSON.stringify({ summary, priority: 'P1', to: { kind: 'person', personId } })
  expect((await fetch(`${url}/api/pages`, { method: 'POST', headers, body })).status).toBe(200)
}

/** Waits for the ring in this browser, and answers all that rings. */
export async function acknowledgeRing(page: Page): Promise<void> {
  const acknowledge = page.getByRole('region', { name: 'Ringing now' }).getByRole('button', { name: 'Acknowledge' })
  await acknowledge.first().waitFor({ timeout: 30_000 })
  while ((await acknowledge.count()) > 0) {
    const before = await acknowledge.count()
    await acknowledge.first().click()
    await expect.poll(() => acknowledge.count(), { timeout: 15_000 }).toBeLessThan(before)
  }
}

/** The rail says where it stands. */
export async function stands(page: Page, stage: string): Promise<void> {
  await page.locator('li[aria-current="step"]').filter({ hasText: stage }).waitFor({ timeout: 15_000 })
}

export async function openStage(page: Page, stage: string): Promise<void> {
  await page.getByRole('list', { name: 'Stages' }).getByRole('button', { name: stage }).click()
  await page.getByRole('dialog').waitFor()
}

export async function giveReason(page: Page, title: string, reason: string, button: string): Promise<void> {
  const dialog = page.getByRole('dialog', { name: title })
  await dialog.getByLabel('Why?').fill(reason)
  await dialog.getByRole('button', { name: button, exact: true }).click()
}

export async function pay(page: Page, debt: string, title: string, text: string): Promise<void> {
  await page.getByRole('button', { name: debt }).last().click()
  const dialog = page.getByRole('dialog', { name: title })
  await dialog.getByLabel(title).fill(text)
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.waitFor({ state: 'detached' })
}

export function person(page: Page, name: string) {
  return page.getByRole('list', { name: 'People' }).getByRole('listitem').filter({ hasText: name })
}

/** From now on this page does not hear how the incident stands, until what is answered is called. */
export async function deaf(page: Page): Promise<() => Promise<void>> {
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

/** An incident that somebody else declared in the team of Ana. */
export async function declareElsewhere(url: string, title: string): Promise<number> {
  const { teams } = (await (await fetch(`${url}/api/teams`, { headers })).json()) as {
    teams: { id: string; slug: string }[]
  }
  const teamId = teams.find(({ slug }) => slug === 'payments')?.id
  const body = JSON.stringify({ teamId, title, priority: 'P1' })
  const answer = await fetch(`${url}/api/incidents`, { method: 'POST', headers, body })
  expect(answer.status).toBe(200)
  return ((await answer.json()) as { id: number }).id
}

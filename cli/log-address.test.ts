import { afterEach, expect, test } from 'vitest'
import { baton, fakeBaton } from './fake.test-support.ts'

let server: Awaited<ReturnType<typeof fakeBaton>>
afterEach(() => server.close())

const at = '/api/teams/t1/log-address'
const none = { mailDomain: 'b.example.com', address: null, madeBy: null, madeAt: null }
const made = { ...none, address: 'log+abc@b.example.com', madeBy: 'Emma\u001b[2J', madeAt: '2026-03-02T09:00:00Z' }

async function on(replies: Readonly<Record<string, unknown>>, args: readonly string[]) {
  const teams = [{ id: 't1', slug: 'payments', name: 'Payments', members: [] }]
  server = await fakeBaton({ 'GET /api/teams': { teams }, ...replies })
  const env = { BATON_SERVER: server.url, BATON_TOKEN: 'btn_x' }
  return { ...(await baton(['log', 'address', ...args], { env })), asked: server.asked.map(({ line }) => line) }
}

test('the address of a log is a line of its own, to be taken along', async () => {
  const { out } = await on({ [`GET ${at}`]: made }, ['--team', 'payments'])
  expect(out.split('\n')[0]).toBe('log+abc@b.example.com')
  expect(out).toContain('secret')
  expect(out).not.toContain('\u001b[2J')
})

test('it is made, renewed and taken away', async () => {
  expect((await on({ [`POST ${at}`]: made }, ['--team', 'payments', '--renew'])).asked.at(-1)).toBe(`POST ${at}`)
  await server.close()
  const removed = await on({ [`DELETE ${at}`]: none }, ['--team', 'payments', '--remove'])
  expect(removed.out).toContain('has no address for mail')
})

test('where no mail comes in that is said', async () => {
  const { out } = await on({ [`GET ${at}`]: { ...none, mailDomain: null } }, ['--team', 'payments'])
  expect(out).toContain('No mail comes in here')
})

test('a team is named, and one thing is asked for', async () => {
  expect(await on({}, [])).toMatchObject({ exit: 2, asked: [] })
  await server.close()
  expect(await on({}, ['--team', 'payments', '--renew', '--remove'])).toMatchObject({ exit: 2, asked: [] })
})

import { afterEach, expect, test } from 'vitest'
import { baton, fakeBaton } from './fake.test-support.ts'

let server: Awaited<ReturnType<typeof fakeBaton>>
afterEach(() => server.close())

const id = (n: number) => `0190aaaa-0000-7000-8000-00000000000${n}`
const team = { id: id(1), slug: 'payments', name: 'Payments', members: [] }
const ops = {
  id: id(2),
  slug: 'payments-ops',
  name: '#payments-ops',
  teamId: id(1),
  channel: 'slack',
  address: 'C024BE91L',
  language: 'en',
  zone: 'UTC',
  isProven: true,
  createdAt: '2026-11-24T12:00:00Z',
}
const list = { ...ops, id: id(3), slug: 'list', name: 'The list', channel: 'email', address: 'p***', isProven: false }
const there = { 'GET /api/channels': { channels: [ops, list] }, 'GET /api/teams': { teams: [team] } }

async function on(replies: Readonly<Record<string, unknown>>, args: readonly string[]) {
  server = await fakeBaton({ ...there, ...replies })
  return { ...(await baton(args, { env: { BATON_SERVER: server.url, BATON_TOKEN: 'btn_x' } })), asked: server.asked }
}

test('channels are listed with their team, and whether they are told', async () => {
  const { out } = await on({}, ['channels'])
  expect(out).toMatch(/payments-ops +#payments-ops +Payments +slack +C024BE91L +confirmed/)
  expect(out).toMatch(/list +The list +Payments +email +p\*\*\* +not confirmed/)
})

test('a room is added to a team, and a code is sent there', async () => {
  const { out, asked } = await on(
    {
      'POST /api/channels': { channel: { ...ops, isProven: false }, secret: null },
      [`POST /api/channels/${id(2)}/test`]: { expiresAt: '2026-11-24T12:15:00Z' },
    },
    ['channels', 'add', 'slack', 'C024BE91L', '#payments-ops', '--team', 'payments', '--language', 'ko'],
  )
  expect(out).toContain('baton channels confirm payments-ops <code>')
  expect(asked).toContainEqual(
    expect.objectContaining({
      body: {
        teamId: id(1),
        slug: 'payments-ops',
        name: '#payments-ops',
        channel: 'slack',
        address: 'C024BE91L',
        secret: null,
        language: 'ko',
      },
    }),
  )
})

test('a code is given back, a test sent, a channel removed', async () => {
  const { out } = await on({ [`POST /api/channels/${id(3)}/confirmation`]: { ...list, isProven: true } }, [
    'channels',
    'confirm',
    'list',
    '123456',
  ])
  expect(out).toBe('The list is confirmed, and told from now on.\n')
  await server.close()
  const tested = await on({ [`POST /api/channels/${id(2)}/test`]: { expiresAt: null } }, [
    'channels',
    'test',
    'payments-ops',
  ])
  expect(tested.out).toBe('A test is on its way to #payments-ops.\n')
  await server.close()
  const removed = await on({ [`DELETE /api/channels/${id(3)}`]: { done: true } }, ['channels', 'remove', 'The list'])
  expect(removed.out).toBe('Removed The list.\n')
})

test('what is no kind, or not there, is told', async () => {
  expect(await on({}, ['channels', 'add', 'pigeon', 'x', 'y', '--team', 'payments'])).toMatchObject({ exit: 2 })
  await server.close()
  expect((await on({}, ['channels', 'test', 'payment-ops'])).err).toContain('Did you mean "payments-ops"?')
})

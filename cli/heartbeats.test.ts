import { afterEach, expect, test } from 'vitest'
import { baton, fakeBaton } from './fake.test-support.ts'

let server: Awaited<ReturnType<typeof fakeBaton>>
afterEach(() => server.close())

const id = (n: number) => `0190aaaa-0000-7000-8000-00000000000${n}`
const source = { id: id(1), slug: 'cron', name: 'Cron' }
const backup = {
  id: id(2),
  slug: 'backup',
  name: 'Nightly backup',
  sourceId: id(1),
  everyMinutes: null,
  cron: '0 3 * * *',
  zone: 'Asia/Seoul',
  state: 'down',
  because: 'never_ended',
  checkedInAt: null,
  expectedAt: null,
  isSourceOff: false,
}
const copy = {
  ...backup,
  id: id(3),
  slug: 'copy',
  name: 'Copy',
  cron: null,
  everyMinutes: 15,
  state: 'up',
  because: null,
}
const there = {
  'GET /api/heartbeats': { heartbeats: [backup, copy] },
  'GET /api/sources': { sources: [source] },
  'GET /api/me': { url: 'https://baton.example.com/' },
}

async function on(replies: Readonly<Record<string, unknown>>, args: readonly string[]) {
  server = await fakeBaton({ ...there, ...replies })
  return { ...(await baton(args, { env: { BATON_SERVER: server.url, BATON_TOKEN: 'btn_x' } })), asked: server.asked }
}

test('heartbeats are listed with their state and what is expected', async () => {
  const { out } = await on({}, ['heartbeats'])
  expect(out).toMatch(/cron\/backup +down \(never ended\) +never +0 3 \* \* \* Asia\/Seoul +Nightly backup/)
  expect(out).toMatch(/cron\/copy +up +never +every 15 min +Copy/)
})

test('one is added, and its address is printed', async () => {
  const { out, asked } = await on({ 'POST /api/heartbeats': { heartbeat: backup, pingKey: 'k' } }, [
    'heartbeats',
    'add',
    'Nightly backup',
    '--source',
    'cron',
    '--every',
    '2h',
    '--grace',
    '30m',
    '--priority',
    'p1',
  ])
  expect(out).toContain('https://baton.example.com/ping/k')
  expect(asked).toContainEqual(
    expect.objectContaining({
      body: {
        sourceId: id(1),
        slug: 'nightly-backup',
        name: 'Nightly backup',
        everyMinutes: 120,
        graceMinutes: 30,
        priority: 'P1',
      },
    }),
  )
})

test('one is shown with its last check-ins, whatever they printed', async () => {
  const ping = {
    at: '2026-11-24T03:00:00Z',
    kind: 'fail',
    exitStatus: 3,
    lastedSeconds: 4,
    via: 'POST',
    body: '\u001b[31mred',
  }
  const { out } = await on(
    { [`GET /api/heartbeats/${id(2)}`]: { heartbeat: backup, pingKey: 'k', mailAddress: null, pings: [ping] } },
    ['heartbeats', 'show', 'backup'],
  )
  expect(out).toContain('Nightly backup: down (never ended), expected 0 3 * * * Asia/Seoul.')
  expect(out).toMatch(/fail 3 +4 s +POST/)
  expect(out).not.toContain('\u001b')
})

test('one is paused, resumed and removed', async () => {
  const { out } = await on({ [`POST /api/heartbeats/${id(3)}/pause`]: copy }, ['heartbeats', 'pause', 'cron/copy'])
  expect(out).toBe('Copy is paused: nothing is expected of it.\n')
  await server.close()
  const resumed = await on({ [`DELETE /api/heartbeats/${id(3)}/pause`]: copy }, ['heartbeats', 'resume', 'Copy'])
  expect(resumed.out).toBe('Copy is waited for again.\n')
  await server.close()
  const removed = await on({ [`DELETE /api/heartbeats/${id(3)}`]: { done: true } }, ['heartbeats', 'remove', 'copy'])
  expect(removed.out).toBe('Copy is removed.\n')
})

test('what cannot be meant is told', async () => {
  const add = ['heartbeats', 'add', 'x', '--source', 'cron']
  expect(await on({}, add)).toMatchObject({ exit: 2 })
  await server.close()
  expect(await on({}, [...add, '--every', 'often'])).toMatchObject({ exit: 2 })
  await server.close()
  expect((await on({}, ['heartbeats', 'show', 'bakup'])).err).toContain('There is no heartbeat "bakup"')
})

import { afterEach, expect, test } from 'vitest'
import { baton, fakeBaton } from './fake.test-support.ts'

let server: Awaited<ReturnType<typeof fakeBaton>>
afterEach(() => server.close())

const none = { count: 0, p50Ms: null, p99Ms: null, maxMs: null }
const figures = {
  from: '2026-11-23T12:00:00Z',
  until: '2026-11-24T12:00:00Z',
  channels: [
    {
      channel: 'sms',
      provider: 'first',
      sent: 1999,
      failed: 1,
      notSent: 0,
      missingReceipts: 2,
      retries: 3,
      duplicates: 0,
      took: { count: 1999, p50Ms: 250, p99Ms: 2500, maxMs: 2100 },
    },
  ],
  handedOver: { count: 40, p50Ms: 50, p99Ms: 250, maxMs: 212 },
  answered: { count: 38, p50Ms: 180_000, p99Ms: 900_000, maxMs: 700_000 },
  lateness: [],
  selfPages: {
    everyMinutes: 5,
    good: 288,
    late: 0,
    failed: 0,
    took: none,
    lastAt: '2026-11-24T11:58:00Z',
    lastState: 'good',
    nextAt: null,
  },
  heartbeat: { isSet: false, sentAt: null, held: null },
  troubles: [] as object[],
}

async function health(change: object, args: readonly string[] = []) {
  server = await fakeBaton({ 'GET /api/figures': { ...figures, ...change } })
  return baton(['health', ...args], {
    env: { BATON_SERVER: server.url, BATON_TOKEN: 'btn_abcdefghijklmnopqrstuvwxyz1' },
  })
}

test('says that nothing is wrong, and how paging does; success is never rounded up to all', async () => {
  const { out, exit } = await health({})
  expect(exit).toBe(0)
  expect(out).toContain('Nothing is wrong with Baton itself.')
  expect(out).toContain('(288 good, 0 late, 0 failed)')
  expect(out).toContain('No watcher outside is told: set BATON_HEARTBEAT_URL.')
  expect(out).toMatch(/sms first +1999 +1 +99\.9 % +2\.5 s/)
  expect(out).toMatch(/first page, acknowledged +38 +3 min +15 min +12 min/)
})

test('names what is wrong, and ends so that a script sees it', async () => {
  const troubles = [{ kind: 'channel_failing', subject: 'sms', detail: '5', since: '2026-11-24T11:50:00Z' }]
  const { out, exit } = await health({ troubles })
  expect(exit).toBe(1)
  expect(out).toMatch(/In trouble since .*: channel failing \(sms, 5\)/)
  expect(out).not.toContain('Nothing is wrong')
})

test('a span that is none is refused', async () => {
  const { exit } = await health({}, ['--span', 'year'])
  expect(exit).toBe(2)
})

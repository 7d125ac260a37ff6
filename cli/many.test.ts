// Lists that are read on, and many alerts answered at once.
import { afterEach, expect, test } from 'vitest'
import { baton, fakeBaton } from './fake.test-support.ts'

let server: Awaited<ReturnType<typeof fakeBaton>>
afterEach(() => server.close())

async function on(replies: Readonly<Record<string, unknown>>, args: readonly string[]) {
  server = await fakeBaton(replies)
  return { ...(await baton(args, { env: { BATON_SERVER: server.url, BATON_TOKEN: 'btn_x' } })), asked: server.asked }
}

test('a list is read on where an answer holds fewer than were asked for', async () => {
  const counts = { triggered: 0, acknowledged: 0, snoozed: 0 }
  const asked = 'state=closed&limit=7&label=env%3Aprod&label=job%3Anode'
  const replies = {
    [`GET /api/alerts?${asked}`]: { alerts: [], counts, nextBefore: 25_000 },
    'GET /api/alerts': { alerts: [], counts, nextBefore: null },
  }
  const args = ['alerts', '--state', 'closed', '--label', 'env:prod', '--label', 'job:node', '--limit', '7']
  const { asked: lines, out } = await on(replies, args)
  expect(lines.map(({ line }) => line)).toEqual([`GET /api/alerts?${asked}`, expect.stringContaining('before=25000')])
  expect(out).toBe('No alerts.\n')
})

test('many at once: each that was left is said with its reason', async () => {
  const left = [
    { alertId: 13, because: 'taken', by: 'Ben' },
    { alertId: 14, because: 'closed', by: null },
  ]
  const replies = { 'POST /api/alerts/acknowledgements': { at: '2026-03-02T09:00:00Z', done: [12], others: 2, left } }
  const { out, asked } = await on(replies, ['many', 'ack', '12', '#13', '14'])
  expect(out).toBe(
    'Acknowledged: 1, and 2 more on the same pages.\n13 was left: Ben has it.\n14 was left: it was closed already.\n',
  )
  expect(asked[0]).toMatchObject({ line: 'POST /api/alerts/acknowledgements', body: { alertIds: [12, 13, 14] } })
})

test('many are closed with one note', async () => {
  const replies = { 'POST /api/alerts/closures': { at: '2026-03-02T09:00:00Z', done: [12, 13], others: 0, left: [] } }
  const { out, asked } = await on(replies, ['many', 'resolve', '12', '13', '--note', 'moved the rack'])
  expect(out).toBe('Closed: 2.\n')
  expect(asked[0]?.body).toEqual({ alertIds: [12, 13], note: 'moved the rack' })
})

import { afterEach, expect, test } from 'vitest'
import { baton, fakeBaton } from './fake.test-support.ts'

let server: Awaited<ReturnType<typeof fakeBaton>>
afterEach(() => server.close())

const rule = {
  ruleId: 1,
  name: '=DiskFull, all hosts',
  namedBy: 'alertname',
  teamName: 'Payments',
  serviceName: 'Checkout',
  sourceName: 'Prometheus',
  raised: 14,
  pages: 14,
  wastedPages: 14,
  nights: 3,
  acted: 0,
  noAction: 2,
  byItself: 12,
  stillOpen: 0,
  mutedOnly: 0,
  flapped: 1,
  muted: 0,
  minutesToAnswer: 2.25,
  minutesToClose: null,
  pagesBefore: 4,
  wastedPagesBefore: 4,
  lastReason: 'too_tight',
  isNoisy: true,
}

async function on(args: readonly string[]) {
  const report = { days: 30, rules: [rule], total: { rules: 2, raised: 20, pages: 15, wastedPages: 14, nights: 3 } }
  server = await fakeBaton({
    'GET /api/noise': report,
    'GET /api/teams': { teams: [{ id: 't1', slug: 'pay', name: 'Payments' }] },
  })
  return { ...(await baton(args, { env: { BATON_SERVER: server.url, BATON_TOKEN: 'btn_x' } })), asked: server.asked }
}

test('the rules that page for nothing, with what was said last', async () => {
  const { exit, out } = await on(['noise'])
  expect(exit).toBe(0)
  expect(out).toContain('too tight')
  expect(out).toContain('15 pages by 2 rules in 30 days: 14 for nothing, 3 at night.')
  expect(out).toContain('There are more')
})

test('as a table for spreadsheets, in which no name is a formula', async () => {
  const { out } = await on(['noise', '--csv'])
  expect(out.split('\r\n')[1]).toBe(
    `"'=DiskFull, all hosts","alertname","Payments","Checkout","Prometheus",14,14,14,3,0,2,12,0,0,1,0,2.3,,4,4,"too_tight"`,
  )
})

test('of a team and a span', async () => {
  const { asked } = await on(['noise', '--team', 'pay', '--days', '7'])
  expect(asked.at(-1)?.line).toMatch(/days=7/)
  expect(asked.at(-1)?.line).toMatch(/teamId=t1/)
})

test('a span that is not kept is used wrongly', async () => {
  expect(await on(['noise', '--days', '12'])).toMatchObject({ exit: 2, err: expect.stringContaining('7, 30, 90') })
})

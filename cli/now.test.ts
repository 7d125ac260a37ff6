import { afterEach, expect, test } from 'vitest'
import { baton, fakeBaton } from './fake.test-support.ts'

let server: Awaited<ReturnType<typeof fakeBaton>>
afterEach(() => server.close())

const since = '2026-11-24T09:20:00Z'
const work = {
  incidents: [
    {
      id: 42,
      teamId: 't1',
      title: 'Card \u001b[2Jpayments fail',
      priority: 'P1',
      state: 'follow_up',
      isPrivate: true,
      isMitigated: true,
      declaredAt: since,
      lead: null,
      doings: [
        { kind: 'action', text: 'Roll back', by: 'Ana', since },
        { kind: 'task', text: 'Call the bank', by: 'Ben', since, isTaken: false },
        { kind: 'runbook', text: 'Drain', by: 'Emma', since, ticked: 2, steps: 5 },
      ],
      moreDoings: 3,
    },
  ],
  moreIncidents: 1,
  alerts: [
    {
      id: 12,
      teamId: 't1',
      summary: 'Disk full',
      priority: 'P2',
      serviceName: null,
      holder: { personId: 'p', name: 'Minjun' },
      since,
      lookingInto: 'the logs',
      backAt: since,
    },
  ],
  moreAlerts: 0,
}

async function on(answer: unknown, args: readonly string[] = []) {
  const teams = [{ id: 't1', slug: 'payments', name: 'Payments', members: [] }]
  server = await fakeBaton({ 'GET /api/work': answer, 'GET /api/teams': { teams } })
  const env = { BATON_SERVER: server.url, BATON_TOKEN: 'btn_x' }
  return { ...(await baton(['now', ...args], { env })), asked: server.asked.map(({ line }) => line) }
}

test('who works on what, and in what state it is', async () => {
  const { out, asked } = await on(work, ['--team', 'payments'])
  expect(out).not.toContain('\u001b[2J')
  const lines = out.replaceAll(/\d\d:\d\d/g, 'TIME').split('\n')
  expect(lines[0]).toMatch(/^#42 P1 Card .*payments fail \(follow-up, mitigated, private; nobody leads yet\)$/)
  expect(lines.slice(1).map((line) => line.replace(/^ {2}.*TIME {2}/, '  TIME  '))).toEqual([
    '  TIME  Ana is about to: Roll back',
    '  TIME  Ben was asked, and has not answered yet: Call the bank',
    '  TIME  Emma goes through Drain: 2 of 5',
    '  and 3 more',
    '1 more: baton incident list',
    expect.stringMatching(/^alert 12 P2 Disk full \(Minjun has it; looks at: the logs; back by .*TIME\)$/),
    '',
  ])
  expect(asked.at(-1)).toBe('GET /api/work?teamId=t1')
})

test('nothing to do is said', async () => {
  const nothing = { incidents: [], moreIncidents: 0, alerts: [], moreAlerts: 0 }
  expect((await on(nothing)).out).toBe('Nothing is being worked on.\n')
})
